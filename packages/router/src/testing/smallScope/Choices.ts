/** Every way through a tree of choices, depth first: play a run with `choose`, then ask `next` whether there is another. */
export class Choices {
  private readonly path: Array<{ at: number; readonly of: number }> = []
  private depth = 0

  /** One of `of`, counted from 0. Throws where a run that began alike had another number of choices here. */
  choose(of: number): number {
    if (this.depth === this.path.length) this.path.push({ at: 0, of })
    const chosen = this.path[this.depth++]!
    if (chosen.of !== of) throw new Error(`DET-1: ${of} things can be asked where there were ${chosen.of} before`)
    return chosen.at
  }

  next(): boolean {
    // What was chosen beyond the end of this run cannot be: a run that ends early is a leaf.
    this.path.length = this.depth
    this.depth = 0
    for (let last = this.path.at(-1); last !== undefined; last = this.path.at(-1)) {
      if (++last.at < last.of) return true
      this.path.pop()
    }
    return false
  }
}
