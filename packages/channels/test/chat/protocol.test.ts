import { Effect, Redacted } from "effect"
import { afterEach, expect, test } from "vitest"
import { visitorTokens } from "../../src/chat/VisitorToken.ts"
import { type Centre, openCentre } from "./centre.ts"
import { hello, openPage } from "./Page.ts"

const open: Array<{ close: () => unknown }> = []
const opened = <A extends { close: () => unknown }>(thing: A): A => {
  open.push(thing)
  return thing
}
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close()
})
const centreWith = async (...of: Parameters<typeof openCentre>): Promise<Centre> => opened(await openCentre(...of))
const pageOf = async (port: number, origin?: string) => opened(await openPage(port, origin))

test("a customer's line is recorded, then acknowledged with its number, and comes back in the transcript", async () => {
  const centre = await centreWith()
  const page = await pageOf(centre.port)
  page.say(hello(0))
  const { session, seq, token } = await page.next("welcome")
  expect(seq).toBe(0)
  page.say({ type: "msg", cid: "c1", text: "您好，我要挂失 💳" })
  expect(await page.next("ack")).toEqual({ type: "ack", cid: "c1", seq: 1 })
  expect(await page.next("evt")).toMatchObject({ seq: 1, author: "customer", text: "您好，我要挂失 💳", cid: "c1" })
  centre.transcript.keep(session, { author: "agent", name: "小陆", content: { text: "您好，请说卡号后四位" } })
  expect(await page.next("evt", (one) => one.seq === 2)).toMatchObject({ author: "agent", name: "小陆" })
  expect(token).toContain(session)
  expect(centre.units.map((unit) => unit.type)).toEqual(["SessionOpened", "Message"])
  expect(centre.units[1]).toMatchObject({
    thread: session,
    key: { account: "chat-test", epoch: "", id: `${session}:c1` },
    clientId: "c1",
    from: { channel: "chat", value: session }
  })
})

test("the same line asked twice exists once and gets the same acknowledgement", async () => {
  const centre = await centreWith()
  const page = await pageOf(centre.port)
  page.say(hello(0))
  const { session } = await page.next("welcome")
  page.say({ type: "msg", cid: "same", text: "一次" })
  page.say({ type: "msg", cid: "other", text: "两次" })
  page.say({ type: "msg", cid: "same", text: "一次" })
  await page.next("ack", (one) => one.cid === "other")
  page.say({ type: "msg", cid: "last", text: "完" })
  await page.next("ack", (one) => one.cid === "last")
  const acks = page.got.filter((frame) => frame.type === "ack")
  expect(acks).toEqual([
    { type: "ack", cid: "same", seq: 1 },
    { type: "ack", cid: "other", seq: 2 },
    { type: "ack", cid: "same", seq: 1 },
    { type: "ack", cid: "last", seq: 3 }
  ])
  expect(centre.transcript.lines(session).map((line) => line.content.text)).toEqual(["一次", "两次", "完"])
})

test("a token of another secret, of another origin or too old is refused; the right one is the visitor", () => {
  const tokens = visitorTokens("chat", Redacted.make("0123456789abcdef"), 1_000)
  const session = "0".repeat(32)
  const token = tokens.issue(session, "https://bank.example", 5_000)
  expect(tokens.verify(token, "https://bank.example", 5_500)).toBe(session)
  expect(tokens.verify(token, "https://evil.example", 5_500)).toBeUndefined()
  expect(tokens.verify(token, "https://bank.example", 6_001)).toBeUndefined()
  expect(tokens.verify(token.replace(session, "1".repeat(32)), "https://bank.example", 5_500)).toBeUndefined()
  const other = visitorTokens("chat", Redacted.make("fedcba9876543210"), 1_000)
  expect(other.verify(token, "https://bank.example", 5_500)).toBeUndefined()
  for (const text of ["", "1", "1.x.y.z", `${token}.more`, token.slice(0, -2)])
    expect(tokens.verify(text, "https://bank.example", 5_500)).toBeUndefined()
})

test("a page that comes back with its token and its last number gets exactly what came after, at every number", async () => {
  const centre = await centreWith()
  const first = await pageOf(centre.port)
  first.say(hello(0))
  const { session, token } = await first.next("welcome")
  for (let line = 1; line <= 12; line++)
    centre.transcript.keep(session, { author: line % 3 === 0 ? "system" : "agent", content: { text: `${line}` } })
  await first.next("evt", (one) => one.seq === 12)
  for (let lastSeq = 0; lastSeq <= 12; lastSeq++) {
    const page = await pageOf(centre.port)
    page.say(hello(lastSeq, token))
    expect((await page.next("welcome")).seq).toBe(12 + lastSeq)
    const added = centre.transcript.keep(session, {
      author: "customer",
      clientId: `n${lastSeq}`,
      content: { text: "x" }
    })
    await page.next("evt", (one) => one.seq === added.seq)
    const numbers = page.got.flatMap((frame) => (frame.type === "evt" ? [frame.seq] : []))
    expect(numbers[0]).toBe(lastSeq + 1)
    expect(numbers).toEqual(numbers.map((_, at) => lastSeq + 1 + at))
    page.close()
  }
})

test("a page that counts lines the centre does not have is told to begin again", async () => {
  const centre = await centreWith()
  const page = await pageOf(centre.port)
  page.say(hello(7))
  const welcome = await page.next("welcome")
  expect(welcome).toMatchObject({ seq: 0, reset: true })
  centre.transcript.keep(welcome.session, { author: "system", content: { text: "1" } })
  expect((await page.next("evt")).seq).toBe(1)
})

test("refused lines and counters say what was wrong", async () => {
  const centre = await centreWith({ maxText: 10 })
  const page = await pageOf(centre.port)
  page.say({ type: "hello", clientId: "p", lastSeq: 0, token: "1.made.up.token" })
  expect((await page.next("error")).code).toBe("bad-token")
  expect(await page.closed).toBe(1008)
  const second = await pageOf(centre.port)
  second.say(hello(0))
  await second.next("welcome")
  second.say({ type: "msg", cid: "long", text: "12345678901" })
  expect(await second.next("error")).toMatchObject({ code: "too-long", cid: "long" })
  expect(await Effect.runPromise(centre.adapter.refused)).toMatchObject({ "bad-token": 1, "too-long": 1 })
})
