import { Backlog } from "../core/Backlog.ts"
import { Numbers } from "../cycle/Numbers.ts"
import { Strings } from "../cycle/Strings.ts"
import { features, FeatureWorld } from "../world/FeatureWorld.ts"
import { sizes } from "../world/sizes.ts"
import { World } from "../world/World.ts"

/** What is counted, at size s: filling a larger one takes minutes under callgrind. */
export const ways: Readonly<Record<string, () => () => void>> = {
  step: () => new Backlog(new World(sizes.s)).step,
  features: () => new Backlog(new FeatureWorld(sizes.s, features)).step,
  numbers: () => new Numbers(new World(sizes.s)).step,
  strings: () => new Strings(new World(sizes.s)).step
}
