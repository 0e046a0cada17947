import { computed, effect, signal } from "@preact/signals"
import type { DeskContact, DeskOffer, DeskView } from "../../../src/desk/DeskApi.ts"
import { heardHostTime } from "../link/clock.ts"
import { watch } from "../link/hostLink.ts"
import { session } from "../link/session.ts"

/** The agent's own view, as the host last said it. */
export const desk = signal<DeskView | undefined>(undefined)
/** The contact in the middle. */
export const chosen = signal<string | undefined>(undefined)
/** What a narrow screen shows. */
export type Tab = "inbox" | "talk" | "customer" | "more"
export const tab = signal<Tab>("inbox")
/** The right column where it is a drawer. */
export const drawer = signal(false)

/** Offers as they were made, by contact: why it came to this agent is asked after it was accepted too. */
export const offersSeen = new Map<string, DeskOffer>()
/** Accepts that were granted: they look as connecting until the view has them as contacts. */
export const granted = signal<ReadonlySet<string>>(new Set())

/** Who waits longest for an answer comes first, then what was accepted first. */
export const contacts = computed<ReadonlyArray<DeskContact>>(() =>
  [...(desk.value?.contacts ?? [])].sort(
    (a, b) => (a.waitingSinceMs ?? Infinity) - (b.waitingSinceMs ?? Infinity) || a.acceptedAtMs - b.acceptedAtMs
  )
)
export const offers = computed<ReadonlyArray<DeskOffer>>(() =>
  [...(desk.value?.offers ?? [])].sort((a, b) => a.madeAtMs - b.madeAtMs)
)
export const chosenContact = computed(() => contacts.value.find(({ contact }) => contact === chosen.value))

/** How far each conversation was looked at, to mark what is new in the others. */
const looked = signal<ReadonlyMap<string, number>>(new Map())
export const unreadOf = (contact: DeskContact): number =>
  contact.contact === chosen.value || contact.waitingSinceMs === undefined
    ? 0
    : Math.max(0, contact.lastSeq - (looked.value.get(contact.conversation) ?? 0))

export const choose = (contact: string): void => {
  chosen.value = contact
  tab.value = "talk"
}

let expected: string | undefined
/** The contact an accept was asked for: it goes to the middle once the host says it is ours. */
export const expect = (contact: string): void => {
  expected = contact
}

const settle = (view: DeskView): void => {
  for (const offer of view.offers) offersSeen.set(offer.contact, offer)
  const ids = view.contacts.map(({ contact }) => contact)
  if (expected !== undefined && ids.includes(expected)) {
    choose(expected)
    expected = undefined
  } else if (chosen.value === undefined || !ids.includes(chosen.value)) {
    chosen.value = contacts.value[0]?.contact
    if (chosen.value === undefined && tab.value === "talk") tab.value = "inbox"
  }
}

export const watchDesk = (): void => {
  watch(
    (host) => host.WatchDesk(),
    (view) => {
      heardHostTime(view.nowMs)
      desk.value = view
      settle(view)
    }
  )
  effect(() => {
    const contact = chosenContact.value
    if (contact === undefined || looked.peek().get(contact.conversation) === contact.lastSeq) return
    looked.value = new Map(looked.peek()).set(contact.conversation, contact.lastSeq)
  })
}

/** Names what is kept in this browser for the person who is signed in, so that the next one does not find it. */
export const keptKey = (kind: string, name = ""): string => `strowger:${kind}:${session.value?.user ?? ""}:${name}`
