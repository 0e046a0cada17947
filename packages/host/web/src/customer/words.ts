import type { IconName } from "../parts/Icon.tsx"

/** What the demonstration bank says on its own page. */
interface PageWords {
  readonly bank: string
  readonly heading: string
  readonly title: string
  readonly lead: string
  readonly start: string
  readonly cards: ReadonlyArray<{ readonly icon: IconName; readonly title: string; readonly body: string }>
}

export const page: Readonly<Record<"zh" | "en", PageWords>> = {
  zh: {
    bank: "云汀银行",
    heading: "云汀银行客服",
    title: "有事，随时找我们",
    lead: "在线客服、电话、短信、邮件是同一位客服在看，不用从头再说一遍。",
    start: "在线客服",
    cards: [
      { icon: "lock", title: "挂失", body: "24 小时，电话或在线都可以" },
      { icon: "sms", title: "短信", body: "发到客服号码，有人回" },
      { icon: "email", title: "邮件", body: "可带附件，当天答复" }
    ]
  },
  en: {
    bank: "Yunting Bank",
    heading: "Yunting Bank",
    title: "We are here when you need us",
    lead: "Chat, phone, SMS and mail reach the same desk: you never start over.",
    start: "Chat with us",
    cards: [
      { icon: "lock", title: "Report a loss", body: "24 hours, by phone or chat" },
      { icon: "sms", title: "SMS", body: "Write to the service number, a person answers" },
      { icon: "email", title: "Mail", body: "With attachments, answered the same day" }
    ]
  }
}
