import type { Section } from "./harness/Section.ts"
import { coreStep } from "./sections/coreStep.ts"
import { lifeCycle } from "./sections/lifeCycle.ts"
import { naiveScan } from "./sections/naiveScan.ts"
import { pauses } from "./sections/pauses.ts"
import { besidePeers } from "./sections/peers.ts"
import { regret } from "./sections/regret.ts"
import { tail } from "./sections/tail.ts"

/** In the order of the table. */
export const sections: ReadonlyArray<Section> = [coreStep, naiveScan, lifeCycle, pauses, tail, besidePeers, regret]
