import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { play } from "./guide/play.ts"
import { timelines } from "../src/testing/timeline/Timeline.ts"

const folder = fileURLToPath(new URL("../docs/rules-by-example/", import.meta.url))
const pages = readdirSync(folder).filter((file) => file.endsWith(".md"))
const stories = pages.flatMap((page) => timelines(page, readFileSync(`${folder}/${page}`, "utf8")))
const rules = [...readFileSync(`${folder}/../../SPEC.md`, "utf8").matchAll(/^- \*\*([A-Z]+-\d+)\*\*/gm)].map(
  (m) => m[1]!
)

/** Rules that no single story can tell: each is a promise over all histories, or about the program itself. */
const noStory: Readonly<Record<string, string>> = {
  "SKILL-8": "about printing a requirement: test/requirements.test.ts",
  "SKILL-12": "about writing one by functions: test/requirement.test.ts",
  "SKILL-10": "about comparing two: test/requirements.test.ts",
  "SCORE-33": "about a rule that nobody gave: test/ownRules.test.ts",
  "DET-8": "about stored events that do not follow: test/replay.test.ts",
  "DET-9": "about two histories: test/fairness.test.ts",
  "DET-10": "about two histories: test/fairness.test.ts",
  ...Object.fromEntries([10, 11, 12, 13].map((n) => [`FAIR-${n}`, "about two histories: test/fairness.test.ts"])),
  ...Object.fromEntries([14, 15, 16, 17, 18, 19, 20].map((n) => [`FAIR-${n}`, "about days: test/fairDays.test.ts"])),
  "OFFER-17": "about how every offer ends: test/fairness.test.ts",
  "DET-11": "about runtimes, not about a history: test/golden.test.ts",
  ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`BYNUM-${n}`, "about the face by number: test/byNumber.test.ts"])),
  "EXPL-6": "about a configuration that is not in force: test/difference.test.ts",
  "CONF-16": "about a text: test/difference.test.ts",
  ...Object.fromEntries([4, 5, 6, 7, 8].map((n) => [`CONF-${n}`, "about what would be: test/warnings.test.ts"])),
  ...Object.fromEntries([1, 2, 30].map((n) => [`SPEED-${n}`, "about work that is counted: test/speed.test.ts"])),
  ...Object.fromEntries(
    [20, 21, 22, 23, 24, 25, 26].map((n) => [`SPEED-${n}`, "about work that is counted: test/costs.test.ts"])
  ),
  ...Object.fromEntries([34, 35].map((n) => [`SPEED-${n}`, "about who hears what: test/subscribers.test.ts"])),
  ...Object.fromEntries([27, 28, 29].map((n) => [`SPEED-${n}`, "about work that is counted: test/pivot.test.ts"])),
  "SIM-1": "about a day under a virtual clock: examples/06-a-simulated-day.ts",
  ...Object.fromEntries([2, 3, 4, 5, 6, 7, 8].map((n) => [`SIM-${n}`, "about whole days: test/simulate*.test.ts"])),
  "SIM-10": "about exact formulas: test/erlang.test.ts",
  ...Object.fromEntries([30, 31].map((n) => [`SIM-${n}`, "about exact formulas: test/exact.test.ts"])),
  ...Object.fromEntries([11, 12, 13].map((n) => [`SIM-${n}`, "about many days: test/staffing.test.ts"])),
  "SIM-20": "about a day that is over: test/hindsight.test.ts",
  ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`CAL-${n}`, "about calendars: test/calendar.test.ts"])),
  ...Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7].map((n) => [`MEAS-${n}`, "counts of events: test/measures.test.ts, measuresReplay.test.ts"])
  ),
  ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`EST-${n}`, "about estimates: test/estimates.test.ts"]))
}

describe.each(pages)("the guide's page %s", (page) => {
  const own = stories.filter(({ where }) => where.startsWith(`${page}:`))
  it.skipIf(own.length === 0).each(own)("$heading ($where)", (story) => {
    const { written, happened } = play(story)
    expect(happened).toEqual(written)
  })
})

it("every rule is told by a story of the guide", () => {
  const told = new Set(stories.flatMap(({ heading }) => heading.match(/[A-Z]+-\d+/g) ?? []))
  expect([...told].filter((rule) => !rules.includes(rule))).toEqual([])
  expect(Object.keys(noStory).filter((rule) => !rules.includes(rule) || told.has(rule))).toEqual([])
  expect(rules.filter((rule) => !told.has(rule) && noStory[rule] === undefined)).toEqual([])
})

describe("a page of the guide that is wrong fails", () => {
  const told = (...story: ReadonlyArray<string>) =>
    timelines(
      "page.md",
      ["## QUEUE-1 a story", "```timeline", "queue q {}", "agent ann {}", ...story, "```"].join("\n")
    )
  const isTrue = (...story: ReadonlyArray<string>) => {
    const { written, happened } = play(told(...story)[0]!)
    return happened.join() === written.join()
  }

  it("where an event is left out, or its field is another", () => {
    expect(isTrue("1s Enqueue c1 q chat", "  -> ContactQueued c1, OfferMade c1 ann")).toBe(true)
    expect(isTrue("1s Enqueue c1 q chat", "  -> ContactQueued c1")).toBe(false)
    expect(isTrue("1s Enqueue c1 q chat", "  -> ContactQueued c1, OfferMade c1 ann expiresAtMs=20s")).toBe(false)
  })
  it("where a command is refused for another reason, or at another field, or is not refused", () => {
    expect(isTrue("1s MakeReady bo", "  -> nothing")).toBe(false)
    expect(isTrue("1s MakeReady bo", "  -> refused AgentUnknown contact")).toBe(false)
    expect(isTrue("1s MakeReady ann", "  -> refused AgentUnknown agent")).toBe(false)
  })
  it("where a look afterwards shows something else", () => {
    expect(
      isTrue("1s Enqueue c1 q chat", "  -> ContactQueued c1, OfferMade c1 ann", "  contact c1 state=waiting")
    ).toBe(false)
    expect(isTrue("1s Tick", "  -> nothing", "  due 2s")).toBe(false)
    expect(isTrue("1s Tick", "  -> nothing", '  explain ann "is not ready"')).toBe(false)
  })
  it("where it says not what follows, or cannot be read", () => {
    expect(() => told("1s Tick")).toThrow("page.md:5 says not what follows")
    expect(() => told("  -> nothing")).toThrow("must stand below a time")
    expect(() => told('1s Enqueue c1 q chat needs="zh', "  -> nothing")).toThrow('a " is not closed')
    expect(() => timelines("page.md", "```timeline\n0s Tick")).toThrow("is not closed")
  })
})
