import type { Element } from "../xml/Element.ts"
import { avayaUri, type Codec, cstaUri, message, optional } from "./codec.ts"
import { type Failure, failure, text } from "./values.ts"

/** The negative answer to any CSTA request. Its one child is the whole content, so it is no record. */
const errorCode: Codec<Failure> = {
  encode: failure.encode,
  decode: (from: Element) => failure.decode(from)
}

export const errors = {
  CSTAErrorCode: { uri: cstaUri, codec: errorCode },
  /** Avaya: an error inside the server. */
  CSTAException: message(avayaUri, { exceptionClass: optional(text), message: optional(text) })
}
