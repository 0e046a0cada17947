import { htmlToText } from "./htmlToText.ts"

/** A part of the MIME tree whose text was read. */
export interface Part {
  readonly contentType: string | false
  readonly textContent?: string
  readonly children?: ReadonlyArray<Part>
}

export interface Body {
  readonly text?: string
  readonly html?: string
}

const escaped = (text: string): string =>
  `<div>${text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\n/g, "<br>\n")}</div>`

/** What one part says, in the forms it says it. */
const read = (part: Part, maxText: number): Body => {
  const children = part.children ?? []
  if (part.contentType === "text/html") return part.textContent === undefined ? {} : { html: part.textContent }
  if (children.length === 0) return part.textContent === undefined ? {} : { text: part.textContent }
  const bodies = children.map((child) => read(child, maxText))
  if (part.contentType === "multipart/alternative") {
    // The same in several forms, the plainest first (RFC 2046, 5.1.4).
    const text = bodies.find((body) => body.text !== undefined && body.text.trim() !== "")?.text
    const html = bodies.findLast((body) => body.html !== undefined)?.html
    return { ...(text === undefined ? {} : { text }), ...(html === undefined ? {} : { html }) }
  }
  const said = bodies.filter((body) => body.text !== undefined || body.html !== undefined)
  if (said.length < 2) return said[0] ?? {}
  const text = joined(said, "\n", maxText, (body, left) => body.text ?? htmlToText(body.html ?? "", left))
  if (said.every((body) => body.html === undefined)) return { text }
  return { text, html: joined(said, "<br>\n", maxText, (body) => body.html ?? escaped(body.text ?? "")) }
}

/** Bodies one after the other, a little more than `max` of them at most: what is cut later is not made. */
const joined = (
  bodies: ReadonlyArray<Body>,
  between: string,
  max: number,
  form: (body: Body, left: number) => string
): string => {
  const out: Array<string> = []
  let length = 0
  for (const body of bodies) {
    if (length > max) break
    const piece = form(body, max + 1 - length)
    out.push(piece)
    length += piece.length + between.length
  }
  return out.join(between)
}

/** The text of a mail, made from its HTML where it has no other, and its HTML if it has any. */
export const bodyOf = (root: Part, maxText: number): Body => {
  const body = read(root, maxText)
  const { html } = body
  return html !== undefined && (body.text ?? "").trim() === "" ? { text: htmlToText(html, maxText + 1), html } : body
}
