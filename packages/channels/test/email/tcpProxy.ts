import { once } from "node:events"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"

/** A TCP link that a test can cut or make swallow everything. */
export interface TcpProxy {
  readonly port: number
  /** Destroys every open link. */
  readonly cut: () => void
  /** Lets no octet through in either direction from now on, without closing anything. */
  readonly swallow: (on: boolean) => void
  /** Resolves when no octet has passed for so long: both sides wait. */
  readonly quiet: (ms: number) => Promise<void>
  /** Everything that came from the near side. */
  readonly said: () => string
  /** Links opened so far. */
  readonly links: () => number
  readonly stop: () => Promise<void>
}

export const startTcpProxy = async (target: number): Promise<TcpProxy> => {
  const sockets = new Set<Socket>()
  let swallows = false
  let links = 0
  let said = ""
  let lastMs = performance.now()
  const pass = (from: Socket, to: Socket): void => {
    sockets.add(from)
    from.on("error", () => {})
    from.on("data", (chunk) => {
      lastMs = performance.now()
      if (!swallows) to.write(chunk)
    })
    from.on("close", () => {
      sockets.delete(from)
      to.destroy()
    })
  }
  const server = createServer((near) => {
    links++
    const far = connect(target, "127.0.0.1")
    near.on("data", (chunk: Buffer) => {
      said += chunk.toString("latin1")
    })
    pass(near, far)
    pass(far, near)
  }).listen(0, "127.0.0.1")
  await once(server, "listening")
  const cut = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    swallow: (on) => {
      swallows = on
    },
    quiet: (ms) =>
      new Promise((resolve) => {
        const look = (): void => {
          const leftMs = lastMs + ms - performance.now()
          if (leftMs <= 0 && links > 0) resolve()
          else setTimeout(look, Math.max(leftMs, 10))
        }
        look()
      }),
    said: () => said,
    links: () => links,
    stop: async () => {
      cut()
      server.close()
      await once(server, "close")
    }
  }
}
