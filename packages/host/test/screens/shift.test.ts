import { randomInt } from "node:crypto"
import { type CuttingProxy, openCuttingProxy } from "@strowger/channels/testing"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest"
import { draws } from "../../src/replay/draws.ts"
import { station, TestCarriers } from "../support/Carriers.ts"
import { HostProcess, temporaryFolder } from "../support/HostProcess.ts"
import { RobotAgent } from "../support/RobotAgent.ts"
import { until } from "../support/until.ts"
import { becomeReady, Screens } from "./Screens.ts"

interface Said {
  readonly author: string
  readonly text: string
}

const cutsPerLink = 20
const seed = Number(process.env["STROWGER_SEED"] ?? randomInt(2 ** 31))

/** A page whose links broke again and again before they stood tries again after up to 15 s, and may meet a slow machine then. */
const pageIsBackMs = 45_000

/** One agent's shift, told in order on one page that is never loaded again: each part goes on from the one before. */
describe.skipIf(!inject("peers").chromium)(`an agent's shift in Chromium, links cut by seed ${seed}`, () => {
  const random = draws(seed)
  const folder = temporaryFolder()
  let carriers: TestCarriers
  let host: HostProcess
  let screens: Screens
  let boss: RobotAgent
  /** Every byte of the two pages goes through these. */
  let inside: CuttingProxy
  let outside: CuttingProxy
  let desk: Page
  let customer: Page
  const loads = { desk: 0, customer: 0 }

  beforeAll(async () => {
    carriers = await TestCarriers.start({ agents: 1 })
    inside = await openCuttingProxy({ host: "127.0.0.1", port: carriers.http })
    outside = await openCuttingProxy({ host: "127.0.0.1", port: carriers.chat })
    const file = carriers.file(`${folder.path}/state`, { offer: "60s", wrapUp: "60s" })
    const { chat } = file.adapters
    host = await HostProcess.serve(
      {
        ...file,
        adapters: {
          ...file.adapters,
          ...(chat?.kind === "chat" ? { chat: { ...chat, origins: [`http://127.0.0.1:${outside.port}`] } } : {})
        }
      },
      folder.path
    )
    boss = new RobotAgent(`http://127.0.0.1:${carriers.http}`, "boss")
    await boss.signIn()
    screens = await Screens.open()
  })
  afterAll(async () => {
    await screens?.close()
    await host?.stop()
    await carriers?.stop()
    await inside?.close()
    await outside?.close()
    folder.remove()
  })

  const offer = () => desk.getByRole("alertdialog")
  const contacts = () => desk.locator(".it")
  const sayAtDesk = async (text: string) => {
    await desk.locator(".composer textarea").fill(text)
    await desk.keyboard.press("Control+Enter")
  }
  const sayAsCustomer = async (text: string) => {
    const field = customer.locator("strowger-chat textarea")
    await field.fill(text)
    await field.press("Enter")
  }
  /** Everything said as a page shows it, from the first line to the last. */
  const shown = (page: Page, log: string, words: string, me: string, other: string): Promise<ReadonlyArray<Said>> =>
    page.locator(`${log} li.m`).evaluateAll(
      (items, names) =>
        items.map((item) => ({
          author: item.classList.contains("me") ? names.me : names.other,
          text: item.querySelector(names.words)?.textContent ?? ""
        })),
      { words, me, other }
    )
  const shownAtDesk = () => shown(desk, ".thread", ".txt", "agent", "customer")
  const shownToCustomer = () => shown(customer, "strowger-chat .log", "p", "customer", "agent")
  const kept = async () => {
    const { contacts: all } = await boss.get<{
      contacts: ReadonlyArray<{ readonly conversation: string; readonly channel: string; readonly state: string }>
    }>("/api/contacts")
    const chat = all.filter(({ channel }) => channel === "chat")
    expect(chat).toHaveLength(1)
    const { lines } = await boss.get<{ lines: ReadonlyArray<Said & { readonly seq: number }> }>(
      `/api/conversations/${chat[0]?.conversation}`
    )
    return lines
  }
  const neverLoadedAgain = async () => {
    for (const page of [desk, customer]) {
      expect(
        await page.evaluate(() => ({
          mark: (globalThis as { mark?: string }).mark,
          loads: performance.getEntriesByType("navigation").map((entry) => (entry as PerformanceNavigationTiming).type)
        }))
      ).toEqual({ mark: "the first", loads: ["navigate"] })
    }
    expect(loads).toEqual({ desk: 0, customer: 0 })
  }
  /** Ends what is in the middle and the wrap-up after it, by hand. */
  const finish = async () => {
    await desk.locator(".c-h .btn", { hasText: "结束" }).click()
    await wrapUp()
  }
  const wrapUp = async () => {
    await desk.locator(".wrapbar").waitFor()
    expect(await desk.locator(".wrapbar").textContent()).toMatch(/话后处理，剩 \d+ 秒/)
    await desk.locator(".wrapbar .btn", { hasText: "完成" }).click()
    await desk.getByText("您已就绪，有来话会在这里振铃").waitFor()
    expect(await contacts().count()).toBe(0)
  }

  it("a customer opens the page and asks, an agent signs in and becomes ready, the offer rings with why it is his, F2 takes it", async () => {
    customer = await screens.page(`http://127.0.0.1:${outside.port}/`)
    await customer.getByRole("button", { name: "在线客服" }).first().click()
    await sayAsCustomer("你好，我想问一下房贷提前还款 🏠")
    await customer.locator("strowger-chat .m.me", { hasText: "已送达" }).waitFor()

    desk = await screens.signedIn(`http://127.0.0.1:${inside.port}`, "a1")
    for (const page of [desk, customer])
      await page.evaluate(() => {
        ;(globalThis as { mark?: string }).mark = "the first"
      })
    desk.on("framenavigated", () => loads.desk++)
    customer.on("framenavigated", () => loads.customer++)
    await becomeReady(desk)

    await offer().waitFor()
    const rings = await offer().textContent()
    expect(rings).toContain("网聊接入")
    expect(rings).toContain("综合")
    expect(rings).toContain("房贷提前还款 🏠")
    const why = await offer().locator(".of-why li").allTextContents()
    expect(why).toContain("zh 50 级")
    expect(why).toContain("网聊占用 0，上限 20")
    expect(why.join()).toMatch(/空闲 0:0\d/)
    const left = offer().locator(".cd-n")
    const first = Number(await left.textContent())
    expect(first).toBeGreaterThan(30)
    await expect.poll(async () => Number(await left.textContent()), { timeout: 5_000 }).toBeLessThan(first)

    await desk.keyboard.press("F2")
    await desk.locator(".composer").waitFor()
    expect(await offer().count()).toBe(0)
    await desk.locator(".c-h", { hasText: "客户在线" }).waitFor()
  })

  it("both write while every link is destroyed again and again: both transcripts are equal and gapless, no page was loaded again", async () => {
    const cutting = async (proxy: CuttingProxy, farthest: { readonly up: number; readonly down: number }) => {
      const directions = (["up", "down"] as const).flatMap(
        (direction) => Array(cutsPerLink / 2).fill(direction) as Array<"up" | "down">
      )
      for (let at = 0; at < cutsPerLink; at++) {
        const [direction = "up"] = directions.splice(Math.floor(random() * directions.length), 1)
        await proxy.cut({ direction, afterBytes: Math.floor(random() * farthest[direction]) })
      }
    }
    let writing = true
    const writer = async (name: string, say: (text: string) => Promise<void>) => {
      const lines: Array<string> = []
      while (writing) {
        const text = `${name} ${lines.length + 1}：${["好的", "请稍等 🙂", "<b>&amp;", "𠮷野家", "OK"][lines.length % 5]}`
        lines.push(text)
        await say(text)
      }
      return lines
    }
    const cuts = Promise.all([
      cutting(inside, { up: 3_000, down: 20_000 }),
      cutting(outside, { up: 2_000, down: 2_000 })
    ]).finally(() => {
      writing = false
    })
    const [, byAgent, byCustomer] = await Promise.all([cuts, writer("座席", sayAtDesk), writer("客户", sayAsCustomer)])
    const expected = byAgent.length + byCustomer.length + 1
    const lines = await until(
      async () => {
        const found = await kept()
        return found.filter(({ author }) => author !== "system").length >= expected && found
      },
      `all ${expected} lines`,
      pageIsBackMs
    )
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, at) => at + 1))
    const said = lines.filter(({ author }) => author !== "system").map(({ author, text }) => ({ author, text }))
    const by = (who: string) => said.filter(({ author }) => author === who).map(({ text }) => text)
    expect(by("agent")).toEqual(byAgent)
    expect(by("customer").slice(1)).toEqual(byCustomer)
    await expect.poll(shownAtDesk, { timeout: pageIsBackMs }).toEqual(said)
    await expect.poll(shownToCustomer, { timeout: pageIsBackMs }).toEqual(said)
    expect([inside.made(), outside.made()]).toEqual([cutsPerLink, cutsPerLink])
    await neverLoadedAgain()
    console.log(
      `seed ${seed}: ${inside.made()} cuts at the desk, ${outside.made()} at the customer's page; ${byAgent.length} lines of the agent and ${byCustomer.length} of the customer, equal on both pages and in the API`
    )
  }, 180_000)

  it("the agent finishes, wraps up and is done", async () => {
    await finish()
    const { contacts: all } = await boss.get<{ contacts: ReadonlyArray<{ readonly state: string }> }>("/api/contacts")
    expect(all.map(({ state }) => state)).toEqual(["completed"])
  })

  it("a short message is taken with the button and answered in the same desktop", async () => {
    const phone = carriers.text("信用卡年费怎么减免？")
    await offer().waitFor()
    expect(await offer().textContent()).toContain("短信来询")
    await offer().getByRole("button", { name: "接入" }).click()
    await desk.locator(".thread", { hasText: "信用卡年费怎么减免？" }).waitFor()
    await sayAtDesk("刷满 6 次即可减免 💳")
    const { submits } = await carriers.smsc.until((book) => book.submits.length > 0)
    expect(submits.map(({ to }) => to)).toEqual([phone])
    await desk.locator(".m.me", { hasText: "刷满 6 次即可减免 💳" }).getByText("已送达").waitFor()
    await finish()
  })

  it("a mail is taken by F2 and answered in the same desktop", async () => {
    carriers.mail("请补发 11 月的回单。")
    await offer().waitFor()
    expect(await offer().textContent()).toContain("新邮件")
    await desk.keyboard.press("F2")
    await desk.locator(".thread", { hasText: "请补发 11 月的回单。" }).waitFor()
    await sayAtDesk("已补发，请查收。")
    const reply = await carriers.mailbox.waitFor(() => true)
    expect(reply.text).toContain("已补发，请查收。")
    await finish()
  })

  it("a call rings at desk and telephone, is taken at the desk, and ends when the caller hangs up", async () => {
    const caller = carriers.call()
    await offer().waitFor()
    expect(await offer().textContent()).toContain("电话呼入")
    await until(async () => carriers.pbx.station(station(1)).state === "ringing", "the telephone to ring")
    await desk.keyboard.press("F2")
    expect(await caller.answered).toBe(station(1))
    await desk.locator(".callbar", { hasText: "通话中" }).waitFor()
    caller.hangUp()
    await wrapUp()
    await neverLoadedAgain()
    expect(screens.faults).toEqual([])
  })
})
