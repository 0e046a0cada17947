import type { Figure } from "./Figure.ts"
import { Measured } from "./Measured.ts"
import type { Progress } from "./Progress.ts"
import { runCase } from "./runCase.ts"
import type { Case, Numbers, Section } from "./Section.ts"

export interface Extent {
  readonly quick: boolean
  /** Only cases of this name; undefined = all. */
  readonly only?: string | undefined
  /** Processes of each case, instead of what it says itself. */
  readonly repeats?: number | undefined
}

/** The cases of a section that are to run, and in how many processes each. */
export const casesOf = ({ cases }: Section, { quick, only, repeats }: Extent): ReadonlyArray<readonly [Case, number]> =>
  cases
    .filter(({ name, quick: isQuick }) => (only === undefined ? !quick || isQuick === true : name === only))
    .map((one) => [one, repeats ?? (quick ? 1 : (one.repeats ?? 5))])

/**
 * One repeat of every case after the other, so that what happens meanwhile meets all of them. A case that breaks is left out of the figures,
 * and told in `broken`.
 */
export async function runSection(
  section: Section,
  extent: Extent,
  progress: Progress
): Promise<{ figures: ReadonlyArray<Figure>; broken: ReadonlyArray<string> }> {
  const cases = casesOf(section, extent)
  const found = new Map<string, Numbers[]>(cases.map(([{ name }]) => [name, []]))
  const broken = new Map<string, string>()
  const most = Math.max(0, ...cases.map(([, repeats]) => repeats))
  for (let repeat = 0; repeat < most; repeat++) {
    for (const [one, repeats] of cases) {
      if (repeat >= repeats || broken.has(one.name)) continue
      progress.at(`${section.name} ${one.name}${repeats > 1 ? ` ${repeat + 1}/${repeats}` : ""}`)
      try {
        found.get(one.name)!.push(await runCase(section, one))
      } catch (error) {
        broken.set(one.name, (error as Error).message)
        found.delete(one.name)
      }
      progress.done()
    }
  }
  return { figures: section.figures(new Measured(found)), broken: [...broken.values()] }
}
