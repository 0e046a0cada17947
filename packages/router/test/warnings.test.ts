import { describe, expect, it } from "vitest"
import {
  checkConfiguration,
  type Configuration,
  ConfigurationError,
  type QueueConfiguration,
  type Staff,
  warningsOf
} from "../src/index.ts"
import { Centre } from "./centre.ts"

const told = (queues: Configuration["queues"], staff?: Staff, more: Omit<Configuration, "queues"> = {}) =>
  warningsOf({ queues, ...more }, staff).map(({ name, path }) => `${name} ${path}`)
const of = (q: QueueConfiguration, staff?: Staff) => told({ q }, staff)
const textOf = (queues: Configuration["queues"], staff?: Staff) => warningsOf({ queues }, staff).map(({ text }) => text)
const wei = (skills: Staff[number]["skills"] = {}, more: Partial<Staff[number]> = {}): Staff => [
  { agent: "wei", ...(skills === undefined ? {} : { skills }), ...more }
]

describe("CONF-4 what a configuration leaves out of reach is told by name", () => {
  it("of a good one nothing, and without a staff only what is so whoever they are", () => {
    expect(told({ loans: { needs: "loan >= 5" }, any: {} }, wei({ loan: 5 }))).toEqual([])
    expect(of({ needs: "loan >= 5" })).toEqual([])
    expect(of({ needs: "loan >= 5" }, [])).toEqual(["QueueUnreachable queues.q.needs", "SkillNobodyHas queues.q.needs"])
    expect(of({ needs: "loan >= 5 and loan < 5" })).toEqual(["QueueUnreachable queues.q.needs"])
  })

  it("a configuration with mistakes is not looked at", () => {
    expect(() => warningsOf({ queues: { q: { needs: "loan >" } } })).toThrow(ConfigurationError)
  })

  it("steps that are refused are mistakes with a name", () => {
    const names = (q: QueueConfiguration) => checkConfiguration({ queues: { q } }).map(({ name }) => name)
    expect(names({ needs: "zh", steps: [{ afterMs: 1, needs: "en" }] })).toEqual(["StepNotMonotone"])
    expect(names({ needs: "zh", steps: [{ afterMs: 1, needs: "zh" }] })).toEqual(["StepDead"])
    const some = Array.from({ length: 20 }, (_, n) => `s${n}`).join(", ")
    const wide = { needs: `at least 2 of (${some})`, steps: [{ afterMs: 1, needs: `at least 1 of (${some})` }] }
    expect(names(wide)).toEqual(["StepTooWide"])
  })

  it("a router knows its staff: everybody who ever signed in, with the slots he has", () => {
    const centre = new Centre({ q: { needs: "loan >= 5" } })
    expect(centre.router.warnings()).toEqual([])
    centre.do({ type: "SignIn", agent: "wei", skills: { loan: 3 } })
    const names = () => centre.router.warnings().map(({ name }) => name)
    expect(names()).toEqual(["QueueUnreachable", "SkillNobodyHas", "AgentWithoutQueue"])
    const asked = { queues: { q: { needs: "loan >= 3" }, vip: { needs: "vip" } } }
    expect(centre.router.diff(asked).warnings.map(({ name, path }) => `${name} ${path}`)).toEqual([
      "QueueUnreachable queues.vip.needs",
      "SkillNobodyHas queues.vip.needs"
    ])
    centre.do({ type: "SignIn", agent: "lu", skills: { loan: 9 } })
    centre.do({ type: "SignOut", agent: "lu" })
    expect(names()).toEqual(["AgentWithoutQueue"])
    expect(centre.again().router.warnings()).toEqual(centre.router.warnings())
  })

  it("skills with dates count from now on, while they are valid", () => {
    const staff = wei({ loan: { level: 5, untilMs: 1_000 }, zh: { level: 4, fromMs: 2_000, untilMs: 3_000 } })
    const queues = { a: { needs: "loan >= 5" }, b: { needs: "zh >= 4" }, both: { needs: "loan and zh" } }
    const unreachable = (nowMs: number) =>
      warningsOf({ queues }, staff, nowMs)
        .filter(({ name }) => name === "QueueUnreachable")
        .map(({ queue }) => queue)
    expect(unreachable(0)).toEqual(["both"])
    expect(unreachable(1_000)).toEqual(["a", "both"])
    expect(unreachable(3_000)).toEqual(["a", "b", "both"])
  })
})

