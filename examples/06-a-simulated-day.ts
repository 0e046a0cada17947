// How long will they wait? A day under a virtual clock: 600 calls, eight agents, the same answer every time.
import { createRouter } from "@strowger/router"
import { createDay } from "@strowger/router/simulate"

const router = createRouter({ queues: { calls: { wrapUpMs: 20_000 } } })
const day = createDay(router)
const waits: number[] = []
router.subscribe((e) => {
  if (e.type !== "OfferMade") return
  const { contact, agent, offer } = e
  day.at(e.atMs + 3_000, () => {
    const seen = router.view.contact(contact)
    if (seen?.offer?.id !== offer) return
    waits.push(router.view.nowMs - seen.enqueuedAtMs)
    router.do({ type: "Accept", contact, agent, offer })
    day.at(router.view.nowMs + 120_000 + (waits.length % 7) * 30_000, () =>
      router.do({ type: "Complete", contact, agent })
    )
  })
})
for (let n = 0; n < 8; n++) {
  day.at(0, () => router.do({ type: "SignIn", agent: `agent-${n}` }))
  day.at(0, () => router.do({ type: "MakeReady", agent: `agent-${n}` }))
}
for (let n = 0; n < 600; n++) {
  const contact = `call-${n}`
  day.at(n * 28_000, () => router.do({ type: "Enqueue", contact, queue: "calls", channel: "voice" }))
  // Patience: who is not served after two minutes hangs up.
  day.at(n * 28_000 + 120_000, () => {
    if (router.view.contact(contact)?.state === "waiting") router.do({ type: "Abandon", contact })
  })
}
day.run()
const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length
console.log(
  `${waits.length} of 600 answered, mean wait ${(mean / 1000).toFixed(1)} s, longest ${Math.max(...waits) / 1000} s`
)
