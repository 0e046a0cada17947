import { Context, Layer } from "effect"
import { type Accepts, makeAccepts } from "./Accepts.ts"
import { makeQuestions, type Questions } from "./Questions.ts"
import { makeTelephones, type Telephones } from "./Telephones.ts"

/** What is known of the switch only while the link to it lives: nothing of it is in the log, and a restart begins with none of it. */
export class Switchboard extends Context.Service<
  Switchboard,
  {
    readonly questions: Questions
    readonly telephones: Telephones
    /** Offers accepted at the desk before the call rings at the station: answered when it does. */
    readonly accepts: Accepts
  }
>()("@strowger/host/Switchboard") {
  static readonly layer: Layer.Layer<Switchboard> = Layer.sync(Switchboard, () => makeSwitchboard())
}

export const makeSwitchboard = (): Switchboard["Service"] => ({
  questions: makeQuestions(),
  telephones: makeTelephones(),
  accepts: makeAccepts()
})
