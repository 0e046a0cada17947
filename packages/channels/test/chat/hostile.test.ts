import { once } from "node:events"
import { mkdirSync, writeFileSync } from "node:fs"
import { connect } from "node:net"
import { join } from "node:path"
import { Effect } from "effect"
import { afterEach, describe, expect, test } from "vitest"
import { WebSocket } from "ws"
import { type Centre, openCentre } from "./centre.ts"
import { hello, openPage, type Page } from "./Page.ts"

const open: Array<{ close: () => unknown }> = []
const opened = <A extends { close: () => unknown }>(thing: A): A => {
  open.push(thing)
  return thing
}
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close()
})

const refusedBy = (centre: Centre) => Effect.runPromise(centre.adapter.refused)

/** A good page says something and gets its answer: whatever was done before broke nothing. */
const goodPage = async (centre: Centre): Promise<void> => {
  const page = opened(await openPage(centre.port))
  page.say(hello(0))
  await page.next("welcome")
  page.say({ type: "msg", cid: "good", text: "在吗" })
  expect(await page.next("ack")).toEqual({ type: "ack", cid: "good", seq: 1 })
}

const raw = async (port: number, bytes: string): Promise<string> => {
  const socket = connect(port, "127.0.0.1")
  let answer = ""
  socket.on("data", (chunk) => (answer += chunk.toString("latin1")))
  socket.on("error", () => {})
  socket.write(bytes)
  await once(socket, "close")
  return answer
}

describe("hostile bytes", () => {
  const attacks: ReadonlyArray<{ name: string; code: number; counted: string; attack: (page: Page) => void }> = [
    {
      name: "a frame of 1 MB",
      code: 1009,
      counted: "oversized",
      attack: (page) => page.socket.send("x".repeat(1 << 20))
    },
    {
      name: "a text frame that is not UTF-8",
      code: 1007,
      counted: "bad-utf8",
      attack: (page) => page.socket.send(Buffer.from([0xff, 0xfe, 0xc0]), { binary: false })
    },
    {
      name: "a frame with reserved bits",
      code: 1002,
      counted: "broken-frame",
      attack: (page) =>
        (page.socket as never as { _socket: { write: (b: Buffer) => void } })._socket.write(
          Buffer.from([0xf1, 0x80, 0, 0, 0, 0])
        )
    },
    {
      name: "twenty frames of rubbish",
      code: 1008,
      counted: "malformed",
      attack: (page) => {
        for (let at = 0; at < 20; at++) page.say(["{", "[]", "null", '{"type":"msg"}', "\u0000"][at % 5] ?? "")
      }
    },
    {
      name: "a first frame that is not hello",
      code: 1008,
      counted: "hello-first",
      attack: (page) => page.say({ type: "msg", cid: "a", text: "b" })
    }
  ]
  for (const { name, code, counted, attack } of attacks)
    test(`${name} gets close ${code}, is counted, and the next good line is handled`, async () => {
      const centre = opened(await openCentre())
      const page = opened(await openPage(centre.port))
      attack(page)
      expect(await page.closed).toBe(code)
      await goodPage(centre)
      expect((await refusedBy(centre))[counted]).toBeGreaterThan(0)
    })

  test("a frame of an unknown type is answered and the same page goes on", async () => {
    const centre = opened(await openCentre())
    const page = opened(await openPage(centre.port))
    page.say(hello(0))
    await page.next("welcome")
    page.say({ type: "transfer", account: "6222 0000" })
    page.say(Buffer.from("binary").toString("latin1"))
    expect(await page.next("error")).toEqual({
      type: "error",
      code: "unknown-type",
      text: "type is one of hello, msg, seen, typing, ping, pong, bye."
    })
    page.say({ type: "msg", cid: "c", text: "half \ud83d a pair" })
    expect((await page.next("ack")).seq).toBe(1)
    const { content } = (await centre.unit((unit) => unit.type === "Message")) as unknown as {
      content: { text: string }
    }
    expect(content.text).toBe("half \ufffd a pair")
  })

  test("60,000 fragments of one byte do not fill memory", async () => {
    const centre = opened(await openCentre())
    const page = opened(await openPage(centre.port))
    for (let at = 0; at < 60_000; at++) page.socket.send("x", { fin: false })
    expect(await page.closed).toBe(1008)
    await goodPage(centre)
  })
})

