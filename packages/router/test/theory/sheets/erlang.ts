import { erlangA, erlangB, erlangC } from "../../../src/simulate/index.ts"
import { perHour } from "../Arrivals.ts"
import {
  abandoned,
  admitted,
  busy,
  meanWait,
  type Measure,
  queueLength,
  refused,
  served,
  share,
  virtualWithin,
  waits,
  within
} from "../Measure.ts"
import { type Columns, csv } from "../read.ts"
import type { Row, Sheet } from "../Row.ts"
import { constant, exponential, pool, unitMs } from "../System.ts"

const everybody = () => true

export const erlangBSheet: Sheet = {
  name: "erlang-b",
  file: "erlang_b.csv",
  title: "Erlang B: who finds all agents busy is turned away",
  shows: "contacts of no patience at all leave in the instant in which nobody can take them",
  rows: (folder) =>
    (folder === "" ? ownB() : csv(folder, "erlang_b.csv")).map(
      ({ n = 0, a = 0, B = 0 }): Row => ({
        name: `n ${n}, load ${short(a / n)}`,
        ...(n === 10 && a === 8 ? { decisive: true } : {}),
        is: {
          system: {
            system: pool(n, a, { patience: constant(0) }),
            measures: [share("turned away", B, abandoned), busy("occupancy", (a * (1 - B)) / n, a, n)]
          }
        }
      })
    )
}

const ownB = (): ReadonlyArray<Columns> =>
  [1, 5, 10, 50, 200].flatMap((n) => [0.5, 0.8, 1, 1.5].map((load) => ({ n, a: n * load, B: erlangB(n, n * load) })))

export const erlangCSheet: Sheet = {
  name: "erlang-c",
  file: "erlang_c.csv",
  title: "Erlang C: everybody waits until served",
  shows: "one pool in order of arrival: who waits, how long, and for how many longer than a time",
  rows: (folder) =>
    (folder === "" ? ownC() : csv(folder, "erlang_c.csv")).map((row): Row => {
      const { n = 0, rho = 0, mean_service_s: unit = 1 } = row
      const tails = [10, 20, 30, 60].map((seconds) =>
        share(
          `P(wait > ${seconds} s)`,
          row[`P_wait_gt_${seconds}s`]!,
          ({ waitMs }) => waitMs > (seconds / unit) * unitMs
        )
      )
      return {
        name: `n ${n}, load ${rho}`,
        ...(rho > 0.8 ? { nightly: true } : {}),
        ...(n === 1 && rho === 0.5 ? { decisive: true } : {}),
        is: {
          system: {
            system: pool(n, n * rho),
            measures: [
              share("P(wait)", row["C"]!, waits),
              meanWait("mean wait", row["E_wait_s"]! / unit),
              ...tails,
              queueLength("waiting", row["EQ"]!, n * rho)
            ]
          }
        }
      }
    })
}

function ownC(): ReadonlyArray<Columns> {
  return [1, 5, 10, 50].flatMap((n) =>
    [0.5, 0.7, 0.8, 0.9, 0.95].map((rho) => {
      const s = erlangC({ perHour: (n * rho * 3600) / 180, handleMs: 180_000, agents: n })
      const tails = [10, 20, 30, 60].map((t) => [`P_wait_gt_${t}s`, s.longerThan(t * 1000)] as const)
      const rest = { n, rho, mean_service_s: 180, C: s.mustWait, E_wait_s: s.meanWaitMs / 1000, EQ: s.waiting }
      return { ...rest, ...Object.fromEntries(tails) }
    })
  )
}

export const erlangASheet: Sheet = {
  name: "erlang-a",
  file: "erlang_a.csv",
  title: "Erlang A: who waits gives up at random",
  shows: "who waits, who gives up, how long either waited, and the whole law of the wait",
  rows: (folder) =>
    (folder === "" ? ownA() : csv(folder, "erlang_a.csv")).map((row): Row => {
      const { lam = 0, n = 0, theta = 0, p_abandon: gone = 0 } = row
      const times = [
        ["0.1", 0.1],
        ["0.333", 1 / 3],
        ["1", 1]
      ] as const
      // Of hardly anybody no mean can be told in a sensible time: there the wait of those who give up is counted over all.
      const left: Measure =
        gone >= 0.005
          ? meanWait("wait of who gave up", row["E_wait_abandoned"]!, abandoned)
          : { ...meanWait("wait, if given up", row["E_wait_abandoned"]! * gone), parts: spent }
      return {
        name: `n ${n}, load ${short(lam / n)}, patience ${short(1 / theta)}`,
        ...(n === 5 && lam === 5 && theta === 0.5 ? { decisive: true } : {}),
        is: {
          system: {
            system: pool(n, lam, { patience: exponential(1 / theta) }),
            measures: [
              share("P(wait)", row["p_wait"]!, waits),
              share("P(gives up)", gone, abandoned),
              queueLength("waiting", row["E_queue"]!, lam),
              meanWait("mean wait", row["E_wait_all"]!),
              busy("occupancy", row["occupancy"]!, lam, n),
              meanWait("wait of the served", row["E_wait_served"]!, served),
              left,
              ...times.map(([name, t]) => within(`served within ${name}`, row[`P_served_within_${name}`]!, t, served)),
              ...times.map(([name, t]) =>
                virtualWithin(`could be served within ${name}`, row[`P_V_le_${name}`]!, t, theta)
              )
            ]
          }
        }
      }
    })
}

