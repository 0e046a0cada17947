import { median } from "./median.ts"
import type { Numbers } from "./Section.ts"

/** What the processes of a section found: one entry for each repeat of a case. */
export class Measured {
  private readonly byCase: ReadonlyMap<string, ReadonlyArray<Numbers>>

  constructor(byCase: ReadonlyMap<string, ReadonlyArray<Numbers>>) {
    this.byCase = byCase
  }

  has(name: string): boolean {
    return (this.byCase.get(name)?.length ?? 0) > 0
  }

  all(name: string, number: string): ReadonlyArray<number> {
    return (this.byCase.get(name) ?? []).map((found) => {
      const value = found[number]
      if (value === undefined) throw new Error(`case ${name} found no ${number}`)
      return value
    })
  }

  median(name: string, number: string): number {
    return median(this.all(name, number))
  }

  least(name: string, number: string): number {
    return Math.min(...this.all(name, number))
  }

  spread(name: string, number: string): readonly [number, number] {
    const all = this.all(name, number)
    return [Math.min(...all), Math.max(...all)]
  }
}
