/**
 * Pictures of every screen in the states people meet, from a real host with the demonstration's bank and carriers, for looking at.
 * Never shipped. `node --conditions=source packages/host/web/dev/screenshots.ts FOLDER` after `npm run build:screens`; needs Chromium.
 */
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { Visitor } from "@strowger/channels/sim"
import { Effect, Exit, Scope } from "effect"
import type { Page } from "playwright-core"
import { bankNumbers, cityBank } from "../../src/profiles/city-bank/bank.ts"
import { startCarriers } from "../../src/profiles/city-bank/carriers.ts"
import { Screens } from "../../test/screens/Screens.ts"
import { freePort, HostProcess, temporaryFolder } from "../../test/support/HostProcess.ts"
import { RobotAgent } from "../../test/support/RobotAgent.ts"
import { until } from "../../test/support/until.ts"

const target = process.argv[2]
if (target === undefined) throw new Error("Name the folder for the pictures.")
mkdirSync(target, { recursive: true })

const languages = ["zh", "en"] as const
const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 }
] as const
/** The same screen in both languages. */
type Pair = Readonly<Record<(typeof languages)[number], Page>>

const both = async (open: (language: "zh" | "en") => Promise<Page>): Promise<Pair> => ({
  zh: await open("zh"),
  en: await open("en")
})
const each = async (pair: Pair, act: (page: Page) => Promise<unknown>): Promise<void> => {
  for (const language of languages) await act(pair[language])
}
/** Four pictures by day, one at night. `narrow` brings the part to sight that a telephone shows. */
const shoot = async (name: string, pair: Pair, narrow: (page: Page) => Promise<unknown> = async () => undefined) => {
  for (const language of languages)
    for (const size of sizes) {
      const page = pair[language]
      await page.setViewportSize(size)
      if (size.width < 500) await narrow(page)
      await page.screenshot({ path: join(target, `${name}-${size.width}-${language}.png`), animations: "disabled" })
    }
  await pair.zh.setViewportSize(sizes[0])
  await pair.zh.emulateMedia({ colorScheme: "dark" })
  await pair.zh.screenshot({ path: join(target, `${name}-1440-zh-dark.png`), animations: "disabled" })
  await pair.zh.emulateMedia({ colorScheme: "light" })
  await each(pair, (page) => page.setViewportSize(sizes[0]))
  console.log(name)
}
const tab = (at: number) => (page: Page) => page.locator(".mnav button").nth(at).click()

const folder = temporaryFolder()
const scope = Effect.runSync(Scope.make())
const [http, chat, mailIn] = [await freePort(), await freePort(), await freePort()]
const { agents } = cityBank({ http, chat, mailIn, mailOut: 0, smsc: 0, pbx: 0 }, folder.path)
const carriers = await Effect.runPromise(Scope.provide(startCarriers(agents, mailIn), scope))
const bank = cityBank(
  { http, chat, mailIn, mailOut: carriers.mailbox.port, smsc: carriers.smsc.port, pbx: carriers.pbx.port },
  `${folder.path}/state`
)
const host = await HostProcess.serve(
  {
    ...bank,
    queues: Object.fromEntries(Object.entries(bank.queues).map(([id, queue]) => [id, { ...queue, offer: "50s" }]))
  },
  folder.path
)
process.on("exit", () => void host.kill())
const base = `http://127.0.0.1:${http}`
const screens = await Screens.open()

const signInPages = await both((language) => screens.page(`${base}/`, { language }))
await each(signInPages, async (page) => {
  await page.locator("#user").fill("lu")
  await page.locator("#password").fill("wrong")
  await page.locator("#password").press("Enter")
  await page.getByRole("alert").waitFor()
})
await shoot("sign-in", signInPages)

const customerPages = await both((language) => screens.page(`http://127.0.0.1:${chat}/`, { language }))
await shoot("chat-page", customerPages)
await each(customerPages, (page) => page.locator(".hero button").click())
await shoot("chat-open", customerPages)
const customer = customerPages.zh
const write = async (page: Page, text: string) => {
  await page.locator("strowger-chat textarea").fill(text)
  await page.locator("strowger-chat textarea").press("Enter")
}

const desks = await both((language) => screens.signedIn(base, "lu", { language }))
await each(desks, (page) => page.locator(".stctl.notready").waitFor())
await desks.zh.locator(".stctl .swi").click()
await each(desks, (page) => page.locator(".stctl.ready").waitFor())
await shoot("desk-empty", desks)
await each(desks, (page) => page.locator(".stctl .stbtn").click())
await shoot("desk-presence", desks)
await each(desks, (page) => page.keyboard.press("Escape"))

const offer = (page: Page) => page.getByRole("alertdialog")
/** Taken at one desk, looked at on both. */
const take = async (contactOf: (page: Page) => Promise<unknown>) => {
  await offer(desks.zh).first().waitFor()
  await desks.zh.keyboard.press("F2")
  await each(desks, contactOf)
}
const choose = (text: string) => async (page: Page) => {
  await page.locator(".it", { hasText: text }).click()
  await page.locator(".c-h").waitFor()
}
const say = async (text: string) => {
  await desks.zh.locator(".composer textarea").fill(text)
  await desks.zh.keyboard.press("Control+Enter")
}

