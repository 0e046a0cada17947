import type { SignIn } from "@strowger/router"
import type { AgentEntry } from "./Directory.ts"

/** What the engine is told when somebody signs in: all of it is the directory's; without a telephone no call is offered. */
export const signInOf = ({ id, skills, device, capacity: own, routing }: AgentEntry): SignIn => {
  const capacity = device === undefined ? { ...own, voice: 0 } : own
  return { type: "SignIn", agent: id, skills, ...routing, ...(capacity === undefined ? {} : { capacity }) }
}
