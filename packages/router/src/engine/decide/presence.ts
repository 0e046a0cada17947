import type { LosePresence, ReturnPresence } from "../../Command.ts"
import type { Refusal } from "../../Refusal.ts"
import { emitFact } from "../emit.ts"
import { Because } from "../log/Rows.ts"
import type { State } from "../State.ts"
import { Presence } from "../state/Agents.ts"
import { rescindOffers, returns, signedIn } from "./agents.ts"

/** Offers go back first, so that none is open at somebody who is not there (SPEC PRES-1). */
export function losePresence(s: State, command: LosePresence): Refusal | undefined {
  const agent = signedIn(s, command.agent)
  if (typeof agent !== "number") return agent
  if (s.agents.presence[agent] === Presence.Lost) return undefined
  rescindOffers(s, agent, Because.AgentLost)
  const { lostAfterMs = 60_000 } = s.configuration
  emitFact(s, { type: "AgentLost", atMs: s.nowMs, agent: command.agent, untilMs: s.nowMs + lostAfterMs })
  return undefined
}

export function returnPresence(s: State, command: ReturnPresence): Refusal | undefined {
  const agent = signedIn(s, command.agent)
  if (typeof agent !== "number") return agent
  returns(s, agent)
  return undefined
}
