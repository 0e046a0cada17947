import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import type { createRouter } from "../../src/index.ts"
import type { Mutant } from "./Mutant.ts"
import { ofIndex } from "./ofIndex.ts"
import { ofRules } from "./ofRules.ts"
import { ofUnlike } from "./ofUnlike.ts"
import { lowLimits } from "../histories/lowLimits.ts"

const source = fileURLToPath(new URL("../../src", import.meta.url))

/** Every planted bug. */
export const mutants: ReadonlyArray<Mutant> = [...ofIndex, ...ofUnlike, ...ofRules]

/** The engine's file with the bug in it. Throws where its text does not stand there exactly once: then somebody changed the place. */
export function planted({ bug, file, text, instead }: Mutant): string {
  const before = readFileSync(`${source}/engine/${file}`, "utf8")
  const words = text
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
  const places = [...before.matchAll(new RegExp(words.join("\\s+"), "g"))]
  if (places.length !== 1) {
    throw new Error(`"${bug}": its text stands in ${file} ${places.length} times, not once: plant it anew`)
  }
  const [place] = places
  return before.slice(0, place!.index) + instead + before.slice(place!.index + place![0].length)
}

/** `createRouter` of an engine with this bug, imported from a copy. */
export async function withBug(mutant: Mutant): Promise<typeof createRouter> {
  const folder = mkdtempSync(join(tmpdir(), "strowger-mutant-"))
  try {
    const isUsed = (path: string) => !/src\/(testing|simulate|estimates|measures|calendar|ports)$/.test(path)
    cpSync(source, join(folder, "src"), { recursive: true, filter: isUsed })
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }')
    writeFileSync(join(folder, "src/engine", mutant.file), planted(mutant))
    const url = pathToFileURL(join(folder, "src/createRouter.ts")).href
    if (ofUnlike.includes(mutant)) {
      // There a small world goes the way of one in which nobody is like another.
      const { limits } = (await import(pathToFileURL(join(folder, "src/engine/index/limits.ts")).href)) as {
        readonly limits: object
      }
      Object.assign(limits, lowLimits[0])
    }
    return ((await import(url)) as { readonly createRouter: typeof createRouter }).createRouter
  } finally {
    rmSync(folder, { recursive: true })
  }
}
