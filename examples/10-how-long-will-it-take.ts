// How long will it take? Two agents, a busy morning: a place, a wait, and how true such numbers were.
import { createRouter } from "@strowger/router"
import { createEstimates } from "@strowger/router/estimates"

const router = createRouter({ queues: { loans: { needs: "loan" }, vip: { needs: "loan", priority: 1 } } })
const estimates = createEstimates(router, { handleMs: () => 240_000, patienceMs: () => 600_000 })

for (const agent of ["wei", "lena"]) {
  router.do({ type: "SignIn", agent, skills: { loan: 5 }, autoAccept: true })
  router.do({ type: "MakeReady", agent })
}
for (const [at, contact] of ["ann", "bo", "cem", "dee"].entries())
  router.step({ type: "Enqueue", contact, queue: "loans", channel: "voice" }, at * 10_000)

const say = (contact: string) => {
  const told = estimates.of(contact)
  if (!told.known) return console.log(`${contact}: ${told.text}`)
  const { position, meanMs, p50Ms, p80Ms, basis } = told
  const minutes = (ms: number) => (ms / 60_000).toFixed(1)
  console.log(
    `${contact}: place ${position}, ${minutes(meanMs)} min on average, half within ${minutes(p50Ms)}, four of five within ${minutes(p80Ms)}` +
      ` (${basis.completions} of ${basis.agents} agents' calls must end, ${basis.completionsPerHour.toFixed(0)} do in an hour)`
  )
}
say("ann")
say("dee")

// A preferred customer would go before them. Asking changes nothing.
const vip = estimates.ifQueued({ queue: "vip", channel: "voice" })
console.log(`a preferred customer, if he came now: place ${vip.known ? vip.position : "?"}`)

// Time goes by, nothing happens: no number rises.
router.tick(120_000)
say("dee")

// Both calls end; dee is next, then has somebody.
router.step({ type: "Complete", contact: "ann", agent: "wei" }, 200_000)
say("dee")
router.step({ type: "Complete", contact: "bo", agent: "lena" }, 260_000)
say("dee")

const { announced, answered, p80Coverage } = estimates.backtest("loans")
console.log(`${announced} were told, ${answered} answered, ${p80Coverage} of them within the time of four of five`)
