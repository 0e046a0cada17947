import { type Hearing, Strings } from "../cycle/Strings.ts"
import { bytesFlags, bytesPerStep } from "../harness/bytes.ts"
import type { Figure } from "../harness/Figure.ts"
import type { Section } from "../harness/Section.ts"
import { sizes } from "../world/sizes.ts"
import { World } from "../world/World.ts"

/**
 * What is heard beside offers, and what that is: an object has 24 bytes of its own, 8 for each field, and 16 for a number that is no small
 * integer.
 */
const causes = [
  ["ContactQueued", "eight fields: 24 + 64"],
  ["OfferAccepted", "five fields: 24 + 40; the token is the offer's"],
  ["ContactCompleted", "five fields: 24 + 40; when the wrap-up ends: 16"],
  ["WrapUpEnded", "five fields: 24 + 40"]
] as const

/** As V8 compiles it in the end. */
const warmUp = 120_000

const hearings: Readonly<Record<string, Hearing>> = {
  offers: [],
  ...Object.fromEntries(causes.map(([type]) => [type, [type]])),
  all: "all",
  outcomes: "outcomes"
}

function bytesOf(hearing: Hearing): number {
  const strings = new Strings(new World(sizes.s), hearing)
  for (let n = 0; n < warmUp; n++) strings.step()
  for (let n = 0; n < warmUp; n++) strings.callerStep()
  return bytesPerStep(strings.step, 20_000) - bytesPerStep(strings.callerStep, 20_000)
}

export const account: Section = {
  name: "account",
  question: "What are the bytes of a life cycle with strings and objects?",
  cases: Object.entries(hearings).map(([name, hearing]) => ({
    name,
    repeats: 1,
    quick: true,
    flags: bytesFlags,
    measure: () => ({ bytes: bytesOf(hearing) })
  })),
  figures: (measured) => {
    const of = (name: string) => measured.median(name, "bytes")
    const told = (name: string, value: number, beside: string): Figure => ({ name, value, unit: "B", beside })
    if (Object.keys(hearings).some((name) => !measured.has(name))) return []
    return [
      told(
        "bytes, offers alone are heard",
        of("offers"),
        "ten fields: 24 + 80; its token: 24; when it expires: 16; the time of a step: 16, one for all its events"
      ),
      ...causes.map(([type, beside]) => told(`and ${type}`, of(type) - of("offers"), beside)),
      told("bytes, all five are heard", of("all"), "the five objects alone: 384"),
      told(
        "and outcomes are read",
        of("outcomes") - of("all"),
        "`step` instead of `give`: four outcomes of 32, four lists of 56 or 64"
      )
    ]
  }
}
