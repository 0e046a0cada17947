import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it, test } from "vitest"
import { encodeFrame, type Frame, FrameDecoder, maxBodyBytes } from "../src/frame.ts"

const frame = (invokeId: number, xml: string): Buffer => Result.getOrThrow(encodeFrame(invokeId, xml))
const text = ({ body }: Frame): string => Buffer.from(body).toString("utf8")

describe("a frame on the wire", () => {
  it("is two zero octets, an unsigned length with the header in it, four digits, the XML", () => {
    expect(frame(7, "<a/>").toString("hex")).toBe(`0000000c30303037${Buffer.from("<a/>").toString("hex")}`)
  })

  it("writes the version as octets, not as the characters 00", () => {
    expect([...frame(1, "<a/>").subarray(0, 2)]).toEqual([0, 0])
  })

  it("counts octets, not characters", () => {
    const xml = "<a>贷款投诉𠀀</a>"
    const octets = Buffer.byteLength(xml)
    expect(octets).toBeGreaterThan(xml.length)
    expect(frame(1, xml).readUInt16BE(2)).toBe(octets + 8)
    expect(new FrameDecoder().push(frame(1, xml)).frames.map(text)).toEqual([xml])
  })

  it("carries lengths above 32767, which a signed length would break", () => {
    const xml = `<a>${"贷".repeat(15_000)}</a>`
    expect(frame(1, xml).readUInt16BE(2)).toBe(45_015)
    expect(new FrameDecoder().push(frame(1, xml)).frames.map(text)).toEqual([xml])
  })

  it("holds 65527 octets and refuses one more instead of cutting", () => {
    const fits = "x".repeat(maxBodyBytes)
    expect(maxBodyBytes).toBe(65_527)
    expect(new FrameDecoder().push(frame(1, fits)).frames.map(text)).toEqual([fits])
    const refused = encodeFrame(1, `${fits}x`)
    expect(Result.isFailure(refused) && refused.failure.bytes).toBe(65_528)
  })
})

describe("reading a stream", () => {
  const sent = [
    frame(1, "<a/>"),
    frame(9999, "<客户>您好，我要投诉</客户>"),
    frame(9998, `<c>${"字".repeat(300)}</c>`),
    frame(0, "<d/>")
  ]
  const stream = Buffer.concat(sent)
  const expected = [
    [1, "<a/>"],
    [9999, "<客户>您好，我要投诉</客户>"],
    [9998, `<c>${"字".repeat(300)}</c>`],
    [0, "<d/>"]
  ]
  const read = (chunks: ReadonlyArray<Uint8Array>) => {
    const decoder = new FrameDecoder()
    return chunks.flatMap((chunk) => decoder.push(chunk).frames.map((one) => [one.invokeId, text(one)]))
  }

  it("gives the same frames for a cut at every point", () => {
    for (let at = 0; at <= stream.length; at++) {
      expect(read([stream.subarray(0, at), stream.subarray(at)])).toEqual(expected)
    }
  })

  it("gives the same frames octet by octet, and all at once", () => {
    expect(read([...stream].map((octet) => Buffer.of(octet)))).toEqual(expected)
    expect(read([stream])).toEqual(expected)
  })

  test("gives the same frames for any cuts", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 12 }), (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), stream.length]
        expect(read(at.slice(1).map((end, i) => stream.subarray(at[i], end)))).toEqual(expected)
      })
    )
  })

  it("says what is unfinished", () => {
    const decoder = new FrameDecoder()
    decoder.push(frame(1, "<abc/>").subarray(0, 11))
    expect(decoder.pendingBytes).toBe(11)
    expect(decoder.push(frame(1, "<abc/>").subarray(11)).frames).toHaveLength(1)
    expect(decoder.pendingBytes).toBe(0)
  })
})

describe("a broken header", () => {
  const good = frame(1, "<a/>")
  const broken = (change: (octets: Buffer) => void): Buffer => {
    const octets = Buffer.from(good)
    change(octets)
    return octets
  }
  it.each([
    ["an HTTP answer", Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n"), "version"],
    ["the version as characters", broken((octets) => octets.write("00", 0)), "version"],
    ["a length of 0", broken((octets) => octets.writeUInt16BE(0, 2)), "length"],
    ["a length of 7", broken((octets) => octets.writeUInt16BE(7, 2)), "length"],
    ["a length without a body", broken((octets) => octets.writeUInt16BE(8, 2)), "length"],
    ["an invoke id with a letter", broken((octets) => octets.write("00a1", 4)), "invoke-id"],
    ["an invoke id with blanks", broken((octets) => octets.write("   1", 4)), "invoke-id"]
  ])("%s loses the framing: what came before counts, nothing after does", (_name, octets, reason) => {
    const decoder = new FrameDecoder()
    const { frames, broken: error } = decoder.push(Buffer.concat([good, octets, good]))
    expect(frames.map(text)).toEqual(["<a/>"])
    expect(error?.reason).toBe(reason)
    expect(decoder.push(good).frames).toEqual([])
    expect(decoder.push(good).broken?.reason).toBe(reason)
  })
})
