import type { Section } from "./harness/Section.ts"
import { coreStep } from "./sections/coreStep.ts"

/** In the order of the table. */
export const sections: ReadonlyArray<Section> = [coreStep]
