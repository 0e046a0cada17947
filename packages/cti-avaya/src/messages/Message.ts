import type { Element } from "../xml/Element.ts"
import { writeXml } from "../xml/write.ts"
import { agentEvents } from "./agentEvents.ts"
import { agentServices } from "./agentServices.ts"
import { applicationSession } from "./applicationSession.ts"
import { callEvents } from "./callEvents.ts"
import { callServices } from "./callServices.ts"
import { type Codec, cstaUri, element } from "./codec.ts"
import { deviceIds } from "./deviceIds.ts"
import { errors } from "./errors.ts"
import { monitor } from "./monitor.ts"
import { routeing } from "./routeing.ts"
import { snapshot } from "./snapshot.ts"
import { systemStatus } from "./systemStatus.ts"

/** Every message this package can write and read, by the name of its element. */
export const messages = {
  ...applicationSession,
  ...deviceIds,
  ...monitor,
  ...systemStatus,
  ...snapshot,
  ...callServices,
  ...routeing,
  ...agentServices,
  ...callEvents,
  ...agentEvents,
  ...errors
}

export type Kind = keyof typeof messages
type Members<K extends Kind> = (typeof messages)[K] extends { readonly codec: Codec<infer A> } ? A : never

/** One kind of message; members have the names of the schema's elements. */
export type MessageOf<K extends Kind> = K extends Kind ? { readonly type: K } & Members<K> : never
export type Message = { readonly [K in Kind]: MessageOf<K> }[Kind]

/** A message we have no type for, or one that lacks what its kind cannot do without. Kept whole. */
export interface Unread {
  readonly type: "Unread"
  readonly why: "unknown-kind" | "incomplete"
  readonly name: string
  readonly element: Element
}

const untyped = messages as Readonly<Record<string, { readonly uri: string; readonly codec: Codec<object> }>>

/** The element of a message, members in schema order. */
export const encodeElement = (message: Message): Element => {
  const { uri, codec } = untyped[message.type] as { readonly uri: string; readonly codec: Codec<object> }
  return element(uri, message.type, codec.encode(message))
}

/**
 * A message as XML. `cstaNamespace` replaces the Edition 3 namespace where a server wants the negotiated protocol version there
 * (one client in production does so; the default is the standard's).
 */
export const encode = (message: Message, options: { readonly cstaNamespace?: string | undefined } = {}): string => {
  const { cstaNamespace } = options
  const root = encodeElement(message)
  return cstaNamespace === undefined ? writeXml(root) : writeXml(root, (uri) => (uri === cstaUri ? cstaNamespace : uri))
}

/** Reads a message by local names, whatever its namespaces; what is not expected stays in `other`, and nothing here fails. */
export const decode = (root: Element): Message | Unread => {
  const known = Object.hasOwn(untyped, root.name) ? untyped[root.name] : undefined
  if (known === undefined) return { type: "Unread", why: "unknown-kind", name: root.name, element: root }
  const members = known.codec.decode(root)
  if (members === undefined) return { type: "Unread", why: "incomplete", name: root.name, element: root }
  return { type: root.name, ...members } as Message
}
