import { Console, Effect, Redacted } from "effect"
import { Command, Prompt } from "effect/cli"
import { hashPassword as hash } from "../access/password.ts"

/** `strowger hash-password`: asks without showing, prints what goes into a secret file. */
export const hashPassword = Command.make(
  "hash-password",
  {},
  Effect.fnUntraced(function* () {
    const password = yield* Prompt.Password({ message: "Password" })
    yield* Console.log(yield* Effect.promise(() => hash(Redacted.value(password))))
  })
).pipe(Command.withDescription("Make an argon2id hash of a password, to be kept instead of the password"))
