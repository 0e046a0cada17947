// Why does this contact wait? For every agent the first rule that stands in the way, the nearest to being able first.
import { createRouter } from "@strowger/router"

const router = createRouter({ queues: { loans: { needs: "zh >= 3 and loan >= 5" } } })
router.do({ type: "SignIn", agent: "lena", skills: { zh: 4, loan: 2 } })
router.do({ type: "MakeReady", agent: "lena" })
router.do({ type: "SignIn", agent: "wei", skills: { zh: 5, loan: 7 } })
router.do({ type: "MakeReady", agent: "wei" })
router.do({ type: "MakeNotReady", agent: "wei", reason: "lunch" })
router.do({ type: "Enqueue", contact: "c1", queue: "loans", channel: "voice" })
console.log(router.explain("c1").text)
console.log(router.explain("lena").text)
