import type { Configuration, QueueConfiguration } from "../../../Configuration.ts"
import { again, eventsOf, type Log } from "../Log.ts"
import { type HistoryLaw, mapped, same } from "../HistoryLaw.ts"

const by = 3

/** M5: the unit of time says nothing. */
export const scaled: HistoryLaw = {
  id: "FAIR-11",
  says: "the same history with every time three times as long is decided the same",
  asks: ["configuration"],
  premise: (log) =>
    ruled(log) ?? (configurationsOf(log).some(agesPerMinute) ? "priority grows per minute of the clock" : undefined),
  judge({ make }, log) {
    const times = (value: unknown) =>
      mapped(value, (key, part) => {
        if (key === "delays") return mapped(part, (_, ms) => (typeof ms === "number" ? ms * by : undefined))
        return isTime(key) && typeof part === "number" ? part * by : undefined
      })
    const rules = (configuration: Configuration) => times(written(configuration)) as Configuration
    const longer = <A extends object>(what: A): A =>
      ("configuration" in what
        ? { ...(times(what) as object), configuration: rules(what.configuration as Configuration) }
        : times(said(what))) as A
    const steps = log.steps.map((step) => ({
      ...step,
      commands: step.commands.map((command) => longer(command)),
      nowMs: step.nowMs * by
    }))
    const events = again(make(rules(log.configuration)), steps).flatMap((step) => step.events)
    same(
      events,
      eventsOf(log).map((event) => longer(event)),
      "with every time three times as long"
    )
  }
}

const isTime = (key: string) => key.endsWith("Ms") || key === "ms"

/** A rule of the user's own may see names, channels, priorities and times. */
export const ruled = (log: Log): string | undefined =>
  configurationsOf(log).some(({ queues }) => Object.values(queues).some(({ rule }) => rule !== undefined))
    ? "a rule of your own sees what is changed here"
    : undefined

export const configurationsOf = ({ configuration, steps }: Log): ReadonlyArray<Configuration> => [
  configuration,
  ...steps.flatMap(({ commands }) => commands.flatMap((one) => (one.type === "Configure" ? [one.configuration] : [])))
]

const agesPerMinute = ({ queues }: Configuration): boolean =>
  Object.values(queues).some(
    ({ ageing }) => ageing !== undefined && ageing.kind !== "steps" && ageing.kind !== "objective"
  )

/** Every duration that is left out means one: here it is written, so that it can be made longer. */
function written(configuration: Configuration): Configuration {
  const queue = ({ ...own }: QueueConfiguration): QueueConfiguration => ({
    offerMs: 20_000,
    serviceLevelMs: 20_000,
    ...own,
    parking: { wakeHoldMs: 60_000, maxMs: 86_400_000, ...own.parking },
    ...(mapped(
      {
        whenClosed: own.whenClosed,
        atClose: own.atClose,
        whenFull: own.whenFull,
        overflow: own.overflow,
        afterSteps: own.afterSteps
      },
      gaps
    ) as object)
  })
  const queues = Object.entries(configuration.queues).map(([name, own]) => [name, defined(queue(own))])
  return { lostAfterMs: 60_000, ...configuration, queues: Object.fromEntries(queues) }
}

const gaps = (_: string, part: unknown): unknown =>
  typeof part === "object" && part !== null && "do" in part && part.do === "callback"
    ? { gapMs: 300_000, ...part }
    : undefined

const defined = (value: object) => Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined))

/** The same in a command. */
function said(what: object): object {
  if (!("type" in what)) return what
  if (what.type === "RequestCallback") return { gapMs: 300_000, ...what }
  if (what.type !== "Transfer") return what
  const { to } = what as unknown as { readonly to: object }
  return "agent" in to ? { ...what, to: { holdMs: 20_000, ...to } } : what
}
