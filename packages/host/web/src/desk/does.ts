import type { DeskContact, DeskOffer } from "../../../src/desk/DeskApi.ts"
import { act, underWay } from "../link/acts.ts"
import { session, signOut } from "../link/session.ts"
import { isLost } from "../parts/LinkLost.tsx"
import { desk, expect, granted } from "./desk.ts"
import { keepDraft } from "./drafts.ts"
import { say } from "./sayings.ts"

/** What a person at the desk does, each one act of the host under one id. */
export const REASONS = ["break", "lunch", "meeting", "training", "back-office", "other"] as const
export const DECLINES = ["busy", "skill", "recused", "other"] as const

const acceptedAtMs = new Map<string, number>()
/** How long an accept has been waiting for its answer. */
export const acceptingMs = (offer: string): number => Date.now() - (acceptedAtMs.get(offer) ?? Date.now())

export const isConnecting = (offer: DeskOffer): boolean =>
  offer.connecting || granted.value.has(offer.offer) || underWay.value.has(`accept:${offer.offer}`)

export const accept = async ({ contact, offer }: DeskOffer): Promise<void> => {
  // What the host may have given to another meanwhile cannot be taken by a desk that cannot ask it.
  if (isLost()) return
  acceptedAtMs.set(offer, Date.now())
  expect(contact)
  const outcome = await act(`accept:${offer}`, { _tag: "Accept", contact, offer })
  if (outcome.type === "done") granted.value = new Set(granted.value).add(offer)
}

export const decline = ({ contact, offer }: DeskOffer, reason: (typeof DECLINES)[number]): void =>
  void act(`decline:${offer}`, { _tag: "Decline", contact, offer, reason })

export const makeReady = (): void => {
  if ("Notification" in window && Notification.permission === "default") void Notification.requestPermission()
  void act("presence", { _tag: "MakeReady" })
}
export const makeNotReady = (reason: string): void => void act("presence", { _tag: "MakeNotReady", reason })
export const signInAtCentre = (): void => void act("presence", { _tag: "SignIn" })

/** Out of the centre first: a page that leaves while its agent stays signed in would let offers ring at an empty desk. */
export const leave = async (): Promise<void> => {
  const out = desk.value === undefined || desk.value.agent.presence.state === "signed-out"
  const outcome = out ? { type: "done" } : await act("leave", { _tag: "SignOut" })
  if (outcome.type !== "done") return
  for (const key of Object.keys(localStorage))
    if (key.startsWith(`strowger:draft:${session.value?.user}:`)) localStorage.removeItem(key)
  await signOut()
}

export const finish = ({ contact, state }: DeskContact): void =>
  void act(`finish:${contact}`, { _tag: state === "wrap-up" ? "EndWrapUp" : "Complete", contact })

export const send = ({ contact, conversation }: DeskContact, text: string): void => {
  if (text.trim() === "") return
  say(contact, conversation, text)
  keepDraft(contact, "")
}
