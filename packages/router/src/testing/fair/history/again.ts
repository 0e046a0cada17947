import type { Command } from "../../../Command.ts"
import type { View } from "../../../View.ts"
import { holds } from "../../Law.ts"
import { again, eventsOf, given } from "../Log.ts"
import { canonical, type HistoryLaw, same } from "../HistoryLaw.ts"

/** M1: the same log, the same decisions. */
export const replay: HistoryLaw = {
  id: "DET-1",
  says: "the same commands give the same events, and the events alone rebuild the state",
  asks: [],
  judge({ make }, log, router) {
    const events = eventsOf(log)
    const once = again(make(log.configuration), log.steps).flatMap((step) => step.events)
    same(once, events, "given the same commands once more")
    const other = make(log.configuration)
    if (other.evolve === undefined) return
    other.evolve(events)
    sameView(other.view, router.view, "rebuilt from the events")
  }
}

/** M1: at any prefix. */
export const snapshots: HistoryLaw = {
  id: "DET-2",
  says: "what goes on from a snapshot, taken at any instant, decides alike",
  asks: ["snapshot"],
  judge({ make, restore }, { configuration, steps }) {
    // A few instants of a long history, every instant of a short one: so a broken one shrinks to its instant.
    const each = Math.max(1, Math.floor(steps.length / 6))
    const first = make(configuration)
    for (const [at, step] of steps.entries()) {
      given(first, step.commands, step.nowMs)
      if (at % each !== 0 || first.snapshot === undefined) continue
      const stored = JSON.parse(JSON.stringify(first.snapshot())) as ReturnType<typeof first.snapshot>
      const rest = steps.slice(at + 1)
      const events = again(restore(stored), rest).flatMap((one) => one.events)
      same(
        events,
        rest.flatMap((one) => one.events),
        `gone on from a snapshot after ${at + 1} moves`
      )
    }
    if (first.snapshot === undefined) return
    const other = restore(JSON.parse(JSON.stringify(first.snapshot())) as ReturnType<typeof first.snapshot>)
    const asked = everythingAgain(first.view)
    const nowMs = first.view.nowMs + 1
    const [ours, theirs] = [first, other].map((one) =>
      asked.flatMap((command) => [...given(one, [command], nowMs).events])
    )
    same(theirs!, ours!, "gone on from a snapshot at the end, then cleared and asked for agents")
  }
}

/** What a history may never come to: nobody waits, all are ready, and contacts come that anybody may take. So who is next of all is seen. */
function everythingAgain(view: View): ReadonlyArray<Command> {
  const contacts = [...view.contacts()]
  const cancels = contacts
    .filter(({ state }) => state === "waiting" || state === "unreachable" || state === "offered")
    .map(({ id: contact }): Command => ({ type: "Cancel", contact }))
  const readies = [...view.agents()].map(({ id: agent }): Command => ({ type: "MakeReady", agent }))
  const comes = Object.keys(view.configuration.queues).flatMap((queue) =>
    [1, 2, 3].map((n): Command => ({ type: "Enqueue", contact: `${queue} asked ${n}`, queue, channel: "chat" }))
  )
  return [...cancels, ...readies, ...comes]
}

/** M2: what comes later changes nothing of what was. */
export const causality: HistoryLaw = {
  id: "FAIR-10",
  says: "what happens later changes nothing of what was decided before",
  asks: [],
  judge({ make }, { configuration, steps }) {
    const half = steps.slice(0, Math.ceil(steps.length / 2))
    const events = again(make(configuration), half).flatMap((step) => step.events)
    same(
      events,
      half.flatMap((step) => step.events),
      "without the second half"
    )
  }
}

/** A refused command leaves no trace. */
export const refused: HistoryLaw = {
  id: "DET-5",
  says: "a refused command changes nothing",
  asks: [],
  judge({ make }, log) {
    const steps = log.steps.map((step) => {
      const left = step.commands.filter((_, at) => step.refusals[at] === undefined)
      return { ...step, commands: left.length === 0 ? [{ type: "Tick" } as const] : left }
    })
    const events = again(make(log.configuration), steps).flatMap((step) => step.events)
    same(events, eventsOf(log), "without the refused commands")
  }
}

/** Asking twice for these is asking once, or is refused. */
const once: ReadonlySet<Command["type"]> = new Set([
  "SignIn",
  "SignOut",
  "MakeReady",
  "MakeNotReady",
  "Exclude",
  "Reprioritise",
  "MarkUnreachable",
  "MarkReachable",
  "Accept",
  "Decline",
  "Complete",
  "Park",
  "Wake",
  "LosePresence",
  "ReturnPresence",
  "EndWrapUp",
  "RequestWrapUp",
  "Assign",
  "Pick",
  "Transfer",
  "Abandon",
  "Cancel",
  "Configure",
  "ScheduleQueue",
  "RequestCallback",
  "Tick"
])

/** M7: what arrives twice counts once. */
export const duplicates: HistoryLaw = {
  id: "DET-6",
  says: "a command that arrives twice counts once",
  asks: [],
  judge({ make }, { configuration, steps }) {
    const router = make(configuration)
    for (const { commands, nowMs, events } of steps) {
      same(given(router, commands, nowMs).events, events, "after a command that came twice")
      const [command] = commands
      const isComing = command?.type === "Enqueue" && router.view.contact(command.contact) !== undefined
      if (command === undefined || commands.length > 1 || !(once.has(command.type) || isComing)) continue
      const { events: more } = router.step(command, nowMs)
      holds(more.length === 0, `${JSON.stringify(command)}, given twice, leads to ${JSON.stringify(more[0])}`)
    }
  }
}

const shown = (view: View) => [[...view.contacts()], [...view.agents()], [...view.queues()]] as const

function sameView(actual: View, expected: View, meant: string): void {
  for (const [at, list] of shown(expected).entries()) {
    const found = shown(actual)[at]!
    for (let n = 0; n < Math.max(list.length, found.length); n++) {
      const [one, other] = [canonical(found[n]), canonical(list[n])]
      holds(one === other, `${meant}: it is ${one}, and should be ${other}`)
    }
  }
}
