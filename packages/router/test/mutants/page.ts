import type { Found } from "./Found.ts"
import type { Mutant } from "./Mutant.ts"
import { ofIndex } from "./ofIndex.ts"
import { ofUnlike } from "./ofUnlike.ts"

/** A planted bug and what found it; undefined = nothing did. */
export interface Row {
  readonly mutant: Mutant
  readonly found: Found | undefined
  readonly seed: number
}

const isOfIndex = (mutant: Mutant) => ofIndex.includes(mutant) || ofUnlike.includes(mutant)

/** Of what found a bug: is it a law of the kit? */
export const isLaw = (by: string) => /^[A-Z]+-\d+$/.test(by)

/** `docs/mutants.md`. */
export function page(rows: ReadonlyArray<Row>, histories: number): string {
  const found = rows.flatMap(({ found }) => (found === undefined ? [] : [found]))
  const by = (is: (by: string) => boolean) => found.filter((one) => is(one.by)).length
  return [
    "# Planted bugs",
    "",
    "Are the laws of the fairness kit strong enough? Each row is a bug that somebody could have written into the engine, planted in a copy of",
    "it and given to the kit as any router is: `fairnessLaws` first; what breaks no law was looked for in every small world, and then by random",
    `histories beside the slow, obvious router. Histories count from 1; at most ${histories} with a seed were looked at, and up to three seeds.`,
    "",
    "Bugs of what is kept where nobody is like another (`ofUnlike.ts`) are planted in an engine whose small worlds go that way.",
    "Written by `npm run mutants`; a few of the rows are tried again in every test run.",
    "",
    `**${found.length} of ${rows.length} found**, ${rows.filter(({ mutant }) => isOfIndex(mutant)).length} of all in the index: ${by(isLaw)} break a law, ` +
      `${by((name) => name === "small worlds")} are seen in a small world, ${by((name) => name === "reference")} only beside the reference router, ` +
      `${by((name) => name === "time")} never return.`,
    "",
    "| bug | where | index | found by | in history | seed | what was seen |",
    "|---|---|---|---|--:|--:|---|",
    ...rows.map(line),
    ""
  ].join("\n")
}

function line({ mutant, found, seed }: Row): string {
  const { bug, file } = mutant
  const seen = found === undefined ? ["NOTHING", "", "", ""] : [found.by, found.histories, seed, short(found.said)]
  return `| ${[bug, `\`${file}\``, isOfIndex(mutant) ? "yes" : "", ...seen].map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`
}

const short = (said: string) => (said.length <= 160 ? said : `${said.slice(0, 157)}...`)

/** The rows of a page: bug, file, what found it, in which history of which seed. */
export function rowsOf(
  text: string
): ReadonlyArray<Readonly<Record<"bug" | "file" | "by", string> & Record<"histories" | "seed", number>>> {
  return [...text.matchAll(/^\| (.+?) \| `(.+?)` \| (?:yes)? ?\| (.+?) \| (\d*) \| (\d*) \|/gm)].map(
    ([, bug, file, by, histories, seed]) => ({
      bug: bug!,
      file: file!,
      by: by!,
      histories: Number(histories),
      seed: Number(seed)
    })
  )
}
