// How do I bring a channel of my own? A folder is the medium here: each file that arrives is a letter, each answer becomes a file.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createRouter } from "@strowger/router"
import { type Adapter, type Delivery, SendError } from "@strowger/router/ports"
import { Effect, Stream } from "effect"

/** The adapter: says what came in with a key that is the same whoever reads it again, and moves the letter away only when told to. */
function letterBox(folder: string): Adapter {
  for (const part of ["in", "taken", "out"]) mkdirSync(join(folder, part), { recursive: true })
  const us = { channel: "email" as const, value: "letters@bank.example" }
  const letter = (name: string): Delivery => ({
    type: "Delivery",
    unit: {
      type: "Message",
      key: { account: "letters", epoch: "", id: name },
      thread: name,
      atMs: 0,
      from: { channel: "email", value: name.replace(".txt", "") },
      to: us,
      content: { text: readFileSync(join(folder, "in", name), "utf8") },
      traits: { automatic: "no" }
    },
    ack: () => Effect.sync(() => renameSync(join(folder, "in", name), join(folder, "taken", name))),
    nack: () => Effect.void
  })
  return {
    id: "letters",
    channel: "email",
    capabilities: { mode: "message", receipts: "none", typing: false },
    inbound: Stream.suspend(() => Stream.fromIterable(readdirSync(join(folder, "in")).sort().map(letter))),
    send: ({ id, thread, content }) =>
      Effect.try({
        // The id is the host's own, the same for the same answer for ever: sent twice it is still one file.
        try: () => writeFileSync(join(folder, "out", thread), `${id}: ${content.text}`),
        catch: (cause) => new SendError({ outcome: "retry", code: "disk", message: String(cause) })
      }).pipe(Effect.as({ refs: [id], parts: 1 })),
    find: ({ thread }) => Effect.sync(() => (readdirSync(join(folder, "out")).includes(thread) ? "sent" : "not-sent")),
    health: Effect.succeed({ state: "up", sinceMs: 0 }),
    refused: Effect.succeed({}),
    drain: Effect.void
  }
}

/** A host of twenty lines: record first, then acknowledge; the same letter twice is one contact. */
const recorded = new Set<string>()
const router = createRouter({ queues: { letters: { needs: "zh", offerMs: 60_000 } } })
router.do({ type: "SignIn", agent: "wei", skills: { zh: 5 }, capacity: { email: 1 } })
router.do({ type: "MakeReady", agent: "wei" })
const host = (adapter: Adapter) =>
  Stream.runForEach(adapter.inbound, (delivery) => {
    if (delivery.type !== "Delivery" || delivery.unit.type !== "Message") return Effect.void
    const { key, content } = delivery.unit
    const duplicate = recorded.has(key.id)
    recorded.add(key.id)
    console.log(`${key.id} ${duplicate ? "known already" : "is new"}: ${content.text}`)
    if (!duplicate) router.do({ type: "Enqueue", contact: key.id, queue: "letters", channel: adapter.channel })
    return duplicate || key.id !== "bo.txt" ? delivery.ack({ duplicate }) : Effect.void // bo's is left: as if we died here
  })

const folder = mkdtempSync(join(tmpdir(), "letters-"))
const adapter = letterBox(folder)
writeFileSync(join(folder, "in", "ann.txt"), "Where is my card?")
writeFileSync(join(folder, "in", "bo.txt"), "I want to complain.")
await Effect.runPromise(host(adapter))
console.log("after a restart:")
await Effect.runPromise(host(adapter))

const { offer } = router.view.contact("ann.txt") ?? {}
router.do({ type: "Accept", contact: "ann.txt", agent: "wei", offer: offer?.id ?? "" })
const to = { channel: "email" as const, value: "ann" }
const answer = { id: "m1", thread: "ann.txt", to, content: { text: "On its way." }, automatic: false }
await Effect.runPromise(adapter.send(answer))
router.do({ type: "Complete", contact: "ann.txt", agent: "wei" })
console.log("answered:", readFileSync(join(folder, "out", "ann.txt"), "utf8"))
console.log("next:", router.view.contact("bo.txt")?.state, "at", router.view.contact("bo.txt")?.agent)
rmSync(folder, { recursive: true })
