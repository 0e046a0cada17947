import { Schema } from "effect"
import { Duration } from "../config/Duration.ts"
import { Capacity, Channels, Id, Proficiency, Queue, Rules } from "../config/File.ts"
import { Clock, Span } from "./Clock.ts"

/**
 * A day as a person plans it (YAML): what comes, who works, by which rules. Queues, capacity and routing are written as in the host's
 * configuration file. Messages are `what is wrong|what to do`.
 */
const optional = Schema.optionalKey
const Share = Schema.Finite.pipe(
  Schema.check(
    Schema.isBetween({ minimum: 0, maximum: 1 }, { message: "is not a share|Write 0 to 1: 0.05 is one in twenty" })
  )
)
const Expected = Schema.Finite.pipe(
  Schema.check(
    Schema.isBetween(
      { minimum: 0, maximum: 1_000_000 },
      { message: "is not how many are expected|Write a number from 0 to 1000000" }
    )
  )
)

export const lawNames = ["exponential", "lognormal", "erlang", "constant", "recorded"] as const

/** A law of durations. Which settings go with which law is a matter of `planChecks.ts`. */
const Law = Schema.Struct({
  law: Schema.Literals(lawNames),
  mean: optional(Duration),
  /** Standard deviation, of the lognormal law. */
  sd: optional(Duration),
  /** Of the Erlang law: 1 is the exponential law, many are nearly constant. */
  shape: optional(
    Schema.Int.pipe(
      Schema.check(Schema.isBetween({ minimum: 1, maximum: 1000 }, { message: "is not a shape|Use 1 to 1000" }))
    )
  ),
  /** Of the recorded law: each equally often. */
  values: optional(Schema.Array(Duration))
})

const Arrivals = Schema.Struct({
  /** So many on average, all day long. */
  perHour: optional(Expected),
  /** Of each interval, from the start of the day on: so many are expected. */
  every: optional(Duration),
  expected: optional(Schema.Array(Expected)),
  /** At these times exactly. */
  at: optional(Schema.Array(Clock))
})

const Contacts = Schema.Struct({
  queue: Schema.String,
  channel: Schema.Literals(Channels),
  needs: optional(Schema.String),
  priority: optional(Schema.Int),
  /** Head start. */
  credit: optional(Duration),
  attributes: optional(Schema.Record(Schema.String, Schema.Union([Schema.String, Schema.Int, Schema.Boolean]))),
  arrivals: Arrivals,
  /** From acceptance to the end; the queue's wrap-up comes on top. */
  handle: Law,
  /** Left out: nobody ever gives up. */
  patience: optional(Law)
})

const Group = Schema.Struct({
  /** So many of the same; left out: one. */
  count: optional(
    Schema.Int.pipe(
      Schema.check(
        Schema.isBetween({ minimum: 0, maximum: 10_000 }, { message: "is not a number of agents|Use 0 to 10000" })
      )
    )
  ),
  skills: optional(Schema.Record(Schema.String, Proficiency)),
  capacity: optional(Capacity),
  shifts: Schema.Array(Span),
  /** Nothing new is offered then; what an agent has in hand is ended first. */
  breaks: optional(Schema.Array(Span)),
  /** How long it rings before an agent answers; left out: no time. */
  answer: optional(Law),
  declines: optional(Share),
  misses: optional(Share),
  /** How long after a miss an agent is ready again. */
  back: optional(Duration),
  /** What else the engine is told when the agent signs in, in its own words. */
  routing: optional(Rules)
})

export const PlanFile = Schema.Struct({
  name: optional(Schema.String),
  /** Contacts come from `from` to `to`; the day ends when all has ended that can. */
  day: Schema.Struct({ from: Clock, to: Clock }),
  queues: Schema.Record(Id, Schema.Struct({ ...Queue.fields, name: optional(Queue.fields.name) })),
  contacts: Schema.Record(Id, Contacts),
  agents: Schema.Record(Id, Group),
  capacity: optional(Capacity),
  routing: optional(Rules),
  /** When queues are open; left out: always. */
  open: optional(Schema.Record(Schema.String, Schema.Array(Span)))
})
export type PlanFile = typeof PlanFile.Type
export type LawSetting = typeof Law.Type
export type ArrivalsSetting = typeof Arrivals.Type
