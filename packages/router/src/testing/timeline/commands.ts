import type { Command } from "../../Command.ts"
import { shown, type Value, type Words } from "./Words.ts"

/** Bare words of a command in order; what is not here reads contact, then agent. Everything else is written `field=value`. */
const positions: Readonly<Record<string, ReadonlyArray<string>>> = {
  SignIn: ["agent"],
  SignOut: ["agent"],
  MakeReady: ["agent"],
  MakeNotReady: ["agent", "reason"],
  Enqueue: ["contact", "queue", "channel"],
  Cancel: ["contact", "reason"]
}
const positionsOf = (type: string) => positions[type] ?? ["contact", "agent"]

/** The command that words are. `token`: the offer an answer means that names none. */
export function commandOf({ bare, fields }: Words, token: (contact: Value, agent: Value) => string): Command {
  const [type, ...rest] = bare
  if (type === "Configure") return { type, configuration: fields } as unknown as Command
  const order = positionsOf(shown(type))
  if (rest.length > order.length)
    throw new Error(`${shown(type)} takes ${order.join(", ")}; write the rest field=value`)
  const named = Object.fromEntries(rest.map((word, at) => [order[at]!, word]))
  const given: Readonly<Record<string, Value>> = { ...named, ...fields }
  const isAnswer = (type === "Accept" || type === "Decline") && !("offer" in given)
  const offer = isAnswer ? { offer: token(given.contact, given.agent) } : {}
  return { type, ...given, ...offer } as Command
}

/** The words that a command is written as; read back they are the same command. */
export function wordsOf(command: Command): Words {
  const { type, ...given } = command as unknown as { readonly type: string } & Readonly<Record<string, Value>>
  if (type === "Configure") return { bare: [type], fields: given.configuration as Words["fields"] }
  const order = positionsOf(type)
  const first = order.findIndex((name) => given[name] === undefined)
  const bare = first < 0 ? order : order.slice(0, first)
  const fields = Object.entries(given).filter(([name, value]) => !bare.includes(name) && value !== undefined)
  return { bare: [type, ...bare.map((name) => given[name])], fields: Object.fromEntries(fields) }
}
