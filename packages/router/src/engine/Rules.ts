import type { Rule, RuleMistake, RulesGiven } from "../Rule.ts"
import { invariant } from "./invariant.ts"

/**
 * The rules this router was given, and what asking them came to. Not part of the state: answers are asked for again when they are
 * needed again, and replay asks nobody (SPEC SCORE-30).
 */
export class Rules {
  private readonly given: RulesGiven
  /** How often rules were asked. */
  readonly cost = { groupsAsked: 0, pairsScanned: 0 }
  private readonly told = new Set<string>()
  private asking = false
  readonly mistakes: RuleMistake[] = []

  constructor(given: RulesGiven = {}) {
    this.given = { ...given }
  }

  /** The same rules with nothing asked yet, for a copy of the state. */
  afresh(): Rules {
    return new Rules(this.given)
  }

  get names(): ReadonlyArray<string> {
    return Object.keys(this.given)
  }

  named(name: string): Rule | undefined {
    return Object.hasOwn(this.given, name) ? this.given[name] : undefined
  }

  /** Points of priority for this pair. What is no answer counts as 0 and is told once (SPEC SCORE-32). */
  fit<C, A>(
    name: string,
    queue: string,
    rule: { readonly scan?: boolean; fit(contact: C, agent: A): number },
    contact: C,
    agent: A
  ): number {
    if (rule.scan === true) this.cost.pairsScanned++
    else this.cost.groupsAsked++
    let fit: unknown
    this.asking = true
    try {
      fit = rule.fit(contact, agent)
    } catch (thrown) {
      return this.wrong({ rule: name, queue, because: "threw", text: textOf(thrown) })
    } finally {
      this.asking = false
    }
    if (typeof fit !== "number" || !Number.isInteger(fit)) {
      return this.wrong({ rule: name, queue, because: "notWhole", text: `${textOf(fit)} is not a whole number` })
    }
    if (fit > maxFit || fit < -maxFit) {
      return this.wrong({ rule: name, queue, because: "tooLarge", text: `${fit} is not from -${maxFit} to ${maxFit}` })
    }
    // Never -0, which is another number to some comparisons.
    return fit + 0
  }

  /** Called by every step: a rule that gives a command would change what is being decided. */
  checkIdle(): void {
    invariant(!this.asking, "SCORE-32 a rule only answers; give commands when the step is over")
  }

  private wrong(mistake: RuleMistake): number {
    const key = `${mistake.because} ${mistake.rule} ${mistake.queue}`
    if (!this.told.has(key)) {
      this.told.add(key)
      this.mistakes.push(mistake)
    }
    return 0
  }
}

const maxFit = 1_000_000

function textOf(value: unknown): string {
  try {
    return String(value).slice(0, 200)
  } catch {
    return "something that cannot be told"
  }
}
