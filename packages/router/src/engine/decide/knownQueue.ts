import { didYouMean } from "../compile/nearest.ts"
import type { Refusal } from "../../Refusal.ts"
import { refuse } from "../refuse.ts"
import type { State } from "../State.ts"

/** A queue that is configured. */
export function knownQueue(s: State, name: string, field = "queue"): number | Refusal {
  const queue = s.queueOf.get(name)
  if (queue !== undefined && s.queues[queue]!.configured) return queue
  const known = s.queueName.filter((_, at) => s.queues[at]!.configured)
  const near = didYouMean(name, known)
  const why = near === "" ? ": known are" : `${near} Known are`
  return refuse("QueueUnknown", `no queue ${name}${why} ${known.slice(0, 20).join(", ") || "none"}`, field)
}
