import type { ErrorFrame, Evt, PlaceFrame, Welcome } from "../Frame.ts"
import { el, icon } from "./dom.ts"
import { type Kept, keptIn } from "./Kept.ts"
import { Lines } from "./Lines.ts"
import { Link, type LinkState } from "./Link.ts"
import { placeText } from "./placeText.ts"
import { style } from "./style.ts"
import { type Words, wordsFor } from "./words.ts"

/** 128 random bits as a name that the protocol takes. */
const randomName = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("")

/**
 * `<strowger-chat>`: the customer's chat. Attributes: `url` of the WebSocket (default: `/chat` of the page's own host), `heading`,
 * `lang` (zh, en; default: the document's), `theme` (light, dark; default: the system's), `keep="device"` to resume in every tab and
 * after the browser was closed, `open` while the panel is shown. Everything it shows is text; it runs under a strict content policy.
 */
export class StrowgerChat extends HTMLElement {
  static readonly observedAttributes = ["lang", "heading", "open"]
  #words: Words = wordsFor("en")
  #kept!: Kept
  readonly #lines = new Lines(this.#words)
  #link: Link | undefined
  #state: LinkState = "connecting"
  #lastSeq = 0
  #seenSeq = 0
  #unread = 0
  #agent: string | undefined
  #place: PlaceFrame | undefined
  #asked = false
  #ending = false
  #ready = false

  readonly #launch = el("button", { class: "go", type: "button" })
  readonly #panel = el("section", { class: "w", role: "dialog", part: "panel" })
  readonly #heading = el("h2")
  readonly #status = el("p", { role: "status" })
  readonly #end = el("button", { type: "button" }, icon("close"))
  readonly #fold = el("button", { type: "button" }, icon("down"))
  readonly #band = el("div", { class: "b" })
  readonly #log = el("div", { class: "log", role: "log", "aria-live": "polite", tabindex: "0" })
  readonly #text = el("textarea", { rows: "1", maxlength: "4000" })
  readonly #send = el("button", { type: "submit" }, icon("send"))
  readonly #form = el("form", {}, this.#text, this.#send)
  readonly #caution = el("p", { class: "pv" })
  readonly #again = el("button", { type: "button" })
  readonly #over = el("div", { class: "over" }, this.#again)

  connectedCallback(): void {
    if (!this.#ready) this.#build()
    this.#speak()
    if (this.hasAttribute("open") || this.#kept.token() !== undefined) this.#start()
  }

  disconnectedCallback(): void {
    this.#link?.end()
    this.#link = undefined
  }

  attributeChangedCallback(): void {
    if (!this.#ready) return
    this.#speak()
    if (this.hasAttribute("open")) this.#start()
  }

  #build(): void {
    this.#ready = true
    const where = this.getAttribute("keep") === "device" ? () => localStorage : () => sessionStorage
    this.#kept = keptIn(where, this.#url())
    const root = this.attachShadow({ mode: "open" })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(style)
    root.adoptedStyleSheets = [sheet]
    this.#log.append(this.#lines.list)
    const head = el("header", {}, el("div", {}, this.#heading, this.#status), this.#end, this.#fold)
    this.#panel.append(head, this.#band, this.#log, this.#form, this.#caution, this.#over)
    root.append(this.#launch, this.#panel)
    this.#launch.onclick = () => this.#open(true)
    this.#fold.onclick = () => this.#open(false)
    this.#end.onclick = () => this.#askEnd(true)
    this.#again.onclick = () => this.#restart()
    this.#panel.onkeydown = (event) => {
      if (event.key === "Escape" && !event.isComposing) this.#open(false)
    }
    this.#form.onsubmit = (event) => {
      event.preventDefault()
      this.#write()
    }
    // Enter sends, but not the Enter that picks a word from an input method; 229 is how Safari says it.
    this.#text.onkeydown = (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return
      event.preventDefault()
      this.#write()
    }
    document.addEventListener("visibilitychange", () => this.#look())
  }

  #url(): string {
    const url = new URL(this.getAttribute("url") ?? "/chat", location.href)
    url.protocol = url.protocol.replace("http", "ws")
    return url.href
  }

  #open(open: boolean): void {
    this.toggleAttribute("open", open)
    if (open) this.#text.focus()
    else this.#launch.focus()
  }

  #start(): void {
    if (this.#link !== undefined || this.#state === "ended") return
    this.#link = new Link(this.#url(), {
      hello: () => {
        const token = this.#kept.token()
        const lang = this.#lang()
        const base = { type: "hello", clientId: this.#client, lastSeq: this.#lastSeq, lang } as const
        return token === undefined ? base : { ...base, token }
      },
      onState: (state) => {
        this.#state = state
        if (state === "ended") this.#forget()
        if (state === "lost") this.#showUnsent(false)
        this.#show()
      },
      onWelcome: (welcome) => this.#welcome(welcome),
      onLine: (line) => this.#line(line),
      onPlace: (place) => {
        this.#place = place
        this.#show()
      },
      onAck: (cid) => this.#settled(cid),
      onError: (error) => this.#error(error)
    })
  }

  readonly #client = randomName()

  #welcome(welcome: Welcome): void {
    this.#kept.keepToken(welcome.token)
    if (welcome.reset) {
      this.#lastSeq = this.#seenSeq = 0
      this.#lines.clear()
    }
    // Every line not acknowledged is said again under its own name: the centre keeps it once.
    this.#showUnsent(true)
    for (const { cid, text } of this.#kept.unsent()) this.#link?.say({ type: "msg", cid, text })
  }

