import type { DeskContact } from "../../../src/desk/DeskApi.ts"
import { hostNow } from "../link/clock.ts"
import { duration } from "../parts/format.ts"
import { ChannelMark, Icon } from "../parts/Icon.tsx"
import { queueOf, whoOf, words } from "../words/language.ts"
import { choose, chosen, contacts, desk, offers, unreadOf } from "./desk.ts"
import { isConnecting } from "./does.ts"
import { OfferCard } from "./OfferCard.tsx"

/** Neutral, amber, red: how long a customer may wait for the next line. */
const SOON_MS = 60_000
const LATE_MS = 180_000

const Timing = ({ contact }: { contact: DeskContact }) => {
  const text = words.value.desk
  const now = hostNow.value
  if (contact.state === "wrap-up") {
    const left = contact.wrapUpEndsAtMs === undefined ? undefined : contact.wrapUpEndsAtMs - now
    return <span class="tag end wrap-t">{left === undefined ? text.wrapUp : `${text.wrapUp} ${duration(left)}`}</span>
  }
  if (contact.channel === "voice") return <span class="num end xs dim">{duration(now - contact.acceptedAtMs)}</span>
  if (contact.waitingSinceMs === undefined) return null
  const waits = now - contact.waitingSinceMs
  const heat = waits >= LATE_MS ? "late" : waits >= SOON_MS ? "soon" : "dim"
  return <span class={`num end xs ${heat}`}>{text.waits(duration(waits))}</span>
}

const under = (contact: DeskContact): string => {
  const text = words.value.desk
  if (contact.channel === "voice")
    return `${contact.onHold ? text.onHold : contact.state === "wrap-up" ? text.wrapUp : text.talking} · ${queueOf(contact)}`
  return contact.lastText === "" ? queueOf(contact) : contact.lastText
}

const Row = ({ contact, order }: { contact: DeskContact; order: number }) => {
  const text = words.value.desk
  const unread = unreadOf(contact)
  const here = contact.contact === chosen.value
  return (
    <li>
      <button
        type="button"
        class="it"
        aria-current={here ? "true" : undefined}
        aria-keyshortcuts={order < 9 ? `Alt+${order + 1}` : undefined}
        onClick={() => choose(contact.contact)}
      >
        <ChannelMark channel={contact.channel} />
        <span class="col grow">
          <span class="row">
            <b class="cut num">{whoOf(contact)}</b>
            <Timing contact={contact} />
          </span>
          <span class="row">
            <span class="cut xs dim grow">{under(contact)}</span>
            {contact.customerOnline === false && (
              <span class="tag">
                <Icon name="unlink" small />
                {text.customerAway}
              </span>
            )}
            {unread > 0 && <span class="count">{unread}</span>}
          </span>
        </span>
      </button>
    </li>
  )
}

const Empty = () => {
  const text = words.value.desk
  const state = desk.value?.agent.presence.state
  const hint =
    state === "ready" ? text.nothingReady : state === "not-ready" ? text.nothingNotReady : text.nothingSignedOut
  return (
    <div class="empty">
      <Icon name="desk" />
      <b>{text.nothing}</b>
      {desk.value !== undefined && <span class="xs">{hint}</span>}
    </div>
  )
}

export const Inbox = () => {
  const text = words.value.desk
  const list = contacts.value
  const first = offers.value.find((offer) => !isConnecting(offer)) ?? offers.value[0]
  return (
    <nav class="inbox" aria-label={text.inbox} data-region="2" tabindex={-1}>
      {offers.value.map((offer) => (
        <OfferCard key={offer.offer} offer={offer} first={offer === first} />
      ))}
      <div class="panel-h">
        <h2>{text.inHand}</h2>
        <span class="faint num">{list.length}</span>
        {list.length > 1 && <span class="end xs faint">{text.soonestFirst}</span>}
      </div>
      {list.length === 0 ? (
        <Empty />
      ) : (
        <ul class="its">
          {list.map((contact, order) => (
            <Row key={contact.contact} contact={contact} order={order} />
          ))}
        </ul>
      )}
    </nav>
  )
}
