import type { Traits } from "@strowger/router/ports"
import type { MailHeaders } from "./mime/MailHeaders.ts"

/** What `automaticOf` looks at beside the headers. */
export interface Envelope {
  /** MAIL FROM as the sending server gave it; "" is the null sender; `undefined` when the mail came by IMAP. */
  readonly mailFrom?: string
}

const DAEMON = /^(mailer-?daemon|postmaster|mail-?daemon|post_?master|mdaemon)(@|$)/
const FAILED =
  /(undeliver|delivery (status|fail|notif|has fail)|returned mail|mail (delivery )?(failed|failure|system error)|failure notice|could not (be )?deliver|non[- ]?deliver|退信|系统退信|无法投递|投递失败)/i
const AWAY = /^(out of (the )?office|automatic reply|auto(matic)?[- ]?(reply|response)|自动回复|自動回覆|不在办公室)/i

/** The envelope sender: SMTP says it, IMAP servers keep it in Return-Path. `undefined` = nobody said. */
const nullSender = (headers: MailHeaders, envelope: Envelope): boolean =>
  envelope.mailFrom === undefined ? /^\s*<\s*>\s*$/.test(headers.raw("return-path")) : envelope.mailFrom === ""

const isBounce = (headers: MailHeaders, contentTypes: ReadonlyArray<string>, fromNobody: boolean): boolean => {
  const report = headers.parameter("content-type", "report-type")?.toLowerCase()
  if (report === "delivery-status" || contentTypes.includes("message/delivery-status")) return true
  if (report !== undefined) return false
  if (headers.has("x-failed-recipients")) return true
  const daemon = [...headers.mailboxes("from"), ...headers.mailboxes("sender")].some(
    ({ address, name }) => DAEMON.test(address) || DAEMON.test(name.toLowerCase().replace(/ /g, "-"))
  )
  return daemon && (fromNobody || headers.has("auto-submitted") || FAILED.test(headers.text("subject")))
}

/**
 * Did a machine write this mail? Bounces first (RFC 3464 finds only half of those seen in the field, so the sender's name counts too),
 * then answers (RFC 3834), then everything else that was generated. `Precedence: bulk` and `X-Auto-Response-Suppress` prove nothing:
 * people's mails carry both.
 */
export const automaticOf = (
  headers: MailHeaders,
  contentTypes: ReadonlyArray<string>,
  envelope: Envelope,
  ownAddress: string
): Traits["automatic"] => {
  const fromNobody = nullSender(headers, envelope)
  if (isBounce(headers, contentTypes, fromNobody)) return "bounce"
  const submitted = headers.token("auto-submitted")
  if (submitted === "auto-replied") return "auto-replied"
  if (headers.has("x-autoreply") || headers.has("x-autorespond") || headers.has("x-autorespond-to"))
    return "auto-replied"
  if (headers.token("precedence") === "auto_reply" || headers.token("x-precedence") === "auto_reply")
    return "auto-replied"
  if (fromNobody && AWAY.test(headers.text("subject"))) return "auto-replied"
  if (submitted !== "" && submitted !== "no") return "auto-generated"
  if (fromNobody || headers.has("list-id") || headers.token("content-type") === "multipart/report")
    return "auto-generated"
  const loop = headers.all("x-loop").some((value) => value.trim().toLowerCase() === ownAddress)
  const ours = headers.mailboxes("from").some(({ address }) => address === ownAddress)
  return loop || ours ? "auto-generated" : "no"
}
