import type { Act, DeskContact, DeskMessage, DeskOffer, DeskView, WallView } from "../../src/desk/DeskApi.ts"

type Channel = DeskOffer["channel"]
type Presence = { state: "signed-out" | "not-ready" | "ready"; reason?: string; sinceMs: number }

const minutes = (ago: number): number => Date.now() - ago * 60_000

/** One agent's day, invented: enough to see every state of the screens. */
export const makeCannedCentre = () => {
  let presence: Presence = { state: "ready", sinceMs: minutes(4.2) }
  let offers: Array<DeskOffer> = []
  let contacts: Array<DeskContact> = []
  let position = 918_204
  let wallNumber = 0
  const threads = new Map<string, Array<DeskMessage>>()
  const listeners = new Set<() => void>()
  const changed = () => {
    position++
    for (const listener of listeners) listener()
  }

  const line = (
    conversation: string,
    author: DeskMessage["author"],
    channel: Channel,
    text: string,
    ago: number,
    more: Partial<DeskMessage> = {}
  ) => {
    const lines = threads.get(conversation) ?? []
    threads.set(conversation, lines)
    const made: DeskMessage = {
      conversation,
      seq: lines.length + 1,
      atMs: minutes(ago),
      author,
      channel,
      text,
      attachments: [],
      ...more
    }
    lines.push(made)
    return made
  }

  const own = (
    contact: string,
    channel: Channel,
    from: string,
    queueName: string,
    more: Partial<DeskContact>
  ): void => {
    const conversation = `v-${contact}`
    const lines = threads.get(conversation) ?? []
    contacts.push({
      contact,
      conversation,
      channel,
      queue: queueName,
      queueName,
      from,
      state: "active",
      acceptedAtMs: minutes(6),
      lastText: lines.at(-1)?.text.slice(0, 60) ?? "",
      lastSeq: lines.length,
      ...more
    })
  }

  line("v-s1", "customer", "sms", "你好，我在手机银行转账 8 万元，提示超过单日限额。", 64)
  line(
    "v-s1",
    "agent",
    "sms",
    "孟先生您好，我是 8106 号座席陆青禾。您目前手机银行单日限额为 5 万元，可以用 U 盾在网银调高，或带身份证到网点办理。",
    63,
    {
      name: "陆青禾",
      status: "delivered",
      parts: 2
    }
  )
  line("v-s1", "customer", "sms", "U 盾不在身边，有别的办法吗？", 60)
  line("v-s1", "system", "sms", "客户关闭了网页，起用短信继续（同一号码，24 小时内）", 50)
  line("v-s1", "agent", "sms", "也可携带本人身份证和银行卡到任一网点柜台调整，当日生效，不收费用。", 38, {
    name: "陆青禾",
    status: "failed"
  })
  line("v-s1", "customer", "sms", "那我明天去网点办可以吗？需要预约吗？", 2.2)
  own("s1", "sms", "138****2046", "电子银行", { waitingSinceMs: minutes(2.2) })

  line(
    "v-m1",
    "customer",
    "email",
    "您好：\n\n我公司账户（尾号 0196）11 月应有电子回单 41 张，网银只能下载 38 张，缺 11 月 9 日、12 日、18 日各一张。月底关账，麻烦协助补发。\n\n清单见附件。谢谢！\n\n霁川商贸 财务部",
    90,
    {
      subject: "11 月对公电子回单缺 3 张",
      name: "霁川商贸 财务部",
      attachments: [
        { name: "缺失回单清单.xlsx", mime: "application/x", bytes: 18_400, sha256: "a" },
        { name: "网银录屏.mp4", mime: "video/mp4", bytes: 31_400_000, sha256: "b", held: "larger than 25 MB" }
      ]
    }
  )
  own("m1", "email", "fin***@jichuan.example", "对公业务", { acceptedAtMs: minutes(80), waitingSinceMs: minutes(0.4) })
  line("v-c1", "customer", "chat", "在吗？", 8)
  line("v-c1", "agent", "chat", "在的，您请说。", 7.5, { name: "陆青禾", status: "read" })
  own("c1", "chat", "访客 7f3a", "网聊", { customerOnline: false })

  const ring = (channel: Channel): void => {
    const id = `o${position}`
    offers.push({
      contact: `k${position}`,
      offer: id,
      channel,
      queue: "loan",
      queueName: channel === "voice" ? "投诉专线" : "贷款咨询",
      conversation: `v-k${position}`,
      from: channel === "voice" ? "139****7720" : "135****0917",
      preview: channel === "voice" ? "" : "我想问一下房贷提前还款的手续费是怎么算的，能不能线上办？",
      waitedMs: 38_000,
      madeAtMs: Date.now(),
      expiresAtMs: Date.now() + 20_000,
      candidates: 6,
      why: [
        { code: "skill", params: { skill: "投诉", level: 7, needs: 5 } },
        { code: "idle", params: { ms: 252_000 } },
        { code: "capacity", params: { channel, used: 0, limit: 1 } }
      ],
      connecting: false
    })
    changed()
  }

  const acts = (command: string, act: Act): { reason: string; text: string } | undefined => {
    switch (act._tag) {
      case "SignIn":
      case "MakeNotReady":
        presence = { state: "not-ready", reason: act._tag === "SignIn" ? "signed in" : act.reason, sinceMs: Date.now() }
        return undefined
      case "MakeReady":
        presence = { state: "ready", sinceMs: Date.now() }
        return undefined
      case "SignOut":
        if (contacts.length > 0) return { reason: "AgentBusy", text: "There are contacts in hand." }
        presence = { state: "signed-out", sinceMs: Date.now() }
        return undefined
      case "Accept": {
        const offer = offers.find((one) => one.offer === act.offer)
        if (offer === undefined) return { reason: "OfferNotOpen", text: "Gone." }
        offers = offers.map((one) => (one.offer === act.offer ? { ...one, connecting: true } : one))
        setTimeout(() => {
          offers = offers.filter((one) => one.offer !== act.offer)
          if (offer.channel !== "voice") line(offer.conversation, "customer", offer.channel, offer.preview, 0)
          own(offer.contact, offer.channel, offer.from, offer.queueName, {
            acceptedAtMs: Date.now(),
            ...(offer.channel === "voice" ? { onHold: false } : { waitingSinceMs: Date.now() })
          })
          changed()
        }, 1_500)
        return undefined
      }
      case "Decline":
        offers = offers.filter((one) => one.offer !== act.offer)
        return undefined
      case "Say": {
        const contact = contacts.find((one) => one.contact === act.contact)
        if (contact === undefined) return { reason: "NotEngaged", text: "Not yours." }
        line(contact.conversation, "agent", contact.channel, act.text, 0, {
          name: "陆青禾",
          status: "pending",
          command
        })
        setTimeout(() => {
          const lines = threads.get(contact.conversation) ?? []
          const at = lines.findIndex((one) => one.command === command)
          const before = lines[at]
          if (before !== undefined) lines[at] = { ...before, status: "delivered" }
          changed()
        }, 1_200)
        contacts = contacts.map((one) => {
          if (one.contact !== act.contact) return one
          const { waitingSinceMs: _, ...rest } = one
          return { ...rest, lastText: act.text, lastSeq: one.lastSeq + 1 }
        })
        return undefined
      }
      case "Complete":
        contacts = contacts.map((one) =>
          one.contact === act.contact ? { ...one, state: "wrap-up", wrapUpEndsAtMs: Date.now() + 48_000 } : one
        )
        return undefined
      case "EndWrapUp":
        contacts = contacts.filter((one) => one.contact !== act.contact)
        return undefined
    }
  }

  const limits: ReadonlyArray<readonly [Channel, number]> = [
    ["voice", 1],
    ["chat", 3],
    ["sms", 4],
    ["email", 2]
  ]
  const load = () =>
    limits.map(([channel, limit]) => ({
      channel,
      limit,
      used: contacts.filter((one) => one.channel === channel).length
    }))

  return {
    position: () => position,
    onChange: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    lines: (conversation: string) => threads.get(conversation) ?? [],
    act: (command: string, act: Act) => {
      const refusal = acts(command, act)
      if (refusal === undefined) changed()
      return refusal
    },
    provoke: (what: string) => {
      if (what === "voice" || what === "chat" || what === "sms" || what === "email") ring(what)
    },
    explain: (contact: string) => ({
      text: `Contact ${contact} was offered to 8106 by rule most-idle of configuration 41 at log position 918204.\n6 agents had the skills; 8106 was idle longest.`,
      candidates: [
        { agent: "8106", rule: "most-idle" },
        { agent: "8117", failed: "not ready: lunch" },
        { agent: "8123", failed: "skill complaint is 3, needs 5" }
      ]
    }),
    desk: (): DeskView => ({
      position,
      nowMs: Date.now(),
      agent: { id: "8106", name: "陆青禾", device: "8106", presence },
      capacity: load(),
      offers,
      contacts,
      today: { handled: 31, meanHandleMs: 222_000 }
    }),
    wall: (): WallView => cannedWall(position, wallNumber++)
  }
}

