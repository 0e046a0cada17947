import fc from "fast-check"
import { expect, test } from "vitest"
import type { Evt } from "../../src/chat/Frame.ts"
import { type CuttingProxy, openCuttingProxy } from "../../src/testing/index.ts"
import { type Centre, openCentre } from "./centre.ts"
import { hello, openPage, type Page } from "./Page.ts"

/** A page that does what the protocol asks of one: resume by number, say again what is not acknowledged, drop numbers it has. */
const faithfulPage = (port: number) => {
  const lines: Array<Evt> = []
  const unsent = new Map<string, string>()
  const welcomed: Array<() => void> = []
  let token: string | undefined
  let page: Page | undefined
  let ended = false
  const attempt = async (): Promise<void> => {
    const now = await openPage(port)
    page = now
    now.socket.on("message", (data: Buffer) => {
      const frame = JSON.parse(data.toString("utf8"))
      if (frame.type === "welcome") {
        token = frame.token
        for (const [cid, text] of unsent) now.say({ type: "msg", cid, text })
        for (const resolve of welcomed.splice(0)) resolve()
      }
      if (frame.type === "ack") unsent.delete(frame.cid)
      if (frame.type === "evt" && frame.seq > lines.length) {
        if (frame.seq !== lines.length + 1) throw new Error(`a gap: ${lines.length} then ${frame.seq}`)
        lines.push(frame)
      }
    })
    now.say(hello(lines.length, token))
    await now.closed
  }
  const live = async () => {
    while (!ended) await attempt().catch(() => {})
  }
  const living = live()
  return {
    lines,
    unsent,
    welcome: () => (token === undefined ? new Promise<void>((resolve) => welcomed.push(resolve)) : Promise.resolve()),
    write: (cid: string, text: string) => {
      unsent.set(cid, text)
      if (page?.socket.readyState === page?.socket.OPEN) page?.say({ type: "msg", cid, text })
    },
    end: async () => {
      ended = true
      page?.close()
      await living
    }
  }
}

const converse = async (cuts: ReadonlyArray<{ direction: "up" | "down"; afterBytes: number }>): Promise<void> => {
  const centre: Centre = await openCentre()
  const proxy: CuttingProxy = await openCuttingProxy({ host: "127.0.0.1", port: centre.port })
  const page = faithfulPage(proxy.port)
  try {
    page.write("c0", "开始 💬")
    const { thread } = await centre.unit((unit) => unit.type === "Message")
    let line = 0
    for (const cut of cuts) {
      let uncut = true
      const made = proxy.cut(cut).then(() => (uncut = false))
      while (uncut) {
        page.write(`c${++line}`, `客户 ${line}`)
        centre.transcript.keep(thread, { author: "agent", content: { text: `座席 ${line}` } })
        await Promise.race([made, centre.unit((unit) => unit.type === "Message" && unit.clientId === `c${line}`)])
      }
    }
    await expect.poll(() => page.unsent.size, { timeout: 10_000 }).toBe(0)
    const kept = () => centre.transcript.lines(thread)
    await expect.poll(() => page.lines.length).toBe(kept().length)
    expect(page.lines.map((one) => [one.seq, one.author, one.text])).toEqual(
      kept().map((one) => [one.seq, one.author, one.content.text])
    )
    const written = kept().filter((one) => one.author === "customer")
    expect(written).toHaveLength(line + 1)
    expect(new Set(written.map((one) => one.clientId)).size).toBe(line + 1)
    expect(new Set(centre.units.map((unit) => unit.thread))).toEqual(new Set([thread]))
  } finally {
    await page.end()
    await proxy.close()
    await centre.close()
  }
}

test("the link destroyed at 20 random bytes in both directions while both write: transcripts equal and gapless", async () => {
  expect.hasAssertions()
  const cut = fc.record({ direction: fc.constantFrom("up" as const, "down" as const), afterBytes: fc.nat(900) })
  await fc.assert(fc.asyncProperty(fc.array(cut, { minLength: 20, maxLength: 20 }), converse), {
    numRuns: 4,
    endOnFailure: true
  })
})
