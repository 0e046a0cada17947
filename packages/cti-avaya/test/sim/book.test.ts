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
