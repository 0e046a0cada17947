import { compileHours, checkHours, type Hours, HoursError, type Span, type Weekday } from "@strowger/router/calendar"
import fc from "fast-check"
import { describe, expect, it } from "vitest"

const minuteMs = 60_000
const dayMs = 86_400_000
const at = (instant: string): number => Date.parse(instant)
const nine = [{ from: "09:00", to: "17:00" }]
const everyDay = (...spans: ReadonlyArray<Span>) => ({
  mon: spans,
  tue: spans,
  wed: spans,
  thu: spans,
  fri: spans,
  sat: spans,
  sun: spans
})

/** Openings as "from/until" in UTC, to the minute. */
function openings(hours: Hours, from: string, until: string): ReadonlyArray<string> {
  const text = (ms: number) => new Date(ms).toISOString().slice(5, 16)
  const compiled = compileHours(hours, { fromMs: at(from), untilMs: at(until) })
  return compiled.map(({ fromMs, untilMs }) => `${text(fromMs)}/${text(untilMs)}`)
}

describe("dates", () => {
  /** An example: invented hours, with the days off and the adjusted workdays of Spring Festival and National Day 2026 in China. */
  const bank: Hours = {
    zone: "Asia/Shanghai",
    week: { mon: nine, tue: nine, wed: nine, thu: nine, fri: nine },
    holidays: ["02-16", "02-17", "02-18", "02-19", "02-20", "02-23", "10-01", "10-02", "10-05", "10-06", "10-07"].map(
      (day) => `2026-${day}`
    ),
    workdays: { "2026-02-14": "mon", "2026-02-28": "mon", "2026-09-20": "thu", "2026-10-10": "fri" },
    exceptions: { "2026-02-13": [{ from: "09:00", to: "12:00" }], "2026-02-22": [{ from: "10:00", to: "11:00" }] }
  }

  it("CAL-1 a holiday is closed, an adjusted workday (调休) is worked though it is a Saturday, an exception has hours of its own", () => {
    expect(openings(bank, "2026-02-12T00:00+08:00", "2026-03-03T00:00+08:00")).toEqual([
      "02-12T01:00/02-12T09:00",
      "02-13T01:00/02-13T04:00",
      "02-14T01:00/02-14T09:00",
      "02-22T02:00/02-22T03:00",
      "02-24T01:00/02-24T09:00",
      "02-25T01:00/02-25T09:00",
      "02-26T01:00/02-26T09:00",
      "02-27T01:00/02-27T09:00",
      "02-28T01:00/02-28T09:00",
      "03-02T01:00/03-02T09:00"
    ])
    const october = openings(bank, "2026-09-19T00:00+08:00", "2026-10-13T00:00+08:00").map((text) => text.slice(0, 5))
    expect(october).toEqual(expect.arrayContaining(["09-20", "09-30", "10-08", "10-09", "10-10", "10-12"]))
    expect(october).not.toEqual(expect.arrayContaining(["10-03"]))
    expect(october).toHaveLength(13)
  })

  it("CAL-1 an adjusted workday has the hours of the weekday that it is worked like", () => {
    const hours: Hours = {
      zone: "Asia/Shanghai",
      week: { mon: nine, fri: [{ from: "08:00", to: "12:00" }] },
      workdays: { "2026-10-10": "fri" }
    }
    expect(openings(hours, "2026-10-10T00:00+08:00", "2026-10-11T00:00+08:00")).toEqual(["10-10T00:00/10-10T04:00"])
  })

  it("CAL-3 hours over midnight belong to the day they begin on, and end though the next day is a holiday", () => {
    const hours: Hours = {
      zone: "Europe/Berlin",
      week: { fri: [{ from: "22:00", to: "06:00", nextDay: true }], sat: nine },
      holidays: ["2026-01-10"]
    }
    expect(openings(hours, "2026-01-09T00:00Z", "2026-01-12T00:00Z")).toEqual(["01-09T21:00/01-10T05:00"])
    expect(openings(hours, "2026-01-10T00:00Z", "2026-01-10T03:00Z")).toEqual(["01-10T00:00/01-10T03:00"])
  })

  it("CAL-5 hours that touch are one opening, and those of a day are put in order", () => {
    const week = {
      tue: [
        { from: "12:00", to: "24:00" },
        { from: "08:00", to: "12:00" }
      ],
      wed: [{ from: "00:00", to: "01:00" }]
    }
    const hours: Hours = { zone: "UTC", week }
    expect(openings(hours, "2026-01-05T00:00Z", "2026-01-12T00:00Z")).toEqual(["01-06T08:00/01-07T01:00"])
  })
})

