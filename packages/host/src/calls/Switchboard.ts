import { Context, Layer } from "effect"
import { makeQuestions, type Questions } from "./Questions.ts"
import { makeTelephones, type Telephones } from "./Telephones.ts"

/** What is known of the switch only while the link to it lives: nothing of it is in the log, and a restart begins with none of it. */
export class Switchboard extends Context.Service<
  Switchboard,
  { readonly questions: Questions; readonly telephones: Telephones }
>()("@strowger/host/Switchboard") {
  static readonly layer: Layer.Layer<Switchboard> = Layer.sync(Switchboard, () => makeSwitchboard())
}

export const makeSwitchboard = (): Switchboard["Service"] => ({
  questions: makeQuestions(),
  telephones: makeTelephones()
})
