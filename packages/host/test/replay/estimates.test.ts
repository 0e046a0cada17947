import { createRouter } from "@strowger/router"
import { createEstimates } from "@strowger/router/estimates"
import { describe, expect, inject, it } from "vitest"
import { free, freeConfiguration } from "../../src/replay/free.ts"
import { readTrace } from "../../src/replay/Trace.ts"

const traces = inject("traces")

describe.skipIf(traces === "")("estimates over January 1999 of a real bank", () => {
  it("EST-4 four of five of those who wait do so no longer than their 80 %, and half no longer than their 50 %", () => {
    const trace = readTrace(`${traces}/bank-1999-01.csv.gz`)
    const router = createRouter(freeConfiguration(trace))
    const estimates = createEstimates(router)
    free(router, trace, { seed: 1 })
    const all = estimates.backtest()
    const busiest = ["PS", "NW", "NE"].map((type) => [type, estimates.backtest(type)] as const)
    for (const [type, { announced, p50Coverage, p80Coverage, meanErrorMs, meanAbsoluteErrorMs }] of [
      ["all", all] as const,
      ...busiest
    ]) {
      console.log(
        `${type}: ${announced} waited, ${p80Coverage?.toFixed(3)} within 80 %, ${p50Coverage?.toFixed(3)} within 50 %, ` +
          `mean error ${(meanErrorMs! / 1000).toFixed(1)} s, without sign ${(meanAbsoluteErrorMs! / 1000).toFixed(1)} s`
      )
      expect(announced).toBeGreaterThan(300)
      expect(p80Coverage).toBeGreaterThan(0.75)
      expect(p80Coverage).toBeLessThan(0.85)
      expect(p50Coverage).toBeGreaterThan(0.45)
      expect(p50Coverage).toBeLessThan(0.55)
    }
    expect(all.announced).toBeGreaterThan(4_000)
  }, 120_000)
})
