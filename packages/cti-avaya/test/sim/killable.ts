import { Effect, Stream } from "effect"
import { openAvaya } from "../../src/index.ts"
import { optionsFor } from "./openHost.ts"

// A host in a process of its own, so that it can be killed: it sends every caller to station 5001 and says so.
const [port, answers] = process.argv.slice(2)
const program = Effect.gen(function* () {
  const avaya = yield* openAvaya(optionsFor(Number(port)))
  yield* Stream.runForEach(avaya.adapter.inbound, (one) =>
    Effect.gen(function* () {
      process.stdout.write(`${JSON.stringify(one.unit)}\n`)
      if (one.type === "Delivery") yield* one.ack({ duplicate: false })
      else if (answers === "answers") yield* one.answer({ device: "5001" })
    })
  )
})
await Effect.runPromise(Effect.scoped(program))
