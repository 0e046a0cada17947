import * as fc from "fast-check"
import type { AgentOrder } from "../../AgentOrder.ts"
import type { Feature } from "./Feature.ts"

const skill = fc.constantFrom("zh", "en", "loan")

const order: fc.Arbitrary<AgentOrder> = fc.oneof(
  fc.constantFrom<AgentOrder>(
    "leastLoad",
    "longestIdle",
    "loadRatio",
    "mostSkilled",
    "leastSkilled",
    "leastFlexible",
    "roundRobin",
    "roundRobin"
  ),
  // Windows that are passed within a history, and one that is not.
  fc.constantFrom(1, 700, 1_500, 6_000, 3_600_000).map((windowMs): AgentOrder => ({ kind: "fewestHandled", windowMs })),
  fc
    .tuple(skill, fc.constantFrom<"longestIdle" | "leastLoad" | undefined>("longestIdle", "leastLoad", undefined))
    .map(([of, ties]): AgentOrder => ({ kind: "expert", skill: of, ...(ties === undefined ? {} : { ties }) })),
  fc
    .dictionary(skill, fc.constantFrom(-2, -1, 1, 3), { minKeys: 1, noNullPrototype: true })
    .map((skills): AgentOrder => ({ kind: "weighted", skills })),
  fc
    .dictionary(fc.constantFrom("branch", "grade", "vip"), fc.constantFrom(-2, 1, 3), {
      minKeys: 1,
      noNullPrototype: true
    })
    .map((attributes): AgentOrder => ({ kind: "weighted", skills: { zh: 1 }, attributes }))
)

/** Every order of agents. */
export const agentOrders: Feature = {
  name: "agentOrders",
  queue: order.map((agents) => ({ agents }))
}
