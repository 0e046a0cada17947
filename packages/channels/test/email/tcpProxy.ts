import { once } from "node:events"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"

/** A TCP link that a test can cut or make swallow everything. */
export interface TcpProxy {
  readonly port: number
  /** Destroys every open link. */
  readonly cut: () => void
  /** Lets no octet through in either direction from now on, without closing anything. */
  readonly swallow: (on: boolean) => void
  /** Links opened so far. */
  readonly links: () => number
  readonly stop: () => Promise<void>
}

export const startTcpProxy = async (target: number): Promise<TcpProxy> => {
  const sockets = new Set<Socket>()
  let swallows = false
  let links = 0
  const pass = (from: Socket, to: Socket): void => {
    sockets.add(from)
    from.on("error", () => {})
    from.on("data", (chunk) => {
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
    links: () => links,
    stop: async () => {
      cut()
      server.close()
      await once(server, "close")
    }
  }
}
