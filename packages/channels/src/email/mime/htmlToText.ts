/** Elements whose content is no text for a person. */
const HIDDEN = new Set(["script", "style", "head", "title", "template", "noscript", "svg", "object"])
const LINE = new Set(
  "br div tr dt dd hr section article header footer nav aside form fieldset address center main figure option".split(
    " "
  )
)
const PARAGRAPH = new Set("p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre".split(" "))

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ensp: " ",
  emsp: " ",
  copy: "©",
  reg: "®",
  trade: "™",
  euro: "€",
  pound: "£",
  yen: "¥",
  cent: "¢",
  sect: "§",
  middot: "·",
  bull: "•",
  hellip: "…",
  ndash: "–",
  mdash: "—",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  laquo: "«",
  raquo: "»",
  times: "×",
  deg: "°"
}

const character = (code: number): string =>
  Number.isInteger(code) && code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    ? String.fromCodePoint(code)
    : "\ufffd"

const decodeEntities = (text: string): string =>
  text.replace(/&(?:#[xX]([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-zA-Z]{2,8}));/g, (whole, hex, decimal, name) => {
    if (hex !== undefined) return character(Number.parseInt(hex, 16))
    if (decimal !== undefined) return character(Number(decimal))
    return NAMED[String(name).toLowerCase()] ?? whole
  })

/** Lines of text as they are put together. */
class Lines {
  readonly #out: Array<string> = []
  #length = 0
  /** Line ends at the end of what is there; the beginning counts as blank. */
  #breaks = 2
  #space = false

  get length(): number {
    return this.#length
  }
  #push(text: string): void {
    this.#out.push(text)
    this.#length += text.length
  }
  lineEnds(wanted: number): void {
    this.#space = false
    for (; this.#breaks < wanted; this.#breaks++) this.#push("\n")
  }
  text(raw: string, keepsSpace: boolean): void {
    if (keepsSpace) {
      this.#push(raw)
      if (raw !== "") this.#breaks = raw.endsWith("\n") ? 1 : 0
      return
    }
    const words = raw.replace(/[ \t\r\n\f]+/g, " ")
    const inner = words.trim()
    if (inner === "") {
      this.#space ||= words !== ""
      return
    }
    if ((this.#space || words.startsWith(" ")) && this.#breaks === 0) this.#push(" ")
    this.#push(inner)
    this.#breaks = 0
    this.#space = words.endsWith(" ")
  }
  toString(): string {
    return this.#out.join("").trim()
  }
}

const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)/y

/**
 * The text of an HTML mail, at least `max` characters of it if there are so many. One pass, whatever the markup: a general converter took
 * half a minute over a megabyte of table cells, and with it every other conversation.
 */
export const htmlToText = (html: string, max: number): string => {
  const lower = html.toLowerCase()
  const lines = new Lines()
  const absent = new Set<string>()
  let pre = 0
  let at = 0
  while (at < html.length && lines.length < max) {
    const open = html.indexOf("<", at)
    const end = open < 0 ? html.length : open
    if (end > at) lines.text(decodeEntities(html.slice(at, end)), pre > 0)
    if (open < 0) break
    if (html.startsWith("<!--", open)) {
      const close = html.indexOf("-->", open + 4)
      at = close < 0 ? html.length : close + 3
      continue
    }
    TAG.lastIndex = open
    const tag = TAG.exec(html)
    const close = tag === null && !/[!?/]/.test(html[open + 1] ?? "") ? -1 : html.indexOf(">", open)
    if (close < 0) {
      lines.text("<", pre > 0)
      at = open + 1
      // Without any further ">" there is no further tag.
      if (tag !== null) {
        lines.text(decodeEntities(html.slice(at)), pre > 0)
        break
      }
      continue
    }
    at = close + 1
    if (tag === null) continue
    const name = (tag[2] as string).toLowerCase()
    const ends = tag[1] === "/"
    if (HIDDEN.has(name) && !ends && !absent.has(name)) {
      const after = lower.indexOf(`</${name}`, at)
      if (after < 0) absent.add(name)
      else at = after
    } else if (name === "li" && !ends) {
      lines.lineEnds(1)
      lines.text("- ", false)
    } else if (name === "td" || name === "th") lines.text(" ", false)
    else if (name === "br") lines.text("\n", true)
    else if (LINE.has(name)) lines.lineEnds(1)
    else if (PARAGRAPH.has(name)) {
      if (name === "pre") pre = Math.max(0, pre + (ends ? -1 : 1))
      lines.lineEnds(2)
    }
  }
  return lines.toString()
}
