import * as fc from "fast-check"
import { expect, test } from "vitest"
import {
  type Configuration,
  type ConfigurationWarning,
  createRouter,
  meets,
  type QueueConfiguration,
  type RouterEvent,
  type Staff,
  warningsOf
} from "../src/index.ts"
import { everything, everythingPlayer } from "../src/testing/everything.ts"
import type { History } from "../src/testing/History.ts"

/** Everybody who signs in during a history, each sign-in a person of its own. */
const steady = ({ configuration, moves }: History) => {
  const acts = moves.flatMap(({ act }) => (act.type === "Together" ? act.acts : [act]))
  const staff: Staff = acts.flatMap((act, at) => {
    if (act.type !== "SignIn") return []
    const { type: _, ...member } = act
    return [{ ...member, agent: `${act.agent}-${at}` }]
  })
  return { configuration, moves, staff }
}

/** Nobody changes the rules, whichever act it is that would. */
function* play({ configuration, moves }: Pick<History, "configuration" | "moves">) {
  const router = createRouter(configuration)
  const player = everythingPlayer()
  for (const move of moves) {
    const { command, nowMs } = player.next(router, move)
    const changesRules = command.type === "Configure" || command.type === "RevertConfiguration"
    yield { router, events: router.step(changesRules ? { type: "Tick" } : command, nowMs).events }
  }
}

const about = (warnings: ReadonlyArray<ConfigurationWarning>, ...names: ReadonlyArray<ConfigurationWarning["name"]>) =>
  warnings.filter(({ name }) => names.includes(name))

/** Contacts that somebody was given against the rules. */
const forcedIn = (events: ReadonlyArray<RouterEvent>) =>
  new Set(events.flatMap((event) => (event.type === "ContactAssigned" && event.overrode ? [event.contact] : [])))

/** What the queue asks for, step by step, written out the slow way. */
function asked({
  needs = "",
  steps = [],
  requirements = []
}: QueueConfiguration): ReadonlyArray<ReadonlyArray<string>> {
  const all: string[][] = [[needs, ...requirements.map((r) => r.needs)]]
  const ends = [...new Set(requirements.flatMap(({ forMs }) => forMs ?? []))].sort((a, b) => a - b)
  for (const end of ends) all.push([needs, ...requirements.filter((r) => (r.forMs ?? 1e15) > end).map((r) => r.needs)])
  for (const step of steps) all.push(step.anybody ? [""] : step.needs === undefined ? all.at(-1)! : [step.needs])
  return all
}

const levelsNow = (member: Staff[number]): ReadonlyArray<Record<string, number>> => {
  const at = (ms: number) =>
    Object.fromEntries(
      Object.entries(member.skills ?? {}).flatMap(([name, skill]) =>
        typeof skill === "number"
          ? [[name, skill]]
          : ms >= (skill.fromMs ?? 0) && ms < (skill.untilMs ?? 1e15)
            ? [[name, skill.level]]
            : []
      )
    )
  const edges = Object.values(member.skills ?? {}).flatMap((skill) =>
    typeof skill === "number" ? [] : [skill.fromMs ?? 0, skill.untilMs ?? 0]
  )
  return [0, ...edges].map(at)
}

const runs = { numRuns: Number(process.env.STROWGER_WARNINGS ?? 200) }

test("CONF-5 an unreachable queue makes no offer; of another somebody meets what it asks for at some step", () => {
  const seen = { unreachable: 0, offers: 0, reachable: 0, impossible: 0 }
  const property = (history: History) => {
    const { configuration, moves, staff } = steady(history)
    const warnings = warningsOf(configuration, staff)
    const refused = new Set(about(warnings, "AgentRefused").map(({ agent }) => agent))
    const unreachable = new Set(about(warnings, "QueueUnreachable").map(({ queue }) => queue!))
    seen.impossible += about(warningsOf(configuration), "QueueUnreachable").length
    seen.unreachable += unreachable.size
    for (const [name, queue] of Object.entries(configuration.queues)) {
      if (unreachable.has(name)) continue
      seen.reachable++
      const able = staff.filter(({ agent }) => !refused.has(agent))
      const somebody = able.some((member) =>
        levelsNow(member).some((skills) =>
          asked(queue).some((texts) => texts.every((text) => meets(text, skills, member.attributes)))
        )
      )
      expect({ name, somebody }).toEqual({ name, somebody: true })
    }
    for (const { events } of play({ configuration, moves })) {
      const forced = forcedIn(events)
      for (const event of events) {
        if (event.type !== "OfferMade" || forced.has(event.contact)) continue
        seen.offers++
        expect(unreachable.has(event.queue) ? event : undefined).toBeUndefined()
      }
    }
  }
  fc.assert(fc.property(everything(50), property), runs)
  expect(seen.unreachable).toBeGreaterThan(40)
  expect(seen.reachable).toBeGreaterThan(100)
  expect(seen.impossible).toBeGreaterThan(1)
  expect(seen.offers).toBeGreaterThan(200)
})

