import { effect, signal } from "@preact/signals"
import { offers } from "./desk.ts"
import { isConnecting } from "./does.ts"

const KEY = "strowger:sound"
export const soundOn = signal(localStorage.getItem(KEY) !== "off")

let audio: AudioContext | undefined

/** Two soft tones; calls lower, text higher. */
const ring = (call: boolean): void => {
  audio ??= new AudioContext()
  // A browser gives sound to a page only after somebody touched it: until then the card is all there is.
  if (audio.state === "suspended") void audio.resume().catch(() => undefined)
  const at = audio.currentTime
  for (const [order, pitch] of (call ? [392, 523] : [659, 784]).entries()) {
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    tone.frequency.value = pitch
    volume.gain.setValueAtTime(0, at + order * 0.22)
    volume.gain.linearRampToValueAtTime(0.12, at + order * 0.22 + 0.03)
    volume.gain.exponentialRampToValueAtTime(0.001, at + order * 0.22 + 0.4)
    tone.connect(volume).connect(audio.destination)
    tone.start(at + order * 0.22)
    tone.stop(at + order * 0.22 + 0.45)
  }
}

const EVERY_MS = 2_000

/** Rings while an offer is open, and tells a hidden page's owner by a notification. */
export const watchSound = (incoming: () => string): void => {
  let timer: ReturnType<typeof setInterval> | undefined
  let told = new Set<string>()
  effect(() => {
    localStorage.setItem(KEY, soundOn.value ? "on" : "off")
    const open = offers.value.filter((offer) => !isConnecting(offer))
    const first = open[0]
    clearInterval(timer)
    if (first !== undefined && soundOn.value) {
      ring(first.channel === "voice")
      timer = setInterval(() => ring(first.channel === "voice"), EVERY_MS)
    }
    const fresh = open.filter(({ offer }) => !told.has(offer))
    told = new Set(open.map(({ offer }) => offer))
    if (fresh.length > 0 && document.visibilityState === "hidden" && "Notification" in window)
      if (Notification.permission === "granted") new Notification(incoming(), { tag: "strowger-offer" })
  })
}
