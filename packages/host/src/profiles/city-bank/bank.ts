import type { File } from "../../config/File.ts"

/** Ports of the demonstration: where its carriers listen and where it listens itself. */
export interface BankPorts {
  readonly http: number
  readonly chat: number
  readonly mailIn: number
  readonly mailOut: number
  readonly smsc: number
  readonly pbx: number
}

export const bankNumbers = {
  sms: "10690001",
  address: "service@yunting.example",
  general: "6001",
  complaints: "6002"
} as const

/** The password of every demonstration user. Refused on any listener that others could reach. */
export const demonstrationPassword = "strowger"

const secret = { demonstration: demonstrationPassword } as const
const agent = (name: string, number: number, skills: Record<string, number>) => ({
  name,
  password: secret,
  skills,
  capacity: { voice: 1, chat: 3, sms: 4, email: 2 },
  device: `5${String(number).padStart(3, "0")}`,
  login: `7${String(number).padStart(3, "0")}`
})

/** 云汀银行: an invented city bank with four queues, six agents and a supervisor. */
export const cityBank = (ports: BankPorts, directory: string): File => ({
  centre: { name: "云汀银行客户服务中心", timezone: "Asia/Shanghai" },
  state: { directory },
  http: { host: "127.0.0.1", port: ports.http },
  skills: {
    zh: { zh: "普通话", en: "Mandarin" },
    en: { zh: "英语", en: "English" },
    card: { zh: "信用卡", en: "Cards" },
    complaint: { zh: "投诉", en: "Complaints" }
  },
  queues: {
    general: {
      name: { zh: "综合咨询", en: "General" },
      needs: "zh >= 30",
      offer: "20s",
      wrapUp: "20s",
      serviceLevel: "20s"
    },
    cards: {
      name: { zh: "信用卡", en: "Cards" },
      needs: "zh >= 30 and card >= 40",
      offer: "20s",
      wrapUp: "20s",
      serviceLevel: "20s"
    },
    complaints: {
      name: { zh: "投诉受理", en: "Complaints" },
      needs: "zh >= 50 and complaint >= 50",
      priority: 10,
      offer: "20s",
      wrapUp: "30s",
      serviceLevel: "20s"
    },
    mail: {
      name: { zh: "邮件", en: "Email" },
      needs: "zh >= 30",
      offer: "60s",
      wrapUp: "10s",
      serviceLevel: "5m"
    }
  },
  agents: {
    lu: agent("陆青禾", 1, { zh: 90, card: 70, complaint: 80, en: 60 }),
    jiang: agent("江映雪", 2, { zh: 85, card: 80 }),
    shen: agent("沈知远", 3, { zh: 80, complaint: 60 }),
    he: agent("贺兰亭", 4, { zh: 80, card: 60 }),
    meng: agent("孟晓舟", 5, { zh: 75 }),
    tan: agent("谭书言", 6, { zh: 70, en: 90 }),
    zhou: { name: "周班长", role: "supervisor", password: secret }
  },
  adapters: {
    sms: {
      kind: "sms",
      host: "127.0.0.1",
      port: ports.smsc,
      systemId: "yunting",
      password: secret,
      number: bankNumbers.sms
    },
    mail: {
      kind: "email",
      address: bankNumbers.address,
      listener: { port: ports.mailIn },
      smtp: { host: "127.0.0.1", port: ports.mailOut },
      secret: { demonstration: "yunting-mail-demonstration" }
    },
    chat: {
      kind: "chat",
      host: "127.0.0.1",
      port: ports.chat,
      origins: [`http://127.0.0.1:${ports.chat}`, `http://localhost:${ports.chat}`],
      secret: { demonstration: "yunting-chat-demonstration" }
    },
    avaya: {
      kind: "avaya",
      addresses: [{ host: "127.0.0.1", port: ports.pbx }],
      allowPlaintext: true,
      user: "strowger",
      password: secret,
      switchName: "CM1",
      vdns: [bankNumbers.general, bankNumbers.complaints],
      routeHold: "4s"
    }
  },
  entries: [
    { adapter: "sms", queue: "general" },
    { adapter: "mail", queue: "mail" },
    { adapter: "chat", queue: "general" },
    { adapter: "avaya", to: bankNumbers.general, queue: "general" },
    { adapter: "avaya", to: bankNumbers.complaints, queue: "complaints" }
  ]
})
