import { writeFileSync } from "node:fs"
import type { Trace } from "../../src/replay/Trace.ts"

/** Writes an invented log as a bank would: `NAME.csv`, and sessions and skills beside it. */
export const writeTrace = (path: string, trace: Trace): void => {
  const s = (ms: number): number => ms / 1000
  const calls = trace.calls.map((call) => {
    const inQueue = call.queued
      ? [s(call.arrivesAtMs), s(call.leavesQueueAtMs), s(call.leavesQueueAtMs - call.arrivesAtMs)]
      : ["", "", 0]
    const served = call.outcome === "served"
    const service = served
      ? [s(call.leavesQueueAtMs), s(call.leavesQueueAtMs + call.serviceMs), s(call.serviceMs)]
      : ["", "", 0]
    return [
      call.id,
      s(call.arrivesAtMs),
      s(call.arrivesAtMs) - 5,
      5,
      call.queued ? 1 : 0,
      ...inQueue,
      served ? "AGENT" : "HANG",
      ...service,
      call.agent,
      call.priority,
      call.type,
      0
    ].join(",")
  })
  const header =
    "seq,t_vru_exit,t_vru_entry,vru_s,queued,t_q_start,t_q_exit,q_s,outcome,t_ser_start,t_ser_exit,ser_s,agent,priority,type,customer"
  const stem = path.replace(/\.csv$/, "")
  const sessions = trace.sessions.map((each) => `${each.agent},${s(each.fromMs)},${s(each.toMs)},1`)
  const skills = [...trace.skills].flatMap(([agent, types]) => types.map((type) => `${agent},${type},1`))
  for (const [file, lines] of [
    [path, [header, ...calls]],
    [`${stem}.sessions.csv`, ["agent,from_s,to_s,calls", ...sessions]],
    [`${stem}.skills.csv`, ["agent,type,calls", ...skills]]
  ] as const) {
    writeFileSync(file, `${lines.join("\n")}\n`)
  }
}
