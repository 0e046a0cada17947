import { existsSync } from "node:fs"
import { join } from "node:path"
import { type Browser, chromium, type Page } from "playwright-core"
import { screensFolder } from "../../src/http/pages.ts"
import { chromiumLaunch } from "../../../../.ci/chromium.ts"

export interface Looks {
  readonly width?: number
  readonly height?: number
  readonly language?: "zh" | "en"
  readonly dark?: boolean
}

/** Chromium with the pages of one test. Each page is a browser of its own to the host: no cookie or storage is shared. */
export class Screens {
  readonly #browser: Browser
  /** What a page threw, and what its content policy forbade: a test ends with none. */
  readonly faults: Array<string> = []

  private constructor(browser: Browser) {
    this.#browser = browser
  }

  static async open(): Promise<Screens> {
    if (!existsSync(join(screensFolder, "desk.html")))
      throw new Error("The screens are not built. Run `npm run build:screens` first.")
    return new Screens(await chromium.launch(chromiumLaunch))
  }
  close(): Promise<void> {
    return this.#browser.close()
  }

  async page(
    address: string,
    { width = 1440, height = 900, language = "zh", dark = false }: Looks = {}
  ): Promise<Page> {
    const context = await this.#browser.newContext({
      viewport: { width, height },
      locale: language === "zh" ? "zh-CN" : "en-GB",
      colorScheme: dark ? "dark" : "light"
    })
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    page.on("pageerror", (error) => this.faults.push(String(error)))
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) this.faults.push(message.text())
    })
    await page.goto(address)
    return page
  }

  /** A page on which this person has signed in, as a person does. */
  async signedIn(base: string, user: string, looks: Looks = {}): Promise<Page> {
    const page = await this.page(`${base}/`, looks)
    await signIn(page, user, "strowger")
    await page.waitForURL(/(desk|wall)\.html$/)
    return page
  }
}

export const signIn = async (page: Page, user: string, password: string): Promise<void> => {
  await page.locator("#user").fill(user)
  await page.locator("#password").fill(password)
  await page.locator("#password").press("Enter")
}

/** From signed in to ready, by the button beside the state. */
export const becomeReady = async (desk: Page): Promise<void> => {
  await desk.locator(".stctl.notready").waitFor()
  await desk.locator(".stctl .swi").click()
  await desk.locator(".stctl.ready").waitFor()
}
