import { type Command, type Configuration, createRouter, type Router, type RouterEvent } from "@strowger/router"
import type { Done, World } from "./World.ts"

type OfferMade = Extract<RouterEvent, { type: "OfferMade" }>

export function configurationOf({ classes }: World): Configuration {
  const queues = classes.map(({ name, needs, priority, perMinute }) => [
    name,
    {
      needs: needs.map(([skill, least]) => `${skill} >= ${least}`).join(" and "),
      priority,
      ageing: { kind: "linear" as const, perMinute },
      wrapUpMs: 1_000_000_000,
      offerMs: 1_000_000_000
    }
  ])
  return { queues: Object.fromEntries(queues) }
}

/** Everybody is signed in and nobody is ready yet. */
function prepared(world: World): Router {
  const { contacts, agents, profiles } = world
  const router = createRouter(configurationOf(world), { sizes: { contacts: contacts.length, agents: agents.length } })
  for (const { id, profile } of agents) {
    router.do({ type: "SignIn", agent: id, skills: profiles[profile]!, capacity: { voice: 1 } })
  }
  return router
}

/** The whole life of every contact, with strings and objects: it comes, is offered, accepted, completed and wrapped up, five events. */
export function ours(world: World): Done {
  const router = prepared(world)
  const { classes, contacts, agents, freeFromMs } = world
  let events = 0
  router.subscribe(() => events++)
  const start = performance.now()
  for (const { id, class: of, atMs } of contacts)
    router.step({ type: "Enqueue", contact: id, queue: classes[of]!.name, channel: "voice" }, atMs)
  const ringing: OfferMade[] = []
  let nowMs = freeFromMs
  const free = (command: Command) => {
    const event = router.step(command, nowMs++).events.at(-1)
    if (event?.type === "OfferMade") ringing.push(event)
  }
  for (const { id } of agents) free({ type: "MakeReady", agent: id })
  for (let next = 0; next < ringing.length; next++) {
    const { contact, agent, offer } = ringing[next]!
    router.do({ type: "Accept", contact, agent, offer })
    router.do({ type: "Complete", contact, agent })
    free({ type: "EndWrapUp", contact, agent })
  }
  const ms = performance.now() - start
  const taken = ringing.map(({ contact, agent }) => [Number(contact.slice(1)), Number(agent.slice(1))] as const)
  return { contacts: taken.length, ms, taken, events }
}
