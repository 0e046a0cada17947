import { Result, Schema } from "effect"
import { SaxesParser } from "saxes"
import type { Element } from "./Element.ts"

/** Why a body was refused; the names are the adapter's counters. */
export type XmlReason = "encoding" | "doctype" | "processing-instruction" | "depth" | "not-well-formed"

/** A body that is not the XML this protocol allows. The frame around it was sound, so the link goes on. */
export class XmlError extends Schema.TaggedError<XmlError>()("XmlError", {
  reason: Schema.Literals(["encoding", "doctype", "processing-instruction", "depth", "not-well-formed"]),
  message: Schema.String
}) {}

/** CSTA messages are under 20 deep; 64 leaves room and bounds a hostile one. */
export const maxDepth = 64

interface Open {
  readonly name: string
  readonly uri: string
  readonly attributes: Record<string, string>
  readonly children: Array<Element>
  text: string
}

/** Leaves the parser at once: saxes would go on and report more. Never leaves this file. */
class Refused extends Error {
  readonly reason: XmlReason
  constructor(reason: XmlReason, message: string) {
    super(message)
    this.reason = reason
  }
}
const refuse = (reason: XmlReason, message: string): never => {
  throw new Refused(reason, message)
}

const withoutDeclarations = (attributes: Record<string, { readonly name: string; readonly value: string }>) => {
  const kept: Record<string, string> = Object.create(null)
  for (const { name, value } of Object.values(attributes)) {
    if (name !== "xmlns" && !name.startsWith("xmlns:")) kept[name] = value
  }
  return kept
}

const parse = (xml: string): Element => {
  const parser = new SaxesParser({ xmlns: true, position: false })
  const stack: Array<Open> = []
  let root: Element | undefined

  parser.on("error", (error) => refuse("not-well-formed", error.message))
  parser.on("doctype", () => refuse("doctype", "a DOCTYPE is not allowed"))
  parser.on("processinginstruction", () => refuse("processing-instruction", "processing instructions are not allowed"))
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding !== undefined && !/^(utf-?8|us-ascii)$/i.test(encoding)) refuse("encoding", "the body must be UTF-8")
  })
  parser.on("opentag", (tag) => {
    if (stack.length >= maxDepth) refuse("depth", `more than ${maxDepth} elements deep`)
    stack.push({
      name: tag.local,
      uri: tag.uri,
      attributes: withoutDeclarations(tag.attributes),
      children: [],
      text: ""
    })
  })
  const text = (value: string): void => {
    const top = stack.at(-1)
    if (top !== undefined) top.text += value
  }
  parser.on("text", text)
  parser.on("cdata", text)
  parser.on("closetag", () => {
    const open = stack.pop()
    if (open === undefined) return
    const element: Element = open.children.length > 0 && open.text.trim() === "" ? { ...open, text: "" } : open
    const parent = stack.at(-1)
    if (parent === undefined) root = element
    else parent.children.push(element)
  })
  parser.write(xml).close()
  return root ?? refuse("not-well-formed", "there is no element")
}

const utf8 = new TextDecoder("utf-8", { fatal: true })

/**
 * Reads one XML document. Refused: a DOCTYPE (so no entity can be declared), processing instructions, anything after the root element,
 * nesting beyond `maxDepth`, an encoding other than UTF-8. A prefix without declaration is not well-formed either.
 */
export const readXml = (body: string | Uint8Array): Result.Result<Element, XmlError> => {
  let xml: string
  try {
    xml = typeof body === "string" ? body : utf8.decode(body)
  } catch {
    return Result.fail(new XmlError({ reason: "encoding", message: "the body is not valid UTF-8" }))
  }
  try {
    return Result.succeed(parse(xml))
  } catch (error) {
    if (error instanceof Refused) return Result.fail(new XmlError({ reason: error.reason, message: error.message }))
    throw error
  }
}
