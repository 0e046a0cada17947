import type { NoEstimate } from "./Estimate.ts"

const why: Readonly<Record<NoEstimate["because"], string>> = {
  nobody: "Nobody at work can take it as things are: nobody who meets what it needs is ready.",
  overtaken: "Those who go before it come faster than agents become free: nobody knows when its turn is.",
  leaves: "Its queue sends it on before its turn.",
  ringing: "It is offered already.",
  notWaiting: "It does not wait: somebody has it.",
  unknown: "No contact of this id is here.",
  refused: "It could not be queued."
}

export const none = (contact: string, because: NoEstimate["because"], text = why[because]): NoEstimate => ({
  known: false,
  contact,
  because,
  text
})
