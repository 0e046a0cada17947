// Is my own router fair? Wrap it in three members and let the laws judge it. This one serves the newest first, and is found out.
import { type Command, type Configuration, createRouter } from "@strowger/router"
import { type FairnessBroken, type FairRouter, fairnessLaws } from "@strowger/router/testing"

/** A router that looks fine: it gives every later contact a higher priority. */
function newestFirst(configuration: Configuration): FairRouter {
  const inner = createRouter(configuration)
  let arrivals = 0
  const favour = (command: Command): Command =>
    command.type === "Enqueue" ? { ...command, priority: (command.priority ?? 0) + ++arrivals } : command
  const plain = (event: { readonly type: string }) =>
    event.type === "ContactQueued" ? { ...event, priority: 0 } : event
  return {
    view: inner.view,
    get nextDeadlineMs() {
      return inner.nextDeadlineMs
    },
    step: (command, nowMs) => {
      const { events, ...rest } = inner.step(favour(command), nowMs)
      return { ...rest, events: events.map((event) => plain(event) as typeof event) }
    }
  }
}

for (const law of fairnessLaws("newest first", newestFirst, { numRuns: 25, maxMoves: 40, seed: 1 })) {
  const verdict = await law.run().then(
    () => "holds",
    (broken: FairnessBroken) => `BROKEN: ${broken.breach.said}`
  )
  console.log(law.id, verdict)
}
