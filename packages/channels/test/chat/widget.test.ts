import { readFileSync } from "node:fs"
import { gzipSync } from "node:zlib"
import { type Browser, chromium, type Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest"
import { openCuttingProxy } from "../../src/testing/index.ts"
import { type Centre, openCentre } from "./centre.ts"
import { buildWidgetPage } from "./widgetPage.ts"
import { chromiumLaunch } from "../../../../.ci/chromium.ts"

let built: Awaited<ReturnType<typeof buildWidgetPage>>
beforeAll(async () => {
  built = await buildWidgetPage()
})

test("the widget is less than 8 KB on the wire", () => {
  const bytes = gzipSync(readFileSync(built.bundle)).length
  console.log(`widget: ${readFileSync(built.bundle).length} bytes, ${bytes} gzip`)
  expect(bytes).toBeLessThan(8_192)
})

describe.skipIf(!inject("peers").chromium)("the widget in Chromium", () => {
  let browser: Browser
  const open: Array<{ close: () => Promise<unknown> }> = []
  beforeAll(async () => {
    browser = await chromium.launch(chromiumLaunch)
  })
  afterAll(() => browser?.close())
  afterEach(async () => {
    for (const thing of open.splice(0).reverse()) await thing.close()
  })
  const opened = <A extends { close: () => Promise<unknown> }>(thing: A): A => {
    open.push(thing)
    return thing
  }
  const centreOf = async (): Promise<Centre> => opened(await openCentre({ staticRoot: built.folder }))
  const pageAt = async (port: number): Promise<{ page: Page; faults: Array<string> }> => {
    const page = opened(await browser.newPage({ viewport: { width: 390, height: 844 } }))
    const faults: Array<string> = []
    page.on("pageerror", (error) => faults.push(String(error)))
    page.on("console", (message) => {
      if (message.type() === "error" && !message.text().includes("WebSocket")) faults.push(message.text())
    })
    await page.goto(`http://127.0.0.1:${port}/`)
    return { page, faults }
  }
  const write = async (page: Page, text: string) => {
    await page.locator("textarea").fill(text)
    await page.keyboard.press("Enter")
  }
  /** The transcript as the page shows it, oldest first, without what is still on its way. */
  const shown = (page: Page): Promise<Array<string>> =>
    page.locator("li:not(.sys):not(.pend) p").evaluateAll((all) => all.map((one) => one.textContent ?? ""))

  test("a customer writes, sees it delivered, is answered, and nobody's markup is executed", async () => {
    const centre = await centreOf()
    const { page, faults } = await pageAt(centre.port)
    const script = `<img src=x onerror="document.title='owned'"><b>粗</b>`
    await write(page, script)
    await page.getByText("已送达").waitFor()
    const message = await centre.unit((unit) => unit.type === "Message")
    centre.transcript.keep(message.thread, { author: "agent", name: "小陆", content: { text: script } })
    await page.getByText("小陆 为您服务").waitFor()
    expect(await shown(page)).toEqual([script, script])
    expect(await page.title()).toBe("Bank")
    expect(await page.locator("[role=log]").getAttribute("aria-live")).toBe("polite")
    expect((await centre.unit((unit) => unit.type === "Activity")) as object).toMatchObject({ what: "read" })
    expect(faults).toEqual([])
  })

  test("who waits reads his place and a range of minutes, until somebody is with him", async () => {
    const centre = await centreOf()
    const { page, faults } = await pageAt(centre.port)
    await write(page, "我想查一下贷款")
    const { thread } = await centre.unit((unit) => unit.type === "Message")
    await page.getByText("已为您排队").waitFor()
    centre.places.set(thread, { ahead: 2, fromMs: 61_000, toMs: 170_000 })
    await page.getByText("前面还有 2 位，大约 1–3 分钟").waitFor()
    const path = process.env["STROWGER_SHOTS"]
    if (path !== undefined) await page.screenshot({ path: `${path}/place.png` })
    centre.places.set(thread, undefined)
    centre.transcript.keep(thread, { author: "agent", name: "小陆", content: { text: "您好" } })
    await page.getByText("小陆 为您服务").waitFor()
    expect(await page.getByText("前面还有").isVisible()).toBe(false)
    expect(faults).toEqual([])
  })

  test("Enter while an input method composes does not send", async () => {
    const centre = await centreOf()
    const { page } = await pageAt(centre.port)
    await page.locator("textarea").focus()
    const cdp = await page.context().newCDPSession(page)
    await cdp.send("Input.imeSetComposition", { text: "ni hao", selectionStart: 6, selectionEnd: 6 })
    await page.locator("textarea").dispatchEvent("keydown", { key: "Enter", isComposing: true })
    await cdp.send("Input.insertText", { text: "你好" })
    expect(await page.locator("li:not(.sys)").count()).toBe(0)
    await page.keyboard.press("Enter")
    await page.getByText("已送达").waitFor()
    expect(await shown(page)).toEqual(["你好"])
  })

  test("written while the link is gone: kept, shown as waiting, sent once when it is back, also after a reload", async () => {
    const centre = await centreOf()
    const proxy = opened(await openCuttingProxy({ host: "127.0.0.1", port: centre.port }))
    const { page } = await pageAt(proxy.port)
    await write(page, "第一句")
    await page.getByText("已送达").waitFor()
    proxy.blackout(true)
    proxy.cutNow()
    await write(page, "第二句")
    await page.getByText("没网也不丢").waitFor()
    await page.getByText("待发送").waitFor()
    proxy.blackout(false)
    await page.evaluate(() => dispatchEvent(new Event("online")))
    await page.locator("li", { hasText: "第二句" }).getByText("已送达").waitFor()
    await page.reload()
    await page.locator("li", { hasText: "第二句" }).getByText("已送达").waitFor()
    expect(await shown(page)).toEqual(["第一句", "第二句"])
    const threads = new Set(centre.units.map((unit) => unit.thread))
    expect(threads.size).toBe(1)
  })

  test("ending the chat asks first, tells the centre, and forgets the visitor", async () => {
    const centre = await centreOf()
    const { page } = await pageAt(centre.port)
    await write(page, "谢谢")
    await page.getByText("已送达").waitFor()
    await page.getByLabel("结束对话").click()
    await page.getByRole("button", { name: "结束", exact: true }).click()
    await page.getByText("对话已结束").waitFor()
    expect(await centre.unit((unit) => unit.type === "SessionClosed")).toMatchObject({ reason: "visitor" })
    await page.getByRole("button", { name: "再次咨询" }).click()
    await write(page, "又来了")
    await page.getByText("已送达").waitFor()
    const threads = new Set(centre.units.filter((unit) => unit.type === "Message").map((unit) => unit.thread))
    expect(threads.size).toBe(2)
  })

  test("both write while the link is destroyed at 12 random bytes: page and transcript are equal", async () => {
    const centre = await centreOf()
    const proxy = opened(await openCuttingProxy({ host: "127.0.0.1", port: centre.port }))
    const { page, faults } = await pageAt(proxy.port)
    await write(page, "开始")
    const { thread } = await centre.unit((unit) => unit.type === "Message")
    let line = 0
    for (let cut = 1; cut <= 12; cut++) {
      let uncut = true
      const made = proxy
        .cut({ direction: cut % 2 === 0 ? "up" : "down", afterBytes: Math.random() * 400 })
        .then(() => (uncut = false))
      // Each line moves bytes both ways, so the cut comes after a few.
      while (uncut && line < 200) {
        await write(page, `客户 ${++line}`)
        centre.transcript.keep(thread, { author: "agent", name: "小陆", content: { text: `座席 ${line}` } })
        await page.evaluate(() => dispatchEvent(new Event("online")))
      }
      await made
    }
    await page
      .locator("li", { hasText: `客户 ${line}` })
      .getByText("已送达")
      .waitFor()
    await page.getByText(`座席 ${line}`, { exact: true }).waitFor()
    await expect.poll(() => centre.transcript.lines(thread).length).toBe(2 * line + 1)
    const kept = centre.transcript.lines(thread).map((one) => one.content.text)
    await expect.poll(() => shown(page)).toEqual(kept)
    expect(new Set(kept).size).toBe(2 * line + 1)
    expect(faults).toEqual([])
  })
})
