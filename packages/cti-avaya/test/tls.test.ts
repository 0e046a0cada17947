import { execFileSync } from "node:child_process"
import { X509Certificate } from "node:crypto"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect, Exit, Result } from "effect"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { AvayaTls } from "../src/AvayaOptions.ts"
import { encodeFrame } from "../src/frame.ts"
import { openLink } from "../src/session/link.ts"
import { Responder } from "./responder.ts"

const folder = mkdtempSync(join(tmpdir(), "strowger-tls-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A certificate for the name "aes.bank", made on the spot; undefined where there is no openssl. */
const certificate = (name: string): { readonly cert: string; readonly key: string } | undefined => {
  const file = (end: string) => join(folder, `${name}.${end}`)
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", file("key")]
  const subject = ["-subj", "/CN=aes.bank", "-addext", "subjectAltName=DNS:aes.bank"]
  try {
    execFileSync("openssl", ["req", "-x509", ...key, "-out", file("pem"), "-days", "2", ...subject], {
      stdio: "ignore"
    })
  } catch {
    return undefined
  }
  return { cert: readFileSync(file("pem"), "utf8"), key: readFileSync(file("key"), "utf8") }
}
const own = certificate("own")
const foreign = certificate("foreign")

describe.skipIf(own === undefined || foreign === undefined)("TLS", () => {
  let server: Responder
  beforeAll(async () => {
    server = await Responder.open(own)
  })
  afterAll(() => server.close())

  /** Connects; "connected", or why not. */
  const attempt = async (tls: AvayaTls | undefined, port = server.port, timeoutMs = 2_000): Promise<string> => {
    const frames: Array<number> = []
    const link = openLink({ host: "127.0.0.1", port }, tls, timeoutMs, {
      frame: ({ invokeId }) => frames.push(invokeId),
      closed: () => undefined
    })
    const said = Effect.gen(function* () {
      const { write } = yield* link
      write(7, '<StopApplicationSession xmlns="u"><sessionID>1</sessionID></StopApplicationSession>')
      yield* Effect.promise(async () => {
        while (frames.length === 0) await new Promise((turn) => setTimeout(turn, 2))
      })
      return `connected ${frames[0]}`
    })
    const exit = await Effect.runPromiseExit(Effect.scoped(Effect.result(said)))
    if (Exit.isFailure(exit)) throw new Error("a defect")
    return Result.isSuccess(exit.value) ? exit.value.success : exit.value.failure.reason
  }
  const ca = own?.cert ?? ""
  const pin = own === undefined ? "" : new X509Certificate(own.cert).fingerprint256

  it("trusts a certificate of the named authority that carries the named host", async () => {
    expect(await attempt({ ca, servername: "aes.bank" })).toBe("connected 7")
  })

  it("does not trust one that names another host", async () => {
    expect(await attempt({ ca })).toBe("untrusted")
  })

  it("does not trust one of another authority", async () => {
    expect(await attempt({ ca: foreign?.cert ?? "", servername: "aes.bank" })).toBe("untrusted")
    expect(await attempt({ ca: "system", servername: "aes.bank" })).toBe("untrusted")
  })

  it("trusts the pinned certificate whatever it names, and no other", async () => {
    expect(await attempt({ pin })).toBe("connected 7")
    expect(await attempt({ pin: pin.replaceAll(":", "").toLowerCase() })).toBe("connected 7")
    expect(await attempt({ pin: "00".repeat(32) })).toBe("untrusted")
  })

  it("does not speak plainly to a TLS port, nor TLS to a plain one", async () => {
    const plain = await Responder.open()
    try {
      expect(await attempt({ pin }, plain.port, 500)).not.toContain("connected")
    } finally {
      await plain.close()
    }
  })

  it("gives up a server that never finishes the handshake", async () => {
    const mute = await Responder.open()
    mute.script = () => undefined
    try {
      expect(await attempt({ pin }, mute.port, 200)).toBe("timeout")
    } finally {
      await mute.close()
    }
  })
})

describe("a plain link", () => {
  it("reports a refused connection, and what it could not write", async () => {
    const gone = await Responder.open()
    const { port } = gone
    await gone.close()
    const events = { frame: () => undefined, closed: () => undefined }
    const refused = await Effect.runPromise(
      Effect.flip(Effect.scoped(openLink({ host: "127.0.0.1", port }, undefined, 1_000, events)))
    )
    expect(refused.reason).toBe("refused")
    const server = await Responder.open()
    try {
      const closed: Array<string> = []
      await Effect.runPromise(
        Effect.scoped(
          Effect.gen(function* () {
            const link = yield* openLink({ host: "127.0.0.1", port: server.port }, undefined, 1_000, {
              ...events,
              closed: (why) => void closed.push(why)
            })
            yield* Effect.promise(() => server.until(() => server.sockets.length === 1))
            server.dropLinks()
            yield* Effect.promise(async () => {
              while (closed.length === 0) await new Promise((turn) => setTimeout(turn, 2))
            })
            expect(link.write(1, "<a/>")).toEqual(Result.fail("closed"))
          })
        )
      )
      expect(closed).toHaveLength(1)
    } finally {
      await server.close()
    }
    expect(Result.isSuccess(encodeFrame(1, "<a/>"))).toBe(true)
  })
})