describe("CONF-5 queues that nobody, or hardly anybody, could take from", () => {
  it("names who comes nearest, and what he lacks", () => {
    const staff: Staff = [
      { agent: "wei", skills: { zh: 5, loan: 3 } },
      { agent: "lu", skills: {} }
    ]
    expect(textOf({ q: { needs: "zh >= 3 and loan >= 5" } }, staff)[0]).toBe(
      "nobody of the staff could be offered a contact of it: nearest is wei, whose skill loan is 3, needs 5"
    )
    expect(textOf({ q: { needs: "not (zh) and zh >= 2" } }, staff)[0]).toContain("whoever he is")
  })

  it("slots and units count: who takes no channel takes nothing", () => {
    const none = { voice: 0, chat: 0, sms: 0, email: 0, fax: 0 }
    expect(of({}, wei({}, { capacity: none }))).toContain("QueueUnreachable queues.q")
    expect(of({}, wei({}, { capacity: { ...none, fax: 1 } }))).toEqual([])
  })

  it("an unreachable queue is no place to send contacts to", () => {
    const to = { do: "overflow", queue: "b" } as const
    const queues: Configuration["queues"] = {
      a: { whenClosed: to, atClose: to, maxWaiting: 9, whenFull: to, overflow: [{ when: { waitedMs: 9 }, do: to }] },
      b: { needs: "vip" },
      c: { afterSteps: { afterMs: 9, ...to } }
    }
    expect(told(queues, wei()).filter((text) => text.startsWith("OverflowNowhere"))).toEqual([
      "OverflowNowhere queues.a.whenClosed",
      "OverflowNowhere queues.a.atClose",
      "OverflowNowhere queues.a.whenFull",
      "OverflowNowhere queues.a.overflow.0.do",
      "OverflowNowhere queues.c.afterSteps"
    ])
    expect(told(queues, wei({ vip: 1 })).filter((text) => text.startsWith("Overflow"))).toEqual([])
  })

  it("one that only its reserve may take from, or a reserve that never joins", () => {
    const reserve = { opensAt: 3, closesAt: 1 }
    const staff = wei({}, { reserveFor: { q: 1 } })
    expect(of({ reserve }, staff)).toEqual(["ReserveOnly queues.q.reserve"])
    expect(told({ q: { reserve }, r: {} }, wei({}, { reserveFor: { q: 2 } }))).toEqual([
      "QueueUnreachable queues.q",
      "ReserveEmpty queues.q.reserve",
      "ReserveNeverJoins agents.wei.reserveFor.q"
    ])
  })
})

describe("CONF-6 steps that come to nothing", () => {
  const steps = [
    { afterMs: 1_000, needs: "loan >= 5" },
    { afterMs: 2_000, needs: "loan >= 2" }
  ]

  it("a step at which nobody of the staff could take a contact, and one that adds nobody of them", () => {
    expect(of({ needs: "loan >= 7", steps }, wei({ loan: 5 }))).toEqual([
      "StepUnstaffed queues.q.needs",
      "StepDead queues.q.steps.1",
      "SkillNobodyHas queues.q.needs"
    ])
    const both: Staff = [
      ...wei({ loan: 8 }),
      { agent: "lu", skills: { loan: 5 } },
      { agent: "an", skills: { loan: 2 } }
    ]
    expect(of({ needs: "loan >= 7", steps }, both)).toEqual([])
  })

  it("not where the step is skipped while nobody is there, nor where offers stay open another time", () => {
    const q: QueueConfiguration = { needs: "loan >= 7", skipIf: "nobodySignedIn", steps: [steps[0]!] }
    expect(of(q, wei({ loan: 5 }))).toEqual(["SkillNobodyHas queues.q.needs"])
    const longer = { afterMs: 2_000, needs: "loan >= 2", offerMs: 9_000 }
    expect(of({ needs: "loan >= 5", steps: [longer] }, wei({ loan: 5 }))).toEqual([])
  })

  it("a step of contacts that cannot be, and one after the wait that sends everybody away", () => {
    const when = '@segment = "gold" and @segment = "blue"'
    expect(of({ needs: "zh", steps: [{ afterMs: 1, anybody: true, when }] })).toEqual([
      "StepDead queues.q.steps.0.when"
    ])
    const overflow = [{ when: { waitedMs: 500 }, do: { do: "voicemail" as const } }]
    expect(of({ needs: "zh", steps: [{ afterMs: 501, anybody: true }], overflow })).toEqual([
      "StepTooLate queues.q.steps.0"
    ])
    expect(of({ needs: "zh", steps: [{ afterMs: 500, anybody: true }], overflow })).toEqual([])
  })

  it("requirements that end are steps, too, and are named where they are written", () => {
    const requirements = [{ needs: "loan >= 2", forMs: 700 }, { needs: "zh" }]
    expect(of({ requirements }, wei({ zh: 1, loan: 3 }))).toEqual(["StepDead queues.q.requirements.0.forMs"])
  })
})

