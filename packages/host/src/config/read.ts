import { Result, Schema, SchemaIssue } from "effect"
import { isMap, LineCounter, type Node, parseDocument } from "yaml"
import { crossChecks } from "./crossChecks.ts"
import { File } from "./File.ts"
import type { Mistake } from "./Mistake.ts"
import { nearest } from "./nearest.ts"

const format = SchemaIssue.makeFormatterStandardSchemaV1()
const decode = Schema.decodeUnknownResult(File, { errors: "all", onExcessProperty: "error" })

/**
 * Reads a configuration text. Every mistake is found in one go: syntax, unknown and missing settings, wrong values, names that lead
 * nowhere, requirements that do not parse.
 */
export const readConfiguration = (text: string): Result.Result<File, ReadonlyArray<Mistake>> => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const place = (offset: number | undefined): { readonly line: number; readonly column: number } => {
    const at = lines.linePos(offset ?? 0)
    return { line: Math.max(1, at.line), column: Math.max(1, at.col) }
  }
  if (document.errors.length > 0) {
    return Result.fail(
      document.errors.map((error) => ({
        ...place(error.pos[0]),
        path: "",
        text: `this is not YAML: ${error.message.split("\n")[0] ?? error.code}`,
        remedy: "Check indentation, quotes and colons here"
      }))
    )
  }
  const raw: unknown = document.toJS()
  const offsetOf = (path: ReadonlyArray<PropertyKey>): number | undefined => keyOffset(document.contents, path)
  const mistakes: Array<Mistake> = []
  const decoded = decode(raw)
  if (Result.isFailure(decoded)) {
    for (const issue of format(decoded.failure.issue).issues) {
      const whole = (issue.path ?? []).map((part) => (typeof part === "object" ? part.key : part))
      const path = whole.slice(0, secretEnd(whole))
      // What is wrong with a secret is told once, whichever of its forms was tried.
      if (path.length < whole.length && mistakes.some((m) => m.path === path.join("."))) continue
      mistakes.push({ ...place(offsetOf(path)), path: path.join("."), ...explain(issue.message, whole, path, raw) })
    }
  }
  for (const found of crossChecks(raw)) {
    // A setting that is malformed is told once.
    if (!mistakes.some((m) => m.path === found.path.join("."))) {
      mistakes.push({
        ...place(offsetOf(found.path)),
        path: found.path.join("."),
        text: found.text,
        remedy: found.remedy
      })
    }
  }
  return Result.isSuccess(decoded) && mistakes.length === 0 ? Result.succeed(decoded.success) : Result.fail(mistakes)
}

/** Where the key of a path stands, or the deepest part of it that exists. */
const keyOffset = (root: Node | null, path: ReadonlyArray<PropertyKey>): number | undefined => {
  let node: Node | null = root
  let offset = root?.range?.[0]
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => String(item.key) === String(part))
      if (pair === undefined) return offset
      offset = (pair.key as Node | null)?.range?.[0] ?? offset
      node = (pair.value as Node | null) ?? null
    } else {
      const item = (node as { items?: ReadonlyArray<Node> } | null)?.items?.[Number(part)]
      if (item === undefined) return offset
      offset = item.range?.[0] ?? offset
      node = item
    }
  }
  return offset
}

/** How much of a path leads to a secret; all of it where there is none. An agent or an adapter may be called what it likes. */
const secretEnd = (path: ReadonlyArray<PropertyKey>): number => {
  const at = path.findIndex((part, i) => i > 1 && (part === "password" || part === "secret"))
  return at === -1 ? path.length : at + 1
}

const kinds = ["sms", "email", "chat", "avaya"]

const explain = (
  message: string,
  whole: ReadonlyArray<PropertyKey>,
  path: ReadonlyArray<PropertyKey>,
  raw: unknown
): { readonly text: string; readonly remedy: string } => {
  const name = String(path.at(-1) ?? "")
  if (path.length > 2 && (name === "password" || name === "secret")) {
    // Somebody may have written the secret itself: it is not repeated.
    if (message !== "Missing key" || whole.length > path.length) {
      return {
        text: "does not say where the secret is",
        remedy: "Write `{ env: NAME }` or `{ file: PATH }`; the secret itself never stands in this file"
      }
    }
  }
  if (path[0] === "adapters" && path.length === 2) {
    const kind = valueAt(raw, [...path, "kind"])
    if (!kinds.includes(String(kind))) {
      return {
        text: kind === undefined ? "`kind` is missing" : `there is no kind ${JSON.stringify(kind)}`,
        remedy: `Write one of ${kinds.join(", ")}`
      }
    }
  }
  if (message.includes("|") && !message.startsWith("Expected")) {
    const [text = "", remedy = ""] = message.split("|")
    return { text: `${show(raw, path)} ${text}`, remedy }
  }
  if (message === "Missing key") return { text: "is missing", remedy: `Add \`${name}:\` here` }
  if (message === "Expected no excess property") {
    const guess = nearest(name, knownSettings)
    return {
      text: "there is no such setting",
      remedy: guess === undefined ? "Remove it, or see `strowger config example`" : `Did you mean \`${guess}\`?`
    }
  }
  const expected = message
    .replace(/^Expected /, "")
    .replace(/^object\b/, "settings of its own, see `strowger config example`")
  return { text: `${show(raw, path)} does not fit`, remedy: `It must be ${expected}` }
}

const valueAt = (raw: unknown, path: ReadonlyArray<PropertyKey>): unknown =>
  path.reduce((value, part) => (value as Record<PropertyKey, unknown> | null | undefined)?.[part], raw)

/** The value as written, short. */
const show = (raw: unknown, path: ReadonlyArray<PropertyKey>): string => {
  const value = valueAt(raw, path)
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? JSON.stringify(value).slice(0, 60)
    : "the value"
}

const knownSettings = (
  "centre state http queues agents adapters entries capacity routing name timezone directory durable host port origins needs offer " +
  "wrapUp priority serviceLevel onNoAnswer role password skills device login kind tls systemId number address imap secure user " +
  "mailbox listener maxMegabytes smtp secret archive maxAttachmentMegabytes grace addresses ca servername allowPlaintext " +
  "switchName vdns routeHold adapter to queue zh en env file voice sms email chat fax"
).split(" ")
