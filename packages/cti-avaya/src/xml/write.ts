import type { Element } from "./Element.ts"

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;"
}

/** Characters XML 1.0 cannot hold at all, and lone surrogates: replaced, for one bad character must not cost a whole message. */
const impossible =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

const escaped = (text: string): string =>
  text.replace(impossible, "\ufffd").replace(/[&<>"\r]/g, (c) => escapes[c] ?? c)

/** In attributes line breaks and tabs would come back as spaces. */
const attributeValue = (text: string): string =>
  escaped(text).replace(/[\n\t]/g, (c) => (c === "\n" ? "&#10;" : "&#9;"))

const write = (element: Element, inherited: string, uri: (known: string) => string): string => {
  const own = element.prefix === undefined ? element.uri : inherited
  const name = element.prefix === undefined ? element.name : `${element.prefix}:${element.name}`
  let tag = name
  if (own !== inherited) tag += ` xmlns="${attributeValue(uri(own))}"`
  for (const [key, value] of Object.entries(element.attributes)) tag += ` ${key}="${attributeValue(value)}"`
  const content = escaped(element.text) + element.children.map((one) => write(one, own, uri)).join("")
  return content === "" ? `<${tag}/>` : `<${tag}>${content}</${name}>`
}

/**
 * Writes an element as a document. Every namespace is declared where it changes; an element with a prefix relies on an `xmlns:` attribute
 * at or above it. `uri` may replace a namespace (some servers want the negotiated protocol version there).
 */
export const writeXml = (root: Element, uri: (known: string) => string = (known) => known): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${write(root, "", uri)}`