describe("the door", () => {
  test("a page of another origin, of none, or at another path is refused before it is a WebSocket", async () => {
    const centre = opened(await openCentre({ origins: ["https://www.bank.example"] }))
    await expect(openPage(centre.port, "https://evil.example")).rejects.toThrow("HTTP 403")
    const bare = new WebSocket(`ws://127.0.0.1:${centre.port}/chat`)
    bare.on("error", () => {})
    expect(((await once(bare, "unexpected-response")) as [unknown, { statusCode: number }])[1].statusCode).toBe(403)
    expect(
      await raw(centre.port, "GET /other HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
    ).toMatch(/^HTTP\/1\.1 404/)
    opened(await openPage(centre.port, "https://www.bank.example"))
    expect(await refusedBy(centre)).toMatchObject({ "bad-origin": 2, "bad-path": 1 })
  })

  test("bytes that are not HTTP are answered 400 and counted", async () => {
    const centre = opened(await openCentre())
    expect(await raw(centre.port, "\u0000\u0000\u0000\u0010\u0000\u0000\u0000\u0009rubbish\r\n\r\n")).toMatch(
      /^HTTP\/1\.1 400/
    )
    await goodPage(centre)
    expect((await refusedBy(centre))["bad-http"]).toBe(1)
  })

  test("an address that connects too fast is told 429", async () => {
    const centre = opened(await openCentre({ connects: { perSecond: 0.01, burst: 2 } }))
    opened(await openPage(centre.port))
    opened(await openPage(centre.port))
    await expect(openPage(centre.port)).rejects.toThrow("HTTP 429")
    expect((await refusedBy(centre))["connect-rate"]).toBe(1)
  })

  test("the page is served with a content policy; nothing outside its folder is", async () => {
    const centre = opened(await openCentre())
    const folder = centre.staticRoot
    writeFileSync(join(folder, "chat.html"), "<p>您好")
    mkdirSync(join(folder, "assets"))
    writeFileSync(join(folder, "assets", "a-12345678.js"), "1")
    const get = (path: string) => fetch(`http://127.0.0.1:${centre.port}${path}`)
    const page = await get("/")
    expect([page.status, await page.text()]).toEqual([200, "<p>您好"])
    expect(page.headers.get("content-security-policy")).toContain("default-src 'self'")
    expect((await get("/assets/a-12345678.js")).headers.get("cache-control")).toContain("immutable")
    expect((await get("/assets/")).status).toBe(404)
    const outside = await raw(
      centre.port,
      "GET /../../../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    )
    expect(outside).toMatch(/^HTTP\/1\.1 404/)
    for (const path of ["/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd", "/%00", "/%ff"])
      expect((await get(path)).status).toBe(404)
    expect((await fetch(`http://127.0.0.1:${centre.port}/`, { method: "POST" })).status).toBe(405)
  })

  test("a configuration that cannot work says which option and what to do", async () => {
    const centre = opened(await openCentre())
    await expect(openCentre({ port: centre.port })).rejects.toThrow(/is in use: choose another/)
    await expect(openCentre({ origins: ["www.bank.example"] })).rejects.toThrow(/not an origin/)
    await expect(openCentre({ pingMs: 0 })).rejects.toThrow(/pingMs must be above 0/)
  })
})

test("a page that stops reading gets everything in order once it reads again, and the others are not held up", async () => {
  const centre = opened(await openCentre({ maxBufferedBytes: 64 * 1024 }))
  const slow = opened(await openPage(centre.port))
  slow.say(hello(0))
  const { session } = await slow.next("welcome")
  slow.socket.pause()
  const text = "长".repeat(3_000)
  for (let line = 0; line < 1_500; line++) centre.transcript.keep(session, { author: "agent", content: { text } })
  await goodPage(centre)
  slow.socket.resume()
  await slow.next("evt", (one) => one.seq === 1_500)
  const numbers = slow.got.flatMap((frame) => (frame.type === "evt" ? [frame.seq] : []))
  expect(numbers).toEqual(Array.from({ length: 1_500 }, (_, at) => at + 1))
})
