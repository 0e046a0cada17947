import { Book } from "../../src/sim/Book.ts"
import type { Call } from "../../src/sim/Call.ts"
import { ManualClock } from "../../src/sim/Clock.ts"
import { Exchange } from "../../src/sim/Exchange.ts"
import type { ExchangeSetup } from "../../src/sim/ExchangeSetup.ts"
import type { Fact } from "../../src/sim/Fact.ts"
import type { Outcome, Question } from "../../src/sim/Question.ts"
import { askingVector } from "../../src/sim/Vector.ts"

/** An exchange under a clock moved by hand, with a computer that only takes notes. */
export const switchboard = (setup: ExchangeSetup = {}) => {
  const clock = new ManualClock()
  const book = new Book()
  const facts: Array<Fact> = []
  const asked: Array<Question> = []
  const outcomes: Array<{ readonly question: Question; readonly outcome: Outcome }> = []
  const computer = { there: true }
  const exchange = new Exchange(
    {
      vdns: [{ extension: "4000", vector: askingVector(5000) }],
      stations: [{ extension: "5001" }, { extension: "5002" }],
      agents: [
        { login: "2001", password: "secret", skills: ["6000"] },
        { login: "2002", skills: ["6000"] }
      ],
      skills: [{ extension: "6000" }],
      ...setup
    },
    clock,
    book,
    {
      ask: (question) => {
        if (computer.there) asked.push(question)
        return computer.there
      },
      ended: (question, outcome) => outcomes.push({ question, outcome })
    },
    (fact) => facts.push(fact)
  )
  const latest = (): Question => {
    const question = asked.at(-1)
    if (question === undefined) throw new Error("nothing was asked")
    return question
  }
  return {
    clock,
    book,
    facts,
    asked,
    outcomes,
    computer,
    exchange,
    call: (to = "4000", from = "13800138000") => exchange.place({ from, to }),
    latest,
    /** The computer answers the latest question. */
    select: (to: string) => exchange.runs.get(latest().call.ucid)?.select(latest(), to),
    decline: () => exchange.runs.get(latest().call.ucid)?.decline(latest()),
    /** What was said of a call, in short. */
    story: (call: Call) =>
      facts.flatMap((fact) =>
        fact.type === "agent" || fact.call !== call
          ? []
          : [fact.type === "callCleared" ? "callCleared" : `${fact.type} ${fact.device}`]
      ),
    agentStory: (login: string) =>
      facts.flatMap((fact) => (fact.type === "agent" && fact.agent.login === login ? [fact.now] : []))
  }
}
