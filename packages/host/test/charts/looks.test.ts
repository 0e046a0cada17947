import { createRouter } from "@strowger/router"
import { simulate } from "@strowger/router/simulate"
import { Result } from "effect"
import { chromium } from "playwright-core"
import { describe, expect, inject, it } from "vitest"
import { chromiumLaunch } from "../../../../.ci/chromium.ts"
import type { Chart } from "../../src/charts/Chart.ts"
import { drawSvg } from "../../src/charts/drawSvg.ts"
import { languages } from "../../src/charts/Text.ts"
import { freeCharts } from "../../src/replay/charts.ts"
import { free, freeConfiguration } from "../../src/replay/free.ts"
import { recorded } from "../../src/replay/recorded.ts"
import { policy, policyNames } from "../../src/replay/policies.ts"
import { scan } from "../../src/replay/scan.ts"
import { scanCharts } from "../../src/replay/scanCharts.ts"
import { dayCharts } from "../../src/simulate/charts.ts"
import { examplePlan } from "../../src/simulate/example.ts"
import { readPlan } from "../../src/simulate/readPlan.ts"
import { inventedCredit } from "../replay/inventedCredit.ts"

const plan = Result.getOrThrow(readPlan(examplePlan))
const day = { file: plan.file, days: [simulate(plan.day, { contacts: true })] }
const trace = inventedCredit(3, 90)
const creditMs = 90_000
const sides = [
  ...policyNames.map((name) => {
    const options = { seed: 1, policy: policy(name, { creditMs, creditFromMs: 0 }) }
    return { name, ...free(createRouter(freeConfiguration(trace)), trace, options) }
  }),
  { name: "real", ...recorded(trace) }
]
const scanned = scan(trace, [0, 30, 60, 80, 90, 100, 120], { untilMs: 86_400_000 })

const charts: ReadonlyArray<Chart> = languages.flatMap((language) => [
  ...dayCharts([{ name: "day.yaml", ...day }], language),
  ...dayCharts(
    [
      { name: "day.yaml", ...day },
      { name: "staggered breaks.yaml", ...day }
    ],
    language
  ),
  ...freeCharts(sides, { language, serviceLevelMs: 20_000, creditMs }),
  ...scanCharts(scanned, language)
])

describe.skipIf(!inject("peers").chromium)("charts in a browser", () => {
  it.each([390, 960])(
    "%i px wide: no word is cut, and none stands upon another",
    { timeout: 60_000 },
    async (width) => {
      const browser = await chromium.launch(chromiumLaunch)
      try {
        const page = await browser.newPage({ viewport: { width, height: 900 } })
        const found: Array<string> = []
        for (const chart of charts) {
          await page.setContent(`<body style="margin:0">${await drawSvg(chart, width)}</body>`)
          const told = await page.evaluate(() => {
            const svg = document.querySelector("svg")!
            const frame = svg.getBoundingClientRect()
            const words = [...svg.querySelectorAll("text")]
              .filter((word) => word.textContent !== "")
              .map((word) => ({ text: word.textContent, box: word.getBoundingClientRect() }))
            const wrong: Array<string> = []
            for (const [at, { text, box }] of words.entries()) {
              if (box.left < -1 || box.top < -1 || box.right > frame.width + 1 || box.bottom > frame.height + 1) {
                wrong.push(`"${text}" is cut`)
              }
              for (const other of words.slice(at + 1)) {
                const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left)
                const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top)
                // A box has some air above and below its letters.
                if (across > 1 && down > 5) wrong.push(`"${text}" and "${other.text}" overlap`)
              }
            }
            return { words: words.length, wrong }
          })
          expect(told.words).toBeGreaterThan(5)
          found.push(...told.wrong.map((each) => `${chart.name} (${chart.title}): ${each}`))
        }
        expect(found).toEqual([])
      } finally {
        await browser.close()
      }
    }
  )
})
