import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { decodeShortMessage } from "@strowger/channels/sms"
import { writeText } from "../../src/sim/smsc/phoneText.ts"
import { alphabetOf } from "../../src/sms/text/dataCoding.ts"
import { decodeGsm7, encodeGsm7, gsm7Characters } from "../../src/sms/text/gsm7.ts"
import { codeText, sizesOf, standardSizes } from "../../src/sms/text/split.ts"
import { readUserDataHeader } from "../../src/sms/text/userDataHeader.ts"

const code = (text: string) => codeText(text, standardSizes, false)
/** A byte order mark at the very start is no text: it goes away. */
const anyText = fc.string({ unit: "grapheme", maxLength: 400 }).filter((text) => !/^[\ufeff\ufffe]/.test(text))
const gsmText = fc.string({ unit: fc.constantFrom(...gsm7Characters), maxLength: 500 })

describe("GSM 7-bit", () => {
  test("has 127 characters and the escape in the main table, ten in the extension", () => {
    expect(gsm7Characters).toHaveLength(137)
    expect(encodeGsm7("€")).toEqual(Uint8Array.of(0x1b, 0x65))
    expect(encodeGsm7("@£$¥")).toEqual(Uint8Array.of(0, 1, 2, 3))
    expect(encodeGsm7("à")).toEqual(Uint8Array.of(0x7f))
  })

  test("every character is read as it was written, and as the phone of the simulated centre writes it", () => {
    for (const character of gsm7Characters) {
      const octets = encodeGsm7(character) ?? new Uint8Array(0)
      expect(decodeGsm7(octets)).toEqual({ text: character, faults: 0 })
      expect(Buffer.from(octets)).toEqual(writeText(character, "gsm7"))
    }
  })

  test("a character it lacks is never sent as something else", () => {
    for (const character of ["中", "ç", "`", "ê", "😀", "\u001b"]) expect(encodeGsm7(character)).toBeUndefined()
  })

  test("an escape without a meaning shows the main table, one at the end a space, an octet above 127 is a fault", () => {
    expect(decodeGsm7(Uint8Array.of(0x1b, 0x41)).text).toBe("A")
    expect(decodeGsm7(Uint8Array.of(0x41, 0x1b)).text).toBe("A ")
    expect(decodeGsm7(Uint8Array.of(0x1b, 0x1b)).text).toBe(" ")
    expect(decodeGsm7(Uint8Array.of(0x41, 0xc3))).toEqual({ text: "A\ufffd", faults: 1 })
  })
})

describe("data coding", () => {
  test.each([
    [0x00, "gsm7"],
    [0x01, "ascii"],
    [0x02, "bytes"],
    [0x03, "latin1"],
    [0x08, "ucs2"],
    [0x0f, "gb18030"],
    [0x10, "gsm7"],
    [0x14, "bytes"],
    [0x18, "ucs2"],
    [0x48, "ucs2"],
    [0xc0, "gsm7"],
    [0xd0, "gsm7"],
    [0xe0, "ucs2"],
    [0xf0, "gsm7"],
    [0xf5, "bytes"]
  ] as const)("0x%s is %s", (value, alphabet) => {
    expect(alphabetOf(value)).toEqual({ alphabet, warnings: [] })
  })

  test("every value reads every octet as text without throwing, and says what it did not know", () => {
    const octets = Uint8Array.from({ length: 256 }, (_, value) => value)
    for (let value = 0; value < 256; value++) {
      for (const end of [0, 1, 2, 3, 255, 256]) {
        const { text, warnings } = decodeShortMessage(octets.subarray(0, end), value)
        expect(text).not.toMatch(/\p{Surrogate}/u)
        expect(warnings.every((warning) => warning.length > 0)).toBe(true)
      }
    }
    expect(decodeShortMessage(Buffer.from("hi"), 0x0b)).toMatchObject({ text: "hi", warnings: [expect.any(String)] })
    expect(decodeShortMessage(Buffer.from("hi"), 0x90)).toMatchObject({ text: "hi", warnings: [expect.any(String)] })
  })

  test("a link that means Latin-1 by 0 is read so", () => {
    expect(decodeShortMessage(Buffer.from("aç@", "latin1"), 0, "latin1-link")).toEqual({ text: "aç@", warnings: [] })
  })

  test("an odd octet of UCS-2, half a character and GBK are read as far as they go", () => {
    expect(decodeShortMessage(Buffer.from("4e2d00", "hex"), 8)).toMatchObject({
      text: "中",
      warnings: [expect.any(String)]
    })
    expect(decodeShortMessage(Buffer.from("4e2dd83d", "hex"), 8)).toMatchObject({
      text: "中\ufffd",
      warnings: [expect.any(String)]
    })
    expect(decodeShortMessage(Buffer.from("d6d0cec4", "hex"), 15)).toEqual({ text: "中文", warnings: [] })
  })

  test("a U+FFFD that was sent is no fault", () => {
    expect(decodeShortMessage(Buffer.from("fffd", "hex"), 8)).toEqual({ text: "\ufffd", warnings: [] })
  })

  test("binary is shown as digits, so nothing is lost", () => {
    expect(decodeShortMessage(Uint8Array.of(1, 0xff), 4).text).toBe("01ff")
  })
})

