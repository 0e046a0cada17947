import type { InboundCallOffered } from "@strowger/router/ports"
import { extensionOf } from "../extension.ts"
import type { MessageOf } from "../messages/Message.ts"
import type { Connection } from "../messages/values.ts"
import type { Dialogue } from "./Dialogue.ts"

/** What a route request says of its call. */
export interface Offer {
  readonly call: Connection | undefined
  readonly ucid: string | undefined
  /** Extension or number; absent where the caller hides it. */
  readonly from: string | undefined
  /** The VDN. */
  readonly to: string
  /** Digits collected by the vector. */
  readonly digits: string | undefined
}

/** The address of a caller whose number is not shown. */
const anonymous = "anonymous"

export const offerOf = (request: MessageOf<"RouteRequest">): Offer => ({
  call: request.routedCall,
  ucid: request.callLinkageData?.ucid ?? request.privateData?.callLinkageData?.ucid,
  from: extensionOf(request.callingDevice),
  to: extensionOf(request.currentRoute) ?? extensionOf(request.routeingDevice) ?? "",
  digits: request.privateData?.userEnteredCode?.data || undefined
})

/**
 * The unit of a question. Its key is the session and the dialogue in it (and which time it asked): a request that is sent again has the
 * same key, a later loop of the vector has another one and the same thread.
 */
export const unitOf = (
  at: { readonly account: string; readonly sessionId: () => string; readonly now: () => number },
  offer: Offer,
  { crossRefIdentifier, attempt }: Dialogue,
  thread: string
): InboundCallOffered => ({
  type: "CallOffered",
  key: { account: at.account, epoch: at.sessionId(), id: `route/${crossRefIdentifier}/${attempt}/${thread}` },
  thread,
  atMs: at.now(),
  from: { channel: "voice", value: (offer.from ?? anonymous).replace(/^\+/, "") },
  to: { channel: "voice", value: offer.to },
  ...(offer.digits === undefined ? {} : { digits: offer.digits })
})
