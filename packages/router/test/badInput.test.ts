import { expect, test } from "vitest"
import { type Command, type Configuration, createRouter, type Refusal } from "../src/index.ts"

const configuration: Configuration = {
  skills: ["zh", "loan"],
  attributes: { branch: "text" },
  queues: { loans: { needs: "zh >= 3" } }
}
const chat = { type: "Enqueue", queue: "loans", channel: "chat" } as const

/** What is asked, why it is refused, at which field, and what its text says that helps. */
const cases: ReadonlyArray<readonly [string, Command, Refusal["reason"], string, string]> = [
  [
    "an unknown skill of an agent",
    { type: "SignIn", agent: "bo", skills: { loann: 5 } },
    "SkillUnknown",
    "skills",
    '"loan"'
  ],
  [
    "an unknown skill of a need",
    { ...chat, contact: "c9", needs: "zh >= 3 and lona" },
    "SkillUnknown",
    "needs",
    '"loan"'
  ],
  [
    "an unknown attribute of an agent",
    { type: "SignIn", agent: "bo", attributes: { brunch: "Pudong" } },
    "AttributeUnknown",
    "attributes",
    '"branch"'
  ],
  [
    "an unknown attribute of a need",
    { ...chat, contact: "c9", needs: '@brunch = "Pudong"' },
    "AttributeUnknown",
    "needs",
    '"branch"'
  ],
  ["an unknown queue", { ...chat, contact: "c9", queue: "loan" }, "QueueUnknown", "queue", '"loans"'],
  ["a malformed expression", { ...chat, contact: "c9", needs: "zh >= " }, "InvalidNeeds", "needs", "at character 7"],
  ["a duplicate id", { ...chat, contact: "c1" }, "ContactExists", "contact", "choose another id"],
  [
    "an impossible capacity",
    { type: "SignIn", agent: "bo", capacity: { chat: -1 } },
    "InvalidValue",
    "capacity",
    "from 0"
  ],
  ["two calls at once", { type: "SignIn", agent: "bo", capacity: { voice: 2 } }, "InvalidValue", "capacity", "voice"],
  ["a command for a finished contact", { type: "Abandon", contact: "c0" }, "ContactUnknown", "contact", "is over"],
  ["an agent who never came", { type: "MakeReady", agent: "zed" }, "AgentUnknown", "agent", "sign in first"],
  ["a command that there is not", { type: "Sing" } as never, "InvalidValue", "type", "Sing"]
]

function busy() {
  const router = createRouter(configuration)
  router.do({ type: "SignIn", agent: "ann", skills: { zh: 5 } })
  router.do({ ...chat, contact: "c0" })
  router.do({ type: "Cancel", contact: "c0" })
  router.do({ ...chat, contact: "c1" })
  router.tick(5_000)
  return router
}

test.each(cases)("DET-5 %s is refused by name, at its field, with what to do, and changes nothing", (...of) => {
  const [, command, reason, field, helps] = of
  const router = busy()
  const before = JSON.stringify(router.snapshot())
  const { events, refusal } = router.do(command)
  expect(refusal).toMatchObject({ reason, field })
  expect(refusal?.text).toContain(helps)
  expect(events).toEqual([])
  expect(JSON.stringify(router.snapshot())).toBe(before)
})

test("DET-5 time that goes back is refused by name, and changes nothing", () => {
  const router = busy()
  const before = JSON.stringify(router.snapshot())
  expect(router.step({ type: "Tick" }, 4_999).refusal).toMatchObject({ reason: "TimeWentBack", field: "nowMs" })
  expect(JSON.stringify(router.snapshot())).toBe(before)
})
