import type { EventLaw } from "../Watch.ts"
import { capacity, eligibility } from "./allowed.ts"
import { abandonmentWins, noneLost, oneOwner, workConserved } from "./conserved.ts"
import { endOnce, rarelyAgain } from "./offers.ts"
import { agentFirst, contactFirst, firstCome, waves, withinHeadStart } from "./order.ts"

/** Every law that configuration and events decide. */
export const eventLaws: ReadonlyArray<EventLaw> = [
  noneLost,
  oneOwner,
  abandonmentWins,
  capacity,
  eligibility,
  workConserved,
  firstCome,
  contactFirst,
  agentFirst,
  waves,
  withinHeadStart,
  endOnce,
  rarelyAgain
]
