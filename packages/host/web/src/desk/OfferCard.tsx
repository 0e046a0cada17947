import { signal } from "@preact/signals"
import { useEffect, useLayoutEffect, useRef } from "preact/hooks"
import type { DeskOffer } from "../../../src/desk/DeskApi.ts"
import { hostNow } from "../link/clock.ts"
import { announce } from "../parts/announce.tsx"
import { duration } from "../parts/format.ts"
import { ChannelMark, Icon } from "../parts/Icon.tsx"
import { isLost } from "../parts/LinkLost.tsx"
import { Ring } from "../parts/Ring.tsx"
import { queueOf, whoOf, words } from "../words/language.ts"
import { accept, acceptingMs, DECLINES, decline, isConnecting } from "./does.ts"

/** The offer whose decline asks for its reason. */
export const declining = signal<string | undefined>(undefined)

export const whyLines = (why: DeskOffer["why"]): ReadonlyArray<string> =>
  why.map(
    ({ code, params }) =>
      words.value.why[code]?.(params) ??
      `${code} ${Object.entries(params)
        .map(([name, value]) => `${name} ${value}`)
        .join(", ")}`
  )

/** Said once when it rings, and once more when 5 s are left. */
const useAnnounced = (offer: DeskOffer, leftMs: number): void => {
  const text = words.value
  useEffect(
    () =>
      announce(text.desk.offered(text.incoming[offer.channel], queueOf(offer), Math.ceil(Math.max(0, leftMs) / 1000))),
    [offer.offer]
  )
  const soon = leftMs <= 5_000 && leftMs > 0
  useEffect(() => {
    if (soon) announce(text.desk.secondsLeft(5))
  }, [soon])
}

const Decline = ({ offer }: { offer: DeskOffer }) => {
  const text = words.value
  const group = useRef<HTMLDivElement>(null)
  // Whoever asked to decline goes on by digit: out of the text while it lasts, and back into it after.
  useLayoutEffect(() => {
    const before = document.activeElement as HTMLElement | null
    group.current?.querySelector("button")?.focus()
    return () => before?.focus()
  }, [])
  return (
    <div ref={group} class="of-no" role="group" aria-label={text.desk.declineWhy}>
      <b class="xs">{text.desk.declineWhy}</b>
      <div class="row">
        {DECLINES.map((reason, order) => (
          <button
            key={reason}
            type="button"
            class="btn sm"
            onClick={() => {
              declining.value = undefined
              decline(offer, reason)
            }}
          >
            {text.desk.declineReasons[reason]} <kbd>{order + 1}</kbd>
          </button>
        ))}
        <button type="button" class="btn sm ghost" onClick={() => (declining.value = undefined)}>
          {text.common.cancel}
        </button>
      </div>
    </div>
  )
}

const Choice = ({ offer, first }: { offer: DeskOffer; first: boolean }) => {
  const text = words.value
  const size = first ? "lg" : "sm"
  if (isConnecting(offer))
    return (
      <div class="of-go" role="status">
        <span class="spin" aria-hidden="true" />
        <b>{text.desk.connectingOffer}</b>
        {acceptingMs(offer.offer) > 1_000 && <span class="xs dim">{text.desk.connectingSlow}</span>}
      </div>
    )
  if (declining.value === offer.offer) return <Decline offer={offer} />
  return (
    <div class="row of-b">
      <button
        type="button"
        class={`btn go ${size}`}
        disabled={isLost()}
        title={isLost() ? text.lost.unconfirmed : undefined}
        onClick={() => void accept(offer)}
      >
        <Icon name={offer.channel} />
        {offer.channel === "voice" ? text.desk.answer : text.desk.accept} {first && <kbd>F2</kbd>}
      </button>
      <button
        type="button"
        class={`btn ${size}`}
        disabled={isLost()}
        onClick={() => {
          declining.value = offer.offer
        }}
      >
        {text.desk.decline} {first && <kbd>F4</kbd>}
      </button>
    </div>
  )
}

/**
 * An offer rings in its own place; it takes neither the focus nor a keystroke. The first open one is whole and has the keys; those that
 * stack under it are short, so that what is in hand stays in sight.
 */
export const OfferCard = ({ offer, first }: { offer: DeskOffer; first: boolean }) => {
  const text = words.value
  const wholeMs = offer.expiresAtMs - offer.madeAtMs
  // The host's clock is known to within a second: an offer never has more left than it had.
  const leftMs = Math.min(wholeMs, offer.expiresAtMs - hostNow.value)
  const ids = { title: `of-t-${offer.offer}`, why: `of-w-${offer.offer}` }
  useAnnounced(offer, leftMs)
  return (
    <section
      class={first ? "offer" : "offer short"}
      role="alertdialog"
      aria-modal="false"
      aria-labelledby={ids.title}
      aria-describedby={ids.why}
    >
      <div class="row of-h">
        <ChannelMark channel={offer.channel} size="l" />
        <span class="col grow">
          <span class="row">
            <b id={ids.title} class="of-t">
              {text.incoming[offer.channel]}
            </b>
            <span class="tag acc cut">{queueOf(offer)}</span>
          </span>
          <span class="xs dim num">{text.desk.waited(duration(offer.waitedMs))}</span>
        </span>
        <span class="of-cd">
          <Ring
            leftMs={leftMs}
            wholeMs={wholeMs}
            label={text.desk.secondsLeft(Math.max(0, Math.ceil(leftMs / 1000)))}
          />
        </span>
      </div>
      <div class="of-who">
        <b class="num">{whoOf(offer)}</b>
        {offer.preview !== "" && <span class="xs of-last">{offer.preview}</span>}
      </div>
      <div id={ids.why} class="of-why">
        <span class="row xs">
          <b>{text.desk.whyMe}</b>
          <span class="end faint">{text.desk.candidates(offer.candidates)}</span>
        </span>
        <ul>
          {whyLines(offer.why).map((line) => (
            <li key={line}>
              <Icon name="check" small />
              <span>{line}</span>
            </li>
          ))}
        </ul>
      </div>
      <Choice offer={offer} first={first} />
    </section>
  )
}
