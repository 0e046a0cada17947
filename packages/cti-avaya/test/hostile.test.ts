import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { encodeFrame, FrameDecoder } from "../src/frame.ts"
import { decode, encode, type Kind, type Message } from "../src/messages/Message.ts"
import { readXml } from "../src/xml/read.ts"
import { samples } from "./samples.ts"

const wire = Object.entries(samples).flatMap(([type, list]) =>
  list.map((members) => Result.getOrThrow(encodeFrame(9999, encode({ type: type as Kind, ...members } as Message))))
)
const good = Result.getOrThrow(
  encodeFrame(7, '<MonitorStop xmlns="u"><monitorCrossRefID>1</monitorCrossRefID></MonitorStop>')
)

/** What a reader makes of a stream: the kinds it understood, and whether the framing held. Throws only where we are wrong. */
const readAll = (octets: Uint8Array) => {
  const { frames, broken } = new FrameDecoder().push(octets)
  const kinds = frames.map(({ body }) => {
    const xml = readXml(body)
    return Result.isFailure(xml) ? xml.failure.reason : decode(xml.success).type
  })
  return { kinds, broken }
}

describe("hostile octets", () => {
  test("a message cut anywhere gives nothing, and the rest of it makes it whole", () => {
    for (const frame of wire) {
      for (let at = 0; at < frame.length; at += 7) {
        const decoder = new FrameDecoder()
        expect(decoder.push(frame.subarray(0, at)).frames).toEqual([])
        expect(decoder.push(frame.subarray(at)).frames).toHaveLength(1)
      }
    }
  })

  test("a body cut anywhere is refused as XML, and the message behind it is read", () => {
    for (const frame of wire) {
      const body = frame.subarray(8)
      for (let at = 1; at < body.length; at += 13) {
        const cut = Buffer.concat([Buffer.from([0, 0, 0, 0]), Buffer.from("9999"), body.subarray(0, at)])
        cut.writeUInt16BE(cut.length, 2)
        const { kinds, broken } = readAll(Buffer.concat([cut, good]))
        expect(broken).toBeUndefined()
        expect(["not-well-formed", "encoding"]).toContain(kinds[0])
        expect(kinds[1]).toBe("MonitorStop")
      }
    }
  })

  test("any octets of a body changed: never an exception, and the message behind it is read", () => {
    const change = fc.record({
      frame: fc.nat(wire.length - 1),
      at: fc.nat(),
      octet: fc.nat(255),
      more: fc.uint8Array({ maxLength: 6 })
    })
    fc.assert(
      fc.property(change, ({ frame, at, octet, more }) => {
        const changed = Buffer.from(wire[frame] ?? good)
        const place = 8 + (at % (changed.length - 8))
        changed[place] = octet
        changed.set(more.subarray(0, changed.length - place), place)
        const { kinds, broken } = readAll(Buffer.concat([changed, good]))
        expect(broken).toBeUndefined()
        expect(kinds).toHaveLength(2)
        expect(kinds[1]).toBe("MonitorStop")
      }),
      { numRuns: 2_000 }
    )
  })

  test("any octets at all: never an exception, and the same whole or in pieces", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), (octets, at) => {
        const whole = readAll(octets)
        const decoder = new FrameDecoder()
        const pieces = [octets.subarray(0, at), octets.subarray(at)].map((piece) => decoder.push(piece))
        expect(pieces.flatMap(({ frames }) => frames)).toHaveLength(whole.kinds.length)
        expect(pieces.at(-1)?.broken?.reason).toBe(whole.broken?.reason)
      }),
      { numRuns: 2_000 }
    )
  })

  test("any tree of elements under a known name is read or kept, never an exception", () => {
    const names = [
      ...new Set(
        wire.flatMap((frame) => [...frame.toString("utf8").matchAll(/<(\w+)/g)].map(([, name]) => name ?? "a"))
      )
    ]
    const text = fc.constantFrom("", "1", "x:y", "true")
    const tree: fc.Memo<string> = fc.memo((depth) => {
      const content =
        depth <= 1
          ? text
          : fc.oneof(
              text,
              fc.array(tree(depth - 1), { maxLength: 3 }).map((all) => all.join(""))
            )
      return fc.tuple(fc.constantFrom(...names), content).map(([name, inside]) => `<${name}>${inside}</${name}>`)
    })
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(samples)), fc.array(tree(5), { maxLength: 5 }), (kind, children) => {
        const message = decode(Result.getOrThrow(readXml(`<${kind}>${children.join("")}</${kind}>`)))
        expect([kind, "Unread"]).toContain(message.type)
        // What was read can be written again.
        if (message.type !== "Unread") expect(encode(message)).toContain(`<${kind}`)
      }),
      { numRuns: 1_000 }
    )
  })
})
