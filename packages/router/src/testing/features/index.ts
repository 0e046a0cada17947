import { agentOrders } from "./agentOrders.ts"
import { callbacks } from "./callbacks.ts"
import { capacity } from "./capacity.ts"
import { eligibility } from "./eligibility.ts"
import { ordering } from "./ordering.ts"
import type { Feature } from "./Feature.ts"
import { parking } from "./parking.ts"
import { presence } from "./presence.ts"
import { priority } from "./priority.ts"
import { relaxation } from "./relaxation.ts"
import { reserves } from "./reserves.ts"
import { queues } from "./queues.ts"
import { misses } from "./misses.ts"
import { waves } from "./waves.ts"
import { wishes } from "./wishes.ts"
import { work } from "./work.ts"
import { wrapUp } from "./wrapUp.ts"
import { handling, transfers } from "./handling.ts"
import { holds } from "./holds.ts"
import { mistakes } from "./mistakes.ts"

/** Every rarer rule that random histories know. A rule adds its own from a file of its own. */
export const features: ReadonlyArray<Feature> = [
  priority,
  agentOrders,
  capacity,
  eligibility,
  handling,
  holds,
  misses,
  ordering,
  mistakes,
  parking,
  presence,
  queues,
  relaxation,
  reserves,
  transfers,
  waves,
  wishes,
  work,
  wrapUp,
  callbacks
]
