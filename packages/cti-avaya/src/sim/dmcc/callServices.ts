import type { Message, MessageOf } from "../../messages/Message.ts"
import type { Connection } from "../../messages/values.ts"
import { Call } from "../Call.ts"
import type { Exchange } from "../Exchange.ts"
import { type Fault, operation } from "../Fault.ts"
import { connectionOf, linkage, type Wording } from "./events.ts"

export interface CallService {
  readonly exchange: Exchange
  readonly wording: Wording
}

type CallRequest = Extract<
  Message,
  {
    type:
      | "AnswerCall"
      | "HoldCall"
      | "RetrieveCall"
      | "ClearConnection"
      | "DeflectCall"
      | "SingleStepTransferCall"
      | "MakeCall"
  }
>
export const isCallRequest = (message: { readonly type: string }): message is CallRequest =>
  message.type === "AnswerCall" ||
  message.type === "HoldCall" ||
  message.type === "RetrieveCall" ||
  message.type === "ClearConnection" ||
  message.type === "DeflectCall" ||
  message.type === "SingleStepTransferCall" ||
  message.type === "MakeCall"

/** The call and the device a ConnectionID names; which call ids are live is the switch's business alone. */
const legOf = (connection: Connection, { exchange, wording }: CallService): { call: Call; device: string } | Fault => {
  const call = exchange.callIds.get(connection.callID ?? "")
  if (call === undefined) return operation("invalidCallID")
  const device = wording.ids.extension(connection.deviceID ?? "")
  return call.leg(device) === undefined ? operation("invalidConnectionID") : { call, device }
}

/** Services on calls. The empty response is an acknowledgement; what became of the call comes in events. */
export const serveCall = (message: CallRequest, service: CallService): Message | Fault => {
  const { exchange, wording } = service
  const on = (connection: Connection, act: (call: Call, device: string) => Fault | undefined, done: Message) => {
    const leg = legOf(connection, service)
    if ("category" in leg) return leg
    return act(leg.call, leg.device) ?? done
  }
  switch (message.type) {
    case "AnswerCall":
      return on(message.callToBeAnswered, (call, at) => exchange.answer(call, at), { type: "AnswerCallResponse" })
    case "HoldCall":
      return on(message.callToBeHeld, (call, at) => exchange.hold(call, at), { type: "HoldCallResponse" })
    case "RetrieveCall":
      return on(message.callToBeRetrieved, (call, at) => exchange.retrieve(call, at), { type: "RetrieveCallResponse" })
    case "ClearConnection":
      return on(message.connectionToBeCleared, (call, at) => exchange.clear(call, at, "client"), {
        type: "ClearConnectionResponse"
      })
    case "DeflectCall": {
      const to = wording.ids.extension(message.newDestination)
      return on(message.callToBeDiverted, (call, at) => exchange.deflect(call, at, to), { type: "DeflectCallResponse" })
    }
    case "SingleStepTransferCall": {
      const to = wording.ids.extension(message.transferredTo)
      const leg = legOf(message.activeCall, service)
      if ("category" in leg) return leg
      const fault = exchange.transfer(leg.call, leg.device, to)
      return fault ?? { type: "SingleStepTransferCallResponse", transferredCall: connectionOf(leg.call, to, wording) }
    }
    case "MakeCall":
      return make(message, service)
  }
}

const make = (message: MessageOf<"MakeCall">, { exchange, wording }: CallService): Message | Fault => {
  const from = wording.ids.extension(message.callingDevice)
  const made = exchange.make(from, wording.ids.extension(message.calledDirectoryNumber), message.userData)
  if (!(made instanceof Call)) return made
  return {
    type: "MakeCallResponse",
    callingDevice: connectionOf(made, from, wording),
    privateData: { callLinkageData: linkage(made, wording) }
  }
}