test("CONF-6 at an unstaffed step nobody is offered a contact, and where a step is too late nobody comes by waiting", () => {
  const seen = { unstaffed: 0, late: 0, waited: 0 }
  const property = (history: History) => {
    const { configuration, moves, staff } = steady(withSteps(history))
    const warnings = warningsOf(configuration, staff)
    const stepsOf = (name: ConfigurationWarning["name"]) =>
      new Set(about(warnings, name).map(({ path, queue }) => `${queue} ${stepAt(path, configuration.queues[queue!]!)}`))
    const [unstaffed, late] = [stepsOf("StepUnstaffed"), stepsOf("StepTooLate")]
    seen.unstaffed += unstaffed.size
    seen.late += late.size
    for (const { router, events } of play({ configuration, moves })) {
      const forced = forcedIn(events)
      const offered = new Set(events.flatMap((event) => (event.type === "OfferMade" ? [event.contact] : [])))
      // What relaxed in the same step may have been offered after it.
      const moved = new Set(events.flatMap((e) => (movesSteps.has(e.type) && "contact" in e ? [e.contact] : [])))
      for (const { id, queue, step = 0, state, callback } of router.view.contacts()) {
        const where = `${queue} ${step}`
        if (offered.has(id) && !moved.has(id) && !forced.has(id))
          expect(unstaffed.has(where) ? { id, where } : undefined).toBeUndefined()
        const waits = (state === "waiting" || state === "unreachable") && callback === undefined
        if (!waits) continue
        seen.waited++
        expect(late.has(where) ? { id, where } : undefined).toBeUndefined()
      }
    }
  }
  fc.assert(fc.property(everything(50), property), runs)
  expect(seen.unstaffed).toBeGreaterThan(10)
  expect(seen.late).toBeGreaterThan(20)
  expect(seen.waited).toBeGreaterThan(500)
})

const movesSteps = new Set<RouterEvent["type"]>([
  "ContactRelaxed",
  "NeedsExpired",
  "ContactTransferred",
  "ContactOverflowed"
])

/** Two queues send those away who wait, and skip nothing. */
const withSteps = ({ configuration, moves }: History): History => ({
  configuration: {
    ...configuration,
    queues: Object.fromEntries(
      Object.entries(configuration.queues).map(([name, queue], at) => {
        if (at === 2) return [name, queue]
        const { skipIf: _, steps, ...rest } = queue
        const unskipped = steps?.map(({ skipIf: _skips, ...step }) => step)
        const overflow = [{ when: { waitedMs: 700 }, do: { do: "end" as const } }]
        return [name, { ...rest, overflow, ...(unskipped === undefined ? {} : { steps: unskipped }) }]
      })
    )
  },
  moves
})

/** Which step a path is about, the queue's own being 0. */
function stepAt(path: string, { requirements = [] }: QueueConfiguration): number {
  const [, , field, at] = path.split(".")
  if (field === "steps") return Number(at) + 1
  if (field !== "requirements") return 0
  const ends = [...new Set(requirements.flatMap(({ forMs }) => forMs ?? []))].sort((a, b) => a - b)
  return ends.indexOf(requirements[Number(at)]!.forMs!) + 1
}

test("CONF-6 CONF-7 a dead step adds nobody of the staff, and nobody meets what nobody is said to have", () => {
  const seen = { dead: 0, alive: 0, words: 0 }
  const property = (history: History) => {
    const { configuration, staff } = steady(history)
    const warnings = warningsOf(configuration, staff)
    const refused = new Set(about(warnings, "AgentRefused").map(({ agent }) => agent))
    const people = staff
      .filter(({ agent }) => !refused.has(agent))
      .flatMap((member) => levelsNow(member).map((skills) => ({ skills, attributes: member.attributes })))
    for (const { path, queue } of about(warnings, "StepDead")) {
      if (path.endsWith(".when")) continue
      const rules = configuration.queues[queue!]!
      const at = stepAt(path, rules)
      // Steps with conditions are not for every contact: the step before is another one for each.
      if (rules.steps?.some(({ when }) => when !== undefined)) continue
      const [before, now] = [asked(rules)[at - 1]!, asked(rules)[at]!]
      seen.dead++
      const added = people.filter(
        ({ skills, attributes }) =>
          now.every((text) => meets(text, skills, attributes)) &&
          !before.every((text) => meets(text, skills, attributes))
      )
      // Who takes no channel, or is a reserve that never joins, is nobody for a queue.
      const mayTake = added.filter(() => !staff.some((m) => m.reserveFor !== undefined || m.capacity !== undefined))
      expect({ path, mayTake }).toEqual({ path, mayTake: [] })
    }
    for (const { text } of about(warnings, "SkillNobodyHas", "AttributeNobodyHas")) {
      const named = /^nobody has (.*?)(: |, nor |$)/.exec(text)![1]!
      seen.words++
      expect(people.filter(({ skills, attributes }) => meets(named, skills, attributes))).toEqual([])
    }
  }
  fc.assert(fc.property(everything(30), property), runs)
  expect(seen.dead).toBeGreaterThan(5)
  expect(seen.words).toBeGreaterThan(50)
})

test("CONF-8 what is said to be without effect can be left out, and nothing changes", () => {
  let left = 0
  const property = (history: History) => {
    const { configuration, moves } = steady(history)
    const without = about(warningsOf(configuration), "OverflowDead", "WithoutEffect").reduceRight(
      (rest: Configuration, { path }) => leftOut(rest, path),
      configuration
    )
    if (without === configuration) return
    left++
    const [all, rest] = [configuration, without].map((rules) =>
      [...play({ configuration: rules, moves })].flatMap(({ events }) => events)
    )
    expect(rest).toEqual(all)
  }
  fc.assert(fc.property(everything(40), property), runs)
  expect(left).toBeGreaterThan(15)
})

/** `queues.q1.overflow.1`, `queues.q1.steps.0.skipIf`, `queues.q1.ageing` */
function leftOut(configuration: Configuration, path: string): Configuration {
  const copy = JSON.parse(JSON.stringify(configuration)) as Record<string, unknown>
  const parts = path.split(".")
  const owner = parts.slice(0, -1).reduce((value, part) => value[part] as Record<string, unknown>, copy)
  const last = parts.at(-1)!
  if (Array.isArray(owner)) owner.splice(Number(last), 1)
  else delete owner[last]
  return copy as unknown as Configuration
}
