import { expect, it } from "vitest"
import { Book } from "../../src/sim/Book.ts"

it("a book keeps the latest calls and units, and forgets the oldest", () => {
  const book = new Book(10)
  for (let at = 0; at < 100; at++) {
    book.open({ ucid: String(at), callId: "1", from: "1", to: "2", offeredAtMs: at })
    for (let unit = 0; unit < 30; unit++) {
      book.sent({ atMs: at, kind: "DeliveredEvent", session: "s", sent: true, awaitsAnswer: false })
    }
  }
  expect(book.calls.length).toBeLessThan(20)
  expect(book.calls.at(-1)?.ucid).toBe("99")
  expect(book.call("0")).toBeUndefined()
  expect(book.call("99")).toBeDefined()
  expect(book.units.length).toBeLessThan(200)
})

it("a question is open from when it is sent until its first end", () => {
  const book = new Book()
  const unit = { atMs: 1, kind: "RouteRequest", session: "s", awaitsAnswer: true }
  const lost = book.sent({ ...unit, sent: false })
  const asked = book.sent({ ...unit, sent: true })
  expect(book.openQuestions).toEqual([asked])
  book.settle(asked, { by: "client", what: "RouteSelect 5001", atMs: 2 })
  book.settle(asked, { by: "switch", what: "step over", atMs: 3 })
  expect(book.openQuestions).toEqual([])
  expect(asked.outcome).toEqual({ by: "client", what: "RouteSelect 5001", atMs: 2 })
  expect(book.questions).toEqual([lost, asked])
})
