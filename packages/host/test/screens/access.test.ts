import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest"
import { TestCarriers } from "../support/Carriers.ts"
import { HostProcess, temporaryFolder } from "../support/HostProcess.ts"
import { becomeReady, Screens } from "./Screens.ts"

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

interface Findings {
  readonly passes: ReadonlyArray<unknown>
  readonly violations: ReadonlyArray<{
    readonly id: string
    readonly impact: string | null
    readonly nodes: ReadonlyArray<{ readonly target: ReadonlyArray<unknown> }>
  }>
}

/** What axe finds serious or critical. */
const findings = async (page: Page): Promise<ReadonlyArray<string>> => {
  await page.evaluate(axe)
  const { passes, violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run: (document: Document) => Promise<Findings> } }).axe.run(document)
  )
  // A page on which nothing could be judged proves nothing.
  expect(passes.length).toBeGreaterThan(10)
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`)
}

/** Every page of the host as its people use it, in both languages and both themes, each switched without loading the page again. */
describe.skipIf(!inject("peers").chromium)("axe finds nothing serious", () => {
  const folder = temporaryFolder()
  let carriers: TestCarriers
  let host: HostProcess
  let screens: Screens
  let base = ""

  beforeAll(async () => {
    carriers = await TestCarriers.start({ agents: 2 })
    host = await HostProcess.serve(carriers.file(`${folder.path}/state`, { offer: "120s" }), folder.path)
    base = `http://127.0.0.1:${carriers.http}`
    screens = await Screens.open()
  })
  afterAll(async () => {
    await screens?.close()
    await host?.stop()
    await carriers?.stop()
    folder.remove()
  })

  /** Looks at the page in the four dresses; `words` are on it in Chinese and in English. */
  const inEveryDress = async (page: Page, words: { readonly zh: string; readonly en: string }) => {
    for (const [language, change] of [
      ["zh", "English"],
      ["en", "中文"]
    ] as const) {
      await page.getByText(words[language]).first().waitFor()
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" })
        await page.locator(`html[data-theme=${colorScheme}]`).waitFor()
        expect(await findings(page), `${page.url()} ${language} ${colorScheme}`).toEqual([])
      }
      await page.getByRole("button", { name: change }).first().click()
    }
  }

  it("on the sign-in page, with a wrong password told", async () => {
    const page = await screens.page(`${base}/`)
    await page.locator("#user").fill("a2")
    await page.locator("#password").fill("wrong")
    await page.locator("#password").press("Enter")
    await page.getByRole("alert").waitFor()
    await inEveryDress(page, { zh: "签入客服中心", en: "Sign in to the service centre" })
    expect(screens.faults).toEqual([])
  })

  it("on the customer's page, with the chat folded, open and written in", async () => {
    const page = await screens.page(`http://127.0.0.1:${carriers.chat}/`)
    await inEveryDress(page, { zh: "有事，随时找我们", en: "We are here when you need us" })
    await page.getByRole("button", { name: "在线客服" }).first().click()
    await page.locator("strowger-chat textarea").fill("你好")
    await page.locator("strowger-chat textarea").press("Enter")
    await page.locator("strowger-chat .m.me", { hasText: "已送达" }).waitFor()
    await inEveryDress(page, { zh: "有事，随时找我们", en: "We are here when you need us" })
    expect(screens.faults).toEqual([])
  })

  it("on the desk, with an offer that rings and with a conversation, and on the wall beside it", async () => {
    const desk = await screens.signedIn(base, "a1")
    await becomeReady(desk)
    // The chat of the customer's page rings first.
    await desk.getByRole("alertdialog").waitFor()
    await inEveryDress(desk, { zh: "为何是我", en: "Why me" })
    await desk.keyboard.press("F2")
    await desk.locator(".composer textarea").fill("您好")
    await desk.keyboard.press("Control+Enter")
    await desk.locator(".m.me").waitFor()
    await inEveryDress(desk, { zh: "为何派给我", en: "Show the decision" })
    await desk.locator(".stctl .swi").click()
    await desk.getByRole("menu").waitFor()
    expect(await findings(desk)).toEqual([])
    await desk.keyboard.press("Escape")

    await desk.locator(".stctl .swi").click()
    await desk.keyboard.press("2")
    await desk.locator(".stctl.notready").waitFor()
    carriers.text("有人吗？")
    const wall = await screens.signedIn(base, "boss")
    await wall.locator(".wn", { hasText: "1" }).waitFor()
    await inEveryDress(wall, { zh: "渠道链路", en: "Channel links" })
    expect(screens.faults).toEqual([])
  })

  it("a mail with a long file name stays inside a narrow screen", async () => {
    await carriers.mailbox.send({
      from: "finance@jichuan.example",
      to: "service@bank.example",
      subject: "回单",
      text: "我公司账户 11 月应有电子回单 41 张，网银只能下载 38 张，缺 11 月 9 日、12 日、18 日各一张，请看附件。",
      attachments: ["缺失回单清单.csv", `${"long ".repeat(30)}name.txt`].map((name) => ({
        name,
        mime: "text/plain",
        content: Buffer.alloc(900)
      }))
    })
    const desk = await screens.signedIn(base, "a2", { width: 390, height: 844 })
    await becomeReady(desk)
    const mail = desk.getByRole("alertdialog", { name: "新邮件" })
    await mail.getByRole("button", { name: "接入" }).click()
    await desk.locator(".bub.mail").waitFor()
    expect(
      await desk.locator(".thread").evaluate((thread) => thread.scrollWidth - thread.clientWidth)
    ).toBeLessThanOrEqual(0)
    expect(screens.faults).toEqual([])
  })
})
