import { Effect, Redacted } from "effect"
import { expect, test } from "vitest"
import { openChat } from "../../src/chat/index.ts"
import { type AdapterWorld, adapterLaws } from "../../src/testing/index.ts"
import { memoryTranscript } from "./MemoryTranscript.ts"
import { hello, openPage } from "./Page.ts"

const world = Effect.gen(function* () {
  const transcript = memoryTranscript()
  const adapter = yield* openChat({
    id: "chat-law",
    host: "127.0.0.1",
    port: 0,
    origins: ["https://bank.example"],
    tokenSecret: Redacted.make("a secret of sixteen or more"),
    connects: { perSecond: 1_000, burst: 1_000 }
  }).pipe(Effect.provide(transcript.layer))
  const enter = async () => {
    const page = await openPage(adapter.port, "https://bank.example")
    page.say(hello(0))
    await page.next("welcome")
    return page
  }
  let page = yield* Effect.promise(enter)
  yield* Effect.addFinalizer(() => Effect.sync(() => page.close()))
  // What closes the link ends this page; the good unit after it comes from the next one.
  const ends = (attack: () => void) => async () => {
    attack()
    await page.closed
    page = await enter()
  }
  return {
    adapter,
    peer: {
      say: async (cid, text) => page.say({ type: "msg", cid: cid.replace(/[^\w-]/g, "_"), text }),
      acknowledged: (cid) => page.got.some((frame) => frame.type === "ack" && frame.cid === cid),
      settled: async () => {
        const before = page.got.filter((frame) => frame.type === "pong").length
        page.say({ type: "ping" })
        await page.next("pong", () => page.got.filter((frame) => frame.type === "pong").length > before)
      },
      received: async (text) => void (await page.next("evt", (frame) => frame.text === text))
    },
    reply: (to, id, text) => {
      // The host's line is durable before it is sent: that is what a chat page is shown.
      transcript.keep(to.thread, { author: "agent", content: { text } })
      return { id, thread: to.thread, to: { channel: "chat", value: to.thread }, content: { text }, automatic: false }
    },
    hostile: {
      "a frame of 1 MB": ends(() => page.socket.send("x".repeat(1 << 20))),
      "bytes that are not UTF-8": ends(() => page.socket.send(Buffer.from([0xff, 0xff]), { binary: false })),
      "an unknown frame": async () => page.say({ type: "whisper" }),
      "half a JSON": async () => page.say('{"type":"msg","cid":')
    }
  } satisfies AdapterWorld
})

for (const law of adapterLaws("chat", world))
  test(`${law.name}`, async () => {
    await law.run()
    expect(law.name).toContain("chat: A")
  })
