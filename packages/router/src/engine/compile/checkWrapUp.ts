import { checkNumber, isRecord, unknownFields, type Wrong } from "./check.ts"
import { checkChannels } from "./checkCapacity.ts"

const dayMs = 86_400_000
const fields = ["mode", "ms", "extendMs", "maxMs", "keepsCapacity", "channels"]
/** Per mode: does it last for a time of its own, is it open, or is there none? */
const modes: ReadonlyMap<unknown, "none" | "open" | "time"> = new Map([
  ["none", "none"],
  ["optional", "open"],
  ["discretionary", "open"],
  ["timed", "time"],
  ["fixed", "time"],
  ["requested", "time"]
])

export function checkWrapUp(queue: Record<string, unknown>, path: string, wrong: Wrong): void {
  const { wrapUp } = queue
  if (wrapUp === undefined) return
  if (queue.wrapUpMs !== undefined) wrong(`${path}Ms`, `wrapUp says it already: leave one of the two out`)
  const lasts = isRecord(wrapUp) ? modes.get(wrapUp.mode) : undefined
  if (!isRecord(wrapUp) || lasts === undefined) {
    wrong(path, `write e.g. { mode: "timed", ms: 30000 }; modes are: ${[...modes.keys()].join(", ")}`)
    return
  }
  unknownFields(wrapUp, fields, `${path}.`, wrong)
  const number = (name: "ms" | "extendMs" | "maxMs", meaning: string) =>
    checkNumber(wrapUp[name], `${path}.${name}`, 1, 30 * dayMs, meaning, wrong)
  number("ms", "milliseconds, e.g. 30000")
  number("extendMs", "milliseconds one extension adds")
  number("maxMs", "milliseconds, the longest it may become")
  if (wrapUp.keepsCapacity !== undefined && typeof wrapUp.keepsCapacity !== "boolean")
    wrong(`${path}.keepsCapacity`, "write true or false")
  if (wrapUp.channels !== undefined) checkChannels(wrapUp.channels, `${path}.channels`, wrong)
  const mode = String(wrapUp.mode)
  if (lasts === "time" && wrapUp.ms === undefined)
    wrong(`${path}.ms`, `a ${mode} wrap-up needs its milliseconds, e.g. 30000`)
  if (lasts !== "time" && wrapUp.ms !== undefined)
    wrong(`${path}.ms`, `mode ${mode} has no time of its own: leave ms out, or write mode "timed"`)
  if (lasts !== "time" && wrapUp.extendMs !== undefined)
    wrong(`${path}.extendMs`, `mode ${mode} is not extended: leave it out`)
  if (lasts === "none" && wrapUp.maxMs !== undefined) wrong(`${path}.maxMs`, "there is none to end: leave it out")
  if (lasts === "time" && Number(wrapUp.maxMs) < Number(wrapUp.ms))
    wrong(`${path}.maxMs`, `is less than ms, ${String(wrapUp.ms)}: write at least as much, or leave it out`)
}
