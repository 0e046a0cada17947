import type { Section } from "./harness/Section.ts"
import { account } from "./sections/account.ts"
import { burstsTold } from "./sections/bursts.ts"
import { choice } from "./sections/choice.ts"
import { coreStep } from "./sections/coreStep.ts"
import { featureCosts } from "./sections/features.ts"
import { flatness } from "./sections/flatness.ts"
import { instructionCounts } from "./sections/instructions.ts"
import { lifeCycle } from "./sections/lifeCycle.ts"
import { memory } from "./sections/memory.ts"
import { naiveScan } from "./sections/naiveScan.ts"
import { pauses } from "./sections/pauses.ts"
import { besidePeers } from "./sections/peers.ts"
import { regret } from "./sections/regret.ts"
import { surplus } from "./sections/surplus.ts"
import { tail } from "./sections/tail.ts"
import { unique } from "./sections/unique.ts"

/** In the order of the table. */
export const sections: ReadonlyArray<Section> = [
  coreStep,
  featureCosts,
  naiveScan,
  surplus,
  flatness,
  lifeCycle,
  account,
  pauses,
  tail,
  unique,
  choice,
  burstsTold,
  memory,
  instructionCounts,
  besidePeers,
  regret
]
