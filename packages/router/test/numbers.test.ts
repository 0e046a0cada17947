import * as fc from "fast-check"
import { expect, it } from "vitest"
import { Hash } from "../src/engine/log/Hash.ts"
import { Numbers } from "../src/engine/state/Numbers.ts"

it("BYNUM-1 an id by number is hashed as its text, without the text", () => {
  const around = [1, 10, 1e9, 2 ** 31, 2 ** 32, 1e10, 1e15, Number.MAX_SAFE_INTEGER]
  const same = (number: number) => {
    const [text, digits] = [new Hash(), new Hash()]
    text.text(`#${number}`)
    digits.numberText(number)
    expect(digits.hex, String(number)).toBe(text.hex)
  }
  for (const number of around.flatMap((n) => [n - 1, n, Math.min(n + 1, Number.MAX_SAFE_INTEGER)])) same(number)
  fc.assert(fc.property(fc.maxSafeNat(), same))
})

it("BYNUM-2 who is here by number is who was added and not removed, in order, however far apart the numbers are", () => {
  const far = fc.constantFrom(1, 1, 1, 1, 63, 64, 200, 5_000, 1_000_000)
  const act = fc.oneof(
    { weight: 4, arbitrary: fc.record({ add: far }) },
    { weight: 3, arbitrary: fc.record({ remove: fc.nat() }) },
    { weight: 1, arbitrary: fc.record({ below: fc.integer({ min: 1, max: 300 }) }) }
  )
  const property = (start: number, acts: ReadonlyArray<{ add?: number; remove?: number; below?: number }>) => {
    const numbers = new Numbers(1)
    const plain = new Map<number, number>()
    let [next, handle] = [start, 0]
    const add = (number: number) => {
      if (number < 0 || plain.has(number)) return
      numbers.add(number, handle)
      plain.set(number, handle++)
    }
    for (const { add: by, remove, below } of acts) {
      if (by !== undefined) add((next += by))
      // A snapshot need not have them in order.
      else if (below !== undefined) add(Math.min(...plain.keys(), next) - below)
      else {
        const all = [...plain.keys()]
        const gone = all[remove! % Math.max(1, all.length)]
        if (gone === undefined) continue
        numbers.remove(gone)
        plain.delete(gone)
      }
    }
    const inOrder = [...plain].sort(([a], [b]) => a - b).map(([, of]) => of)
    expect([...numbers.inOrder()]).toEqual(inOrder)
    expect(numbers.size).toBe(plain.size)
    for (const number of [...plain.keys()].flatMap((n) => [n - 1, n, n + 1]).concat(-1, next + 64, 2 ** 52))
      expect(numbers.get(number)).toBe(plain.get(number) ?? -1)
  }
  fc.assert(fc.property(fc.constantFrom(0, 70, 2 ** 31 - 3, 2 ** 40), fc.array(act, { maxLength: 60 }), property))
})
