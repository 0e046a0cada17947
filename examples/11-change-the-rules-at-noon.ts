// What if the rules change at noon, while 300 people wait? Look first, change, look again, take it back.
import { type Configuration, createRouter } from "@strowger/router"

const morning: Configuration = {
  queues: {
    loans: { needs: "loan >= 5" },
    cards: { needs: "card >= 3" }
  }
}
const router = createRouter(morning)
for (const [agent, skills] of [
  ["lena", { loan: 7 }],
  ["wei", { loan: 3, card: 4 }],
  ["mei", { loan: 2 }]
] as const) {
  router.do({ type: "SignIn", agent, skills, capacity: { chat: 2 } })
  router.do({ type: "MakeReady", agent })
}
// From half past eleven on somebody comes every six seconds; nobody answers quickly enough.
for (let n = 1; n <= 300; n++) {
  const queue = n % 3 === 0 ? "cards" : "loans"
  router.step({ type: "Enqueue", contact: `c${n}`, queue, channel: "chat" }, n * 6_000)
  for (const { id, offer, agent = "" } of router.view.contacts())
    if (offer !== undefined) router.do({ type: "Accept", contact: id, agent, offer: offer.id })
}
const waiting = () => [...router.view.contacts()].filter(({ state }) => state === "waiting").map(({ id }) => id)
console.log(`noon: ${waiting().length} wait`)

// Everybody with some knowledge of loans takes them, cards go first, and a new queue is for the rich.
const noon: Configuration = {
  queues: {
    loans: { needs: "loan >= 2" },
    cards: { needs: "card >= 3", priority: 5 },
    wealth: { needs: "wealth >= 5" }
  }
}
const { text, contacts } = router.diff(noon)
console.log(text.split("\n").slice(0, 4).join("\n"))
console.log(
  text
    .split("\n")
    .slice(contacts.length + 1)
    .join("\n")
)
console.log(`looking changed nothing: ${router.view.version === 1}`)

const before = waiting()
const { events } = router.do({ type: "Configure", configuration: noon })
console.log(events.flatMap((e) => (e.type === "OfferMade" ? [`${e.contact} -> ${e.agent}`] : [])).join(", "))

// The queue for the rich has nobody: taken back. What rings goes on ringing, and everybody else is where he was.
router.do({ type: "RevertConfiguration" })
const left = waiting()
const same = before.filter((id) => left.includes(id)).every((id, at) => id === left[at])
console.log(
  `taken back under version ${router.view.version}: ${left.length} wait, in the order they waited in: ${same}`
)
