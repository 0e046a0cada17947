import type { Call } from "./Call.ts"

/** A hunt group of the PBX's own: where a vector may queue a call when no computer answers. */
export interface SkillSetup {
  readonly extension: string
  readonly name?: string
}

/** First come, first served, per skill. */
export class Skills {
  readonly #waiting = new Map<string, Set<Call>>()

  constructor(skills: ReadonlyArray<SkillSetup>) {
    for (const skill of skills) this.#waiting.set(skill.extension, new Set())
  }

  has(skill: string): boolean {
    return this.#waiting.has(skill)
  }

  /** How many wait there now, this one counted. */
  add(skill: string, call: Call): number {
    const waiting = this.#waiting.get(skill) ?? new Set()
    this.#waiting.set(skill, waiting.add(call))
    return waiting.size
  }

  remove(call: Call): void {
    for (const waiting of this.#waiting.values()) waiting.delete(call)
  }

  /** The call that has been in the PBX longest among these skills. */
  next(skills: ReadonlyArray<string>): Call | undefined {
    let eldest: Call | undefined
    for (const skill of skills) {
      for (const call of this.#waiting.get(skill) ?? []) {
        if (eldest === undefined || call.startedAtMs < eldest.startedAtMs) eldest = call
        break
      }
    }
    return eldest
  }
}
