import { cobham, erlangC, kleinrock } from "../../../src/simulate/index.ts"
import { perHour } from "../Arrivals.ts"
import { gap, inClass, meanWait, sumOver } from "../Measure.ts"
import { json } from "../read.ts"
import type { Row, Sheet } from "../Row.ts"
import { type ClassOfContacts, constant, erlang2, exponential, hyperexponential, lognormal, unitMs } from "../System.ts"
import { short } from "./erlang.ts"

interface Cobham {
  readonly model: string
  readonly n: number
  readonly rho: number
  readonly lambda_high_to_low: ReadonlyArray<number>
  readonly W: ReadonlyArray<number>
  readonly W_fifo: number
}

const scvOfSigma1 = Math.E - 1

/** The law a table names after "S=": mean one unit. */
function lawOf(model: string): ClassOfContacts["handle"] {
  if (model.includes("S=det")) return constant()
  if (model.includes("S=erlang2")) return erlang2()
  if (model.includes("S=lognormal_sigma1")) return lognormal(1, scvOfSigma1)
  return model.includes("S=hyper_scv4") ? hyperexponential(4) : exponential()
}
const lawName = (model: string) => model.match(/S=(\w+)/)?.[1] ?? "exp"

const nightlyAbove = (load: number): { readonly nightly?: true } => (load > 0.8 ? { nightly: true } : {})

export const cobhamSheet: Sheet = {
  name: "strict-priority",
  file: "priority_cobham.json",
  title: "Strict priority (Cobham), several agents, and one agent with any law",
  shows: "`priority`: nobody of a higher one waits behind a lower one, and the sum of load x wait stays what it is",
  rows: (folder) =>
    (folder === "" ? ownCobham() : json<ReadonlyArray<Cobham>>(folder, "priority_cobham.json")).map(
      ({ model, n, rho, lambda_high_to_low: rates, W, W_fifo: inOrder }): Row => ({
        name: `n ${n}, load ${rho}, ${lawName(model)}, ${rates.map(short).join(" > ")}`,
        ...nightlyAbove(rho),
        ...(n === 5 && rho === 0.7 && rates.length === 3 && rates[0]! < 1 ? { decisive: true } : {}),
        is: {
          system: {
            system: {
              agents: n,
              classes: rates.map((rate, at) => ({ rate, handle: lawOf(model), priority: rates.length - at }))
            },
            measures: [
              ...W.map((wait, kind) => meanWait(`wait ${kind + 1}`, wait, inClass(kind))),
              sumOver(
                "sum of load x wait",
                inOrder * rho,
                rates.map((rate) => rate / n)
              )
            ]
          }
        }
      })
    )
}

const ownCobham = (): ReadonlyArray<Cobham> =>
  [1, 5, 20].flatMap((n) =>
    [0.7, 0.8, 0.9].map((rho) => {
      const rates = [0.2, 0.3, 0.5].map((share) => share * n * rho)
      const loads = { perHour: rates.map(perHour), handleMs: unitMs, agents: n }
      const inOrder = erlangC({ perHour: perHour(n * rho), handleMs: unitMs, agents: n }).meanWaitMs / unitMs
      return {
        model: "",
        n,
        rho,
        lambda_high_to_low: rates,
        W: cobham(loads).map((ms) => ms / unitMs),
        W_fifo: inOrder
      }
    })
  )

interface Accumulating {
  readonly model: string
  readonly n: number
  readonly rho: number
  readonly lam: ReadonlyArray<number>
  readonly b: ReadonlyArray<number>
  readonly W: ReadonlyArray<number>
  readonly W_fifo: number
}

