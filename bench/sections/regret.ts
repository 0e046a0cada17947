import type { Figure } from "../harness/Figure.ts"
import type { Measured } from "../harness/Measured.ts"
import type { Numbers, Section } from "../harness/Section.ts"
import { written } from "../harness/table.ts"
import { drawn } from "../regret/days.ts"
import { figuresOf } from "../regret/figures.ts"
import { policies } from "../regret/Policy.ts"
import { publishedOf } from "../regret/published.ts"
import { unitDays, unitKinds, unitRegret } from "../regret/unitDays.ts"

const policy = (name: string) => policies.find((each) => each.name === name)!
const compared = ["longestIdle", "leastFlexible", "scarcest first"] as const
const units = unitKinds.map((kind) => ({ name: `${kind.contacts}-${kind.agents}-${kind.more}`, kind }))
const theory = process.env.STROWGER_THEORY

function unit(at: number): Numbers {
  const { kind } = units[at]!
  const days = unitDays(kind, 240)
  const published = publishedOf(kind, theory)
  const numbers: Record<string, number> = {}
  for (const name of compared) {
    const inTurn = unitRegret(days, policy(name), false)
    const together = unitRegret(days, policy(name), true)
    numbers[name] = inTurn.ratio
    numbers[`${name} waves`] = together.ratio
    numbers[`${name} error`] = inTurn.error
    if (name === "scarcest first" || published === undefined) continue
    const error = Math.sqrt(inTurn.error * inTurn.error + inTurn.errorOf60 * inTurn.errorOf60)
    numbers[`${name} published`] = published[name]
    numbers[`${name} off`] = Math.abs(inTurn.ratio - published[name]) / error
  }
  return numbers
}

function unitFigures({ name, kind }: (typeof units)[number], measured: Measured): Figure[] {
  const of = (number: string) => measured.median(name, number)
  const title = `${kind.contacts} contacts, ${kind.agents} agents, further skills ${kind.more}`
  return compared.flatMap((each): Figure[] => {
    const beside = `± ${written(2 * of(`${each} error`))}; as waves ${of(`${each} waves`).toFixed(3)}`
    const own: Figure = {
      name: `waits / least possible, ${each}, ${title}`,
      value: of(each),
      unit: "x",
      pass: { atMost: 1.4 },
      beside
    }
    if (each === "scarcest first" || theory === undefined || theory === "") return [own]
    const published = of(`${each} published`)
    return [
      own,
      {
        name: `standard errors from what was published, ${each}, ${title}`,
        value: of(`${each} off`),
        unit: "",
        pass: { atMost: 4 },
        aim: { atMost: 2 },
        beside: `published ${published.toFixed(3)}`
      }
    ]
  })
}

const dayNames = ["half of both", "five kinds"] as const

function days(name: string): Numbers {
  const all = drawn(16).find((each) => each.name === name)!
  const found = figuresOf(all, compared.map(policy))
  return Object.fromEntries(
    found.flatMap(({ policy: of, meanWaitMs, difference, regret }) => [
      [`${of} ms`, meanWaitMs],
      [`${of} regret`, regret],
      [`${of} off`, difference?.plusMinusMs ?? 0]
    ])
  )
}

const dayFigures = (name: string, measured: Measured): Figure[] =>
  compared.slice(1).map((each) => {
    const of = (number: string) => measured.median(name, number)
    const base = of("longestIdle ms")
    return {
      name: `mean wait / longestIdle's, ${each}, ${name}`,
      value: of(`${each} ms`) / base,
      unit: "x",
      pass: { atMost: 1 },
      aim: { atMost: 0.95 },
      beside: `± ${written(of(`${each} off`) / base)}; regret ${of(`${each} regret`).toFixed(3)} beside ${of("longestIdle regret").toFixed(3)}`
    }
  })

export const regret: Section = {
  name: "regret",
  question: "What does a policy lose by not seeing ahead? (bench/regret.ts tells it of every policy, and who pays)",
  cases: [
    ...units.map(({ name }, at) => ({ name, repeats: 1, quick: true as const, measure: () => unit(at) })),
    ...dayNames.map((name) => ({ name, repeats: 1, measure: () => days(name) }))
  ],
  figures: (measured) => [
    ...units.filter(({ name }) => measured.has(name)).flatMap((each) => unitFigures(each, measured)),
    ...dayNames.filter((name) => measured.has(name)).flatMap((name) => dayFigures(name, measured))
  ]
}
