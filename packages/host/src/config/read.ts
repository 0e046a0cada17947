import { type Result, Schema } from "effect"
import { crossChecks } from "./crossChecks.ts"
import { File } from "./File.ts"
import type { Mistake } from "./Mistake.ts"
import { type Reading, readYaml, valueAt } from "./readYaml.ts"

/**
 * Reads a configuration text. Every mistake is found in one go: syntax, unknown and missing settings, wrong values, names that lead
 * nowhere, requirements that do not parse.
 */
export const readConfiguration = (text: string): Result.Result<File, ReadonlyArray<Mistake>> => readYaml(text, reading)

/** How much of a path leads to a secret; all of it where there is none. An agent or an adapter may be called what it likes. */
const secretEnd = (path: ReadonlyArray<PropertyKey>): number => {
  const at = path.findIndex((part, i) => i > 1 && (part === "password" || part === "secret"))
  return at === -1 ? path.length : at + 1
}

const kinds = ["sms", "email", "chat", "avaya"]

const reading: Reading<File> = {
  decode: Schema.decodeUnknownResult(File, { errors: "all", onExcessProperty: "error" }),
  crossChecks,
  example: "strowger config example",
  shown: (path) => path.slice(0, secretEnd(path)),
  explain: (message, whole, path, raw) => {
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
    return undefined
  },
  settings: (
    "centre state http queues agents adapters entries capacity routing name timezone directory durable host port origins needs offer " +
    "wrapUp priority serviceLevel onNoAnswer role password skills device login kind tls systemId number address imap secure user " +
    "mailbox listener maxMegabytes smtp secret archive maxAttachmentMegabytes grace addresses ca servername allowPlaintext " +
    "switchName vdns routeHold adapter to queue zh en env file voice sms email chat fax"
  ).split(" ")
}
