import { createEstimates } from "../../../src/estimates/index.ts"
import { createRouter } from "../../../src/index.ts"
import { csv } from "../read.ts"
import type { Fact, Row, Sheet } from "../Row.ts"
import { unitMs } from "../System.ts"
import { short } from "./erlang.ts"

/** What the last of those who wait is told, in units of time. */
function told(agents: number, ahead: number, handleMs: number, patienceMs: number | undefined): number {
  const router = createRouter({ queues: { calls: {} } })
  for (let agent = 0; agent < agents; agent++) {
    router.do({ type: "SignIn", agent: `a${agent}`, autoAccept: true })
    router.do({ type: "MakeReady", agent: `a${agent}` })
  }
  for (let contact = 0; contact <= agents + ahead; contact++)
    router.do({ type: "Enqueue", contact: `c${contact}`, queue: "calls", channel: "voice" })
  const estimates = createEstimates(router, {
    handleMs: () => handleMs,
    patienceMs: () => patienceMs,
    weight: Number.POSITIVE_INFINITY
  })
  const estimate = estimates.of(`c${agents + ahead}`)
  estimates.stop()
  return estimate.known ? estimate.meanMs / unitMs : Number.NaN
}

export const estimatesSheet: Sheet = {
  name: "estimates",
  file: "ewt_QL_QLa.csv",
  title: "What the last in line is told (QL, and QLa where customers leave)",
  shows: "`estimates`: the exact mean in every state; that it is unbiased and well spread: test/estimateTheory.test.ts",
  rows: (folder) =>
    folder === ""
      ? []
      : csv(folder, "ewt_QL_QLa.csv").map((row): Row => {
          const { n = 0, ahead_in_queue: ahead = 0, mu = 0, theta = 0, mean_virtual_wait: mean = 0 } = row
          const fact = (): ReadonlyArray<Fact> => {
            const measured = told(n, ahead, unitMs / mu, theta === 0 ? undefined : unitMs / theta)
            // Told in whole milliseconds.
            return [{ name: "told", exact: mean, measured, holds: Math.abs(measured - mean) <= 0.51 / unitMs }]
          }
          const patience = theta === 0 ? "endless" : short(1 / theta)
          return { name: `n ${n}, ${ahead} ahead, patience ${patience}`, is: { fact } }
        })
}
