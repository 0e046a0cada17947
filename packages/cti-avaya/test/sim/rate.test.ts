import { expect, it } from "vitest"
import { askingVector, Pbx } from "../../src/sim/index.ts"
import { RawClient } from "./client.ts"

it("three hundred calls at once over ten phones: each is asked for, answered once, and gone; the rate is printed", async () => {
  const stations = Array.from({ length: 10 }, (_, at) => String(5001 + at))
  const pbx = new Pbx({
    vdns: [{ extension: "4000", vector: askingVector(60_000) }],
    stations: stations.map((extension) => ({ extension, autoAnswerMs: 0, talkMs: 0 })),
    callIdLimit: 500
  })
  await pbx.start()
  try {
    const client = await RawClient.open(pbx.port)
    await client.settle("4000", stations)
    const startMs = performance.now()
    const callers = Array.from({ length: 300 }, (_, at) => pbx.call({ from: `138${at}`, to: "4000" }))
    const serve = async (station: string, share: number) => {
      for (let served = 0; served < share; served++) {
        const question = await client.next("RouteRequest")
        client.select(question, station)
        const caller = callers.find(({ ucid }) => ucid === question.callLinkageData?.ucid)
        expect((await caller?.ended)?.answeredBy).toBe(station)
      }
    }
    await Promise.all(stations.map((station) => serve(station, callers.length / stations.length)))
    const seconds = (performance.now() - startMs) / 1000
    console.log(`${callers.length} calls in ${seconds.toFixed(1)} s: ${Math.round(callers.length / seconds)} calls/s`)
    expect(pbx.book.openQuestions).toEqual([])
    expect(pbx.book.calls.every((call) => call.history.filter(({ what }) => what === "answered").length === 1)).toBe(
      true
    )
    expect(pbx.exchange.calls.size).toBe(0)
  } finally {
    await pbx.stop()
  }
})
