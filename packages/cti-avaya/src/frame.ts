import { Result, Schema } from "effect"

/**
 * Framing of ECMA-323 "CSTA XML without SOAP": two octets 0x0000, an unsigned big-endian length of header and XML together, the invoke id as
 * four ASCII digits, then the XML in UTF-8.
 */
export const headerBytes = 8
/** The length field has 16 bits. */
export const maxFrameBytes = 65_535
export const maxBodyBytes = maxFrameBytes - headerBytes
/** Events carry this invoke id; requests use 0..9998. */
export const eventInvokeId = 9999

export interface Frame {
  readonly invokeId: number
  readonly body: Uint8Array
}

/** The stream is no longer in step with the frames: the link must be closed. */
export class FrameError extends Schema.TaggedError<FrameError>()("FrameError", {
  reason: Schema.Literals(["version", "length", "invoke-id"]),
  message: Schema.String
}) {}

/** A message that does not fit into a frame. Nothing of it was sent: it is never cut. */
export class FrameTooLarge extends Schema.TaggedError<FrameTooLarge>()("FrameTooLarge", {
  bytes: Schema.Number,
  message: Schema.String
}) {}

/** One frame. `invokeId` is 0..9999. */
export const encodeFrame = (invokeId: number, xml: string): Result.Result<Buffer, FrameTooLarge> => {
  const bodyBytes = Buffer.byteLength(xml, "utf8")
  if (bodyBytes > maxBodyBytes) {
    const message = `A message of ${bodyBytes} octets exceeds the ${maxBodyBytes} a CSTA frame can hold.`
    return Result.fail(new FrameTooLarge({ bytes: bodyBytes, message }))
  }
  const frame = Buffer.allocUnsafe(headerBytes + bodyBytes)
  frame.writeUInt16BE(0, 0)
  frame.writeUInt16BE(headerBytes + bodyBytes, 2)
  frame.write(String(invokeId).padStart(4, "0"), 4, "latin1")
  frame.write(xml, headerBytes, "utf8")
  return Result.succeed(frame)
}

interface Header {
  readonly length: number
  readonly invokeId: number
}

const readHeader = (header: Buffer): Result.Result<Header, FrameError> => {
  if (header.readUInt16BE(0) !== 0) {
    return Result.fail(new FrameError({ reason: "version", message: "The first two octets are not 0x0000." }))
  }
  const length = header.readUInt16BE(2)
  if (length <= headerBytes) {
    return Result.fail(new FrameError({ reason: "length", message: `A frame of ${length} octets holds no message.` }))
  }
  const digits = header.toString("latin1", 4, 8)
  if (!/^\d{4}$/.test(digits)) {
    return Result.fail(new FrameError({ reason: "invoke-id", message: "The invoke id is not four digits." }))
  }
  return Result.succeed({ length, invokeId: Number(digits) })
}

/** What a chunk completed; `broken` = the framing is lost after these frames. */
export interface Decoded {
  readonly frames: ReadonlyArray<Frame>
  readonly broken?: FrameError
}

/**
 * Cuts a stream into frames, however it was split. Work and memory are linear: a header is collected in eight octets, a body in a buffer of
 * its announced length. After `broken` the decoder takes nothing more.
 */
export class FrameDecoder {
  readonly #header = Buffer.alloc(headerBytes)
  #headerFilled = 0
  #body: Buffer | undefined
  #bodyFilled = 0
  #invokeId = 0
  #broken: FrameError | undefined

  push(chunk: Uint8Array): Decoded {
    const frames: Array<Frame> = []
    let at = 0
    // Every turn takes at least one octet of the chunk or ends.
    while (at < chunk.length && this.#broken === undefined) {
      at += this.#body === undefined ? this.#takeHeader(chunk, at) : this.#takeBody(this.#body, chunk, at, frames)
    }
    return this.#broken === undefined ? { frames } : { frames, broken: this.#broken }
  }

  /** Octets of a frame that has begun and not ended. */
  get pendingBytes(): number {
    return this.#headerFilled + this.#bodyFilled
  }

  #takeHeader(chunk: Uint8Array, at: number): number {
    const taken = Math.min(headerBytes - this.#headerFilled, chunk.length - at)
    this.#header.set(chunk.subarray(at, at + taken), this.#headerFilled)
    this.#headerFilled += taken
    if (this.#headerFilled === headerBytes) {
      const header = readHeader(this.#header)
      if (Result.isFailure(header)) this.#broken = header.failure
      else {
        this.#body = Buffer.alloc(header.success.length - headerBytes)
        this.#bodyFilled = 0
        this.#invokeId = header.success.invokeId
      }
    }
    return taken
  }

  #takeBody(body: Buffer, chunk: Uint8Array, at: number, frames: Array<Frame>): number {
    const taken = Math.min(body.length - this.#bodyFilled, chunk.length - at)
    body.set(chunk.subarray(at, at + taken), this.#bodyFilled)
    this.#bodyFilled += taken
    if (this.#bodyFilled === body.length) {
      frames.push({ invokeId: this.#invokeId, body })
      this.#body = undefined
      this.#bodyFilled = 0
      this.#headerFilled = 0
    }
    return taken
  }
}
