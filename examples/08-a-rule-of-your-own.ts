// How do I bring a rule of my own? A pure function gives points of priority for a pair; the router does the rest, and explains it.
import { createRouter, type Rule } from "@strowger/router"

/** Whoever speaks the customer's language well, 10 points per level above 2; a trainee only when nobody else is free. */
const languageFirst: Rule = {
  fit: ({ needs }, { skills, attributes }) => {
    const level = needs === "en" ? (skills.en ?? 0) : (skills.zh ?? 0)
    return 10 * Math.max(0, level - 2) - (attributes.trainee === true ? 50 : 0)
  }
}

const router = createRouter({ queues: { loans: { rule: "languageFirst" } } }, { rules: { languageFirst } })
router.subscribe((e) => e.type === "OfferMade" && console.log(`${e.contact} -> ${e.agent} by ${e.rule}`))
router.do({ type: "SignIn", agent: "wei", skills: { zh: 5, en: 2 } })
router.do({ type: "SignIn", agent: "lena", skills: { zh: 3, en: 5 } })
router.do({ type: "SignIn", agent: "tom", skills: { zh: 5, en: 5 }, attributes: { trainee: true } })
for (const agent of ["tom", "wei", "lena"]) router.do({ type: "MakeReady", agent })
router.do({ type: "Enqueue", contact: "c1", queue: "loans", channel: "voice", needs: "en" })
console.log(router.explain("c1").text)
router.do({ type: "Enqueue", contact: "c2", queue: "loans", channel: "voice", needs: "zh" })
router.do({ type: "Enqueue", contact: "c3", queue: "loans", channel: "voice", needs: "zh" })
const { groupsAsked, pairsScanned } = router.counters
console.log({ groupsAsked, pairsScanned }, router.ruleMistakes)
