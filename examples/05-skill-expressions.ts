// How is a requirement written, over skills and attributes, and what is said about one that cannot be?
import { all, any, atLeast, attribute, checkConfiguration, createRouter, skill } from "@strowger/router"

const router = createRouter({
  // Optional: what is not listed here is refused, so that a slip of the pen does not wait for ever.
  skills: ["zh", "en", "wealth", "private banking", "trainee"],
  attributes: { branch: "text", grade: "number", vip: "flag" },
  queues: {
    wealth: { needs: '(zh >= 4 or en >= 4) and wealth >= 6 and not trainee and @branch in ("Pudong", "Xuhui")' },
    // The same kind of text, written by functions.
    review: {
      needs: all(atLeast(2, "zh >= 3", "en >= 3", "wealth >= 8"), any(attribute("grade").atLeast(3), "has @vip"))
    },
    everyday: {}
  }
})
console.log("review needs", router.view.configuration.queues.review?.needs)

router.do({ type: "SignIn", agent: "bo", skills: { en: 5, wealth: 8 }, attributes: { branch: "Pudong", grade: 3 } })
router.do({ type: "MakeReady", agent: "bo" })
const comes = { type: "Enqueue", channel: "chat" } as const
router.do({ ...comes, contact: "c1", queue: "everyday", needs: skill("private banking").atLeast(2) })
router.do({ ...comes, contact: "c2", queue: "wealth" })
router.do({ ...comes, contact: "c3", queue: "review" })
for (const id of ["c1", "c2", "c3"]) console.log(`${id}:`, router.view.contact(id)?.agent ?? "waits")
console.log(router.do({ ...comes, contact: "c4", queue: "everyday", needs: "zh and @brunch" }).refusal?.text)

for (const { path, text } of checkConfiguration({
  queues: { a: { needs: "zh >= 4 und wealth" }, b: { offerMs: "20s" }, c: { needs: "@branch = Pudong" } }
})) {
  console.log(`${path}: ${text}`)
}
