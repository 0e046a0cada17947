import { connect as connectTcp, type Socket } from "node:net"
import { connect as connectTls } from "node:tls"
import { Effect, Schema, type Scope } from "effect"

/** The connection is over, or never came to be. */
export class WireClosed extends Schema.TaggedError<WireClosed>()("WireClosed", { message: Schema.String }) {}

/** A two-way stream of octets. What a session needs of a socket, so that it can be tested under a virtual clock. */
export interface Wire {
  /** The next octets; nothing is read from the socket while nobody asks. */
  readonly read: Effect.Effect<Uint8Array, WireClosed>
  /** Done when the kernel took the octets: a peer that does not read makes writers wait. */
  readonly write: (octets: Uint8Array) => Effect.Effect<void, WireClosed>
  readonly close: Effect.Effect<void>
}

/** Opens a TCP or TLS connection; the scope closes it. */
export const openWire = (options: {
  readonly host: string
  readonly port: number
  readonly tls?: boolean | { readonly ca?: string; readonly serverName?: string } | undefined
}): Effect.Effect<Wire, WireClosed, Scope.Scope> =>
  // Interruptible: a host that swallows SYN packets must not hold up the bind time, nor the end of the process.
  Effect.acquireRelease(connected(options), (socket) => Effect.sync(() => socket.destroy()), {
    interruptible: true
  }).pipe(Effect.map(wireOf))

const connected = (options: Parameters<typeof openWire>[0]): Effect.Effect<Socket, WireClosed> =>
  Effect.callback((resume) => {
    const { host, port, tls } = options
    const extra = typeof tls === "object" ? tls : {}
    const secure = tls !== undefined && tls !== false
    const socket = secure
      ? connectTls({
          host,
          port,
          ...(extra.ca === undefined ? {} : { ca: extra.ca }),
          ...(extra.serverName === undefined ? {} : { servername: extra.serverName })
        })
      : connectTcp({ host, port })
    socket.setNoDelay(true)
    socket.once(secure ? "secureConnect" : "connect", () => resume(Effect.succeed(socket)))
    // Stays for the socket's whole life: an "error" without a listener would end the process.
    socket.on("error", (error) => resume(Effect.fail(new WireClosed({ message: error.message }))))
    return Effect.sync(() => socket.destroy())
  })

const wireOf = (socket: Socket): Wire => {
  let ended: WireClosed | undefined
  let waiting: ((outcome: Effect.Effect<Uint8Array, WireClosed>) => void) | undefined
  const look = () => {
    if (waiting === undefined) return
    const chunk = socket.read() as Buffer | null
    if (chunk === null && ended === undefined) return
    const resume = waiting
    waiting = undefined
    resume(chunk === null ? Effect.fail(ended ?? closed) : Effect.succeed(chunk))
  }
  const end = (message: string) => {
    ended ??= new WireClosed({ message })
    look()
  }
  // Nobody listens for "data": the socket stays paused, and what nobody asked for stays with the sender.
  socket.on("readable", look)
  socket.on("error", (error) => end(error.message))
  socket.on("end", () => end("the peer closed the connection"))
  socket.on("close", () => end(closed.message))
  return {
    read: Effect.callback((resume) => {
      waiting = resume
      look()
      return Effect.sync(() => {
        waiting = undefined
      })
    }),
    write: (octets) =>
      Effect.callback((resume) => {
        if (ended !== undefined || socket.destroyed) return resume(Effect.fail(ended ?? closed))
        socket.write(octets, (error) =>
          resume(error ? Effect.fail(new WireClosed({ message: error.message })) : Effect.void)
        )
      }),
    close: Effect.sync(() => socket.destroy())
  }
}
const closed = new WireClosed({ message: "the connection closed" })
