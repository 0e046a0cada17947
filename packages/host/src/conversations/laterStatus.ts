import type { Line } from "./Conversation.ts"

type Status = NonNullable<Line["status"]>

/** What is known rises and never goes back: "delivered" after "read" says nothing new, and a failure is final unless it arrived after all. */
const rank: Readonly<Record<Status, number>> = {
  pending: 0,
  queued: 1,
  unknown: 2,
  submitted: 3,
  expired: 4,
  failed: 4,
  delivered: 5,
  read: 6
}

/** The status a line shows after `next` was learned. */
export const laterStatus = (known: Status | undefined, next: Status): Status =>
  known !== undefined && rank[known] >= rank[next] ? known : next
