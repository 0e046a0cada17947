/** What a number is drawn for. Numbers of a purpose tell nothing about those of another. */
export type Purpose = (typeof purposes)[keyof typeof purposes]

export const purposes = { arrival: 1, handle: 2, patience: 3, wrapUp: 4, answer: 5, habit: 6 } as const

/**
 * Random numbers that belong to what they are for: to the seed, the class, the contact's place in it, the purpose, and the turn where one
 * purpose needs several. So no order of events changes them: two configurations see the same contacts. Not a sequence but a hash (the
 * mixing of MurmurHash3, once for each half of the number), so nothing is stored.
 */
export class Draws {
  private readonly high: number
  private readonly low: number

  constructor(seed: number, name: string) {
    const seedLow = seed >>> 0
    const seedHigh = Math.floor(seed / 4_294_967_296) >>> 0
    this.high = text(word(word(0x9e3779b9, seedLow), seedHigh), name)
    this.low = text(word(word(0x85ebca77, seedLow), seedHigh), name)
  }

  /** More than 0 and less than 1, in steps of 2^-52. */
  uniform(ordinal: number, purpose: Purpose, turn = 0): number {
    const high = end(word(word(word(this.high, ordinal), purpose), turn)) >>> 6
    const low = end(word(word(word(this.low, ordinal), purpose), turn)) >>> 6
    return (high * 67_108_864 + low + 0.5) / 4_503_599_627_370_496
  }
}

function text(hash: number, name: string): number {
  let mixed = word(hash, name.length)
  for (let at = 0; at < name.length; at++) mixed = word(mixed, name.charCodeAt(at))
  return end(mixed)
}

function word(hash: number, value: number): number {
  const k = Math.imul(value, 0xcc9e2d51)
  const mixed = hash ^ Math.imul((k << 15) | (k >>> 17), 0x1b873593)
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0
}

function end(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
