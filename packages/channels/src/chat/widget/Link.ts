import type { ClientFrame, ErrorFrame, Evt, PlaceFrame, ServerFrame, Welcome } from "../Frame.ts"

/** connecting = never yet, or again after a loss of under 2 s; lost = shown to the customer; ended = no more attempts. */
export type LinkState = "connecting" | "open" | "lost" | "ended"

export interface LinkHost {
  readonly hello: () => Extract<ClientFrame, { type: "hello" }>
  readonly onState: (state: LinkState) => void
  readonly onWelcome: (welcome: Welcome) => void
  readonly onLine: (line: Evt) => void
  readonly onPlace: (place: PlaceFrame) => void
  readonly onAck: (cid: string, seq: number) => void
  readonly onError: (error: ErrorFrame) => void
}

const WELCOME_WITHIN_MS = 10_000
const ANSWER_WITHIN_MS = 10_000
const PROBE_WITHIN_MS = 3_000
const LONGEST_DELAY_MS = 15_000
/** A link back within this was never gone for the customer. */
const LOST_AFTER_MS = 2_000

/**
 * One WebSocket after another for as long as the chat lives. The browser keeps a socket "open" on a dead path, so silence is measured here:
 * past the server's own ping interval we ask, and past that the socket is dropped without waiting for it to close.
 */
export class Link {
  readonly #url: string
  readonly #host: LinkHost
  #socket: WebSocket | undefined
  #state: LinkState = "connecting"
  #attempt = 0
  #pingMs = 20_000
  #timer: ReturnType<typeof setTimeout> | undefined
  #lostTimer: ReturnType<typeof setTimeout> | undefined

  constructor(url: string, host: LinkHost) {
    this.#url = url
    this.#host = host
    addEventListener("online", this.#probe)
    document.addEventListener("visibilitychange", this.#probe)
    this.#connect()
  }

  /** Puts a frame on the wire if there is one; what must arrive is kept by the caller and said again after a welcome. */
  say(frame: ClientFrame): boolean {
    if (this.#state !== "open" || this.#socket?.readyState !== WebSocket.OPEN) return false
    this.#socket.send(JSON.stringify(frame))
    return true
  }

  /** Ends for good. */
  end(): void {
    removeEventListener("online", this.#probe)
    document.removeEventListener("visibilitychange", this.#probe)
    clearTimeout(this.#timer)
    clearTimeout(this.#lostTimer)
    this.#forget()?.close()
    this.#become("ended")
  }

  /** Drops the socket as broken and comes back by number: for a page that saw what cannot be. */
  resume(): void {
    this.#drop()
  }

  #become(state: LinkState): void {
    if (this.#state === state) return
    this.#state = state
    this.#host.onState(state)
  }

  #forget(): WebSocket | undefined {
    const socket = this.#socket
    this.#socket = undefined
    if (socket) socket.onopen = socket.onmessage = socket.onclose = null
    return socket
  }

  #after(ms: number, then: () => void): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(then, ms)
  }

  #connect(): void {
    this.#forget()?.close()
    const socket = new WebSocket(this.#url)
    this.#socket = socket
    this.#after(WELCOME_WITHIN_MS, () => this.#drop())
    socket.onopen = () => socket.send(JSON.stringify(this.#host.hello()))
    socket.onclose = () => this.#drop()
    socket.onmessage = (message) => this.#hear(JSON.parse(message.data as string) as ServerFrame)
  }

  /** Full jitter: anything from nothing to the doubled bound, so that a thousand pages do not come back in one instant. */
  #drop(boundMs = Math.min(LONGEST_DELAY_MS, 500 * 2 ** this.#attempt++)): void {
    if (this.#state === "ended") return
    this.#forget()?.close()
    if (this.#state === "open") this.#become("connecting")
    this.#lostTimer ??= setTimeout(() => this.#become("lost"), LOST_AFTER_MS)
    this.#after(Math.random() * boundMs, () => this.#connect())
  }

  #watch(): void {
    this.#after(this.#pingMs * 1.25, () => this.#ask(ANSWER_WITHIN_MS))
  }

  #ask(withinMs: number): void {
    this.say({ type: "ping" })
    this.#after(withinMs, () => this.#drop())
  }

  #probe = (): void => {
    if (document.visibilityState === "hidden" || this.#state === "ended") return
    if (this.#state === "open") this.#ask(PROBE_WITHIN_MS)
    else if (this.#socket === undefined) this.#connect()
  }

  #hear(frame: ServerFrame): void {
    if (this.#state === "open") this.#watch()
    switch (frame.type) {
      case "welcome":
        this.#attempt = 0
        this.#pingMs = frame.pingMs
        clearTimeout(this.#lostTimer)
        this.#lostTimer = undefined
        this.#become("open")
        this.#watch()
        this.#host.onWelcome(frame)
        break
      case "evt":
        this.#host.onLine(frame)
        break
      case "place":
        this.#host.onPlace(frame)
        break
      case "ack":
        this.#host.onAck(frame.cid, frame.seq)
        break
      case "error":
        this.#host.onError(frame)
        break
      case "ping":
        this.say({ type: "pong" })
        break
      case "pong":
        break
      case "bye":
        if (frame.code === "closed") this.end()
        else this.#drop(1_000)
    }
  }
}
