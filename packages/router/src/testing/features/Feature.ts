import type * as fc from "fast-check"
import type { Enqueue, SignIn } from "../../Command.ts"
import type { Configuration, QueueConfiguration } from "../../Configuration.ts"
import type { FeatureAct, FeaturePlay } from "../History.ts"

/**
 * What one rarer rule adds to random histories. `queue`, `configuration`, `signIn` and `enqueue` draw fields that are merged over the
 * common ones, for about a third of the queues, configurations, sign-ins and arrivals; `acts` are drawn among all moves, with their
 * weight (a common act has 1 to 8), and played by name.
 */
export interface Feature {
  readonly name: string
  readonly queue?: fc.Arbitrary<Partial<QueueConfiguration>>
  readonly configuration?: fc.Arbitrary<Partial<Omit<Configuration, "queues">>>
  readonly signIn?: fc.Arbitrary<Partial<Omit<SignIn, "type" | "agent">>>
  readonly enqueue?: fc.Arbitrary<Partial<Omit<Enqueue, "type" | "contact">>>
  readonly acts?: ReadonlyArray<{ readonly weight: number; readonly arbitrary: fc.Arbitrary<FeatureAct> }>
  readonly plays?: Readonly<Record<string, FeaturePlay>>
  /** Takes out of a drawn configuration what may not stand together, so that it is valid. */
  readonly mend?: (configuration: Configuration) => Configuration
}
