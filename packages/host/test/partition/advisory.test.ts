import { createRouter } from "@strowger/router"
import { createEstimates } from "@strowger/router/estimates"
import { expect, test } from "vitest"
import { advisory } from "../../src/partition/advisory.ts"

test("a listener that throws is told of once and hears no more; routing goes on and others are told", () => {
  const router = createRouter({ queues: { calls: {} } })
  const failures: Array<unknown> = []
  const heard: Array<string> = []
  const fault = new Error("a mistake in arithmetic")
  advisory(router, (cause) => failures.push(cause)).subscribe(() => {
    throw fault
  })
  router.subscribe(({ type }) => heard.push(type))
  const come = (contact: string) => router.do({ type: "Enqueue", contact, queue: "calls", channel: "voice" })
  expect(come("a").refusal).toBeUndefined()
  expect(come("b").refusal).toBeUndefined()
  expect(failures).toEqual([fault])
  expect(heard).toEqual(["ContactQueued", "ContactQueued"])
})

test("who only advises sees the router itself: view, snapshot, explanation", () => {
  const router = createRouter({ queues: { calls: {} } })
  const estimates = createEstimates(advisory(router, () => undefined))
  router.do({ type: "SignIn", agent: "wei" })
  router.do({ type: "MakeReady", agent: "wei" })
  for (const contact of ["a", "b", "c"]) router.do({ type: "Enqueue", contact, queue: "calls", channel: "voice" })
  expect(estimates.all()).toMatchObject([
    { known: true, position: 1 },
    { known: true, position: 2 }
  ])
  estimates.stop()
})
