import type { DeskContact } from "../../../src/desk/DeskApi.ts"
import { underWay } from "../link/acts.ts"
import { hostNow } from "../link/clock.ts"
import { clockSeconds, duration } from "../parts/format.ts"
import { ChannelMark, Icon } from "../parts/Icon.tsx"
import { Ring } from "../parts/Ring.tsx"
import { queueOf, whoOf, words } from "../words/language.ts"
import { Composer } from "./Composer.tsx"
import { chosenContact, desk, drawer, offersSeen, tab } from "./desk.ts"
import { finish } from "./does.ts"
import { Thread } from "./Thread.tsx"

const Head = ({ contact }: { contact: DeskContact }) => {
  const text = words.value.desk
  const call = contact.channel === "voice"
  const busy = underWay.value.has(`finish:${contact.contact}`)
  return (
    <header class="c-h">
      <button
        type="button"
        class="btn ghost icon only-m"
        aria-label={words.value.common.back}
        onClick={() => (tab.value = "inbox")}
      >
        <Icon name="left" />
      </button>
      <ChannelMark channel={contact.channel} size="l" />
      <span class="col grow">
        <h2 class="cut num">{whoOf(contact)}</h2>
        <span class="row xs dim cut">
          <span class="cut">
            {words.value.channel[contact.channel]} · {queueOf(contact)}
            {contact.customerOnline !== undefined &&
              ` · ${contact.customerOnline ? text.customerHere : text.customerAway}`}
          </span>
        </span>
      </span>
      <button
        type="button"
        class="btn sm only-t"
        aria-expanded={drawer.value}
        onClick={() => (drawer.value = !drawer.value)}
      >
        {text.customer} <kbd>Alt C</kbd>
      </button>
      {contact.state === "active" && (
        <button type="button" class={call ? "btn sm danger" : "btn sm"} disabled={busy} onClick={() => finish(contact)}>
          {call && <Icon name="hang" small />}
          {busy ? text.finishing : call ? text.hangUp : text.finish} <kbd>{call ? "Alt X" : "Alt W"}</kbd>
        </button>
      )}
    </header>
  )
}

const CallBar = ({ contact }: { contact: DeskContact }) => {
  const text = words.value.desk
  const device = desk.value?.agent.device
  return (
    <div class="callbar">
      <span class="big num" role="timer" aria-live="off">
        {duration(hostNow.value - contact.acceptedAtMs)}
      </span>
      <span class="col">
        <span class={contact.onHold ? "st wrap" : "st busy"} role="status">
          <Icon name={contact.onHold ? "pause" : "busy"} />
          {contact.onHold ? text.onHold : text.talking}
          {device !== undefined && <span class="dim xs"> · {text.ext(device)}</span>}
        </span>
        <span class="xs dim">{contact.onHold ? text.callHeld : text.callText}</span>
      </span>
    </div>
  )
}

/** What the host told of a call, in the order it happened: a call has no lines to read. */
const CallStory = ({ contact }: { contact: DeskContact }) => {
  const { story, conversation } = words.value.desk
  const offer = offersSeen.get(contact.contact)
  const steps: ReadonlyArray<readonly [number, string]> =
    offer === undefined
      ? [[contact.acceptedAtMs, words.value.desk.talking]]
      : [
          [offer.madeAtMs - offer.waitedMs, story.queued(queueOf(contact))],
          [offer.madeAtMs, story.offered],
          [contact.acceptedAtMs, story.answered(duration(contact.acceptedAtMs - offer.madeAtMs + offer.waitedMs))]
        ]
  return (
    <ol class="tl" aria-label={conversation}>
      {steps.map(([atMs, what]) => (
        <li key={what}>
          <span class="num xs faint">{clockSeconds(atMs)}</span>
          <span>{what}</span>
        </li>
      ))}
    </ol>
  )
}

/** How long each wrap-up had when this page first saw it: the whole of its ring. */
const wrapUpWholeMs = new Map<string, number>()

const WrapUp = ({ contact }: { contact: DeskContact }) => {
  const text = words.value.desk
  const endsAtMs = contact.wrapUpEndsAtMs
  const leftMs = endsAtMs === undefined ? undefined : endsAtMs - hostNow.value
  const seconds = Math.max(0, Math.ceil((leftMs ?? 0) / 1000))
  const wholeMs = Math.max(wrapUpWholeMs.get(contact.contact) ?? 0, leftMs ?? 0)
  wrapUpWholeMs.set(contact.contact, wholeMs)
  return (
    <div class="wrapbar" data-region="4" tabindex={-1}>
      {leftMs !== undefined && (
        <span class="wt">
          <Ring leftMs={leftMs} wholeMs={wholeMs} label={text.wrapUpLeft(seconds)} />
        </span>
      )}
      <span class="col grow">
        <b>{leftMs === undefined ? text.noLimit : text.wrapUpLeft(seconds)}</b>
        <span class="xs dim">{text.wrapUpText}</span>
      </span>
      <button
        type="button"
        class="btn primary"
        disabled={underWay.value.has(`finish:${contact.contact}`)}
        onClick={() => finish(contact)}
      >
        {text.done} <kbd>Alt W</kbd>
      </button>
    </div>
  )
}

/** One view for every channel: head, call state where there is a call, what was said, and where to say more. */
export const Talk = () => {
  const contact = chosenContact.value
  if (contact === undefined)
    return (
      <main class="mid">
        <div class="empty all">
          <Icon name="desk" />
          <b>{words.value.desk.nothing}</b>
        </div>
      </main>
    )
  const call = contact.channel === "voice"
  return (
    <main class="mid" aria-label={whoOf(contact)}>
      <Head contact={contact} />
      {call && contact.state === "active" && <CallBar contact={contact} />}
      {call && <CallStory contact={contact} />}
      <Thread contact={contact} key={contact.conversation} />
      {contact.state === "wrap-up" ? (
        <WrapUp contact={contact} />
      ) : (
        !call && <Composer contact={contact} key={contact.contact} />
      )}
    </main>
  )
}