describe("clocks that jump", () => {
  const on = (zone: string, ...spans: ReadonlyArray<Span>): Hours => ({ zone, week: everyDay(...spans) })

  it("CAL-2 an opening time that does not exist is the jump itself; hours of which none exist are none", () => {
    const spring: ReadonlyArray<readonly [string, Span, string, ReadonlyArray<string>]> = [
      ["Europe/Berlin", { from: "02:30", to: "10:00" }, "2026-03-29", ["03-29T01:00/03-29T08:00"]],
      ["Europe/Berlin", { from: "02:10", to: "02:50" }, "2026-03-29", []],
      ["Europe/Berlin", { from: "01:30", to: "02:30" }, "2026-03-29", ["03-29T00:30/03-29T01:00"]],
      ["America/New_York", { from: "02:30", to: "10:00" }, "2026-03-08", ["03-08T07:00/03-08T14:00"]],
      ["America/New_York", { from: "01:00", to: "04:00" }, "2026-03-08", ["03-08T06:00/03-08T08:00"]],
      // 02:00 becomes 02:30: half an hour is left out.
      ["Australia/Lord_Howe", { from: "02:15", to: "03:00" }, "2026-10-03", ["10-03T15:30/10-03T16:00"]],
      ["Australia/Lord_Howe", { from: "02:05", to: "02:25" }, "2026-10-03", []]
    ]
    for (const [zone, span, date, expected] of spring) {
      expect(openings(on(zone, span), `${date}T00:00Z`, `${date}T20:00Z`), `${zone} ${span.from}`).toEqual(expected)
    }
  })

  it("CAL-2 a time that comes twice is the first of the two, opening or closing", () => {
    const autumn: ReadonlyArray<readonly [string, Span, string, ReadonlyArray<string>]> = [
      ["Europe/Berlin", { from: "02:30", to: "10:00" }, "2026-10-25", ["10-25T00:30/10-25T09:00"]],
      ["Europe/Berlin", { from: "00:00", to: "02:30" }, "2026-10-25", ["10-25T00:00/10-25T00:30"]],
      ["Europe/Berlin", { from: "02:15", to: "02:45" }, "2026-10-25", ["10-25T00:15/10-25T00:45"]],
      ["America/New_York", { from: "01:30", to: "09:00" }, "2026-11-01", ["11-01T05:30/11-01T14:00"]],
      // 02:00 becomes 01:30: half an hour comes twice.
      ["Australia/Lord_Howe", { from: "01:45", to: "02:15" }, "2026-04-04", ["04-04T14:45/04-04T15:45"]],
      [
        "Asia/Shanghai",
        { from: "02:30", to: "10:00" },
        "2026-10-25",
        ["10-25T00:00/10-25T02:00", "10-25T18:30/10-25T20:00"]
      ]
    ]
    for (const [zone, span, date, expected] of autumn) {
      expect(openings(on(zone, span), `${date}T00:00Z`, `${date}T20:00Z`), `${zone} ${span.from}`).toEqual(expected)
    }
  })

  it("CAL-4 a day from 00:00 to 24:00 is open all of it, however long it is, and a week of them is one opening", () => {
    const lengths: ReadonlyArray<readonly [string, string, string, number]> = [
      ["Europe/Berlin", "2026-03-29", "sun", 23],
      ["Europe/Berlin", "2026-10-25", "sun", 25],
      ["America/New_York", "2026-11-01", "sun", 25],
      ["Australia/Lord_Howe", "2026-10-04", "sun", 23.5],
      ["Australia/Lord_Howe", "2026-04-05", "sun", 24.5],
      ["Asia/Shanghai", "2026-03-29", "sun", 24]
    ]
    for (const [zone, date, weekday, length] of lengths) {
      const range = { fromMs: at(date) - 2 * dayMs, untilMs: at(date) + 3 * dayMs }
      const allDay = [{ from: "00:00", to: "24:00" }]
      const [open, ...more] = compileHours({ zone, week: { [weekday]: allDay } }, range)
      expect(more).toEqual([])
      expect((open!.untilMs - open!.fromMs) / 3_600_000, `${zone} ${date}`).toBe(length)
      expect(compileHours({ zone, week: everyDay(...allDay) }, range)).toEqual([range])
    }
  })

  it("CAL-2 a date that a zone left out has no hours", () => {
    const samoa: Hours = { zone: "Pacific/Apia", week: everyDay({ from: "10:00", to: "11:00" }) }
    // Samoa went from Thursday the 29th of December 2011 to Saturday the 31st.
    expect(openings(samoa, "2011-12-29T12:00Z", "2012-01-01T00:00Z")).toEqual([
      "12-29T20:00/12-29T21:00",
      "12-30T20:00/12-30T21:00",
      "12-31T20:00/12-31T21:00"
    ])
  })
})

