import { signal } from "@preact/signals"
import { useEffect } from "preact/hooks"
import { hostNow } from "../link/clock.ts"
import { link, linkGeneration, tryNow } from "../link/hostLink.ts"
import { words } from "../words/language.ts"
import { Icon } from "./Icon.tsx"

/** A link back within this was never gone: only the dot shows it. */
const SHOWN_AFTER_MS = 2_000
const BACK_SHOWN_MS = 4_000

/** Lines that arrived since the link came back, counted by whoever shows lines. */
export const caughtUp = signal(0)
const wasShown = signal(false)

/** True when the loss is long enough to say so. Follows the browser's clock: the host's cannot be asked. */
export const isLost = (): boolean => {
  // Read so that the answer is asked again as time goes on.
  void hostNow.value
  const now = link.value
  return now.state === "lost" && Date.now() - now.sinceMs >= SHOWN_AFTER_MS
}

const seconds = (ms: number): number => Math.max(0, Math.round(ms / 1000))

export const LinkLost = () => {
  const lost = isLost()
  const now = link.value
  useEffect(() => {
    if (lost) {
      wasShown.value = true
      caughtUp.value = 0
    }
  }, [lost])
  useEffect(() => {
    if (!wasShown.value) return undefined
    const timer = setTimeout(() => {
      wasShown.value = false
    }, BACK_SHOWN_MS)
    return () => clearTimeout(timer)
  }, [linkGeneration.value])
  const text = words.value.lost
  if (lost && now.state === "lost")
    return (
      <div class="banner" role="alert">
        <Icon name="unlink" />
        <span class="grow">
          <b>{text.title(seconds(Date.now() - now.sinceMs))}</b> {text.text}
        </span>
        <span class="num xs" aria-hidden="true">
          {text.attempt(now.attempt, seconds(now.nextAtMs - Date.now()))}
        </span>
        <button type="button" class="btn sm" onClick={tryNow}>
          {text.now}
        </button>
      </div>
    )
  if (now.state === "up" && wasShown.value)
    return (
      <div class="banner ok" role="status">
        <Icon name="check" />
        <span class="grow">{text.back(caughtUp.value)}</span>
      </div>
    )
  return null
}

export const LinkDot = () => {
  const { common } = words.value
  const now = link.value
  const word =
    now.state === "up" ? common.connected : now.state === "connecting" ? common.connecting : common.reconnecting
  return <span class={now.state === "up" ? "live" : "live off"}>{word}</span>
}
