import { type Configuration, createRouter } from "@strowger/router"
import type { Case, Given, Task } from "./cases.ts"

const rules = (needs?: string): Configuration => ({
  queues: { q: { offerMs: 1_000_000_000, ...(needs === undefined ? {} : { needs }) } }
})

function prepared({ agents, tasks }: Case) {
  // Until the rules change nobody may take anything: then everything waits and everybody is idle, as before a pass of the other side.
  const router = createRouter(rules("open"))
  for (const { id, skills } of agents) {
    const all = Object.fromEntries(skills.map((skill) => [skill, 1]))
    router.do({ type: "SignIn", agent: id, skills: all, capacity: { chat: 1 } })
    router.do({ type: "MakeReady", agent: id })
  }
  const byId = new Map<string, Task>()
  const first = tasks[0]?.createdAtMs ?? 0
  for (const task of tasks) {
    byId.set(task.id, task)
    const { id, skill, priority = 0, createdAtMs } = task
    const came = { type: "Enqueue", contact: id, queue: "q", channel: "chat", needs: skill, priority } as const
    router.step(came, createdAtMs - first)
  }
  return { router, byId }
}

/** Everybody at once: one step, as many offers as it takes. */
export function oursAtOnce(work: Case): Given {
  const { router, byId } = prepared(work)
  const start = performance.now()
  const { events } = router.do({ type: "Configure", configuration: rules() })
  const ms = performance.now() - start
  const tasks = events.flatMap((e) => (e.type === "OfferMade" ? [byId.get(e.contact)!] : []))
  return { tasks, afterPass: [tasks.length], ms }
}

/** One agent who takes one after the other. */
export function oursOneByOne(work: Case, many: number): Given {
  const { router, byId } = prepared(work)
  const start = performance.now()
  let { events } = router.do({ type: "Configure", configuration: rules() })
  const tasks: Task[] = []
  while (tasks.length < many) {
    const offer = events.find((e) => e.type === "OfferMade")
    if (offer?.type !== "OfferMade") break
    const { contact, agent } = offer
    tasks.push(byId.get(contact)!)
    router.do({ type: "Accept", contact, agent, offer: offer.offer })
    events = router.do({ type: "Complete", contact, agent }).events
  }
  return { tasks, afterPass: [tasks.length], ms: performance.now() - start }
}