/** Minute by minute: what the clock shows, never going back, and whether some hours hold it. */
function walk(hours: Hours, fromMs: number, untilMs: number): ReadonlyArray<{ fromMs: number; untilMs: number }> {
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone: hours.zone, dateStyle: "short", timeStyle: "short" })
  const names: ReadonlyArray<Weekday> = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
  const spans: Array<readonly [string, string]> = []
  for (let day = fromMs - 4 * dayMs; day < untilMs + 4 * dayMs; day += dayMs) {
    const date = new Date(day).toISOString().slice(0, 10)
    const next = new Date(day + dayMs).toISOString().slice(0, 10)
    const usual = (weekday: Weekday) => hours.week[weekday] ?? []
    const worked = hours.workdays?.[date]
    const own = hours.holidays?.includes(date) ? [] : (hours.exceptions?.[date] ?? (worked && usual(worked)))
    for (const { from, to, nextDay } of own ?? usual(names[new Date(day).getUTCDay()]!)) {
      spans.push([`${date} ${from}`, `${nextDay ? next : date} ${to}`])
    }
  }
  const open: Array<{ fromMs: number; untilMs: number }> = []
  let reached = ""
  for (let ms = fromMs - 2 * dayMs; ms < untilMs; ms += minuteMs) {
    const shown = clock.format(ms)
    if (shown > reached) reached = shown
    if (ms < fromMs || !spans.some(([from, to]) => from <= reached && reached < to)) continue
    const last = open.at(-1)
    if (last?.untilMs === ms) last.untilMs = ms + minuteMs
    else open.push({ fromMs: ms, untilMs: ms + minuteMs })
  }
  return open
}

const jumps = ["2026-03-29", "2026-10-25", "2026-03-08", "2026-11-01", "2026-10-03", "2026-04-04"].map(at)
const zones = [
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Shanghai",
  "America/Havana",
  "Asia/Kathmandu"
]
const time = (minute: number) => new Date(minute * minuteMs).toISOString().slice(11, 16)

/** Hours of a day from distinct ascending quarter hours; the last may run over midnight to before any other day begins. */
const day = fc
  .tuple(
    fc.uniqueArray(fc.oneof(fc.integer({ min: 4, max: 14 }), fc.integer({ min: 4, max: 95 })), { maxLength: 6 }),
    fc.boolean(),
    fc.integer({ min: 0, max: 4 })
  )
  .map(([quarters, night, until]): ReadonlyArray<Span> => {
    const times = quarters.toSorted((a, b) => a - b).map((quarter) => time(quarter * 15))
    const spans: Span[] = []
    for (let n = 0; n + 1 < times.length; n += 2) spans.push({ from: times[n]!, to: times[n + 1]! })
    if (times.length % 2 === 1) {
      spans.push(
        night ? { from: times.at(-1)!, to: time(until * 15), nextDay: true } : { from: times.at(-1)!, to: "24:00" }
      )
    }
    return spans
  })

const plans = fc
  .record({
    zone: fc.constantFrom(...zones),
    week: fc.record({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day }),
    aboutMs: fc.constantFrom(...jumps),
    dates: fc.uniqueArray(fc.integer({ min: -2, max: 3 }), { minLength: 3, maxLength: 3 }),
    exception: day,
    like: fc.constantFrom("mon", "sat", "sun" as Weekday)
  })
  .map(({ zone, week, aboutMs, dates, exception, like }) => {
    const date = (n: number) => new Date(aboutMs + dates[n]! * dayMs).toISOString().slice(0, 10)
    const hours: Hours = {
      zone,
      week,
      holidays: [date(0)],
      exceptions: { [date(1)]: exception },
      workdays: { [date(2)]: like }
    }
    return { hours, aboutMs }
  })

it("CAL-2 CAL-3 CAL-5 what is compiled is what somebody finds who reads the clock every minute", {
  timeout: 60_000
}, () => {
  fc.assert(
    fc.property(plans, ({ hours, aboutMs }) => {
      const range = { fromMs: aboutMs - dayMs, untilMs: aboutMs + 2 * dayMs }
      expect(compileHours(hours, range)).toEqual(walk(hours, range.fromMs, range.untilMs))
    }),
    { numRuns: 60 }
  )
})

