// What if the process dies? Keep the events; the snapshot only saves folding them all. What comes back is the same to the last bit.
import { createRouter, type RouterEvent, type Snapshot } from "@strowger/router"

const configuration = { queues: { chats: { offerMs: 15_000 } } }
const log: RouterEvent[] = []
const router = createRouter(configuration)
router.subscribe((e) => log.push(e))
router.step({ type: "SignIn", agent: "ann" }, 0)
router.step({ type: "MakeReady", agent: "ann" }, 1_000)
const snapshot: Snapshot = JSON.parse(JSON.stringify(router.snapshot()))
const after = log.length
router.step({ type: "Enqueue", contact: "c1", queue: "chats", channel: "chat" }, 2_000)

const fromEvents = createRouter(configuration, { events: log })
const fromSnapshot = createRouter(configuration, { snapshot, events: log.slice(after) })
for (const again of [fromEvents, fromSnapshot]) {
  console.log(again.snapshot().hash === router.snapshot().hash, again.view.contact("c1")?.agent, again.nextDeadlineMs)
}
