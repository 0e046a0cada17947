import type { AgentSetup } from "./Agent.ts"
import type { SkillSetup } from "./Skills.ts"
import type { StationSetup } from "./Station.ts"
import type { VdnSetup } from "./VectorRun.ts"

/** Somebody out there whom a station or a route may dial. */
export interface OutsideParty {
  readonly busy?: boolean
  /** Picks up after ringing this long; never when absent. */
  readonly answerMs?: number
  /** Hangs up after talking this long. */
  readonly talkMs?: number
}

export interface ExchangeSetup {
  readonly stations?: ReadonlyArray<StationSetup>
  readonly agents?: ReadonlyArray<AgentSetup>
  readonly vdns?: ReadonlyArray<VdnSetup>
  readonly skills?: ReadonlyArray<SkillSetup>
  /** How long a station rings before the call goes back (RONA), where the station does not say. Default 15 s. */
  readonly ronaMs?: number
  /** Reason code of the auxWork an agent is put into by RONA. Default 0. */
  readonly ronaReason?: number
  /** Who answers at a number that is not in the switch; undefined = the number does not exist. */
  readonly outside?: (number: string) => OutsideParty | undefined
  /** Short call ids run from 1 to this and come again. Default 9999. */
  readonly callIdLimit?: number
}

export interface Placing {
  readonly from: string
  readonly to: string
  readonly digits?: string
  readonly uui?: string
}