  #line(line: Evt): void {
    if (line.seq <= this.#lastSeq) return
    if (line.seq !== this.#lastSeq + 1) return this.#link?.resume()
    this.#lastSeq = line.seq
    this.#lines.add(line)
    if (line.cid !== undefined) this.#kept.drop(line.cid)
    if (line.author === "agent") {
      this.#agent = line.name ?? ""
      this.#unread++
    }
    if (line.author === "customer") this.#asked = true
    this.#look()
    this.#show()
  }

  #settled(cid: string): void {
    this.#kept.drop(cid)
    this.#lines.mark(cid, "delivered")
  }

  #error(error: ErrorFrame): void {
    if (error.code === "bad-token") {
      this.#kept.keepToken(undefined)
      this.#lastSeq = 0
      this.#lines.clear()
      this.#showUnsent(false)
    } else if (error.cid !== undefined) {
      this.#kept.drop(error.cid)
      this.#lines.mark(error.cid, "refused")
    }
  }

  #write(): void {
    const text = this.#text.value.trim()
    if (text === "" || this.#state === "ended") return
    this.#text.value = ""
    const line = { cid: randomName(), text, atMs: Date.now() }
    // Kept before it is said: a page that dies now says it again.
    this.#kept.keep(line)
    this.#lines.pending(line, this.#link?.say({ type: "msg", cid: line.cid, text }) ?? false)
    this.#asked = true
    this.#log.scrollTop = 0
    this.#start()
    this.#show()
  }

  #showUnsent(onWire: boolean): void {
    for (const line of this.#kept.unsent()) this.#lines.pending(line, onWire)
  }

  /** What is on screen before somebody's eyes is read. */
  #look(): void {
    if (!this.hasAttribute("open") || document.visibilityState === "hidden") return
    this.#unread = 0
    if (this.#lastSeq > this.#seenSeq && this.#link?.say({ type: "seen", seq: this.#lastSeq }))
      this.#seenSeq = this.#lastSeq
  }

  #askEnd(ask: boolean): void {
    this.#ending = ask
    this.#show()
    ;(ask ? this.#band.querySelector("button") : this.#text)?.focus()
  }

  #finish(): void {
    this.#ending = false
    if (!this.#link?.say({ type: "bye" })) this.#link?.end()
  }

  #forget(): void {
    this.#link = undefined
    this.#kept.keepToken(undefined)
    for (const { cid } of this.#kept.unsent()) this.#kept.drop(cid)
  }

  #restart(): void {
    this.#lines.clear()
    this.#lastSeq = this.#seenSeq = this.#unread = 0
    this.#agent = this.#place = undefined
    this.#asked = false
    this.#state = "connecting"
    this.#start()
    this.#show()
    this.#text.focus()
  }

  #lang(): string {
    return this.getAttribute("lang") || document.documentElement.lang || navigator.language
  }

  #speak(): void {
    const words = (this.#words = wordsFor(this.#lang()))
    this.#lines.speak(words)
    this.#heading.textContent = this.getAttribute("heading") ?? words.open
    this.#panel.setAttribute("aria-label", this.#heading.textContent)
    this.#end.setAttribute("aria-label", words.end)
    this.#end.title = words.end
    this.#fold.setAttribute("aria-label", words.collapse)
    this.#text.placeholder = words.write
    this.#text.setAttribute("aria-label", words.write)
    this.#send.setAttribute("aria-label", words.send)
    this.#log.setAttribute("aria-label", this.#heading.textContent)
    this.#caution.textContent = words.caution
    this.#again.textContent = words.again
    this.#show()
  }

  #statusText(): string {
    const words = this.#words
    if (this.#state === "ended") return words.ended
    if (this.#state === "lost") return words.offline
    if (this.#state === "connecting" && this.#lastSeq === 0) return words.connecting
    if (this.#agent !== undefined) return words.withYou(this.#agent)
    return this.#asked ? words.finding : words.ready
  }

  #show(): void {
    const words = this.#words
    const open = this.hasAttribute("open")
    const ended = this.#state === "ended"
    this.#panel.hidden = !open
    this.#launch.hidden = open
    this.#form.hidden = this.#caution.hidden = ended
    this.#over.hidden = !ended
    this.#end.hidden = ended
    const status = this.#statusText()
    if (this.#status.textContent !== status) this.#status.textContent = status
    if (!open) {
      this.#launch.replaceChildren(icon("chat"), words.open)
      if (this.#unread > 0)
        this.#launch.append(el("b", { "aria-label": words.unread(this.#unread) }, String(this.#unread)))
    }
    this.#showBand()
  }

  #showBand(): void {
    const words = this.#words
    const lost = this.#state === "lost"
    const waits = this.#asked && this.#agent === undefined && this.#state === "open"
    this.#band.hidden = !(this.#ending || lost || waits)
    this.#band.className = lost ? "b lost" : "b"
    if (this.#ending) {
      const yes = el("button", { type: "button" }, words.endYes)
      const no = el("button", { type: "button" }, words.endNo)
      yes.onclick = () => this.#finish()
      no.onclick = () => this.#askEnd(false)
      this.#band.replaceChildren(el("span", {}, words.endAsk), yes, no)
    } else
      this.#band.replaceChildren(
        icon(lost ? "unlink" : "clock"),
        el("span", { role: "status" }, lost ? words.nothingLost : placeText(words, this.#place))
      )
  }
}
