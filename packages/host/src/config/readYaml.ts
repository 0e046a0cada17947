import { Result, type Schema, SchemaIssue } from "effect"
import { isMap, LineCounter, type Node, parseDocument } from "yaml"
import type { CrossMistake, Mistake } from "./Mistake.ts"
import { nearest } from "./nearest.ts"

const format = SchemaIssue.makeFormatterStandardSchemaV1()

interface Explained {
  readonly text: string
  readonly remedy: string
}

/** How one kind of file is read. */
export interface Reading<A> {
  /** Reports all errors, and settings that there are not. */
  readonly decode: (raw: unknown) => Result.Result<A, Schema.SchemaError>
  /** What one setting says of another. Works on the raw file, as far as it can be read. */
  readonly crossChecks: (raw: unknown) => ReadonlyArray<CrossMistake>
  /** For "did you mean". */
  readonly settings: ReadonlyArray<string>
  /** The command that prints such a file. */
  readonly example: string
  /** How much of a path is told; the rest of it would say what nobody should repeat. */
  readonly shown?: (path: ReadonlyArray<PropertyKey>) => ReadonlyArray<PropertyKey>
  /** Mistakes that this kind of file has words of its own for. */
  readonly explain?: (
    message: string,
    whole: ReadonlyArray<PropertyKey>,
    path: ReadonlyArray<PropertyKey>,
    raw: unknown
  ) => Explained | undefined
}

/** Reads a text. Every mistake is found in one go: syntax, unknown and missing settings, wrong values, names that lead nowhere. */
export const readYaml = <A>(text: string, reading: Reading<A>): Result.Result<A, ReadonlyArray<Mistake>> => {
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
  const decoded = reading.decode(raw)
  if (Result.isFailure(decoded)) {
    for (const issue of format(decoded.failure.issue).issues) {
      const whole = (issue.path ?? []).map((part) => (typeof part === "object" ? part.key : part))
      const path = reading.shown?.(whole) ?? whole
      // What is wrong with a secret is told once, whichever of its forms was tried.
      if (path.length < whole.length && mistakes.some((m) => m.path === path.join("."))) continue
      const explained = reading.explain?.(issue.message, whole, path, raw) ?? explain(issue.message, path, raw, reading)
      mistakes.push({ ...place(offsetOf(path)), path: path.join("."), ...explained })
    }
  }
  for (const found of reading.crossChecks(raw)) {
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

/** Where settings stand in a text that was read: line and column, from 1, of a path or of the deepest part of it that is written. */
export const placesIn = (
  text: string
): ((path: ReadonlyArray<PropertyKey>) => Required<Pick<Mistake, "line" | "column">>) => {
  const lines = new LineCounter()
  const { contents } = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  return (path) => {
    const { line, col } = lines.linePos(keyOffset(contents, path) ?? 0)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
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

const explain = (
  message: string,
  path: ReadonlyArray<PropertyKey>,
  raw: unknown,
  { settings, example }: Pick<Reading<unknown>, "settings" | "example">
): Explained => {
  const name = String(path.at(-1) ?? "")
  if (message.includes("|") && !message.startsWith("Expected")) {
    const [text = "", remedy = ""] = message.split("|")
    return { text: `${show(raw, path)} ${text}`, remedy }
  }
  if (message === "Missing key") return { text: "is missing", remedy: `Add \`${name}:\` here` }
  if (message === "Expected no excess property") {
    const guess = nearest(name, settings)
    return {
      text: "there is no such setting",
      remedy: guess === undefined ? `Remove it, or see \`${example}\`` : `Did you mean \`${guess}\`?`
    }
  }
  const expected = message.replace(/^Expected /, "").replace(/^object\b/, `settings of its own, see \`${example}\``)
  return { text: `${show(raw, path)} does not fit`, remedy: `It must be ${expected}` }
}

export const valueAt = (raw: unknown, path: ReadonlyArray<PropertyKey>): unknown =>
  path.reduce((value, part) => (value as Record<PropertyKey, unknown> | null | undefined)?.[part], raw)

/** The value as written, short. */
const show = (raw: unknown, path: ReadonlyArray<PropertyKey>): string => {
  const value = valueAt(raw, path)
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? JSON.stringify(value).slice(0, 60)
    : "the value"
}
