import type { Configuration } from "./Configuration.ts"
import { ConfigurationError } from "./ConfigurationError.ts"
import { checkConfiguration } from "./engine/compile/checkConfiguration.ts"
import { signIn } from "./engine/decide/agents.ts"
import { copied } from "./engine/decide/configure.ts"
import { State } from "./engine/State.ts"
import { warningsIn } from "./engine/warnings/warningsIn.ts"
import type { ConfigurationWarning, Staff } from "./Warning.ts"

/**
 * What a configuration leaves out of reach or without effect: queues nobody could take from, steps that admit nobody more, skills nobody has
 * (`WarningName` says which there are). With `staff` it is about them, from `nowMs` of engine time on, where their skills have dates; left
 * out, only what is so whoever they are. Every warning is exact or is not given (SPEC CONF-4). Throws a `ConfigurationError` where the
 * configuration has mistakes.
 */
export function warningsOf(
  configuration: Configuration,
  staff?: Staff,
  nowMs = 0
): ReadonlyArray<ConfigurationWarning> {
  const mistakes = checkConfiguration(configuration)
  if (mistakes.length > 0) throw new ConfigurationError(mistakes)
  const s = new State(copied(configuration), { agents: staff?.length ?? 0 })
  s.clock[0] = nowMs
  const refused: ConfigurationWarning[] = []
  for (const somebody of staff ?? []) {
    const { agent } = somebody
    const refusal = signIn(s, { ...somebody, type: "SignIn" })
    if (refusal === undefined) continue
    const { field = "", text } = refusal
    const path = field === "" || field === "agent" ? `agents.${agent}` : `agents.${agent}.${field}`
    refused.push({ name: "AgentRefused", path, text: `could not sign in: ${text}`, agent })
  }
  s.rows.clear()
  return [...warningsIn(s, staff !== undefined), ...refused]
}
