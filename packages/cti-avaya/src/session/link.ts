import { connect as connectPlain, isIP, type Socket } from "node:net"
import { connect as connectTls, type TLSSocket } from "node:tls"
import { Effect, Result, Schema, type Scope } from "effect"
import type { AvayaAddress, AvayaTls } from "../AvayaOptions.ts"
import { encodeFrame, type Frame, FrameDecoder, type FrameError, type FrameTooLarge } from "../frame.ts"

/** No link: nobody answered, or whoever did is not to be trusted. */
export class LinkError extends Schema.TaggedError<LinkError>()("LinkError", {
  reason: Schema.Literals(["refused", "timeout", "untrusted"]),
  message: Schema.String
}) {}

/** One connection that carries frames. */
export interface Link {
  /** Queues one message; fails where it does not fit into a frame or the connection is gone. Order is kept. */
  readonly write: (invokeId: number, xml: string) => Result.Result<void, FrameTooLarge | "closed">
  /** Reading stops: the peer is throttled. */
  readonly pause: () => void
  readonly resume: () => void
  readonly close: () => void
}

export interface LinkEvents {
  readonly frame: (frame: Frame) => void
  /** Once. `broken` = the peer sent something that is no frame. */
  readonly closed: (why: string, broken?: FrameError) => void
}

/** Above this a peer that does not read is given up: nothing we send is large. */
const maxUnsentBytes = 4 * 1024 * 1024

const fingerprint = (text: string): string => text.replaceAll(":", "").toUpperCase()

/** Where a pin is given it alone decides: AE Services' own certificates rarely carry the host's name. */
const trusted = (socket: TLSSocket, tls: AvayaTls): Result.Result<void, LinkError> => {
  if (tls.pin === undefined) return Result.succeed(undefined)
  const shown = fingerprint(socket.getPeerCertificate().fingerprint256 ?? "")
  if (shown === fingerprint(tls.pin)) return Result.succeed(undefined)
  const message = `The server's certificate is ${shown || "absent"}, not the pinned one.`
  return Result.fail(new LinkError({ reason: "untrusted", message }))
}

const certificateCodes = /^(ERR_TLS_CERT|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|ERR_SSL|EPROTO)/

const dial = (address: AvayaAddress, tls: AvayaTls | undefined): Socket | TLSSocket => {
  if (tls === undefined) return connectPlain({ host: address.host, port: address.port })
  // An address is no name to ask for; the certificate is then checked against the address itself.
  const servername = tls.servername ?? (isIP(address.host) === 0 ? address.host : undefined)
  const ca = tls.ca === undefined || tls.ca === "system" ? {} : { ca: [tls.ca].flat() }
  return connectTls({
    host: address.host,
    port: address.port,
    ...(servername === undefined ? {} : { servername }),
    minVersion: "TLSv1.2",
    rejectUnauthorized: tls.pin === undefined,
    ...ca
  })
}

const connected = (address: AvayaAddress, tls: AvayaTls | undefined, timeoutMs: number) =>
  Effect.callback<Socket, LinkError>((resume) => {
    const socket = dial(address, tls)
    const failed = (error: NodeJS.ErrnoException): void => {
      const reason = certificateCodes.test(error.code ?? "") ? "untrusted" : "refused"
      resume(Effect.fail(new LinkError({ reason, message: error.message })))
    }
    socket.once("error", failed)
    socket.once(tls === undefined ? "connect" : "secureConnect", () => {
      const verdict = tls === undefined ? Result.succeed(undefined) : trusted(socket as TLSSocket, tls)
      // Never without a handler: an error between here and the link's own would end the process.
      socket.on("error", () => undefined).off("error", failed)
      if (Result.isSuccess(verdict)) return resume(Effect.succeed(socket))
      socket.destroy()
      resume(Effect.fail(verdict.failure))
    })
    return Effect.sync(() => {
      socket.on("error", () => undefined)
      socket.destroy()
    })
  }).pipe(
    Effect.timeoutOrElse({
      duration: timeoutMs,
      orElse: () => {
        const message = `${address.host}:${address.port} did not answer within ${timeoutMs} ms.`
        return Effect.fail(new LinkError({ reason: "timeout", message }))
      }
    })
  )

const carry = (socket: Socket, events: LinkEvents): Link => {
  const decoder = new FrameDecoder()
  let open = true
  const end = (why: string, broken?: FrameError): void => {
    if (!open) return
    open = false
    socket.destroy()
    events.closed(why, broken)
  }
  socket.setNoDelay(true)
  socket.setKeepAlive(true, 30_000)
  socket.on("data", (chunk: Buffer) => {
    const { frames, broken } = decoder.push(chunk)
    for (const frame of frames) if (open) events.frame(frame)
    if (broken !== undefined) end(broken.message, broken)
  })
  socket.on("error", (error) => end(error.message))
  socket.on("end", () => end("The server closed the connection."))
  socket.on("close", () => end("The connection is gone."))
  if (socket.destroyed) queueMicrotask(() => end("The connection is gone."))
  return {
    write: (invokeId, xml) => {
      if (!open || !socket.writable) return Result.fail("closed")
      const frame = encodeFrame(invokeId, xml)
      if (Result.isFailure(frame)) return Result.fail(frame.failure)
      socket.write(frame.success)
      if (socket.writableLength > maxUnsentBytes) end("The server does not read.")
      return Result.succeed(undefined)
    },
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    close: () => {
      if (!open) return
      open = false
      // What was written still goes out; a peer that does not take it is cut off by the timer.
      socket.end()
      socket.setTimeout(1_000, () => socket.destroy())
    }
  }
}

/** Connects (TLS handshake within the same time) and hands over frames in order. Closed with its scope. */
export const openLink = (
  address: AvayaAddress,
  tls: AvayaTls | undefined,
  timeoutMs: number,
  events: LinkEvents
): Effect.Effect<Link, LinkError, Scope.Scope> =>
  Effect.uninterruptibleMask((restore) =>
    Effect.gen(function* () {
      const socket = yield* restore(connected(address, tls, timeoutMs))
      const link = carry(socket, events)
      yield* Effect.addFinalizer(() => Effect.sync(() => link.close()))
      return link
    })
  )
