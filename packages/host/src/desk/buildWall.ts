import type { AgentView, ContactView } from "@strowger/router"
import type { QueueCounts } from "./CountsFold.ts"
import { presenceOf } from "./buildDesk.ts"
import type { WallView } from "./DeskApi.ts"
import type { DeskRoom, Language } from "./DeskRoom.ts"
import { loadOf } from "./load.ts"
import type { makeMeets } from "./meets.ts"
import { queueName } from "./queueName.ts"

/** The supervisor's wall without the adapters' health, as everything is in memory now. */
export const buildWall = (
  room: DeskRoom,
  meets: ReturnType<typeof makeMeets>,
  language: Language,
  nowMs: number
): Omit<WallView, "adapters"> => {
  const { directory, router, folds } = room
  const ready = [...router.view.agents()].filter((agent) => agent.presence === "ready")
  const queues = directory.queues.map((queue) => {
    const view = router.view.queue(queue.id)
    const configuration = router.view.configuration.queues[queue.id]
    const counts = folds.counts.queue(queue.id, nowMs)
    return {
      id: queue.id,
      ...queueName(directory, queue.id, language),
      waiting: view?.waiting ?? 0,
      ...waitOf(view?.oldestEnqueuedAtMs, nowMs),
      offered: view?.offered ?? 0,
      active: view?.active ?? 0,
      answered: counts.answered,
      abandoned: counts.abandoned,
      ...levelOf(counts),
      serviceLevelMs: queue.serviceLevelMs,
      readyAgents: configuration ? ready.filter((agent) => meets(configuration, agent.skills)).length : 0
    }
  })
  const agents = directory.agents
    .filter((entry) => entry.role === "agent")
    .map((entry) => {
      const view = router.view.agent(entry.id)
      return {
        id: entry.id,
        name: entry.name,
        presence: presenceOf(view),
        ...doingOf(room, view),
        load: loadOf(view),
        handled: folds.counts.agent(entry.id, nowMs).handled
      }
    })
  return { position: folds.position.seq(), nowMs, queues, agents, totals: totalsOf(room, queues, agents, nowMs) }
}

const waitOf = (oldestEnqueuedAtMs: number | undefined, nowMs: number) =>
  oldestEnqueuedAtMs === undefined ? {} : { oldestEnqueuedAtMs, longestWaitMs: Math.max(0, nowMs - oldestEnqueuedAtMs) }

/** In time of all that were decided; unknown while nothing was. */
const levelOf = ({ answered, abandoned, inTime }: QueueCounts) =>
  answered + abandoned === 0 ? {} : { serviceLevel: inTime / (answered + abandoned) }

const totalsOf = (
  room: DeskRoom,
  queues: WallView["queues"],
  agents: WallView["agents"],
  nowMs: number
): WallView["totals"] => {
  const counts = room.directory.queues
    .map((queue) => room.folds.counts.queue(queue.id, nowMs))
    .reduce(
      (sum, one) => ({
        answered: sum.answered + one.answered,
        abandoned: sum.abandoned + one.abandoned,
        inTime: sum.inTime + one.inTime,
        waitMs: sum.waitMs + one.waitMs
      }),
      { answered: 0, abandoned: 0, inTime: 0, waitMs: 0 }
    )
  const oldest = queues.flatMap((queue) => queue.oldestEnqueuedAtMs ?? [])
  return {
    waiting: queues.reduce((sum, queue) => sum + queue.waiting, 0),
    ...(oldest.length === 0 ? {} : { longestWaitMs: Math.max(0, nowMs - Math.min(...oldest)) }),
    answered: counts.answered,
    abandoned: counts.abandoned,
    ...levelOf(counts),
    ready: agents.filter((agent) => agent.presence.state === "ready").length,
    busy: agents.filter((agent) => agent.doing === "busy" || agent.doing === "wrap-up").length,
    ...(counts.answered === 0 ? {} : { meanWaitMs: Math.round(counts.waitMs / counts.answered) })
  }
}

type Doing = Pick<WallView["agents"][number], "doing" | "sinceMs">

/** What the tile says: ringing before busy before wrap-up before the presence, since when. */
const doingOf = ({ router }: DeskRoom, view: AgentView | undefined): Doing => {
  if (view === undefined) return { doing: "signed-out", sinceMs: 0 }
  const contacts = view.contacts
    .map((id) => router.view.contact(id))
    .filter((contact): contact is ContactView => contact !== undefined)
  const sinceOf = (state: ContactView["state"], since: (contact: ContactView) => number | undefined) => {
    const times = contacts.filter((contact) => contact.state === state).flatMap((contact) => since(contact) ?? [])
    return times.length === 0 ? undefined : Math.min(...times)
  }
  const ringing = sinceOf("offered", (contact) => contact.offer?.madeAtMs)
  if (ringing !== undefined) return { doing: "ringing", sinceMs: ringing }
  const busy = sinceOf("active", (contact) => contact.acceptedAtMs)
  if (busy !== undefined) return { doing: "busy", sinceMs: busy }
  const wrapUp = sinceOf("wrap-up", (contact) => {
    const wrapUpMs = router.view.configuration.queues[contact.queue]?.wrapUpMs ?? 0
    return contact.wrapUpEndsAtMs === undefined ? contact.acceptedAtMs : contact.wrapUpEndsAtMs - wrapUpMs
  })
  if (wrapUp !== undefined) return { doing: "wrap-up", sinceMs: wrapUp }
  return { doing: view.presence === "lost" ? "not-ready" : view.presence, sinceMs: view.presenceSinceMs }
}
