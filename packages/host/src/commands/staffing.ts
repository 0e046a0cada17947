import { basename } from "node:path"
import { type Goal, staffing as leastStaff, type StaffingGoal } from "@strowger/router/simulate"
import { Console, Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { clockText } from "../simulate/Clock.ts"
import { dayOf } from "../simulate/dayPlan.ts"
import { examplePlan } from "../simulate/example.ts"
import type { Plan } from "../simulate/readPlan.ts"
import { showStaffing } from "../simulate/showStaffing.ts"
import { staffingCharts } from "../simulate/staffingCharts.ts"
import { staffingPlan } from "../simulate/staffingPlan.ts"
import { CommandFailed } from "./CommandFailed.ts"
import { chartFlags, drawCharts, wrongCharts } from "./chartFlags.ts"
import { attempt, mostDays, planFlags, readPlanFile, readPlanText, writeJson } from "./planFlags.ts"
import { progressLine } from "./progress.ts"

const minuteMs = 60_000

/** `strowger staffing PLAN --service-level 80/20`: how many agents, half hour by half hour? */
export const staffing = Command.make(
  "staffing",
  {
    ...planFlags,
    serviceLevel: Flag.String("service-level").pipe(
      Flag.withDefault("80"),
      Flag.withDescription(
        "PERCENT/SECONDS of the contacts of every interval, or PERCENT within each queue's own time (80)"
      )
    ),
    together: Flag.Boolean("together").pipe(
      Flag.withDefault(false),
      Flag.withDescription("Ask it of all queues together, not of each: small queues may then starve (of each)")
    ),
    abandonRate: Flag.Finite("abandon-rate").pipe(
      Flag.optional,
      Flag.withDescription("At most so many percent give up in an interval (not asked)")
    ),
    meanWait: Flag.Finite("mean-wait").pipe(
      Flag.optional,
      Flag.withDescription("At most so many seconds' mean wait of the answered (not asked)")
    ),
    occupancy: Flag.Finite("occupancy").pipe(
      Flag.optional,
      Flag.withDescription("At most so many percent of the agents' time in hand (not asked)")
    ),
    most: Flag.Int("most").pipe(
      Flag.withDefault(60),
      Flag.withDescription("So many agents of a group at most; one without `count` is one person (60)")
    ),
    interval: Flag.Int("interval").pipe(
      Flag.withDefault(30),
      Flag.withDescription("Minutes for which a number of agents is found (30)")
    ),
    days: Flag.Int("days").pipe(
      Flag.withDefault(50),
      Flag.withDescription(
        "Simulated days, the same for all that is tried: more are slower and leave less to chance (50)"
      )
    ),
    seed: Flag.Int("seed").pipe(
      Flag.withDefault(1),
      Flag.withDescription("The same seed gives the same answer; the first day has it (1)")
    ),
    ...chartFlags
  },
  Effect.fnUntraced(function* (options) {
    const asked = asking(options)
    const wrong = typeof asked === "string" ? asked : wrongCharts(options)
    if (typeof asked === "string" || wrong !== undefined) return yield* new CommandFailed({ message: wrong ?? "" })
    const path = Option.getOrUndefined(options.plan)
    if (path === undefined) {
      yield* Console.log(
        "No plan was given: this is a working day of the demonstration bank. `strowger simulate --example > day.yaml` writes it to edit.\n"
      )
    }
    const plan = yield* path === undefined ? readPlanText("example", examplePlan) : readPlanFile(path)
    const name = path === undefined ? "example" : basename(path)
    const intervalMs = options.interval * minuteMs
    const goal = goalOf(plan, asked, options.together)
    const started = performance.now()
    const found = yield* attempt(() =>
      leastStaff(staffingPlan(plan, intervalMs, options.most), goal, {
        ...(asked.serviceLevelMs === undefined ? {} : { serviceLevelMs: asked.serviceLevelMs }),
        days: options.days,
        seed: options.seed,
        intervalMs,
        onProgress: ({ phase, done, of, days }) =>
          progressLine(
            `${phase === "search" ? "found" : "is anybody too many?"} ${done} of ${of} intervals, ${Math.round(days)} days simulated`
          )
      })
    )
    const tookMs = performance.now() - started
    const { fromMs, untilMs } = dayOf(plan.file)
    yield* Console.log(
      `${name}${plan.file.name === undefined ? "" : `: ${plan.file.name}`}. Contacts come from ${clockText(fromMs)} to ${clockText(untilMs)}. Asked of ${options.together ? "all contacts" : "every queue"}: ${asked.text}.\n`
    )
    yield* Console.log(showStaffing(found, fromMs))
    yield* Console.log(
      `\n${found.work.trials} staffs tried, the work of ${found.work.days} days, in ${(tookMs / 1000).toFixed(1)} s.`
    )
    yield* writeJson(options.json, { plan: name, asked: goal, ...found })
    yield* drawCharts(options, () => staffingCharts(found, fromMs, asked.ofContacts.serviceLevel, options.language))
  })
).pipe(
  Command.withDescription("Find the least agents for every half hour of a planned day, by simulation, beside Erlang A"),
  Command.withExamples([
    { command: "strowger staffing", description: "How many agents does a working day of the demonstration bank need?" },
    {
      command: "strowger staffing day.yaml --service-level 80/20 --days 200",
      description: "80 % within 20 seconds in every half hour, from 200 simulated days"
    },
    {
      command: "strowger staffing day.yaml --service-level 90/30 --abandon-rate 3 --charts ./charts",
      description: "And at most 3 % who give up; with charts"
    }
  ])
)

interface Asked {
  readonly ofContacts: Goal
  readonly occupancy: number | undefined
  readonly serviceLevelMs: number | undefined
  readonly text: string
}

/** Of every queue that contacts come to, or of all of them together. */
const goalOf = ({ file }: Plan, { ofContacts, occupancy }: Asked, together: boolean): StaffingGoal => {
  const queues = [...new Set(Object.values(file.contacts).map(({ queue }) => queue))]
  return {
    ...(together ? ofContacts : { queues: Object.fromEntries(queues.map((queue) => [queue, ofContacts])) }),
    ...(occupancy === undefined ? {} : { occupancy })
  }
}

/** What is asked, or what is wrong with how it is asked. */
const asking = (options: {
  readonly serviceLevel: string
  readonly abandonRate: Option.Option<number>
  readonly meanWait: Option.Option<number>
  readonly occupancy: Option.Option<number>
  readonly most: number
  readonly interval: number
  readonly days: number
  readonly seed: number
}): Asked | string => {
  const level = /^(\d+(?:\.\d+)?)(?:\/(\d+(?:\.\d+)?))?$/.exec(options.serviceLevel)
  const percent = Number(level?.[1])
  if (level === null || percent > 100) {
    return "--service-level is PERCENT/SECONDS, e.g. 80/20, or PERCENT within each queue's own time."
  }
  const [abandonRate, meanWait, occupancy] = [options.abandonRate, options.meanWait, options.occupancy].map(
    Option.getOrUndefined
  )
  if (abandonRate !== undefined && !(abandonRate >= 0 && abandonRate <= 100))
    return "--abandon-rate is 0 to 100 percent."
  if (meanWait !== undefined && !(meanWait >= 0)) return "--mean-wait is 0 or more seconds."
  if (occupancy !== undefined && !(occupancy > 0 && occupancy <= 100)) return "--occupancy is above 0, to 100 percent."
  if (options.most < 1 || options.most > 1000) return "--most is 1 to 1000 agents."
  if (options.interval < 1 || options.interval > 1440) return "--interval is 1 to 1440 minutes."
  if (options.days < 2 || options.days > mostDays) return `--days is 2 to ${mostDays}.`
  if (options.seed < 0) return "--seed is 0 or more."
  const withinMs = level[2] === undefined ? undefined : Math.round(Number(level[2]) * 1000)
  return {
    ofContacts: {
      serviceLevel: percent / 100,
      ...(abandonRate === undefined ? {} : { abandonRate: abandonRate / 100 }),
      ...(meanWait === undefined ? {} : { meanWaitMs: Math.round(meanWait * 1000) })
    },
    occupancy: occupancy === undefined ? undefined : occupancy / 100,
    serviceLevelMs: withinMs,
    text: [
      `${percent} % answered within ${withinMs === undefined ? "each queue's time" : `${withinMs / 1000} s`}`,
      ...(abandonRate === undefined ? [] : [`at most ${abandonRate} % give up`]),
      ...(meanWait === undefined ? [] : [`mean wait at most ${meanWait} s`]),
      ...(occupancy === undefined ? [] : [`occupancy at most ${occupancy} %`])
    ].join(", ")
  }
}
