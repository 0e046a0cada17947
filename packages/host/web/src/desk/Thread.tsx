import type { DeskContact, DeskMessage } from "../../../src/desk/DeskApi.ts"
import { hostNow } from "../link/clock.ts"
import { bytes, clock } from "../parts/format.ts"
import { Icon } from "../parts/Icon.tsx"
import { isLost } from "../parts/LinkLost.tsx"
import { words } from "../words/language.ts"
import { keepDraft } from "./drafts.ts"
import { linesOf } from "./lines.ts"
import { type Saying, sayings, withdraw } from "./sayings.ts"

const fileAddress = (conversation: string, sha256: string): string =>
  `/api/conversations/${encodeURIComponent(conversation)}/attachments/${sha256}`

const Attachments = ({ of, conversation }: { of: DeskMessage["attachments"]; conversation: string }) => {
  const text = words.value.desk
  if (of.length === 0) return null
  return (
    <ul class="att" aria-label={text.attachments}>
      {of.map((file) => (
        <li key={file.sha256} class={file.held === undefined ? "tag" : "tag soon"} title={file.held}>
          <Icon name={file.held === undefined ? "clip" : "lock"} small />
          {file.held === undefined ? (
            <a class="cut" href={fileAddress(conversation, file.sha256)} download={file.name}>
              {file.name}
            </a>
          ) : (
            <span class="cut">{file.name}</span>
          )}
          <span class="num">{bytes(file.bytes)}</span>
          {file.held !== undefined && <span>· {text.held}</span>}
        </li>
      ))}
    </ul>
  )
}

/** Pending, sent, delivered, read, failed: five looks, and none of them before the host said so. */
const Status = ({ line }: { line: DeskMessage }) => {
  const text = words.value.desk
  const { status, parts } = line
  if (status === undefined) return null
  const bad = status === "failed" || status === "expired"
  const look = bad ? "late" : status === "delivered" || status === "read" ? "ok" : status === "unknown" ? "soon" : ""
  const icon =
    bad || status === "unknown"
      ? "warn"
      : status === "read"
        ? "checks"
        : status === "delivered" || status === "submitted"
          ? "check"
          : "clock"
  return (
    <span class={`row ${look}`}>
      <Icon name={icon} small />
      {text.status[status]}
      {parts !== undefined && parts > 1 && ` · ${text.parts(parts)}`}
    </span>
  )
}

const Line = ({ line }: { line: DeskMessage }) => {
  const text = words.value.desk
  const at = clock(line.atMs, hostNow.peek())
  if (line.author === "system")
    return (
      <li class="ev">
        <Icon name="info" small />
        <span>
          <span class="num">{at}</span> {line.text}
        </span>
      </li>
    )
  const mine = line.author === "agent"
  const who = line.name ?? (mine ? text.you : text.customerSays)
  const waits = line.status === "pending" || line.status === "queued"
  return (
    <li class={mine ? "m me" : "m"}>
      <span class="sr">
        {who}, {at}:
      </span>
      <div class={`bub ${waits ? "pend" : ""} ${line.channel === "email" ? "mail" : ""}`}>
        {line.subject !== undefined && <b class="subj">{line.subject}</b>}
        <span class="txt">{line.text}</span>
        <Attachments of={line.attachments} conversation={line.conversation} />
      </div>
      <span class="m-f">
        {line.name !== undefined && <span>{line.name}</span>}
        <span class="num">{at}</span>
        <Status line={line} />
      </span>
    </li>
  )
}

const Unsent = ({ saying }: { saying: Saying }) => {
  const text = words.value
  const { refused } = saying
  return (
    <li class="m me">
      <span class="sr">{text.desk.you}:</span>
      <div class="bub pend">
        <span class="txt">{saying.text}</span>
      </div>
      {refused === undefined ? (
        <span class="m-f">
          <span class="row soon">
            <Icon name="clock" small />
            {isLost() ? text.desk.waitingToSend : text.desk.status.pending}
          </span>
        </span>
      ) : (
        <span class="m-f">
          <span class="row late" role="alert">
            <Icon name="warn" small />
            {text.desk.notSent}: {text.refusal[refused.reason] ?? refused.text}
          </span>
          <button
            type="button"
            class="btn sm"
            onClick={() => {
              keepDraft(saying.contact, saying.text)
              withdraw(saying.command)
            }}
          >
            {text.desk.edit}
          </button>
        </span>
      )}
    </li>
  )
}

/** Everything said in one conversation, whatever the channel; newest last. */
export const Thread = ({ contact }: { contact: DeskContact }) => {
  const text = words.value.desk
  const lines = linesOf.value.get(contact.conversation) ?? []
  const unsent = sayings.value.filter(
    ({ conversation, command }) =>
      conversation === contact.conversation && !lines.some((line) => line?.command === command)
  )
  return (
    <div class="thread" role="log" aria-label={text.conversation} aria-live="polite" tabindex={0} data-region="3">
      <ol>
        {lines.map((line) => line && <Line key={line.seq} line={line} />)}
        {unsent.map((saying) => (
          <Unsent key={saying.command} saying={saying} />
        ))}
        {lines.length + unsent.length === 0 && contact.channel !== "voice" && <li class="ev">{text.noLines}</li>}
      </ol>
    </div>
  )
}
