import { type CallControl, CallControlError } from "@strowger/router/ports"
import { Effect } from "effect"
import type { Calls } from "./calls/Calls.ts"
import type { Devices } from "./devices.ts"
import type { Kind, Message } from "./messages/Message.ts"
import type { Connection } from "./messages/values.ts"
import { classify } from "./session/failures.ts"
import type { RequestError } from "./session/Requests.ts"
import type { Session } from "./session/Session.ts"

export interface ControlContext {
  readonly session: Session
  readonly calls: Calls
  readonly devices: Devices
  readonly fork: (effect: Effect.Effect<void>) => void
  /** Asks the switch what is at a station. */
  readonly resync: (station: string) => Effect.Effect<void>
}

/** An event must follow an acknowledged command within this time, or the station is asked. */
const confirmMs = 5_000

const failed = (error: RequestError): CallControlError => {
  const { code, message } = error
  if (error.reason !== "refused") return new CallControlError({ reason: error.reason, code, message })
  return new CallControlError({ reason: classify(error) === "race" ? "stale" : "refused", code, message })
}

/** Acts on calls. An acknowledgement is no change of state: that comes as an event, or is asked for when it does not. */
export const callControl = (context: ControlContext): CallControl["Service"] => {
  const { session, calls, devices } = context

  const onLeg = (
    thread: string,
    device: string,
    answer: Kind,
    make: (leg: Connection) => Message
  ): Effect.Effect<void, CallControlError> =>
    Effect.gen(function* () {
      const leg = calls.connection(thread, device)
      if (leg === undefined) {
        const message = `There is no call ${thread} at ${device} any more.`
        return yield* new CallControlError({ reason: "stale", code: "no-such-leg", message })
      }
      const before = calls.stateAt(thread, device)
      yield* session.ask(make(leg), answer).pipe(
        Effect.tapError((error) =>
          Effect.sync(() => {
            if (classify(error) === "race" || error.reason === "ambiguous") context.fork(context.resync(device))
          })
        ),
        Effect.mapError(failed)
      )
      const unconfirmed = Effect.suspend(() =>
        calls.stateAt(thread, device) === before
          ? Effect.andThen(
              Effect.logWarning(`A command at ${device} was not followed by an event.`),
              context.resync(device)
            )
          : Effect.void
      )
      context.fork(Effect.andThen(Effect.sleep(confirmMs), unconfirmed))
    })

  return {
    answer: (thread, device) =>
      onLeg(thread, device, "AnswerCallResponse", (leg) => ({ type: "AnswerCall", callToBeAnswered: leg })),
    clear: (thread, device) =>
      onLeg(thread, device, "ClearConnectionResponse", (leg) => ({
        type: "ClearConnection",
        connectionToBeCleared: leg
      })),
    hold: (thread, device) =>
      onLeg(thread, device, "HoldCallResponse", (leg) => ({ type: "HoldCall", callToBeHeld: leg })),
    retrieve: (thread, device) =>
      onLeg(thread, device, "RetrieveCallResponse", (leg) => ({ type: "RetrieveCall", callToBeRetrieved: leg })),
    deflect: (thread, device, to) =>
      Effect.gen(function* () {
        const newDestination = yield* devices.destination(to)
        calls.deflecting(thread, device, true)
        yield* onLeg(thread, device, "DeflectCallResponse", (leg) => ({
          type: "DeflectCall",
          callToBeDiverted: leg,
          newDestination
        })).pipe(
          Effect.tapError((error) =>
            // Where nobody knows whether it was done, the Diverted may still come.
            Effect.sync(() => error.reason !== "ambiguous" && calls.deflecting(thread, device, false))
          )
        )
      }),
    make: (device, to) =>
      Effect.gen(function* () {
        const callingDevice = yield* devices.station(device)
        const calledDirectoryNumber = yield* devices.destination(to)
        let ucid: string | undefined
        const { callingDevice: leg } = yield* session.ask(
          { type: "MakeCall", callingDevice, calledDirectoryNumber, autoOriginate: "doNotPrompt" },
          "MakeCallResponse",
          {
            heard: (answer) => {
              ucid = answer.privateData?.callLinkageData?.ucid
              if (ucid !== undefined) calls.made(device, answer.callingDevice, ucid)
            }
          }
        )
        if (ucid !== undefined) return ucid
        const asked = yield* session.ask({ type: "GetCallLinkageData", call: leg }, "GetCallLinkageDataResponse")
        const found = asked.callLinkageData?.ucid ?? leg.callID ?? ""
        calls.made(device, leg, found)
        return found
      }).pipe(Effect.mapError(failed))
  }
}