it("CAL-5 openings are in order and apart, and two adjacent ranges make the whole", () => {
  fc.assert(
    fc.property(plans, fc.integer({ min: 1, max: 20 * 1_440 - 1 }), ({ hours, aboutMs }, minutes) => {
      const [fromMs, untilMs] = [aboutMs - 10 * dayMs, aboutMs + 10 * dayMs]
      const cutMs = fromMs + minutes * minuteMs
      const whole = compileHours(hours, { fromMs, untilMs })
      for (const [n, { fromMs: opensMs, untilMs: closesMs }] of whole.entries()) {
        expect(opensMs).toBeLessThan(closesMs)
        expect(opensMs).toBeGreaterThan(whole[n - 1]?.untilMs ?? fromMs - 1)
      }
      const before = [...compileHours(hours, { fromMs, untilMs: cutMs })]
      const after = [...compileHours(hours, { fromMs: cutMs, untilMs })]
      if (before.at(-1)?.untilMs === cutMs && after[0]?.fromMs === cutMs) {
        after[0] = { fromMs: before.pop()!.fromMs, untilMs: after[0].untilMs }
      }
      expect([...before, ...after]).toEqual(whole)
    }),
    { numRuns: 40 }
  )
})

describe("mistakes", () => {
  it("CAL-6 every mistake is told at once, each with its path and what to write instead", () => {
    const hours = {
      zone: "Europe/Berlim",
      week: {
        mon: [{ from: "17:00", to: "09:00" }, { from: "9:00", to: "24:30" }, "all day"],
        tue: [...nine, { from: "16:00", to: "18:00" }],
        Wed: nine,
        thu: { from: "09:00", to: "17:00" }
      },
      holidays: ["2026-02-30", "2026-10-01"],
      workdays: { "2026-10-01": "mon", "2026-10-10": "monday" },
      exceptions: { "24.12.2026": [], "2026-12-31": [{ from: "09:00", to: "12:00", nextDay: "yes" }] },
      holiday: []
    }
    const mistakes = checkHours(hours)
    expect(mistakes.map(({ path }) => path).toSorted()).toEqual([
      "exceptions.2026-12-31.0.nextDay",
      "exceptions.24.12.2026",
      "holiday",
      "holidays.0",
      "week.Wed",
      "week.mon.0.to",
      "week.mon.1.from",
      "week.mon.1.to",
      "week.mon.2",
      "week.thu",
      "week.tue.1",
      "workdays.2026-10-01",
      "workdays.2026-10-10",
      "zone"
    ])
    const text = (path: string) => mistakes.find((mistake) => mistake.path === path)?.text
    expect(text("zone")).toMatch(/"Europe\/Berlim" is no time zone: write its IANA name/)
    expect(text("week.mon.0.to")).toMatch(/"09:00" is not after "17:00": write a later time, or nextDay: true/)
    expect(text("workdays.2026-10-01")).toMatch(/is told already by holidays.1/)
    const refused = () => compileHours(hours as unknown as Hours, { fromMs: 0, untilMs: -1 })
    expect(refused).toThrow(HoursError)
    expect(refused).toThrow(/untilMs: is before fromMs/)
    expect(refused).toThrow(/The hours have 15 mistakes/)
  })

  it("CAL-6 hours over midnight that run into those of the next day are told, on weekdays and on dates", () => {
    const night = [{ from: "22:00", to: "10:00", nextDay: true }]
    const week = { fri: night, mon: nine }
    expect(checkHours({ zone: "UTC", week })).toEqual([])
    const paths = (hours: unknown) => checkHours(hours).map(({ path }) => path)
    expect(paths({ zone: "UTC", week: { ...week, sat: nine } })).toEqual(["week.sat"])
    expect(paths({ zone: "UTC", week, exceptions: { "2026-01-10": nine } })).toEqual(["exceptions.2026-01-10"])
    // A Sunday that is worked like a Friday runs into Monday.
    expect(paths({ zone: "UTC", week, workdays: { "2026-01-11": "fri" } })).toEqual(["workdays.2026-01-11"])
    expect(paths({ zone: "UTC", week, workdays: { "2026-01-10": "fri", "2026-01-11": "mon" } })).toEqual([
      "workdays.2026-01-11"
    ])
  })

  it("CAL-6 whatever is given, checkHours answers, and what it finds good compiles", () => {
    const loose = fc.oneof(
      fc.anything(),
      fc.record({ zone: fc.constantFrom("UTC", "+08:00", "Mars/Olympus", 3), week: fc.anything() }),
      fc.record({ zone: fc.constant("UTC"), week: fc.record({ mon: fc.anything() }), exceptions: fc.anything() }),
      plans.map(({ hours }) => hours)
    )
    fc.assert(
      fc.property(loose, (hours) => {
        if (checkHours(hours).length > 0) return
        expect(compileHours(hours as Hours, { fromMs: 0, untilMs: dayMs }).length).toBeLessThanOrEqual(1_440)
      }),
      { numRuns: 300 }
    )
  })
})
