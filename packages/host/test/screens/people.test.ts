import type { Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest"
import { TestCarriers } from "../support/Carriers.ts"
import { HostProcess, temporaryFolder } from "../support/HostProcess.ts"
import { RobotAgent } from "../support/RobotAgent.ts"
import { until } from "../support/until.ts"
import { becomeReady, Screens, signIn } from "./Screens.ts"

/** Offers of the queue that mail comes to end soon. */
const shortOfferMs = 2_000

/** Each test has an agent of its own; all are of one host. */
describe.skipIf(!inject("peers").chromium)("people at the screens in Chromium", () => {
  const folder = temporaryFolder()
  let carriers: TestCarriers
  let host: HostProcess
  let screens: Screens
  let boss: RobotAgent
  let base = ""
  const open: Array<Page> = []

  beforeAll(async () => {
    carriers = await TestCarriers.start({ agents: 6 })
    const file = carriers.file(`${folder.path}/state`, { offer: "60s" })
    host = await HostProcess.serve(
      {
        ...file,
        queues: {
          ...file.queues,
          brief: { name: { zh: "急件", en: "Urgent" }, needs: "zh", offer: `${shortOfferMs}ms`, wrapUp: "0s" }
        },
        entries: (file.entries ?? []).map((entry) => (entry.adapter === "mail" ? { ...entry, queue: "brief" } : entry))
      },
      folder.path
    )
    base = `http://127.0.0.1:${carriers.http}`
    boss = new RobotAgent(base, "boss")
    await boss.signIn()
    screens = await Screens.open()
  })
  afterEach(async () => {
    for (const page of open.splice(0)) await page.context().close()
    expect(screens.faults.splice(0)).toEqual([])
  })
  afterAll(async () => {
    await screens?.close()
    await host?.stop()
    await carriers?.stop()
    folder.remove()
  })

  const at = async (user: string): Promise<Page> => {
    const page = await screens.signedIn(base, user)
    open.push(page)
    return page
  }
  const stranger = async (): Promise<Page> => {
    const page = await screens.page(`${base}/`)
    open.push(page)
    return page
  }
  /** A robot that takes what comes, finishes it and is out of the way again. */
  const serve = async (user: string): Promise<void> => {
    const robot = new RobotAgent(base, user)
    await robot.signIn()
    await robot.act({ _tag: "SignIn" })
    await robot.act({ _tag: "MakeReady" })
    const offer = await until(async () => (await robot.view()).offers[0], `an offer for ${user}`)
    await robot.act({ _tag: "Accept", contact: offer.contact, offer: offer.offer })
    await robot.act({ _tag: "Complete", contact: offer.contact })
    await robot.act({ _tag: "SignOut" })
  }

  it("a wrong password is told with the tries left, the right one leads to the desk, and leaving leads back", async () => {
    const page = await stranger()
    const alert = page.getByRole("alert")
    await signIn(page, "a1", "wrong")
    await alert.waitFor()
    expect(await alert.textContent()).toContain("还可以试 4 次")
    expect(await page.locator("#password").evaluate((field) => field === document.activeElement)).toBe(true)
    await signIn(page, "a1", "strowger")
    await page.waitForURL(/desk\.html$/)
    await page.locator(".stctl.notready").waitFor()
    await page.locator(".rail").getByText("签出").click()
    await page.waitForURL(/sign-in\.html$/)
    expect(
      (await boss.get<{ agents: ReadonlyArray<Agent> }>("/api/wall")).agents.find(({ id }) => id === "a1")?.doing
    ).toBe("signed-out")
    await page.goto(`${base}/desk.html`)
    await page.waitForURL(/sign-in\.html$/)
  })
  interface Agent {
    readonly id: string
    readonly doing: string
  }

  it("five wrong passwords lock the number: the right one is refused as well, and the page says until when", async () => {
    const page = await stranger()
    const alert = page.getByRole("alert")
    for (const left of [4, 3, 2, 1, 0]) {
      await signIn(page, "a2", "wrong")
      await alert.getByText(`还可以试 ${left} 次`).waitFor()
    }
    await signIn(page, "a2", "strowger")
    await alert.getByText("密码错得太多").waitFor()
    expect(await alert.textContent()).toMatch(/密码错得太多，\d\d:\d\d 以后再试/)
    expect(page.url()).toBe(`${base}/`)
    // Somebody else is not locked out by it.
    await signIn(page, "a3", "strowger")
    await page.waitForURL(/desk\.html$/)
  })

  it("the wall refuses an agent, and shows the supervisor who waits and how many were served in time, live", async () => {
    const agent = await at("a3")
    await agent.goto(`${base}/wall.html`)
    await agent.getByRole("alert").getByText("监控墙只对班长开放").waitFor()
    expect(await agent.locator(".q").count()).toBe(0)

    const wall = await at("boss")
    const cells = (queue: string) => wall.locator(".q tr", { hasText: queue }).locator("td")
    await cells("综合").first().waitFor()
    expect(await cells("综合").allTextContents()).toEqual(["0", "—", "0", "0", "—", "0:20", "0", "0", "0"])
    carriers.text("有人吗？")
    await cells("综合").nth(0).getByText("1", { exact: true }).waitFor()
    await cells("综合").nth(1).getByText("0:01").waitFor()
    await serve("a4")
    await cells("综合").nth(4).getByText("100.0%").waitFor()
    expect(await cells("综合").allTextContents()).toEqual(["0", "—", "0", "0", "100.0%", "0:20", "1", "0", "0"])
    await wall.locator(".ag", { hasText: "Agent 4" }).getByText("今日 1").waitFor()
    await wall.locator(".links").getByText("正常").nth(3).waitFor()
    await wall.getByRole("button", { name: "English" }).click()
    await cells("General").first().waitFor()
    expect(await wall.getByText("综合").count()).toBe(0)
    expect(await wall.locator(".links li").count()).toBe(4)
  })

  it("not ready has its reason, by menu and by key, and F8 is the way back", async () => {
    const desk = await at("a5")
    await becomeReady(desk)
    await desk.locator(".stctl .swi").click()
    await desk.getByRole("menuitem", { name: "会议" }).click()
    await desk.locator(".stctl.notready", { hasText: "会议" }).waitFor()
    await desk.getByText("您在示忙，就绪后才会派来联络").waitFor()
    await desk.keyboard.press("F8")
    await desk.locator(".stctl.ready").waitFor()
    await desk.keyboard.press("F8")
    await desk.getByRole("menu").waitFor()
    await desk.keyboard.press("2")
    await desk.locator(".stctl.notready", { hasText: "用餐" }).waitFor()
    const { agents } = await boss.get<{ agents: ReadonlyArray<{ id: string; presence: unknown }> }>("/api/wall")
    expect(agents.find(({ id }) => id === "a5")?.presence).toMatchObject({ state: "not-ready", reason: "lunch" })
  })

  it("a declined offer asks for its reason, goes back to its queue and leaves the agent ready", async () => {
    const desk = await at("a5")
    await becomeReady(desk)
    carriers.text("转账超限怎么办？")
    const offer = desk.getByRole("alertdialog")
    await offer.waitFor()
    await offer.getByRole("button", { name: "拒绝" }).click()
    await offer.getByRole("group", { name: "为何拒绝" }).getByRole("button", { name: "不熟悉" }).click()
    await offer.waitFor({ state: "detached" })
    await desk.locator(".stctl.ready").waitFor()
    const { contacts } = await boss.get<{ contacts: ReadonlyArray<{ state: string }> }>("/api/contacts")
    expect(contacts.filter(({ state }) => state === "waiting")).toHaveLength(1)
    await serve("a4")
    expect(await offer.count()).toBe(0)
  })

  it("an offer that is not answered ends: the agent is not ready because of it, and has the way back", async () => {
    const desk = await at("a6")
    await becomeReady(desk)
    carriers.mail("补发回单")
    const offer = desk.getByRole("alertdialog")
    await offer.waitFor()
    expect(await offer.textContent()).toContain("急件")
    await desk.getByRole("button", { name: "English" }).first().click()
    await offer.getByText("Urgent").waitFor()
    await desk.getByRole("button", { name: "中文" }).first().click()
    await desk.locator(".stctl.notready", { hasText: "未应答" }).waitFor()
    expect(await offer.count()).toBe(0)
    await desk.locator(".stctl .swi", { hasText: "就绪" }).click()
    // It still waits: it rings again.
    await offer.waitFor()
    await desk.keyboard.press("F2")
    await desk.locator(".thread", { hasText: "补发回单" }).waitFor()
    await desk.locator(".stctl.ready").waitFor()
  })
})
