import { Numbers } from "../cycle/Numbers.ts"
import { Strings } from "../cycle/Strings.ts"
import type { Figure } from "../harness/Figure.ts"
import type { Measured } from "../harness/Measured.ts"
import { longestPause } from "../harness/pauses.ts"
import type { Section } from "../harness/Section.ts"
import { sizes } from "../world/sizes.ts"
import { World } from "../world/World.ts"

const cycles = 1_000_000

const figures = (measured: Measured): Figure[] =>
  [
    { name: "by numbers", pass: 2, aim: 1 },
    { name: "strings and objects", pass: 10, aim: 5 }
  ]
    .filter(({ name }) => measured.has(name))
    .map(({ name, pass, aim }) => ({
      name: `longest gc entry over ${cycles.toLocaleString("en-US")} life cycles, ${name}`,
      value: measured.least(name, "longestMs"),
      unit: "ms",
      pass: { atMost: pass },
      aim: { atMost: aim },
      spread: measured.spread(name, "longestMs"),
      beside: `least of ${measured.all(name, "longestMs").length} processes, m, Node's own settings; ${measured.median(name, "entries")} entries`
    }))

export const pauses: Section = {
  name: "pauses",
  question: "How long does the collector of garbage stop the router at most?",
  cases: [
    {
      name: "by numbers",
      measure: async () => ({ ...(await longestPause(new Numbers(new World(sizes.m)).step, cycles)) })
    },
    {
      name: "strings and objects",
      measure: async () => ({ ...(await longestPause(new Strings(new World(sizes.m)).step, cycles)) })
    }
  ],
  figures
}
