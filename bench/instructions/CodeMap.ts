/** Which function of JavaScript stands where in memory, from the map that V8 writes: start and size in hexadecimal, then a name, a line each. */
export class CodeMap {
  private readonly starts: number[] = []
  private readonly ends: number[] = []
  private readonly names: string[] = []

  constructor(text: string) {
    const pieces = text
      .split("\n")
      .map((line) => /^([\da-f]+) ([\da-f]+) (?:JS:(\S+)|Builtin:(\S+))/.exec(line))
      .filter((piece) => piece !== null)
      .map(([, start, size, js, builtin]) => {
        const from = Number.parseInt(start!, 16)
        // What marks how it was compiled says nothing here.
        return { from, to: from + Number.parseInt(size!, 16), name: js?.replace(/^[*+^~'.]+/, "") ?? `V8 ${builtin}` }
      })
    // What was compiled later to the same place is what counts: the order among equals stays.
    for (const { from, to, name } of pieces.sort((a, b) => a.from - b.from)) {
      this.starts.push(from)
      this.ends.push(to)
      this.names.push(name)
    }
  }

  at(place: number): string | undefined {
    let low = 0
    let high = this.starts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.starts[middle]! <= place) low = middle + 1
      else high = middle
    }
    // Old code that was larger may reach beyond the start of newer.
    for (let n = low - 1; n >= 0 && n > low - 40; n--) if (place < this.ends[n]!) return this.names[n]
    return undefined
  }
}
