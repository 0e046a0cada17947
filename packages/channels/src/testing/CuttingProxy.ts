import { type AddressInfo, connect, createServer, type Socket } from "node:net"

/** Where the link is destroyed: after so many more bytes towards the server ("up") or the client ("down"). */
export interface Cut {
  readonly direction: "up" | "down"
  readonly afterBytes: number
}

/**
 * A TCP relay on 127.0.0.1 that destroys the links through it at exact byte offsets: the bytes before the offset arrive, the next do not.
 * Protocol-blind, so it cuts inside a handshake, a frame header or a character alike.
 */
export interface CuttingProxy {
  readonly port: number
  /** Arms one cut and completes once it was made. Bytes count from now over all links; a second armed cut counts from now as well. */
  readonly cut: (cut: Cut) => Promise<void>
  /** Destroys every link at once. */
  readonly cutNow: () => void
  /** Refuses new links (destroys them at once) until called with false: a network that is gone. */
  readonly blackout: (on: boolean) => void
  /** Cuts made since the start. */
  readonly made: () => number
  /** Links open now. */
  readonly links: () => number
  readonly close: () => Promise<void>
}

interface Armed {
  readonly direction: Cut["direction"]
  left: number
  readonly done: () => void
}

/** Opens the relay to `target` on a free port. */
export const openCuttingProxy = async (target: {
  readonly host: string
  readonly port: number
}): Promise<CuttingProxy> => {
  const links = new Set<{ readonly client: Socket; readonly server: Socket }>()
  const armed = new Set<Armed>()
  let made = 0
  let dark = false

  const cutNow = () => {
    for (const { client, server } of links) {
      client.destroy()
      server.destroy()
    }
    links.clear()
  }

  /** How much of a chunk still passes, and the cut it runs into. */
  const reach = (direction: Cut["direction"], bytes: number): { readonly pass: number; readonly hit?: Armed } => {
    let nearest: Armed | undefined
    for (const one of armed)
      if (one.direction === direction && one.left < bytes && (nearest === undefined || one.left < nearest.left))
        nearest = one
    const pass = nearest?.left ?? bytes
    for (const one of armed) if (one.direction === direction) one.left -= pass
    return nearest === undefined ? { pass } : { pass, hit: nearest }
  }

  const relay = (from: Socket, to: Socket, direction: Cut["direction"]) => {
    from.on("data", (chunk: Buffer) => {
      const { pass, hit } = reach(direction, chunk.length)
      if (hit === undefined) {
        if (!to.write(chunk)) from.pause()
        return
      }
      armed.delete(hit)
      made++
      from.pause()
      to.write(chunk.subarray(0, pass), () => {
        cutNow()
        hit.done()
      })
    })
    to.on("drain", () => from.resume())
    from.on("end", () => to.end())
    from.on("error", () => to.destroy())
    from.on("close", () => to.destroy())
  }

  const server = createServer((client) => {
    client.on("error", () => {})
    if (dark) return void client.destroy()
    const far = connect(target.port, target.host)
    const link = { client, server: far }
    links.add(link)
    client.setNoDelay(true)
    far.setNoDelay(true)
    relay(client, far, "up")
    relay(far, client, "down")
    client.on("close", () => links.delete(link))
  })
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(0, "127.0.0.1", resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    cut: ({ direction, afterBytes }) =>
      new Promise((done) => armed.add({ direction, left: Math.max(0, Math.floor(afterBytes)), done })),
    cutNow: () => {
      made++
      cutNow()
    },
    blackout: (on) => {
      dark = on
    },
    made: () => made,
    links: () => links.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        cutNow()
      })
  }
}