export const ageingSheet: Sheet = {
  name: "ageing",
  file: "accumulating_priority.json",
  title: "Priority that grows with the wait (Kleinrock's accumulating priority)",
  shows: "`ageing` linear: `perMinute` is the slope, and only the ratios of slopes matter",
  rows: (folder) =>
    (folder === "" ? ownAgeing() : json<ReadonlyArray<Accumulating>>(folder, "accumulating_priority.json")).map(
      ({ model, n, rho, lam, b, W, W_fifo: inOrder }): Row => ({
        name: `n ${n}, load ${rho}, ${lawName(model)}, slopes ${b.join(" ")}, ${lam.map(short).join(" + ")}`,
        ...nightlyAbove(rho),
        ...(n === 5 && rho === 0.8 && b.length === 3 && b[0] === 1 ? { decisive: true } : {}),
        is: {
          system: {
            system: {
              agents: n,
              classes: lam.map((rate, at) => ({ rate, handle: lawOf(model), perMinute: b[at]! }))
            },
            measures: [
              ...W.map((wait, kind) => meanWait(`wait, slope ${b[kind]}`, wait, inClass(kind))),
              sumOver(
                "sum of load x wait",
                inOrder * rho,
                lam.map((rate) => rate / n)
              )
            ]
          }
        }
      })
    )
}

const ownAgeing = (): ReadonlyArray<Accumulating> =>
  [1, 5, 20].flatMap((n) =>
    [0.5, 0.8, 0.9].map((rho) => {
      const lam = [0.3, 0.3, 0.4].map((share) => share * n * rho)
      const b = [1, 2, 4]
      const loads = { perHour: lam.map(perHour), handleMs: unitMs, agents: n }
      const inOrder = erlangC({ perHour: perHour(n * rho), handleMs: unitMs, agents: n }).meanWaitMs / unitMs
      const W = kleinrock({ ...loads, perMinute: b }).map((ms) => ms / unitMs)
      return { model: "", n, rho, lam, b, W, W_fifo: inOrder }
    })
  )

interface Credit {
  readonly n: number
  readonly rho: number
  readonly credit: number
  readonly W_credited: readonly [mean: number, half: number]
  readonly W_plain: readonly [mean: number, half: number]
  readonly W_fifo_exact: number
  readonly limits_priority: readonly [high: number, low: number]
}

/** 30 days, the most there is: longer than anybody waits here. */
const mostCreditMs = 2_592_000_000

export const creditSheet: Sheet = {
  name: "head-start",
  file: "head_start_credit_sim.json",
  title: "Head start (waiting credit): beside another simulation, between order of arrival and strict priority",
  shows: "`creditMs`: the sum of waits is kept, and the gap it makes is never more than it is",
  rows: (folder) =>
    (folder === "" ? ownCredit() : json<ReadonlyArray<Credit>>(folder, "head_start_credit_sim.json")).map(
      ({
        n,
        rho,
        credit,
        W_credited: [high, highHalf],
        W_plain: [low, lowHalf],
        W_fifo_exact: inOrder,
        limits_priority: limits
      }): Row => ({
        name: `n ${n}, load ${rho}, head start ${credit}`,
        ...nightlyAbove(rho),
        ...(n === 1 && rho === 0.7 && credit === 1.5 ? { decisive: true } : {}),
        is: {
          system: {
            system: {
              agents: n,
              classes: [
                { rate: (n * rho) / 2, handle: exponential(), creditMs: Math.min(mostCreditMs, credit * unitMs) },
                { rate: (n * rho) / 2, handle: exponential() }
              ]
            },
            measures: [
              meanWait("mean wait of all", inOrder),
              sumOver("sum of load x wait", inOrder * rho, [rho / 2, rho / 2]),
              ...(folder === ""
                ? []
                : [
                    { ...meanWait("wait, head start", high, inClass(0)), theirs: highHalf },
                    { ...meanWait("wait, none", low, inClass(1)), theirs: lowHalf }
                  ]),
              gap("gap", [0, Math.min(credit, limits[1] - limits[0])], inOrder, 1, 0)
            ]
          }
        }
      })
    )
}

const ownCredit = (): ReadonlyArray<Credit> =>
  [1, 8].flatMap((n) =>
    [0.5, 1.5, 5].map((credit) => {
      const rho = 0.7
      const loads = { perHour: [perHour((n * rho) / 2), perHour((n * rho) / 2)], handleMs: unitMs, agents: n }
      const [high = 0, low = 0] = cobham(loads).map((ms) => ms / unitMs)
      const inOrder = erlangC({ perHour: perHour(n * rho), handleMs: unitMs, agents: n }).meanWaitMs / unitMs
      const none = [0, 0] as const
      return {
        n,
        rho,
        credit,
        W_credited: none,
        W_plain: none,
        W_fifo_exact: inOrder,
        limits_priority: [high, low] as const
      }
    })
  )
