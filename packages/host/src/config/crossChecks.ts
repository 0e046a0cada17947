import type { CrossMistake } from "./Mistake.ts"
import { nearest } from "./nearest.ts"
import { routingMistakes } from "./routing.ts"

type Loose = Readonly<Record<string, unknown>>

const record = (value: unknown): Loose =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Loose) : {}
const list = (value: unknown): ReadonlyArray<unknown> => (Array.isArray(value) ? value : [])
const instead = (name: string, names: ReadonlyArray<string>): string => {
  const guess = nearest(name, names)
  if (guess !== undefined) return `Did you mean \`${guess}\`?`
  return names.length === 0 ? "Define it first" : `Use one of: ${names.join(", ")}`
}

/**
 * What one setting says of another. Works on the raw file, as far as it can be read, so that these mistakes come together with the
 * malformed ones.
 */
export const crossChecks = (raw: unknown): ReadonlyArray<CrossMistake> => {
  const file = record(raw)
  return [
    ...entries(file),
    ...telephones(file),
    ...adapters(file),
    ...demonstrationSecrets(file),
    ...routingMistakes(file)
  ]
}

const entries = (file: Loose): ReadonlyArray<CrossMistake> => {
  const queues = Object.keys(record(file["queues"]))
  const adapters = Object.keys(record(file["adapters"]))
  const found: Array<CrossMistake> = []
  for (const [index, value] of list(file["entries"]).entries()) {
    const { queue, adapter } = record(value)
    if (typeof queue === "string" && !queues.includes(queue)) {
      found.push({
        path: ["entries", index, "queue"],
        text: `there is no queue "${queue}"`,
        remedy: instead(queue, queues)
      })
    }
    if (typeof adapter === "string" && !adapters.includes(adapter)) {
      found.push({
        path: ["entries", index, "adapter"],
        text: `there is no adapter "${adapter}"`,
        remedy: instead(adapter, adapters)
      })
    }
  }
  return found
}

const telephones = (file: Loose): ReadonlyArray<CrossMistake> => {
  const seen = new Map<string, string>()
  const found: Array<CrossMistake> = []
  for (const [id, value] of Object.entries(record(file["agents"]))) {
    const device = record(value)["device"]
    if (typeof device !== "string") continue
    const other = seen.get(device)
    if (other === undefined) seen.set(device, id)
    else {
      found.push({
        path: ["agents", id, "device"],
        text: `telephone "${device}" belongs to agent "${other}" already`,
        remedy: "Give each agent an extension of their own"
      })
    }
  }
  return found
}

const adapters = (file: Loose): ReadonlyArray<CrossMistake> => {
  const found: Array<CrossMistake> = []
  for (const [id, value] of Object.entries(record(file["adapters"]))) {
    const adapter = record(value)
    if (adapter["kind"] === "email" && adapter["imap"] === undefined && adapter["listener"] === undefined) {
      found.push({
        path: ["adapters", id],
        text: "mail has no way in",
        remedy: "Add `imap:` (a mailbox to read) or `listener:` (an SMTP port to receive on)"
      })
    }
    if (adapter["kind"] === "avaya" && adapter["tls"] === undefined && adapter["allowPlaintext"] !== true) {
      found.push({
        path: ["adapters", id],
        text: "the link would be in clear text",
        remedy: "Add `tls:` with the CA of the switch, or `allowPlaintext: true` on a network that you trust"
      })
    }
  }
  return found
}

const loopback = (host: unknown): boolean =>
  host === undefined || host === "localhost" || host === "::1" || (typeof host === "string" && host.startsWith("127."))

/** Demonstration passwords are printed in the documentation: with one of them in the file every listener stays on this machine. */
const demonstrationSecrets = (file: Loose): ReadonlyArray<CrossMistake> => {
  if (!JSON.stringify(file).includes('"demonstration":')) return []
  const listeners: Array<{ readonly path: ReadonlyArray<PropertyKey>; readonly host: unknown }> = [
    { path: ["http", "host"], host: record(file["http"])["host"] }
  ]
  for (const [id, value] of Object.entries(record(file["adapters"]))) {
    const adapter = record(value)
    if (adapter["kind"] === "chat") listeners.push({ path: ["adapters", id, "host"], host: adapter["host"] })
    if (adapter["kind"] === "email") {
      listeners.push({ path: ["adapters", id, "listener", "host"], host: record(adapter["listener"])["host"] })
    }
  }
  return listeners
    .filter(({ host }) => !loopback(host))
    .map(({ path, host }) => ({
      path,
      text: `${JSON.stringify(host)} would open the demonstration users to the network`,
      remedy: "Use 127.0.0.1, or replace every `demonstration:` secret by `env:` or `file:`"
    }))
}
