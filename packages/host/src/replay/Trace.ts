import { readFileSync } from "node:fs"
import { gunzipSync } from "node:zlib"

/** One call of a call-by-call log that reached the router. Milliseconds from the first day of the log, 00:00. */
export interface TraceCall {
  readonly id: string
  /** Class of service: the queue. */
  readonly type: string
  readonly arrivesAtMs: number
  /** It waited in the queue from arrival until `leavesQueueAtMs`; otherwise an agent took it at once. */
  readonly queued: boolean
  readonly leavesQueueAtMs: number
  readonly outcome: "served" | "abandoned"
  readonly serviceMs: number
  readonly agent: string
  /** 2 = the bank's preferred customers (waiting credit from 13 January 1999 on). */
  readonly priority: number
}
/** An agent was at work: inferred from the calls, see the log's own notes. */
export interface TraceSession {
  readonly agent: string
  readonly fromMs: number
  readonly toMs: number
}
export interface Trace {
  readonly calls: ReadonlyArray<TraceCall>
  readonly sessions: ReadonlyArray<TraceSession>
  /** Types that each agent served in the month. */
  readonly skills: ReadonlyMap<string, ReadonlyArray<string>>
}

/** The log could not be read: which file, which line, what to do. */
export class TraceError extends Error {
  readonly _tag = "TraceError"
}

const columns =
  "seq t_vru_exit t_vru_entry vru_s queued t_q_start t_q_exit q_s outcome t_ser_start t_ser_exit ser_s agent priority type customer".split(
    " "
  )

/**
 * Reads `NAME.csv.gz` (or `.csv`) and, beside it, `NAME.sessions.csv` and `NAME.skills.csv`.
 * Rows are taken as the recipe says: PHANTOM rows and calls that hung up inside the IVR never reached the router.
 */
export const readTrace = (path: string): Trace => {
  const stem = path.replace(/\.csv(\.gz)?$/, "")
  const calls = rows(path, columns).flatMap(({ at, line }) => {
    const outcome = at("outcome")
    const queued = at("queued") === "1"
    if (outcome === "PHANTOM" || (!queued && outcome !== "AGENT")) return []
    const seconds = (name: string): number => {
      const value = Number(at(name))
      if (!Number.isFinite(value)) {
        throw new TraceError(
          `${path}:${line}: ${name} is "${at(name)}", not a number of seconds. Correct the row or remove it.`
        )
      }
      return value * 1000
    }
    const arrivesAtMs = seconds("t_vru_exit")
    return [
      {
        id: at("seq"),
        type: at("type"),
        arrivesAtMs,
        queued,
        leavesQueueAtMs: queued ? seconds("t_q_exit") : arrivesAtMs,
        outcome: outcome === "AGENT" ? ("served" as const) : ("abandoned" as const),
        serviceMs: outcome === "AGENT" ? seconds("ser_s") : 0,
        agent: at("agent"),
        priority: Number(at("priority"))
      }
    ]
  })
  calls.sort((a, b) => a.arrivesAtMs - b.arrivesAtMs || Number(a.id) - Number(b.id))
  const sessions = rows(`${stem}.sessions.csv`, ["agent", "from_s", "to_s"]).map(({ at }) => ({
    agent: at("agent"),
    fromMs: Number(at("from_s")) * 1000,
    toMs: Number(at("to_s")) * 1000
  }))
  const skills = new Map<string, Array<string>>()
  for (const { at } of rows(`${stem}.skills.csv`, ["agent", "type", "calls"])) {
    const types = skills.get(at("agent")) ?? []
    if (Number(at("calls")) > 0) types.push(at("type"))
    skills.set(at("agent"), types)
  }
  return { calls, sessions, skills }
}

interface Row {
  readonly line: number
  readonly at: (column: string) => string
}

const rows = (path: string, wanted: ReadonlyArray<string>): ReadonlyArray<Row> => {
  const [header = "", ...lines] = text(path).split("\n")
  const names = header.trim().split(",")
  const missing = wanted.filter((name) => !names.includes(name))
  if (missing.length > 0) {
    throw new TraceError(
      `${path}:1: the columns ${missing.join(", ")} are missing. The first line must name: ${wanted.join(",")}`
    )
  }
  return lines.flatMap((line, index) => {
    if (line.trim() === "") return []
    const fields = line.trimEnd().split(",")
    if (fields.length !== names.length) {
      throw new TraceError(
        `${path}:${index + 2}: ${fields.length} fields, but the header names ${names.length}. Correct the row.`
      )
    }
    return [{ line: index + 2, at: (name: string) => fields[names.indexOf(name)] ?? "" }]
  })
}

const text = (path: string): string => {
  try {
    const bytes = readFileSync(path)
    return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8")
  } catch (cause) {
    const code = (cause as { code?: string }).code ?? (cause as Error).message
    throw new TraceError(
      `${path} cannot be read (${code}). Give the path of a call-by-call log; its sessions and skills lie beside it.`
    )
  }
}
