import { Effect } from "effect"
import { afterEach, expect, test } from "vitest"
import { openCentre } from "./centre.ts"
import { memoryTranscript } from "./MemoryTranscript.ts"
import { hello, openPage } from "./Page.ts"

const open: Array<{ close: () => unknown }> = []
const opened = <A extends { close: () => unknown }>(thing: A): A => {
  open.push(thing)
  return thing
}
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close()
})
const enter = async (port: number, token?: string) => {
  const page = opened(await openPage(port))
  page.say(hello(0, token))
  return { page, ...(await page.next("welcome")) }
}

test("a lost socket pauses the session, coming back resumes it, staying away closes it, each told once", async () => {
  const centre = opened(await openCentre({ pauseMs: 30, graceMs: 200 }))
  const { page, session, token } = await enter(centre.port)
  page.close()
  await centre.unit((unit) => unit.type === "SessionPaused")
  const back = await enter(centre.port, token)
  expect(back.session).toBe(session)
  await centre.unit((unit) => unit.type === "SessionResumed")
  back.page.close()
  expect(await centre.unit((unit) => unit.type === "SessionClosed")).toMatchObject({
    thread: session,
    reason: "timeout"
  })
  expect(centre.units.map((unit) => unit.type)).toEqual([
    "SessionOpened",
    "SessionPaused",
    "SessionResumed",
    "SessionPaused",
    "SessionClosed"
  ])
  expect(new Set(centre.units.map((unit) => unit.key.id)).size).toBe(5)
})

test("a socket back within the pause is nobody's business, and a second page keeps the session", async () => {
  const centre = opened(await openCentre({ pauseMs: 400, graceMs: 400 }))
  const { page, token } = await enter(centre.port)
  page.close()
  const second = await enter(centre.port, token)
  const third = await enter(centre.port, token)
  second.page.close()
  third.page.say({ type: "msg", cid: "x", text: "还在" })
  await third.page.next("ack")
  expect(centre.units.map((unit) => unit.type)).toEqual(["SessionOpened", "Message"])
})

test("after a restart the visitor's token opens the same session under the same key, and lines go on by number", async () => {
  const transcript = memoryTranscript()
  const first = await openCentre({}, undefined, transcript)
  const { page, session, token } = await enter(first.port)
  page.say({ type: "msg", cid: "a", text: "一" })
  await page.next("ack")
  const openedKey = first.units[0]?.key
  await first.close()
  const second = opened(await openCentre({ port: first.port }, undefined, transcript))
  const back = opened(await openPage(second.port))
  back.say(hello(1, token))
  expect(await back.next("welcome")).toMatchObject({ session, seq: 1 })
  back.say({ type: "msg", cid: "a", text: "一" })
  back.say({ type: "msg", cid: "b", text: "二" })
  expect((await back.next("ack", (ack) => ack.cid === "a")).seq).toBe(1)
  expect((await back.next("evt")).seq).toBe(2)
  expect(second.units.slice(0, 2).map((unit) => unit.type)).toEqual(["SessionOpened", "SessionResumed"])
  expect(second.units[0]?.key).toEqual(openedKey)
})

test("a host that says retry is asked again under the same key, and later lines wait their turn", async () => {
  let refusals = 3
  const keys: Array<string> = []
  const centre = opened(
    await openCentre({}, (delivery, transcript) => {
      if (delivery.unit.type === "Message") keys.push(delivery.unit.key.id)
      return delivery.unit.type === "Message" && refusals-- > 0 ? delivery.nack("retry") : transcript.record(delivery)
    })
  )
  const { page, session } = await enter(centre.port)
  page.say({ type: "msg", cid: "first", text: "一" })
  page.say({ type: "msg", cid: "second", text: "二" })
  await page.next("ack", (ack) => ack.cid === "second")
  expect(keys).toEqual(["first", "first", "first", "first", "second"].map((cid) => `${session}:${cid}`))
  expect(centre.transcript.lines(session).map((line) => line.content.text)).toEqual(["一", "二"])
})

test("a line the host will never take is refused by its cid and the next one is taken", async () => {
  const centre = opened(
    await openCentre({}, (delivery, transcript) =>
      delivery.unit.type === "Message" && delivery.unit.clientId === "bad"
        ? delivery.nack("poison")
        : transcript.record(delivery)
    )
  )
  const { page } = await enter(centre.port)
  page.say({ type: "msg", cid: "bad", text: "一" })
  page.say({ type: "msg", cid: "good", text: "二" })
  expect(await page.next("error")).toMatchObject({ code: "refused", cid: "bad" })
  expect((await page.next("ack")).cid).toBe("good")
})

test("drain says restart to every page, takes no new one, and says nothing of visitors who will be back", async () => {
  const centre = opened(await openCentre({ pauseMs: 10, graceMs: 10 }))
  const { page } = await enter(centre.port)
  await Effect.runPromise(centre.adapter.drain)
  expect(await page.next("bye")).toEqual({ type: "bye", code: "restart" })
  expect(await page.closed).toBe(1012)
  await expect(openPage(centre.port)).rejects.toThrow("HTTP 503")
  expect((await Effect.runPromise(centre.adapter.health)).state).toBe("draining")
  expect(centre.units.map((unit) => unit.type)).toEqual(["SessionOpened"])
})
