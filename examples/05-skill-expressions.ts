// How is a requirement written, and what is said about one that cannot be read?
import { checkConfiguration, createRouter } from "@strowger/router"

const router = createRouter({
  queues: {
    wealth: { needs: "(zh >= 4 or en >= 4) and wealth >= 6 and not trainee" },
    everyday: {}
  }
})
router.do({ type: "SignIn", agent: "bo", skills: { en: 5, wealth: 8 } })
router.do({ type: "MakeReady", agent: "bo" })
router.do({ type: "Enqueue", contact: "c1", queue: "everyday", channel: "chat", needs: "'private banking' >= 2" })
router.do({ type: "Enqueue", contact: "c2", queue: "wealth", channel: "chat" })
console.log("c1:", router.view.contact("c1")?.agent ?? "waits", " c2:", router.view.contact("c2")?.agent ?? "waits")

for (const { path, text } of checkConfiguration({
  queues: { a: { needs: "zh >= 4 und wealth" }, b: { offerMs: "20s" } }
})) {
  console.log(`${path}: ${text}`)
}
