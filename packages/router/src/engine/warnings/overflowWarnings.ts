import type { Deflection, OverflowRule } from "../../Deflection.ts"
import { levelOf } from "../compile/AdmissionRule.ts"
import { type Reach } from "./reach.ts"
import type { Warn } from "./Warn.ts"

/** Where contacts are sent that a queue does not keep: to nobody, or by a rule that never decides (SPEC CONF-5, CONF-8). */
export function overflowWarnings({ name, queue }: Reach, unreachable: ReadonlySet<string>, warn: Warn): void {
  const path = `queues.${name}`
  const goes = (to: Deflection | "refuse" | undefined, where: string) => {
    if (to === undefined || to === "refuse" || to.do !== "overflow" || !unreachable.has(to.queue)) return
    warn("OverflowNowhere", `${path}.${where}`, `sends contacts to ${to.queue}, where nobody could take them`)
  }
  goes(queue.whenClosed, "whenClosed")
  goes(queue.atClose, "atClose")
  goes(queue.whenFull, "whenFull")
  goes(queue.afterSteps, "afterSteps")
  const { overflow = [], maxWaiting, whenFull } = queue
  for (const [at, rule] of overflow.entries()) {
    goes(rule.do, `overflow.${at}.do`)
    const before = overflow.slice(0, at).findIndex((other) => decidesBefore(other, rule))
    if (before >= 0) {
      warn(
        "OverflowDead",
        `${path}.overflow.${at}`,
        `overflow.${before} decides wherever it would: order the two, or leave it out`
      )
    } else if (isFullBefore(rule, maxWaiting, whenFull)) {
      warn("OverflowDead", `${path}.overflow.${at}`, `the queue is full at ${maxWaiting}, and whenFull decides first`)
    }
  }
}

/** Whom the rule would send on, and can, has `other` sent on before, or could not either. */
function decidesBefore(other: OverflowRule, rule: OverflowRule): boolean {
  const covers = other.for === undefined || other.for === rule.for
  return covers && holdsWherever(other.when, rule.when) && isWayOpen(other.do, rule.do)
}

function holdsWherever(other: OverflowRule["when"], when: OverflowRule["when"]): boolean {
  if ("waiting" in when) return "waiting" in other && other.waiting <= when.waiting
  if ("waitedMs" in when) return "waitedMs" in other && other.waitedMs <= when.waitedMs
  if ("nobody" in when) return "nobody" in other && levelOf(other.nobody) >= levelOf(when.nobody)
  return "serviceLevelRisk" in other && other.serviceLevelRisk <= when.serviceLevelRisk
}

/** Only a queue that the contact has been in is no way; and nothing moves a callback. */
const isWayOpen = (first: Deflection, then: Deflection): boolean =>
  first.do !== "overflow" || (then.do === "overflow" && then.queue === first.queue)

/** Everybody who would meet so many others was sent away because there are as many as fit in. */
const isFullBefore = ({ when }: OverflowRule, most: number | undefined, whenFull: Deflection | "refuse" | undefined) =>
  "waiting" in when &&
  most !== undefined &&
  when.waiting >= most &&
  whenFull !== undefined &&
  whenFull !== "refuse" &&
  whenFull.do !== "stay" &&
  whenFull.do !== "overflow"
