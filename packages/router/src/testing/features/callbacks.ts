import * as fc from "fast-check"
import { maybe, present } from "../basics.ts"
import type { Feature } from "./Feature.ts"
import { openings } from "./queues.ts"

/** Terms told from the time they are given at. */
interface Terms {
  readonly windows?: { readonly beginsMs: number; readonly parts: ReadonlyArray<readonly [number, number]> }
  readonly inMs?: number
  readonly retries?: number
  readonly gapMs?: number
}

const length = fc.constantFrom(1, 700, 1_500, 4_000)
const terms = fc
  .record({
    windows: maybe(
      fc.record({
        beginsMs: fc.constantFrom(-2_000, -500, 0, 300, 1_000),
        parts: fc.array(fc.tuple(length, length), { maxLength: 3 })
      })
    ),
    inMs: maybe(fc.constantFrom(0, 700, 1_500)),
    retries: maybe(fc.constantFrom(0, 1, 2)),
    gapMs: maybe(fc.constantFrom(0, 1, 700, 1_500))
  })
  .map(present)

/** Customers who are called back, within windows of theirs, again when nobody was reached (SPEC QUEUE-29 to QUEUE-32). */
export const callbacks: Feature = {
  name: "callbacks",
  acts: [
    { weight: 3, arbitrary: terms.map((data) => ({ type: "Feature" as const, act: "RequestCallback", data })) },
    { weight: 4, arbitrary: fc.constant({ type: "Feature" as const, act: "AnswerCallback" }) },
    { weight: 4, arbitrary: fc.constant({ type: "Feature" as const, act: "CallbackFailed" }) }
  ],
  plays: {
    RequestCallback: (view, pick, data) => {
      const { windows, inMs, retries, gapMs } = data as Terms
      const states = ["waiting", "unreachable", "offered"]
      const all = [...view.contacts()].filter(({ state }) => pick % 16 === 0 || states.includes(state))
      const one = all[pick % Math.max(1, all.length)]
      return (
        one &&
        present({
          type: "RequestCallback" as const,
          contact: one.id,
          windows: windows && openings(windows, view.nowMs),
          notBeforeMs: inMs === undefined ? undefined : view.nowMs + inMs,
          retries,
          gapMs
        } as { type: "RequestCallback"; contact: string })
      )
    },
    AnswerCallback: (view, pick) => {
      const all = [...view.contacts()].filter(({ callback, offer }) => callback !== undefined && offer !== undefined)
      const one = all[pick % Math.max(1, all.length)]
      return one && { type: "Accept", contact: one.id, agent: one.agent ?? "ann", offer: one.offer!.id }
    },
    CallbackFailed: (view, pick) => {
      const all = [...view.contacts()].filter(({ callback, state }) => callback !== undefined && state === "active")
      const one = all[pick % Math.max(1, all.length)] ?? (pick % 8 === 0 ? [...view.contacts()][0] : undefined)
      return one && { type: "CallbackFailed", contact: one.id, agent: one.agent ?? "ann", reason: "noAnswer" }
    }
  }
}
