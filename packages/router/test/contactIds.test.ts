import { createRouter } from "@strowger/router"
import { describe, expect, it } from "vitest"
import { uniform } from "./uniform.ts"

/** Texts of one length that end alike, so that nothing but their beginnings tells them apart. */
const meeting = Array.from({ length: 200 }, (_, n) => `${String(n).padStart(5, "0")}-the-same-ending-for-all`)
const counting = Array.from({ length: 2_000 }, (_, n) => `call-${n}`)
const short = ["", "#", "x", "o1", "#01", "#1x", "é", "号", "a".repeat(200)].filter((id) => id !== "")

const seed = Number(process.env.STROWGER_SEED ?? 20_261_124)

describe("ids of contacts", () => {
  for (const [name, ids] of [
    ["that end alike", meeting],
    ["that count up", counting],
    ["of every kind", [...short, ...meeting.slice(0, 50), ...counting.slice(0, 500)]]
  ] as const)
    it(`QUEUE-9 ${name} name who is here and nobody else, however many come and go (seed ${seed})`, () => {
      // Fewer than come, so that the tables are widened on the way.
      const router = createRouter({ queues: { q: {} } }, { sizes: { contacts: 64 } })
      const draw = uniform(seed)
      const here = new Map<string, number>()
      let came = 0
      for (let n = 0; n < 6_000; n++) {
        const id = ids[Math.floor(draw() * ids.length)]!
        if (draw() < 0.6) {
          const { refusal } = router.step({ type: "Enqueue", contact: id, queue: "q", channel: "chat" }, n)
          expect(refusal?.reason).toBe(here.has(id) ? "ContactExists" : undefined)
          if (!here.has(id)) here.set(id, came++)
        } else {
          const { refusal } = router.step({ type: "Abandon", contact: id }, n)
          expect(refusal?.reason).toBe(here.delete(id) ? undefined : "ContactUnknown")
        }
        const other = ids[Math.floor(draw() * ids.length)]!
        expect(router.byNumber.contact(other)).toBe(here.get(other) ?? -1)
      }
      for (const id of ids) expect(router.byNumber.contact(id)).toBe(here.get(id) ?? -1)
      expect([...router.view.contacts()].map((contact) => contact.id)).toEqual([...here.keys()])
    })
})