carriers.smsc.deliver({
  from: "13800002046",
  to: bankNumbers.sms,
  text: "你好，我在手机银行转账 8 万元，提示超过单日限额，怎么办？"
})
await take(choose("138****2046"))
await say("您好，您的单日限额是 5 万元。可以用 U 盾在网银调高，或带身份证到任一网点办理，当日生效 🙂")
await each(desks, (page) => page.getByText(/已送达|delivered/).waitFor())
carriers.smsc.deliver({ from: "13800002046", to: bankNumbers.sms, text: "U 盾不在身边，有别的办法吗？" })
await each(desks, (page) => page.locator(".thread").getByText("U 盾不在身边").waitFor())
await desks.zh.locator(".composer textarea").fill("可以先用小额多次转账，或到网点柜台办理。")
await shoot("desk-sms", desks, tab(1))
await desks.zh.locator(".composer textarea").fill("")

await write(customer, "房贷提前还款要预约吗？我的贷款尾号 0917，想月底前还清。")
await offer(desks.zh).waitFor()
await each(desks, (page) => offer(page).waitFor())
await shoot("desk-offer", desks, tab(0))
await desks.zh.keyboard.press("F4")
await desks.en.keyboard.press("F4")
await shoot("desk-decline", desks, tab(0))
await each(desks, (page) => page.keyboard.press("Escape"))
await desks.zh.locator(".of-b .btn.go").first().click()
await each(desks, choose("房贷"))
await say("您好，需要提前 10 个工作日预约，我现在可以替您登记。")
await customer.locator("strowger-chat li", { hasText: "替您登记" }).waitFor()
await write(customer, "违约金怎么算？")
await each(desks, (page) => page.locator(".thread").getByText("违约金").waitFor())
await desks.zh.getByRole("button", { name: "查看决策" }).click()
await desks.en.getByRole("button", { name: "Show the decision" }).click()
await each(desks, (page) => page.locator(".decision").waitFor())
await shoot("desk-chat", desks, tab(1))
await shoot("desk-customer", desks, tab(2))
await shoot("chat-talk", { zh: customer, en: customerPages.en })

await carriers.mailbox.send({
  from: "finance@jichuan.example",
  name: "霁川商贸 财务部",
  to: bankNumbers.address,
  subject: "11 月对公电子回单缺 3 张",
  text: "您好：\n\n我公司账户（尾号 0196）11 月应有电子回单 41 张，网银只能下载 38 张，缺 11 月 9 日、12 日、18 日各一张。月底关账，麻烦协助补发。\n\n清单见附件。谢谢！\n\n霁川商贸 财务部",
  attachments: [
    { name: "缺失回单清单.csv", mime: "text/csv", content: Buffer.alloc(18_400, "1,") },
    {
      name: "a very long file name that nobody would like to read in one line.txt",
      mime: "text/plain",
      content: Buffer.alloc(900)
    }
  ]
})
await take(choose("jichuan"))
await shoot("desk-mail", desks, tab(1))

const caller = carriers.pbx.call({ from: "13900007720", to: bankNumbers.complaints })
await offer(desks.zh).first().waitFor()
await shoot("desk-offer-call", desks, tab(0))
await take(choose("7720"))
await each(desks, (page) => page.locator(".callbar").waitFor())
await shoot("desk-call", desks, tab(1))
caller.hangUp()
await each(desks, (page) => page.locator(".wrapbar").waitFor())
await shoot("desk-wrapup", desks, tab(1))
await shoot("desk-inbox", desks, tab(0))

const robots = new Map<string, RobotAgent>()
for (const user of ["jiang", "shen", "he", "meng"]) {
  const robot = new RobotAgent(base, user)
  robots.set(user, robot)
  await robot.signIn()
  await robot.act({ _tag: "SignIn" })
}
const robot = (user: string): RobotAgent => robots.get(user) as RobotAgent
await desks.zh.keyboard.press("F8")
await desks.zh.keyboard.press("1")
await robot("jiang").act({ _tag: "MakeReady" })
const visitor = new Visitor({ url: `ws://127.0.0.1:${chat}/chat`, lang: "zh" })
visitor.write("请问信用卡年费怎么减免？")
for (const [at, text] of ["短信提醒的扣费 12 元是什么费用？", "外汇汇款到香港多久到账？"].entries())
  carriers.smsc.deliver({ from: `1370000000${at}`, to: bankNumbers.sms, text })
await until(async () => (await robot("jiang").view()).offers.length === 3, "three offers for jiang")
for (const { contact, offer: id } of (await robot("jiang").view()).offers.slice(0, 2))
  await robot("jiang").act({ _tag: "Accept", contact, offer: id })
await robot("shen").act({ _tag: "MakeNotReady", reason: "lunch" })
carriers.pbx.call({ from: "13911112222", to: bankNumbers.complaints })
carriers.pbx.call({ from: "13911113333", to: bankNumbers.complaints }).hangUp()
await robot("meng").act({ _tag: "MakeReady" })
const walls = await both((language) => screens.signedIn(base, "zhou", { language }))
await each(walls, (page) => page.locator(".wn", { hasText: "1" }).first().waitFor())
await shoot("wall", walls)

await each(desks, choose("违约金"))
await host.kill()
await each(desks, (page) => page.locator(".banner").waitFor())
await desks.zh.locator(".composer textarea").fill("违约金是一个月利息，满一年免收。")
await desks.zh.keyboard.press("Control+Enter")
await write(customer, "你还在吗？")
await shoot("desk-lost", desks, tab(1))
await shoot("wall-lost", walls)
await shoot("chat-lost", customerPages)

if (screens.faults.length > 0) console.error("The pages threw:", screens.faults)
await screens.close()
await visitor.stop()
await Effect.runPromise(Scope.close(scope, Exit.void))
folder.remove()
