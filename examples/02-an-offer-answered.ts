// What happens after the offer? Accept, talk, complete, wrap up; the next caller had waited behind and comes by itself.
import { createRouter, type RouterEvent } from "@strowger/router"

const router = createRouter({ queues: { calls: { wrapUpMs: 30_000 } } })
router.subscribe((e: RouterEvent) => console.log(`${e.atMs / 1000} s`, e.type, "contact" in e ? e.contact : ""))

router.step({ type: "SignIn", agent: "ann" }, 0)
router.step({ type: "MakeReady", agent: "ann" }, 0)
router.step({ type: "Enqueue", contact: "first", queue: "calls", channel: "voice" }, 1_000)
router.step({ type: "Enqueue", contact: "second", queue: "calls", channel: "voice" }, 2_000)

const offer = router.view.contact("first")?.offer?.id ?? ""
router.step({ type: "Accept", contact: "first", agent: "ann", offer }, 5_000)
router.step({ type: "Complete", contact: "first", agent: "ann" }, 65_000)
router.tick(router.nextDeadlineMs ?? 0)
