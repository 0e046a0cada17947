/** Whoever waits has waited so long on average, whatever the size: priorities and waits both matter. */
const meanWaitMs = 300_000

/** Time as the clocks of machines tell it: no small integer, so that V8 boxes it where it is kept. */
export const epochMs = 1_700_000_000_000

/** Engine time of a run: with every arrival so much that a wait lasts as long as meant. A cell, because a double handed around is boxed. */
export class Clock {
  private readonly cells = new Float64Array(2)

  constructor(waiting: number, fromMs = 0) {
    this.cells[0] = fromMs
    this.cells[1] = meanWaitMs / waiting
  }

  advance(): void {
    this.cells[0]! += this.cells[1]!
  }

  get nowMs(): number {
    return Math.floor(this.cells[0]!)
  }
}
