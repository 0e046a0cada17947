import { signal } from "@preact/signals"
import { useLayoutEffect, useRef } from "preact/hooks"
import { underWay } from "../link/acts.ts"
import { hostNow } from "../link/clock.ts"
import { duration } from "../parts/format.ts"
import { Icon, type IconName } from "../parts/Icon.tsx"
import { isLost } from "../parts/LinkLost.tsx"
import { words } from "../words/language.ts"
import { contacts, desk } from "./desk.ts"
import { leave, makeNotReady, makeReady, REASONS, signInAtCentre } from "./does.ts"

export const presenceMenu = signal(false)

interface Look {
  readonly style: string
  readonly icon: IconName
  readonly word: string
  readonly sinceMs: number
}

/** A call, then wrap-up, then the presence itself: what this person does comes before what is allowed to ring. */
const look = (): Look => {
  const { state, desk: text, reason } = words.value
  const call = contacts.value.find((one) => one.channel === "voice" && one.state === "active")
  if (call) return { style: "busy", icon: "busy", word: text.onCall, sinceMs: call.acceptedAtMs }
  const presence = desk.value?.agent.presence
  if (presence === undefined || presence.state === "signed-out")
    return { style: "out", icon: "out", word: state["signed-out"], sinceMs: 0 }
  if (presence.state === "ready") return { style: "ready", icon: "ready", word: state.ready, sinceMs: presence.sinceMs }
  const why = presence.reason === undefined ? "" : ` · ${reason[presence.reason] ?? presence.reason}`
  return { style: "notready", icon: "pause", word: `${state["not-ready"]}${why}`, sinceMs: presence.sinceMs }
}

/** F8 and the button beside the state: the way to the other side, a menu of reasons where one is needed. */
export const switchPresence = (): void => {
  const presence = desk.value?.agent.presence.state
  if (presence === "ready") presenceMenu.value = !presenceMenu.value
  else if (presence === "not-ready") makeReady()
  else signInAtCentre()
}

const pick = (then: () => void) => () => {
  presenceMenu.value = false
  then()
}

const Menu = () => {
  const text = words.value
  const list = useRef<HTMLDivElement>(null)
  const ready = desk.value?.agent.presence.state === "ready"
  useLayoutEffect(() => list.current?.querySelector("button")?.focus(), [])
  const move = (event: KeyboardEvent) => {
    const items = [...(list.current?.querySelectorAll("button") ?? [])]
    const at = items.indexOf(document.activeElement as HTMLButtonElement)
    if (event.key === "Escape") presenceMenu.value = false
    else if (event.key === "ArrowDown") items[(at + 1) % items.length]?.focus()
    else if (event.key === "ArrowUp") items[(at - 1 + items.length) % items.length]?.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div class="menu" role="menu" aria-label={text.desk.presenceMenu} ref={list} onKeyDown={move}>
      {!ready && (
        <button type="button" role="menuitem" onClick={pick(makeReady)}>
          <span class="st ready">
            <Icon name="ready" />
            {text.state.ready}
          </span>
        </button>
      )}
      {REASONS.map((code, order) => (
        <button key={code} type="button" role="menuitem" onClick={pick(() => makeNotReady(code))}>
          <span class="st notready">
            <Icon name="pause" />
            {text.reason[code]}
          </span>
          <kbd>{order + 1}</kbd>
        </button>
      ))}
      <button type="button" role="menuitem" class="last" onClick={pick(() => void leave())}>
        <span class="st out">
          <Icon name="leave" />
          {text.common.signOut}
        </span>
      </button>
    </div>
  )
}

export const Presence = () => {
  const text = words.value
  const lost = isLost()
  const { style, icon, word, sinceMs } = look()
  const state = desk.value?.agent.presence.state ?? "signed-out"
  const to =
    state === "ready" ? text.desk.makeNotReady : state === "not-ready" ? text.desk.makeReady : text.desk.signedIn
  return (
    <div class={`row stctl ${lost ? "out" : style}`}>
      <button
        type="button"
        class="stbtn"
        aria-haspopup="menu"
        aria-expanded={presenceMenu.value}
        disabled={state === "signed-out"}
        onClick={() => (presenceMenu.value = !presenceMenu.value)}
      >
        <Icon name={lost ? "unlink" : icon} />
        <b class="cut">{lost ? text.lost.unconfirmed : word}</b>
        {sinceMs > 0 && !lost && (
          <span class="num" role="timer" aria-live="off">
            {duration(hostNow.value - sinceMs)}
          </span>
        )}
        {state !== "signed-out" && <Icon name="down" small />}
      </button>
      <button type="button" class="btn sm swi" disabled={underWay.value.has("presence")} onClick={switchPresence}>
        {to} <kbd>F8</kbd>
      </button>
      {presenceMenu.value && <Menu />}
    </div>
  )
}
