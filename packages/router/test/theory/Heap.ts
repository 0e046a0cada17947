/** A heap by time, equal times in the order they were put in. */
export class Heap<A> {
  private readonly at: number[] = []
  private readonly turn: number[] = []
  private readonly what: A[] = []
  private turns = 0

  /** Infinity = there is nothing. */
  get nextMs(): number {
    return this.at.length === 0 ? Number.POSITIVE_INFINITY : this.at[0]!
  }

  get next(): A | undefined {
    return this.what[0]
  }

  add(atMs: number, what: A): void {
    let place = this.at.length
    this.at.push(atMs)
    this.turn.push(0)
    this.what.push(what)
    const turn = this.turns++
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (this.at[parent]! <= atMs) break
      this.move(parent, place)
      place = parent
    }
    this.put(place, atMs, turn, what)
  }

  take(): A {
    const first = this.what[0]!
    const atMs = this.at.pop()!
    const turn = this.turn.pop()!
    const what = this.what.pop()!
    const size = this.at.length
    if (size === 0) return first
    let place = 0
    for (let child = 1; child < size; child = 2 * place + 1) {
      if (child + 1 < size && this.isBefore(child + 1, this.at[child]!, this.turn[child]!)) child++
      if (!this.isBefore(child, atMs, turn)) break
      this.move(child, place)
      place = child
    }
    this.put(place, atMs, turn, what)
    return first
  }

  private isBefore(place: number, atMs: number, turn: number): boolean {
    return this.at[place]! < atMs || (this.at[place] === atMs && this.turn[place]! < turn)
  }

  private move(from: number, to: number): void {
    this.put(to, this.at[from]!, this.turn[from]!, this.what[from]!)
  }

  private put(place: number, atMs: number, turn: number, what: A): void {
    this.at[place] = atMs
    this.turn[place] = turn
    this.what[place] = what
  }
}
