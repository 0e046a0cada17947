import { erlangA } from "../erlang/erlangA.ts"
import { erlangs } from "../erlang/Load.ts"
import { studentQuantile } from "../studentQuantile.ts"
import { Days, together } from "./Days.ts"
import { shortfalls } from "./goals.ts"
import { fewest, islands, loadOf, strictest } from "./Pools.ts"
import type { Search } from "./Search.ts"
import type { Setup } from "./Setup.ts"
import type { Achieved, ErlangInterval, StaffedInterval, Staffing } from "./Staffing.ts"
import { Tally } from "./Tally.ts"
import { unlikeErlang } from "./unlikeErlang.ts"

const hourMs = 3_600_000

/** The staff found, and the whole day under it once more. */
export function report(
  setup: Setup,
  search: Search,
  able: ReadonlyMap<string, ReadonlyArray<number>>,
  others: Setup
): Staffing {
  const { groups, intervals, intervalMs, seeds, goal, formula, costs } = setup
  const alone = islands(setup, able)
  const days = new Days(setup)
  const otherDays = new Days(others)
  const found: StaffedInterval[] = []
  let occupancy: number | undefined
  const close = (at: number) => {
    days.settle(at)
    otherDays.settle(at)
    const tally = days.tally(at)
    const counts = search.counts[at]!
    const unmet = shortfalls(goal, together(tally, occupancy), formula).map(({ text }) => text)
    found.push({
      fromMs: at * intervalMs,
      untilMs: (at + 1) * intervalMs,
      groups: Object.fromEntries(groups.map((name, g) => [name, counts[g]!])),
      agents: counts.reduce((sum, count) => sum + count, 0),
      achieved: achieved(setup, tally.bySeed),
      otherDays: achieved(setup, otherDays.tally(at).bySeed),
      queues: Object.fromEntries([...tally.queues].map(([queue, each]) => [queue, achieved(setup, [each])])),
      ...(occupancy === undefined ? {} : { occupancy }),
      unmet,
      erlang: Object.fromEntries(
        [...alone].map(([g, classes]) => [groups[g]!, erlangInterval(setup, classes, at, g, counts[g]!)])
      )
    })
  }
  for (let at = 0; at <= intervals; at++) {
    const counts = at < intervals ? search.counts[at]! : groups.map(() => 0)
    days.begin(at, counts)
    otherDays.begin(at, counts)
    if (at > 0) close(at - 1)
    if (at === intervals) break
    days.passTo(at + 1)
    occupancy = days.inHand(at)
  }
  const sum = (g: number) => search.counts.reduce((total, counts) => total + counts[g]!, 0)
  const hours = groups.map((_, g) => (sum(g) * intervalMs) / hourMs)
  return {
    met: found.every(({ unmet }) => unmet.length === 0),
    intervals: found,
    agentHours: {
      all: hours.reduce((total, each) => total + each, 0),
      groups: Object.fromEntries(groups.map((name, g) => [name, hours[g]!]))
    },
    cost: groups.reduce((total, _, g) => total + sum(g) * costs[g]!, 0),
    unlikeErlang: unlikeErlang(setup, able, alone),
    work: { seeds, trials: search.trials, days: Math.round(search.days + 2 * seeds.length) }
  }
}

function achieved({ formula }: Setup, bySeed: ReadonlyArray<Tally>): Achieved {
  const all = new Tally()
  for (const each of bySeed) all.add(each)
  const { offered, served, abandoned, unserved, waitMs } = all
  const [part, whole] = all.level(formula)
  const ended = served + abandoned + unserved
  const error = levelError(bySeed.map((each) => each.level(formula)))
  return {
    offered,
    served,
    abandoned,
    unserved,
    ...(whole === 0 ? {} : { serviceLevel: part / whole }),
    ...(error === undefined ? {} : { serviceLevelError: error }),
    ...(ended === 0 ? {} : { abandonRate: (abandoned + unserved) / ended }),
    ...(served === 0 ? {} : { meanWaitMs: waitMs / served })
  }
}

/** Half the width of the 95 percent confidence interval of a ratio of sums over days (the delta method). */
function levelError(days: ReadonlyArray<readonly [part: number, whole: number]>): number | undefined {
  const part = days.reduce((sum, day) => sum + day[0], 0)
  const whole = days.reduce((sum, day) => sum + day[1], 0)
  if (days.length < 2 || whole === 0) return undefined
  const squares = days.reduce((sum, day) => {
    const off = day[0] - (part / whole) * day[1]
    return sum + off * off
  }, 0)
  return (studentQuantile(days.length - 1) * Math.sqrt((squares * days.length) / (days.length - 1))) / whole
}

function erlangInterval(
  setup: Setup,
  classes: ReadonlyArray<string>,
  at: number,
  g: number,
  agents: number
): ErlangInterval {
  const { formula, least, most } = setup
  const load = loadOf(setup, classes, at)
  const { patienceMs: _, ...endless } = load
  const withinMs = Math.min(...classes.map((name) => setup.serviceLevelMs(setup.day.classes[name]!.queue)))
  const range = [least[at]![g]!, most[at]![g]!] as const
  const byA = fewest(load, strictest(setup), withinMs, formula, range)
  const byC = fewest(endless, strictest(setup), withinMs, formula, range)
  const s = erlangA({ ...load, agents })
  return {
    erlangs: erlangs(load),
    ...(byA === undefined ? {} : { agentsByA: byA }),
    ...(byC === undefined ? {} : { agentsByC: byC }),
    serviceLevelByA: s.serviceLevels(withinMs)[formula] ?? 1,
    abandonRateByA: s.abandoned,
    meanWaitMsByA: s.meanWaitOfServedMs
  }
}
