/** Every text of the widget, in each language it speaks. */
export interface Words {
  readonly open: string
  readonly collapse: string
  readonly end: string
  readonly endAsk: string
  readonly endYes: string
  readonly endNo: string
  readonly ended: string
  readonly again: string
  readonly connecting: string
  readonly ready: string
  readonly finding: string
  readonly withYou: (name: string) => string
  readonly offline: string
  readonly place: string
  /** How many stand before the customer, 0 = he is next. */
  readonly ahead: (count: number) => string
  /** A range of minutes, never a single one; from 0 = less than `to`. */
  readonly about: (from: number, to: number) => string
  readonly longer: string
  readonly nothingLost: string
  readonly kept: string
  readonly you: string
  readonly sending: string
  readonly pending: string
  readonly delivered: string
  readonly refused: string
  readonly write: string
  readonly send: string
  readonly caution: string
  readonly unread: (count: number) => string
}

const zh: Words = {
  open: "在线客服",
  collapse: "收起",
  end: "结束对话",
  endAsk: "要结束这次对话吗？",
  endYes: "结束",
  endNo: "继续聊",
  ended: "对话已结束",
  again: "再次咨询",
  connecting: "正在连接",
  ready: "请说说您的问题",
  finding: "正在为您接通人工",
  withYou: (name) => `${name} 为您服务`,
  offline: "网络断开，正在重连",
  place: "已为您排队，您的位置一直留着",
  ahead: (count) => (count === 0 ? "下一位就是您" : `前面还有 ${count} 位`),
  about: (from, to) => (from === 0 ? `，${to} 分钟以内` : `，大约 ${from}–${to} 分钟`),
  longer: "。比刚才久一些，您的位置还在",
  nothingLost: "没网也不丢：位置和消息都替您留着",
  kept: "对话将被保存",
  you: "您",
  sending: "发送中",
  pending: "待发送，连上自动发出",
  delivered: "已送达",
  refused: "没有发出，请修改后再发",
  write: "请输入…",
  send: "发送",
  caution: "请勿发送密码、验证码、完整卡号",
  unread: (count) => `${count} 条未读`
}

const en: Words = {
  open: "Chat with us",
  collapse: "Collapse",
  end: "End chat",
  endAsk: "End this chat?",
  endYes: "End",
  endNo: "Go on",
  ended: "This chat has ended",
  again: "Start again",
  connecting: "Connecting",
  ready: "Tell us how we can help",
  finding: "Finding someone for you",
  withYou: (name) => `${name} is with you`,
  offline: "Offline, reconnecting",
  place: "You are in the queue and your place is kept",
  ahead: (count) => (count === 0 ? "You are next" : `${count} before you`),
  about: (from, to) =>
    from === 0 ? `, less than ${to === 1 ? "a minute" : `${to} minutes`}` : `, about ${from}–${to} minutes`,
  longer: ". A little longer than before; your place is kept",
  nothingLost: "Nothing is lost: your place and words are kept",
  kept: "This chat is kept",
  you: "You",
  sending: "sending",
  pending: "waiting, sent when back",
  delivered: "delivered",
  refused: "not sent, please change it and send again",
  write: "Write…",
  send: "Send",
  caution: "Never send passwords, codes or full card numbers",
  unread: (count) => `${count} unread`
}

export const wordsFor = (lang: string): Words => (lang.toLowerCase().startsWith("zh") ? zh : en)
