import { readFileSync } from "node:fs"
import { gunzipSync } from "node:zlib"
import type { DayPlan, RecordedContact } from "@strowger/router/simulate"
import type { Days } from "./days.ts"
import { numbers } from "../task/World.ts"

const dayMs = 86_400_000
/** The first week says what queues bring; the days after it count. */
const reportDays = 7
const lastDay = 31

type Row = Readonly<Record<string, string>>

interface Call {
  readonly type: string
  readonly atMs: number
  readonly waitedMs: number
  readonly handleMs: number
  readonly left: boolean
}

/**
 * January 1999 of a bank, day by day: its calls, handle times and patience as they were, its agents when they were there, with the types
 * each served that month. How long somebody who was served would have waited is known only to be longer than he did: the rest is drawn
 * by the mean patience of his type, time in queue over those who left. The log lies beside the project (`STROWGER_TRACES`).
 */
export function january(folder: string): Days {
  const calls = rows(`${folder}/bank-1999-01.csv.gz`).flatMap(callOf)
  const types = [...new Set(calls.map(({ type }) => type))].sort()
  const skills = new Map<string, Record<string, number>>()
  for (const { agent = "", type = "", calls: many } of rows(`${folder}/bank-1999-01.skills.csv`)) {
    if (Number(many) > 0) skills.set(agent, { ...skills.get(agent), [type]: 1 })
  }
  const patience = new Map(types.map((type) => [type, meanPatience(calls.filter((call) => call.type === type))]))
  const sessions = rows(`${folder}/bank-1999-01.sessions.csv`)
  const configuration = { queues: Object.fromEntries(types.map((type) => [type, { needs: type }])) }
  const planOf = (day: number): DayPlan => {
    const fromMs = day * dayMs
    const draw = numbers(day + 1)
    const came = calls.filter(({ atMs }) => atMs >= fromMs && atMs < fromMs + dayMs)
    const contacts = (type: string) =>
      came.filter((call) => call.type === type).map((call) => recorded(call, fromMs, patience.get(type)!, draw))
    const shifts = (agent: string) =>
      sessions
        .filter((row) => row.agent === agent)
        .map(({ from_s, to_s }) => ({
          fromMs: Number(from_s) * 1_000 - fromMs,
          untilMs: Number(to_s) * 1_000 - fromMs
        }))
        .filter((shift) => shift.fromMs >= 0 && shift.fromMs < dayMs && shift.untilMs > shift.fromMs)
    return {
      configuration,
      classes: Object.fromEntries(
        types.map((type) => [type, { queue: type, channel: "voice", contacts: contacts(type) }])
      ),
      agents: [...skills].flatMap(([agent, own]) => {
        const his = shifts(agent)
        return his.length === 0 ? [] : [{ agent, signIn: { skills: own }, shifts: his }]
      }),
      untilMs: dayMs
    }
  }
  const early = calls.filter(({ atMs }) => atMs < reportDays * dayMs)
  const erlangs = types.map((type) => {
    const workMs = early.reduce((sum, call) => (call.type === type ? sum + call.handleMs : sum), 0)
    return [type, workMs / (reportDays * dayMs)] as const
  })
  return {
    name: "January 1999",
    what: `calls, handle times, patience and agents of a bank as they were, 8 to ${lastDay} January 1999`,
    days: Array.from({ length: lastDay - reportDays }, (_, n) => ({ plan: planOf(reportDays + n), seed: 1 })),
    erlangs: Object.fromEntries(erlangs)
  }
}

function callOf({ outcome, queued, type = "", t_vru_exit, q_s, ser_s }: Row): Call[] {
  if (outcome === "PHANTOM" || (queued !== "1" && outcome !== "AGENT")) return []
  const left = outcome !== "AGENT"
  const atMs = Number(t_vru_exit) * 1_000
  return [
    { type, atMs, left, waitedMs: queued === "1" ? Number(q_s) * 1_000 : 0, handleMs: left ? 0 : Number(ser_s) * 1_000 }
  ]
}

const meanPatience = (calls: ReadonlyArray<Call>): number =>
  calls.reduce((sum, { waitedMs }) => sum + waitedMs, 0) / Math.max(1, calls.filter(({ left }) => left).length)

function recorded(
  { atMs, waitedMs, handleMs, left }: Call,
  fromMs: number,
  meanMs: number,
  draw: (below: number) => number
): RecordedContact {
  const restMs = -Math.log(1 - draw(1_000_000) / 1_000_000) * meanMs
  // Who left never came to an agent: what he would have taken is drawn by nobody, and is the mean here.
  return {
    atMs: atMs - fromMs,
    handleMs: left ? unknownHandleMs : handleMs,
    patienceMs: Math.round(left ? waitedMs : waitedMs + restMs)
  }
}
/** The mean of the month. */
const unknownHandleMs = 193_000

function rows(path: string): ReadonlyArray<Row> {
  const bytes = readFileSync(path)
  const [header = "", ...lines] = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8").split("\n")
  const names = header.trim().split(",")
  return lines
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const fields = line.trim().split(",")
      return Object.fromEntries(names.map((name, n) => [name, fields[n] ?? ""]))
    })
}
