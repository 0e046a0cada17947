import { execFileSync } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"

const folder = fileURLToPath(new URL(".", import.meta.url))
const files = readdirSync(folder).filter((name) => /^\d\d-.*\.ts$/.test(name))

/** What each example is for, as lines it prints. */
const prints: Readonly<Record<string, ReadonlyArray<string>>> = {
  "01-first-offer.ts": ["c1 -> wei", "  wei: may take it"],
  "02-an-offer-answered.ts": ["5 s OfferAccepted first", "95 s WrapUpEnded first", "95 s OfferMade second"],
  "03-why-nobody-gets-it.ts": ["  wei: not ready: lunch (CAP-4)", "  lena: skill loan is 2, needs 5 (SKILL-1)"],
  "04-restart.ts": ["true ann 17000"],
  "05-skill-expressions.ts": [
    "review needs at least 2 of (zh >= 3, en >= 3, wealth >= 8) and (@grade >= 3 or has @vip)",
    "c1: waits",
    "c2: bo",
    "c3: bo",
    '"zh and @brunch" at character 8: no attribute "brunch": did you mean "branch"?',
    'queues.c.needs: "@branch = Pudong" at character 11: write "Pudong" in double quotes',
    'queues.a.needs: "zh >= 4 und wealth" at character 9: "and" or "or" is missing before "und": did you mean "and"?'
  ],
  "06-a-simulated-day.ts": [
    "calls        464     420       19 s        112 s   72.0 %      9.5 %",
    "occupancy 87.1 %, overtakes within a class 0"
  ],
  "07-is-my-router-fair.ts": ["FAIR-1 holds", "DET-9 holds"],
  "08-a-rule-of-your-own.ts": [
    "c1 -> lena by SCORE-30 languageFirst",
    "  lena: may take it, fits +30 (SCORE-30)",
    "c3 -> tom by SCORE-30 languageFirst",
    "{ groupsAsked: 6, pairsScanned: 0 } []"
  ],
  "09-a-channel-of-your-own.ts": [
    "ann.txt is new: Where is my card?",
    "bo.txt known already: I want to complain.",
    "answered: m1: On its way.",
    "next: offered at wei"
  ],
  "10-how-long-will-it-take.ts": [
    "ann: It does not wait: somebody has it.",
    "dee: place 2, 3.7 min on average, half within 3.1, four of five within 5.5 (2 of 2 agents' calls must end, 30 do in an hour)",
    "a preferred customer, if he came now: place 1",
    "dee: place 1, 1.9 min on average, half within 1.4, four of five within 3.1 (1 of 2 agents' calls must end, 31 do in an hour)",
    "2 were told, 2 answered, 1 of them within the time of four of five"
  ],
  "11-change-the-rules-at-noon.ts": [
    "noon: 296 wait",
    "198 contacts would stand elsewhere, 2 offers would be made.",
    "c4: waits in loans, place 1 -> rings at mei",
    "c7: waits in loans, place 3 -> waits in loans, place 99",
    "SkillNobodyHas queues.wealth.needs: nobody has wealth >= 5, nor wealth at all",
    "looking changed nothing: true",
    "c4 -> mei, c5 -> mei",
    "taken back under version 3: 294 wait, in the order they waited in: true"
  ],
  "12-what-if-the-rules-were-different.ts": [
    "loans: mean wait 72.1 s as it is",
    "  loans first: -6.6 s (between -10.6 and -2.7), shorter on 18 of 20 days: shorter"
  ],
  "13-how-many-agents.ts": [
    "8 agents, 81 % in time; Erlang A alone says 9",
    "20.5 agent-hours, met: true",
    "one fewer at the peak: -3.3 points in time over the day (between -3.8 and -2.8)"
  ],
  "14-is-my-rule-fair.ts": [
    "byWorth: FAIR-1 holds",
    "byWorth is not fair: c2 is overtaken by c1, which came 80 s later",
    "0s     Enqueue c2 service voice attributes={worth: 0}",
    '       -> OfferMade c1 bo expiresAtMs=3min rule="SCORE-30 byWorth"    # WRONG: c2 is overtaken by c1, which came 80 s later',
    "byWorthAndWait is fair in all 3969 histories of 27 worlds"
  ],
  "15-scarce-skills.ts": [
    "an agent of cards is worth 450, of both 1090",
    "  scarcest first: -3.7 s (between -5.0 and -2.3), shorter on 14 of 16 days: shorter",
    "  scarcest first: 2.7 s (between 1.6 and 3.8), shorter on 1 of 16 days: longer",
    "  scarcest first: -12.7 s (between -15.7 and -9.8), shorter on 16 of 16 days: shorter",
    "scarcest first: 1.05 x the least anybody could have waited who knew the day beforehand"
  ]
}

describe("every example runs as it stands", () => {
  for (const file of files) {
    it(`${file} answers its question`, () => {
      const source = readFileSync(`${folder}${file}`, "utf8")
      expect(source.split("\n")[0]).toMatch(/^\/\/ .*[?]/)
      const printed = execFileSync(process.execPath, ["--conditions=source", file], { cwd: folder, encoding: "utf8" })
      expect(printed.trim()).not.toBe("")
      expect(prints[file]).toBeDefined()
      for (const said of prints[file] ?? []) expect(printed.split("\n")).toContain(said)
      if (file.startsWith("07")) {
        expect(printed).toMatch(
          /^QUEUE-2 BROKEN: \w+ is offered to \w+ before \w+, which asks for the same and came first$/m
        )
      }
    })
  }
})