describe("CONF-7 skills and attributes that nobody has", () => {
  it("are told where they are asked for, with the most there is", () => {
    expect(textOf({ q: { needs: "loan >= 9 or zh" } }, wei({ loan: 7, zh: 1 }))).toEqual([
      "nobody has loan >= 9: the most is 7, of wei"
    ])
    expect(
      textOf({ q: { needs: '@branch = "Pudong" or zh' } }, wei({ zh: 1 }, { attributes: { branch: "Jing'an" } }))
    ).toEqual([`nobody has @branch = "Pudong": it is "Jing'an"`])
    const agents = { kind: "expert", skill: "vip" } as const
    expect(of({ agents }, wei())).toEqual(["SkillNobodyHas queues.q.agents.skill"])
    expect(told({ q: {} }, wei({ zh: 1 }), { skills: ["zh", "en"] })).toEqual(["SkillNobodyHas skills.1"])
  })

  it("not what stands under not, nor what anybody meets who does not have it", () => {
    expect(of({ needs: "not vip and loan < 3 and en != 2" }, wei())).toEqual([])
  })
})

describe("CONF-8 settings and people without effect", () => {
  it("rules of overflow that another one always comes before", () => {
    const end = { do: "end" } as const
    const rules = (...overflow: NonNullable<QueueConfiguration["overflow"]>) => of({ overflow })
    expect(rules({ when: { waitedMs: 5 }, do: end }, { when: { waitedMs: 9 }, do: { do: "voicemail" } })).toEqual([
      "OverflowDead queues.q.overflow.1"
    ])
    expect(rules({ when: { waitedMs: 9 }, do: end }, { when: { waitedMs: 5 }, do: end })).toEqual([])
    expect(rules({ when: { nobody: "ready" }, do: end }, { when: { nobody: "able" }, do: end })).toHaveLength(1)
    expect(
      rules({ when: { nobody: "ready" }, for: "arriving", do: end }, { when: { nobody: "able" }, do: end })
    ).toEqual([])
    const full = { maxWaiting: 5, whenFull: end, overflow: [{ when: { waiting: 5 }, do: { do: "callback" as const } }] }
    expect(of(full)).toEqual(["OverflowDead queues.q.overflow.0"])
    expect(of({ ...full, whenFull: "refuse" })).toEqual([])
  })

  it("what adds nothing, and what counts by a service level that is not written", () => {
    expect(of({ ageing: { kind: "capped", perMinute: 3, max: 0 } })).toEqual(["WithoutEffect queues.q.ageing"])
    expect(of({ ageing: { kind: "objective", perObjective: 3 }, order: "breach" })).toEqual([
      "ServiceLevelByDefault queues.q.ageing",
      "ServiceLevelByDefault queues.q.order"
    ])
    expect(of({ steps: [{ afterMs: 1, offerMs: 9, skipIf: "nobodyReady" }] })).toEqual([
      "WithoutEffect queues.q.steps.0.skipIf"
    ])
    expect(told({ q: {} }, wei(), { costs: { chat: 2 } })).toEqual(["WithoutEffect costs"])
    expect(told({ q: {} }, wei({}, { units: 9 }), { costs: { chat: 2 } })).toEqual([])
  })

  it("a reserve that joins when more wait than may come, and no later", () => {
    const staff: Staff = [...wei(), { agent: "lu", reserveFor: { q: 1 } }]
    const q = { reserve: { opensAt: 6, closesAt: 1 }, maxWaiting: 5 }
    expect(of(q, staff)).toEqual(["ReserveTooHigh queues.q.reserve.opensAt"])
    expect(of({ ...q, maxWaiting: 6 }, staff)).toEqual([])
    expect(of({ ...q, whenFull: { do: "callback" } }, staff)).toEqual([])
  })

  it("people who could not sign in, or could take nothing", () => {
    const warned = warningsOf({ queues: { q: { needs: "zh" } }, skills: ["zh"] }, [
      { agent: "wei", skills: { zhh: 3 } },
      { agent: "lu" },
      { agent: "an", skills: { zh: 1 } }
    ])
    expect(warned.map(({ name, path, agent }) => `${name} ${path} ${agent}`)).toEqual([
      "AgentWithoutQueue agents.lu lu",
      "AgentRefused agents.wei.skills wei"
    ])
    expect(warned[1]!.text).toContain('did you mean "zh"')
  })
})
