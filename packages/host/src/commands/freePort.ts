import { createServer } from "node:net"
import { Effect } from "effect"

/** The first port from `first` on that nobody listens on; what was asked for and what was found, so that it can be said. */
export const freePort = (first: number, taken: ReadonlyArray<number> = []): Effect.Effect<number> =>
  Effect.promise(async () => {
    for (let port = first; port < first + 200; port++) {
      if (!taken.includes(port) && (await isFree(port))) return port
    }
    throw new Error(`No free port between ${first} and ${first + 199} on 127.0.0.1. Stop something that listens there.`)
  })

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once("error", () => resolve(false))
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)))
  })
