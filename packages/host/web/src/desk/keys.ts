import { choose, chosenContact, contacts, drawer, offers } from "./desk.ts"
import { accept, DECLINES, decline, finish, isConnecting, makeNotReady, REASONS } from "./does.ts"
import { declining } from "./OfferCard.tsx"
import { presenceMenu, switchPresence } from "./Presence.tsx"

/** Regions in the order F6 walks them: bar, inbox, conversation, composer, customer. */
const isShown = (one: HTMLElement): boolean => one.getClientRects().length > 0

const walk = (back: boolean): void => {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter(isShown)
  const at = regions.findIndex((one) => one.contains(document.activeElement))
  const next = regions[(at + (back ? -1 : 1) + regions.length) % regions.length]
  const inside = [...(next?.querySelectorAll<HTMLElement>("textarea, button:not([disabled])") ?? [])].find(isShown)
  ;(next?.matches("[tabindex='0']") ? next : (inside ?? next))?.focus()
}

const onFunctionKey = (event: KeyboardEvent): boolean => {
  const offer = offers.value.find((one) => !isConnecting(one))
  switch (event.key) {
    case "F2":
      if (offer) void accept(offer)
      return true
    case "F4":
      if (offer && !event.altKey) declining.value = declining.value === offer.offer ? undefined : offer.offer
      return !event.altKey
    case "F8":
      switchPresence()
      return true
    case "F6":
      walk(event.shiftKey)
      return true
    default:
      return false
  }
}

const onAlt = (event: KeyboardEvent): boolean => {
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1]
  const contact = chosenContact.value
  if (digit !== undefined) {
    const nth = contacts.value[Number(digit) - 1]
    if (nth) choose(nth.contact)
    return nth !== undefined
  }
  switch (event.code) {
    case "KeyW":
      if (contact && (contact.channel !== "voice" || contact.state === "wrap-up")) finish(contact)
      return true
    case "KeyX":
      if (contact?.channel === "voice" && contact.state === "active") finish(contact)
      return true
    case "KeyC":
      drawer.value = !drawer.value
      return true
    default:
      return false
  }
}

const isTyping = (): boolean => document.activeElement?.matches("textarea, input") ?? false

const onPlain = (event: KeyboardEvent): boolean => {
  if (event.key === "Escape") {
    // Closes what is open; never declines, hangs up or discards.
    const open = presenceMenu.value || declining.value !== undefined || drawer.value
    presenceMenu.value = false
    declining.value = undefined
    drawer.value = false
    return open
  }
  const pause = presenceMenu.value ? REASONS[Number(event.key) - 1] : undefined
  if (pause !== undefined) {
    presenceMenu.value = false
    makeNotReady(pause)
    return true
  }
  const offer = offers.value.find((one) => one.offer === declining.value)
  const reason = DECLINES[Number(event.key) - 1]
  if (offer === undefined || reason === undefined || isTyping()) return false
  declining.value = undefined
  decline(offer, reason)
  return true
}

/** A key either types or acts; while an input method composes, only F2 and F4 act. */
export const listenToKeys = (): void => {
  addEventListener("keydown", (event) => {
    const composing = event.isComposing || event.keyCode === 229
    if (composing && event.key !== "F2" && event.key !== "F4") return
    const done =
      onFunctionKey(event) ||
      (event.altKey && !event.ctrlKey && onAlt(event)) ||
      (!event.altKey && !event.ctrlKey && !event.metaKey && onPlain(event))
    if (done) event.preventDefault()
  })
}
