// Who gets the contact? The first program: one queue, one agent, one chat, and why it went where it went.
import { createRouter } from "@strowger/router"

const router = createRouter({ queues: { loans: { needs: "zh >= 3 and loan >= 5", offerMs: 20_000 } } })
router.subscribe((e) => {
  if (e.type === "OfferMade") console.log(e.contact, "->", e.agent)
})
router.do({ type: "SignIn", agent: "wei", skills: { zh: 5, loan: 7 }, capacity: { chat: 3 } })
router.do({ type: "MakeReady", agent: "wei" })
router.do({ type: "Enqueue", contact: "c1", queue: "loans", channel: "chat" })
console.log(router.explain("c1").text)
