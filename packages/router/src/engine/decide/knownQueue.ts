import type { Refusal } from "../../Refusal.ts"
import { refuse } from "../refuse.ts"
import type { State } from "../State.ts"

/** A queue that is configured. */
export function knownQueue(s: State, name: string): number | Refusal {
  const queue = s.queueOf.get(name)
  if (queue !== undefined && s.queues[queue]!.configured) return queue
  const known = s.queueName.filter((_, at) => s.queues[at]!.configured).slice(0, 20)
  return refuse("QueueUnknown", `no queue ${name}: known are ${known.join(", ") || "none"}`, "queue")
}