const NAMES =
  "陆青禾 秦以安 闻人楚 顾惜文 容若川 祝南星 纪云帆 白子衿 宋晚晴 路遥知 程见山 叶疏桐 温故新 孔昭明 方知行 柳如烟".split(
    " "
  )
const DOING = [
  "busy",
  "wrap-up",
  "busy",
  "ready",
  "ready",
  "busy",
  "not-ready",
  "ready",
  "busy",
  "ringing",
  "busy",
  "signed-out"
] as const

const cannedWall = (position: number, number: number): WallView => {
  const queue = (id: string, name: string, waiting: number, ago: number | undefined, level: number, more: number) => ({
    id,
    name,
    waiting,
    ...(ago === undefined ? {} : { oldestEnqueuedAtMs: minutes(ago), longestWaitMs: ago * 60_000 }),
    offered: waiting > 0 ? 1 : 0,
    active: more % 7,
    answered: 100 + more * 13 + (number % 5),
    abandoned: more,
    serviceLevel: level,
    serviceLevelMs: id === "mail" ? 24 * 3_600_000 : id === "sms" ? 300_000 : 20_000,
    readyAgents: more % 4
  })
  return {
    position,
    nowMs: Date.now(),
    queues: [
      queue("lost", "挂失", 0, undefined, 0.992, 3),
      queue("complaint", "投诉专线", 2, 0.25, 0.861, 5),
      queue("loan", "贷款咨询", 7, 1.78, 0.615, 11),
      queue("chat", "网聊", 3, 0.1, 0.904, 2),
      queue("sms", "短信", 6, 3.2, 0.948, 1),
      queue("mail", "邮件", 38, 174, 0.97, 4)
    ],
    agents: NAMES.map((name, at) => {
      const doing = DOING[at % DOING.length] ?? "ready"
      const state = doing === "signed-out" || doing === "not-ready" ? doing : "ready"
      return {
        id: String(8100 + at),
        name,
        presence: { state, sinceMs: minutes(5), ...(doing === "not-ready" ? { reason: "break" } : {}) },
        doing,
        sinceMs: minutes(((at * 7) % 11) + 0.3),
        load: [
          { channel: "voice" as const, used: doing === "busy" && at % 2 === 0 ? 1 : 0, limit: 1 },
          { channel: "chat" as const, used: at % 3, limit: 3 },
          { channel: "sms" as const, used: at % 4, limit: 4 },
          { channel: "email" as const, used: at % 2, limit: 2 }
        ],
        handled: 12 + at
      }
    }),
    totals: {
      waiting: 56,
      longestWaitMs: 174 * 60_000,
      answered: 1_027,
      abandoned: 36,
      serviceLevel: 0.842,
      ready: 4,
      busy: 8,
      meanWaitMs: 14_000
    },
    adapters: [
      { id: "smsc-1", channel: "sms", state: "up" },
      { id: "mailbox", channel: "email", state: "backoff", detail: "IMAP 10.0.0.8:993 refused, again in 8 s" },
      { id: "web-chat", channel: "chat", state: "up" },
      { id: "aes", channel: "voice", state: "up" }
    ]
  }
}
