import { signal } from "@preact/signals"

/** Browser time to host time: countdowns follow the host's deadlines, whatever this machine's clock says. */
let aheadMs = 0

export const heardHostTime = (nowMs: number): void => {
  aheadMs = nowMs - Date.now()
}

const read = (): number => Date.now() + aheadMs

/** Host time, renewed four times a second while the page is seen. */
export const hostNow = signal(read())

setInterval(() => {
  if (document.visibilityState === "visible") hostNow.value = read()
}, 250)
document.addEventListener("visibilitychange", () => {
  hostNow.value = read()
})
