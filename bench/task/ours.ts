import { type Configuration, createRouter, type Router, RowKind } from "@strowger/router"
import type { Done, World } from "./World.ts"

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
  const ringing: Array<{ readonly contact: string; readonly agent: string; readonly offer: string }> = []
  router.subscribe((event) => {
    events++
    if (event.type !== "OfferMade") return
    const { contact, agent, offer } = event
    ringing.push({ contact, agent, offer })
  })
  const start = performance.now()
  for (const { id, class: of, atMs } of contacts)
    router.give({ type: "Enqueue", contact: id, queue: classes[of]!.name, channel: "voice" }, atMs)
  let nowMs = freeFromMs
  for (const { id } of agents) router.give({ type: "MakeReady", agent: id }, nowMs++)
  for (let next = 0; next < ringing.length; next++) {
    const { contact, agent, offer } = ringing[next]!
    router.give({ type: "Accept", contact, agent, offer }, nowMs - 1)
    router.give({ type: "Complete", contact, agent }, nowMs - 1)
    router.give({ type: "EndWrapUp", contact, agent }, nowMs++)
  }
  const ms = performance.now() - start
  const taken = ringing.map(({ contact, agent }) => [Number(contact.slice(1)), Number(agent.slice(1))] as const)
  return { contacts: taken.length, ms, taken, events }
}

/** The same by numbers: every event is there as a row, and no text and no object is made of it. */
export function oursByNumber(world: World): Done {
  const { byNumber } = prepared(world)
  const { rows, clock } = byNumber
  const { classes, contacts, agents, freeFromMs } = world
  const kinds = classes.map(({ name }) => {
    const kind = byNumber.kind({ queue: name, channel: "voice" })
    if (typeof kind !== "number") throw new Error(kind.text)
    return kind
  })
  const kindOf = Int32Array.from(contacts, (contact) => kinds[contact.class]!)
  const comesAt = Float64Array.from(contacts, ({ atMs }) => atMs)
  /** Of each offer in order: contact, agent, number. */
  const offers = new Int32Array(contacts.length * 3)
  let offered = 0
  let events = 0
  const heard = () => {
    const { count } = rows
    events += count
    if (count === 0 || rows.kind(count - 1) !== RowKind.OfferMade) return
    offers[offered * 3] = rows.contact(count - 1)
    offers[offered * 3 + 1] = rows.agent(count - 1)
    offers[offered * 3 + 2] = rows.offer(count - 1)
    offered++
  }
  const start = performance.now()
  for (let n = 0; n < kindOf.length; n++) {
    clock[0] = comesAt[n]!
    byNumber.enqueue(kindOf[n]!)
    heard()
  }
  let tries = 0
  for (const { id } of agents) {
    clock[0] = freeFromMs + tries++
    byNumber.makeReady(byNumber.agent(id))
    heard()
  }
  for (let next = 0; next < offered; next++) {
    const contact = offers[next * 3]!
    const agent = offers[next * 3 + 1]!
    byNumber.accept(contact, offers[next * 3 + 2]!)
    heard()
    byNumber.complete(contact, agent)
    heard()
    clock[0] = freeFromMs + tries++
    byNumber.endWrapUp(contact, agent)
    heard()
  }
  const ms = performance.now() - start
  const taken = Array.from({ length: offered }, (_, n) => [offers[n * 3]!, offers[n * 3 + 1]!] as const)
  return { contacts: offered, ms, taken, events }
}
