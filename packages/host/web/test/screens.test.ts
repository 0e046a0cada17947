import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { type Browser, chromium, type Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest"
import { buildScreens, type CannedHost, cannedHost } from "./canned.ts"
import { chromiumLaunch } from "../../../../.ci/chromium.ts"

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

interface Looks {
  readonly width?: number
  readonly lang?: "zh-CN" | "en-GB"
  readonly dark?: boolean
}

describe.skipIf(!inject("peers").chromium)("the screens in Chromium", () => {
  let browser: Browser
  let host: CannedHost
  const faults: Array<string> = []
  const open: Array<Page> = []

  beforeAll(async () => {
    host = await cannedHost(await buildScreens())
    browser = await chromium.launch(chromiumLaunch)
  })
  afterAll(async () => {
    await browser?.close()
    await host?.kill()
  })
  afterEach(async () => {
    for (const page of open.splice(0)) await page.context().close()
    expect(faults.splice(0)).toEqual([])
    await host.reset()
  })

  const pageAs = async (user: "8106" | "8001", { width = 1440, lang = "zh-CN", dark = false }: Looks = {}) => {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      locale: lang,
      colorScheme: dark ? "dark" : "light"
    })
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    open.push(page)
    page.on("pageerror", (error) => faults.push(String(error)))
    await page.goto(`${host.base}/sign-in.html`)
    await page.fill("#user", user)
    await page.fill("#password", "demo")
    await page.keyboard.press("Enter")
    await page.waitForSelector(user === "8106" ? ".it" : ".ag", { state: "attached" })
    return page
  }
  const findings = async (page: Page): Promise<Array<string>> => {
    await page.evaluate(axeSource)
    return page.evaluate(async () => {
      const axe = (
        globalThis as never as {
          axe: {
            run: (
              of: Document,
              options: object
            ) => Promise<{ violations: Array<{ id: string; nodes: Array<{ target: Array<string> }> }> }>
          }
        }
      ).axe
      const { violations } = await axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
      })
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`)
    })
  }
  const overflows = (page: Page): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  const own = (page: Page, text: string) => page.locator(".m.me", { hasText: text })
  const send = async (page: Page, text: string) => {
    await page.locator(".composer textarea").fill(text)
    await page.keyboard.press("Control+Enter")
  }

  test("a wrong password says how many tries are left, in words that are read out", async () => {
    const page = await browser.newPage({ locale: "zh-CN" })
    open.push(page)
    await page.goto(`${host.base}/desk.html`)
    await page.waitForURL(/sign-in/)
    await page.fill("#user", "8106")
    await page.fill("#password", "wrong")
    await page.keyboard.press("Enter")
    expect(await page.getByRole("alert").textContent()).toContain("还可以试 3 次")
    expect(await page.locator("#password").evaluate((field) => field === document.activeElement)).toBe(true)
  })

  test("an offer rings with who and why and takes neither focus nor keystrokes; F2 accepts, and it is mine when the host says so", async () => {
    const page = await pageAs("8106")
    await page.locator(".composer textarea").pressSequentially("一半")
    await host.ring("voice")
    const offer = page.getByRole("alertdialog")
    await offer.waitFor()
    expect(await offer.getAttribute("aria-modal")).toBe("false")
    expect(await offer.locator(".of-why li").allTextContents()).toContain("投诉 7 级，要求不低于 5 级")
    expect(await page.title()).toMatch(/^\(\d+\) 电话呼入$/)
    await page.keyboard.type("句话")
    expect(await page.locator(".composer textarea").inputValue()).toBe("一半句话")
    await page.keyboard.press("F2")
    await page.getByText("正在接通").waitFor()
    expect(await page.locator(".it").count()).toBe(3)
    await page.locator(".callbar").waitFor()
    expect(await page.locator(".it").count()).toBe(4)
    expect(await page.locator(".c-h h2").textContent()).toBe("139****7720")
    await page.keyboard.press("Alt+x")
    await page.locator(".wrapbar").waitFor()
    await page.keyboard.press("Alt+w")
    await expect.poll(() => page.locator(".it").count()).toBe(3)
  })

  test("F4 asks why, a digit answers, Escape never declines", async () => {
    const page = await pageAs("8106")
    await host.ring("chat")
    await page.getByRole("alertdialog").waitFor()
    await page.keyboard.press("F4")
    await page.getByText("为何拒绝").waitFor()
    await page.keyboard.press("Escape")
    await expect.poll(() => page.getByText("为何拒绝").count()).toBe(0)
    expect(await page.getByRole("alertdialog").count()).toBe(1)
    await page.keyboard.press("F4")
    await page.keyboard.press("2")
    await expect.poll(() => page.getByRole("alertdialog").count()).toBe(0)
  })

  test("the link lost: a banner after 2 s, no offer may be answered, what is sent waits and goes once, drafts outlive a reload", async () => {
    const page = await pageAs("8106")
    await page.locator(".it").first().click()
    await send(page, "连着时写的")
    await own(page, "连着时写的").getByText("已送达").waitFor()
    await host.ring("sms")
    await page.getByRole("alertdialog").waitFor()
    await host.kill()
    await page.locator(".banner").waitFor()
    expect(await page.locator(".stctl").textContent()).toContain("状态待确认")
    expect(await page.locator(".offer .btn.go").isDisabled()).toBe(true)
    await send(page, "断线时写的")
    await page.getByText("待发，连上后只发一次").waitFor()
    await page.locator(".composer textarea").fill("没写完")
    const back = page.locator(".banner.ok").waitFor()
    await host.start()
    await back
    await own(page, "断线时写的").getByText("已送达").waitFor()
    expect(await own(page, "断线时写的").count()).toBe(1)
    await page.reload()
    await page.locator(".it", { hasText: "138****2046" }).click()
    await own(page, "断线时写的").waitFor()
    expect(await page.locator(".composer textarea").inputValue()).toBe("没写完")
  })

  test("a refused act is told in words and changes nothing", async () => {
    const page = await pageAs("8106")
    await page.locator(".rail").getByText("签出").click()
    expect(await page.getByRole("alert").textContent()).toContain("手头还有联络")
    expect(page.url()).toContain("desk.html")
  })

  test("ready and not ready by F8 and a digit; F6 walks every region", async () => {
    const page = await pageAs("8106")
    await page.keyboard.press("F8")
    await page.keyboard.press("2")
    await page.locator(".stctl.notready").getByText("用餐").waitFor()
    await page.keyboard.press("F8")
    await page.locator(".stctl.ready").waitFor()
    const regions: Array<string | undefined> = []
    for (let at = 0; at < 5; at++) {
      await page.keyboard.press("F6")
      regions.push(
        await page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-region]")?.dataset["region"])
      )
    }
    expect(new Set(regions)).toEqual(new Set(["1", "2", "3", "4", "5"]))
  })

  test.each([
    { lang: "zh-CN", dark: false },
    { lang: "en-GB", dark: true }
  ] as const)("axe finds nothing and nothing is wider than the page: $lang, dark $dark", async (looks) => {
    for (const width of [1440, 1024, 390]) {
      const page = await pageAs("8106", { ...looks, width })
      await host.ring("voice")
      await page.locator(".offer").first().waitFor()
      if (width !== 1024) expect(await findings(page)).toEqual([])
      await page.locator(".it").first().click()
      await page.locator(".m").first().waitFor()
      expect(await findings(page)).toEqual([])
      expect(await overflows(page)).toBeLessThanOrEqual(0)
      const wall = await pageAs("8001", { ...looks, width })
      expect(await overflows(wall)).toBeLessThanOrEqual(0)
      if (width === 1024) continue
      expect(await findings(wall)).toEqual([])
      for (const name of ["customer/chat.html", "sign-in.html"]) {
        await wall.context().clearCookies()
        await wall.goto(`${host.base}/${name}`)
        await wall.locator("h1").first().waitFor()
        expect(await findings(wall)).toEqual([])
        expect(await overflows(wall)).toBeLessThanOrEqual(0)
      }
    }
  })
})