const spent: Measure["parts"] = [(contact) => (abandoned(contact) ? contact.waitMs / unitMs : 0), () => 1]

function ownA(): ReadonlyArray<Columns> {
  return [1, 5, 20, 100].flatMap((n) =>
    [0.7, 1, 1.5].flatMap((load) =>
      [2, 0.5].map((theta) => {
        const lam = n * load
        const s = erlangA({ perHour: perHour(lam), handleMs: unitMs, agents: n, patienceMs: unitMs / theta })
        const times = [
          ["0.1", 0.1],
          ["0.333", 1 / 3],
          ["1", 1]
        ] as const
        return {
          n,
          lam,
          theta,
          p_wait: s.mustWait,
          p_abandon: s.abandoned,
          E_queue: s.waiting,
          E_wait_all: s.meanWaitMs / unitMs,
          occupancy: s.occupancy,
          E_wait_served: s.meanWaitOfServedMs / unitMs,
          E_wait_abandoned: (s.meanWaitOfAbandonedMs ?? 0) / unitMs,
          ...Object.fromEntries(times.map(([name, t]) => [`P_served_within_${name}`, s.servedWithin(t * unitMs)])),
          ...Object.fromEntries(times.map(([name, t]) => [`P_V_le_${name}`, 1 - s.longerThan(t * unitMs)]))
        }
      })
    )
  )
}

export const limitedSheet: Sheet = {
  name: "places",
  file: "mmnk_m.csv",
  title: "Limited places, with and without patience (M/M/n/K and M/M/n/K+M)",
  shows: "`maxWaiting`: who comes to a full queue is refused, and nobody else",
  rows: (folder) =>
    (folder === "" ? ownPlaces() : csv(folder, "mmnk_m.csv")).map((row): Row => {
      const { lam = 0, n = 0, K = 0, mean_patience: patience = 0 } = row
      const leaves = Number.isFinite(patience) ? { patience: exponential(patience) } : {}
      return {
        name: `n ${n}, places ${K}, load ${short(lam / n)}, patience ${Number.isFinite(patience) ? patience : "endless"}`,
        ...(n === 12 && lam === 12 && patience === 2 ? { decisive: true } : {}),
        is: {
          system: {
            system: { ...pool(n, lam, leaves), room: K - n },
            measures: [
              share("refused", row["p_block"]!, refused, everybody),
              share("P(wait)", row["p_wait"]!, waits, admitted),
              queueLength("waiting", row["E_queue"]!, lam),
              meanWait("mean wait", row["E_wait_all"]!),
              busy("occupancy", row["occupancy"]!, lam, n),
              ...(Number.isFinite(patience) ? [share("P(gives up)", row["p_abandon_accepted"]!, abandoned)] : [])
            ]
          }
        }
      }
    })
}

function ownPlaces(): ReadonlyArray<Columns> {
  return [
    { n: 5, K: 8 },
    { n: 12, K: 17 },
    { n: 30, K: 40 }
  ].flatMap(({ n, K }) =>
    [0.8, 1, 1.3].flatMap((load) =>
      [0.5, Number.POSITIVE_INFINITY].map((patience) => {
        const rate = perHour(n * load)
        const s = erlangA({ perHour: rate, handleMs: unitMs, agents: n, places: K, patienceMs: patience * unitMs })
        return {
          n,
          K,
          lam: n * load,
          mean_patience: patience,
          p_block: s.blocked,
          p_wait: s.mustWait,
          E_queue: s.waiting,
          E_wait_all: s.meanWaitMs / unitMs,
          occupancy: s.occupancy,
          p_abandon_accepted: s.abandoned
        }
      })
    )
  )
}

/** Three digits, and no more zeros than needed. */
export const short = (value: number): string => String(Number(value.toPrecision(3)))