describe("writing", () => {
  test("GSM 7-bit when it has every character, else UCS-2", () => {
    expect(code("Fee: 5€").dataCoding).toBe(0)
    expect(code("费用 5€").dataCoding).toBe(8)
    expect(code("ç").dataCoding).toBe(8)
    expect(codeText("ç", standardSizes, false, true)).toMatchObject({ dataCoding: 3 })
  })

  test.each([
    ["a".repeat(160), 1],
    ["a".repeat(161), 2],
    ["€".repeat(80), 1],
    [`a${"€".repeat(80)}`, 2],
    ["a".repeat(306), 2],
    ["a".repeat(307), 3],
    ["中".repeat(70), 1],
    ["中".repeat(71), 2],
    ["😀".repeat(35), 1],
    ["😀".repeat(36), 2],
    ["", 1]
  ])("%s takes %i parts", (text, parts) => {
    expect(code(text).parts).toHaveLength(parts)
  })

  test("any text survives writing and reading; no part is too long", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, gsmText), fc.constantFrom("udh8", "udh16" as const), (text, form) => {
        const sizes = sizesOf(form)
        const { dataCoding, parts } = codeText(text, sizes, false)
        expect(decodeShortMessage(Buffer.concat(parts), dataCoding)).toEqual({ text, warnings: [] })
        const room = dataCoding === 0 ? sizes.gsm7 : { single: sizes.ucs2.single * 2, part: sizes.ucs2.part * 2 }
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(parts.length === 1 ? room.single : room.part)
      })
    )
  })

  test("no part ends inside an escape pair, a surrogate pair or what a reader sees as one character", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, gsmText), (text) => {
        const { dataCoding, parts } = code(text)
        for (const part of parts) {
          const read = decodeShortMessage(part, dataCoding)
          expect(read.warnings.filter((warning) => !warning.includes("byte order"))).toEqual([])
          if (dataCoding === 0) expect(part.at(-1)).not.toBe(0x1b)
        }
      })
    )
    const family = "👨‍👩‍👧"
    for (const part of code(family.repeat(20)).parts) {
      expect(decodeShortMessage(part, 8).text).toMatch(/^(👨‍👩‍👧)+$/u)
    }
  })

  test("a character longer than a part is cut between its code points; half a pair becomes U+FFFD", () => {
    const long = `e${"\u0301".repeat(100)}`
    expect(decodeShortMessage(Buffer.concat(code(long).parts), 8).text).toBe(long)
    expect(decodeShortMessage(Buffer.concat(code("中\ud83d").parts), 8).text).toBe("中\ufffd")
  })

  test("every code point there is survives", () => {
    let chunk = ""
    for (let point = 0; point <= 0x10ffff; point++) {
      if (point >= 0xd800 && point <= 0xdfff) continue
      // At the very start it is a byte order mark and no character.
      chunk += String.fromCodePoint(point)
      if (chunk.length >= 8_000 || point === 0x10ffff) {
        expect(decodeShortMessage(Buffer.concat(codeText(`.${chunk}`, standardSizes, true).parts), 8).text).toBe(
          `.${chunk}`
        )
        chunk = "中"
      }
    }
  })
})

describe("the user data header", () => {
  const octets = (hex: string) => Buffer.from(hex.replaceAll(" ", ""), "hex")

  test("8-bit and 16-bit references, reference 0, the last of two elements", () => {
    expect(readUserDataHeader(octets("05 0003 00 03 02 4142")).place).toEqual({
      width: 8,
      reference: 0,
      total: 3,
      number: 2
    })
    expect(readUserDataHeader(octets("06 0804 0102 ff ff 41")).place).toEqual({
      width: 16,
      reference: 258,
      total: 255,
      number: 255
    })
    expect(readUserDataHeader(octets("0a 0003010201 0003020202 41")).place).toMatchObject({ reference: 2, number: 2 })
  })

  test("the octets behind it are the text", () => {
    expect(Buffer.from(readUserDataHeader(octets("05 0003 00 03 02 4142")).octets).toString()).toBe("AB")
  })

  test.each(["", "50 0003", "05 0009 00 03 02", "02 00"])("broken (%s) is text, with a warning", (hex) => {
    const read = readUserDataHeader(octets(hex))
    expect(read.place).toBeUndefined()
    expect(read.octets).toEqual(octets(hex))
    expect(read.warnings).toHaveLength(1)
  })

  test.each(["05 0003 01 00 01", "05 0003 01 02 00", "05 0003 01 02 03", "05 0003 01 01 01"])(
    "a place that makes no sense (%s) is no part",
    (hex) => {
      expect(readUserDataHeader(octets(hex))).toMatchObject({ warnings: [] })
      expect(readUserDataHeader(octets(hex)).place).toBeUndefined()
    }
  )

  test("ports are left aside and named", () => {
    expect(readUserDataHeader(octets("06 0504 1234 5678 41")).warnings).toEqual([
      "user data header element 0x05 left aside"
    ])
  })
})
