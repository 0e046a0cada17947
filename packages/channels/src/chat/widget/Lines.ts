import type { Evt } from "../Frame.ts"
import { el } from "./dom.ts"
import type { Unsent } from "./Kept.ts"
import type { Words } from "./words.ts"

const two = (value: number): string => String(value).padStart(2, "0")

/** 24 h clock, with the day in front unless it is today. */
const timeOf = (atMs: number): string => {
  const at = new Date(atMs)
  const day = at.toDateString() === new Date().toDateString() ? "" : `${two(at.getMonth() + 1)}-${two(at.getDate())} `
  return `${day}${two(at.getHours())}:${two(at.getMinutes())}`
}

type OwnState = "pending" | "sending" | "delivered" | "refused"

/** The log on the page: durable lines in the order of their numbers, then what is still on its way. */
export class Lines {
  readonly list: HTMLOListElement = el("ol")
  #words: Words
  readonly #own = new Map<
    string,
    { readonly item: HTMLLIElement; readonly meta: HTMLSpanElement; atMs: number; state: OwnState }
  >()

  readonly #notice = el("li", { class: "sys", "data-seq": "" })

  constructor(words: Words) {
    this.#words = words
    this.clear()
  }

  speak(words: Words): void {
    this.#words = words
    this.#notice.textContent = words.kept
    for (const own of this.#own.values()) this.#look(own)
  }

  clear(): void {
    this.list.replaceChildren(this.#notice)
    this.#own.clear()
  }

  /** A line of the transcript. One of ours that already stands as pending takes its place in the order and becomes delivered. */
  add(line: Evt): void {
    if (line.cid !== undefined && line.author === "customer") {
      const own = this.#own.get(line.cid) ?? this.#write(line.cid, line.text, line.atMs)
      own.atMs = line.atMs
      own.state = "delivered"
      this.#look(own)
      return this.#place(own.item)
    }
    if (line.author === "system") return this.#place(el("li", { class: "sys" }, `${timeOf(line.atMs)} · ${line.text}`))
    const mine = line.author === "customer"
    const who = mine ? this.#words.you : (line.name ?? "")
    const meta = el("span", {}, `${mine ? "" : who} ${timeOf(line.atMs)}`.trim())
    this.#place(
      el("li", { class: mine ? "m me" : "m" }, el("b", { class: "sr" }, `${who}:`), el("p", {}, line.text), meta)
    )
  }

  /** One of ours, not yet acknowledged. */
  pending(line: Unsent, onWire: boolean): void {
    const own = this.#own.get(line.cid) ?? this.#write(line.cid, line.text, line.atMs)
    if (own.state === "delivered") return
    own.state = onWire ? "sending" : "pending"
    this.#look(own)
    this.list.append(own.item)
  }

  mark(cid: string, state: OwnState): void {
    const own = this.#own.get(cid)
    if (own === undefined) return
    own.state = state
    this.#look(own)
  }

  #write(cid: string, text: string, atMs: number) {
    const meta = el("span")
    const item = el("li", {}, el("b", { class: "sr" }, `${this.#words.you}:`), el("p", {}, text), meta)
    const own = { item, meta, atMs, state: "pending" as OwnState }
    this.#own.set(cid, own)
    return own
  }

  #look(own: { readonly item: HTMLLIElement; readonly meta: HTMLSpanElement; atMs: number; state: OwnState }): void {
    const waits = own.state === "pending" || own.state === "refused"
    own.item.className = `m me${waits ? " pend" : ""}${own.state === "refused" ? " bad" : ""}`
    const word = this.#words[own.state]
    own.meta.textContent = own.state === "delivered" ? `${timeOf(own.atMs)} ${word}` : word
  }

  /** Before what is still on its way, behind everything numbered. */
  #place(item: HTMLLIElement): void {
    item.dataset["seq"] = ""
    const first = [...this.list.children].find((one) => !("seq" in (one as HTMLElement).dataset))
    if (first === undefined) this.list.append(item)
    else this.list.insertBefore(item, first)
  }
}
