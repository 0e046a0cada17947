import { expect, test, onTestFinished } from "vitest"
import { placeText } from "../../src/chat/widget/placeText.ts"
import { wordsFor } from "../../src/chat/widget/words.ts"
import { openCentre } from "./centre.ts"
import { hello, openPage } from "./Page.ts"

const visitor = async () => {
  const centre = await openCentre()
  const page = await openPage(centre.port)
  onTestFinished(async () => {
    page.close()
    await centre.close()
  })
  page.say(hello(0))
  const { session } = await page.next("welcome")
  await centre.unit((unit) => unit.type === "SessionOpened")
  return { centre, page, session }
}

test("a customer who waits is told his place, each change of it, that it grew, and that he waits no more", async () => {
  const { centre, page, session } = await visitor()
  centre.places.set(session, { ahead: 2, fromMs: 60_000, toMs: 170_000 })
  expect(await page.next("place")).toEqual({ type: "place", ahead: 2, fromMs: 60_000, toMs: 170_000 })
  centre.places.set(session, { ahead: 1, fromMs: 30_000, toMs: 90_000 })
  expect(await page.next("place", (one) => one.ahead === 1)).toEqual({
    type: "place",
    ahead: 1,
    fromMs: 30_000,
    toMs: 90_000
  })
  centre.places.set(session, { ahead: 3, fromMs: 90_000, toMs: 240_000 })
  expect(await page.next("place", (one) => one.ahead === 3)).toMatchObject({ longer: true })
  centre.places.set(session, undefined)
  expect(await page.next("place", (one) => one.ahead === undefined)).toEqual({ type: "place" })
})

test("what changed and changed back in between is not told, and nobody watches once the page has gone", async () => {
  const { centre, page, session } = await visitor()
  centre.places.set(session, { ahead: 5 })
  await page.next("place")
  // Within the second in which nothing new is said.
  centre.places.set(session, { ahead: 9 })
  centre.places.set(session, { ahead: 4 })
  await page.next("place", (one) => one.ahead === 4)
  expect(page.got.filter((frame) => frame.type === "place").map((frame) => frame.ahead)).toEqual([5, 4])
  const before = centre.places.watching(session)
  page.close()
  await page.closed
  const second = await openPage(centre.port)
  onTestFinished(() => second.close())
  second.say(hello(0))
  await second.next("welcome")
  await expect.poll(() => centre.places.watching(session)).toBe(before - 1)
})

test("the place reads like a person would say it, in a range of minutes and never a single one", () => {
  const zh = (place: object) => placeText(wordsFor("zh-CN"), { type: "place", ...place })
  const en = (place: object) => placeText(wordsFor("en"), { type: "place", ...place })
  expect(zh({ ahead: 2, fromMs: 61_000, toMs: 170_000 })).toBe("前面还有 2 位，大约 1–3 分钟")
  expect(en({ ahead: 2, fromMs: 61_000, toMs: 170_000 })).toBe("2 before you, about 1–3 minutes")
  expect(en({ ahead: 1, fromMs: 120_000, toMs: 120_000 })).toBe("1 before you, about 2–3 minutes")
  expect(en({ ahead: 0, fromMs: 5_000, toMs: 40_000 })).toBe("You are next, less than a minute")
  expect(zh({ ahead: 0, fromMs: 5_000, toMs: 130_000, longer: true })).toBe(
    "下一位就是您，3 分钟以内。比刚才久一些，您的位置还在"
  )
  expect(en({ ahead: 4 })).toBe("4 before you")
  expect(en({})).toBe("You are in the queue and your place is kept")
})
