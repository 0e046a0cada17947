import { describe, expect, it } from "vitest"
import { type Configuration, createRouter } from "../src/index.ts"
import type { FairRouter } from "../src/testing/fairness.ts"
import { ReferenceRouter } from "../src/testing/reference/ReferenceRouter.ts"
import { everySmallWorld, type Judge } from "../src/testing/smallScope/everySmallWorld.ts"
import { lawfully } from "../src/testing/smallScope/lawfully.ts"
import { sameAs } from "../src/testing/smallScope/sameAs.ts"
import { type SmallScope, SmallWorldBroken } from "../src/testing/smallScope/SmallScope.ts"
import { readTimeline } from "../src/testing/timeline/timelineOf.ts"

const engine = (configuration: Configuration) => createRouter(configuration)
const likeTheReference = sameAs((configuration) => new ReferenceRouter(configuration))

/** Of so many who can do or need any of so many skills, how many worlds there are that differ by more than the names of two skills. */
const worldsOf = (many: number) => (4 ** many + 2 ** many) / 2
const orders = (agents: number, contacts: number): number =>
  agents === 0 || contacts === 0 ? 1 : orders(agents - 1, contacts) + orders(agents, contacts - 1)

describe("DET-7 engine and reference decide alike in every small world, and break no law", () => {
  const scopes: ReadonlyArray<SmallScope> = [
    { agents: 2, contacts: 3 },
    { agents: 1, contacts: 2, acts: 1, stepMs: 0 },
    { agents: 2, contacts: 1, acts: 1, configuration: { queues: { q: { offerMs: 5, wrapUpMs: 1 } } } }
  ]
  it.each(scopes)("%j", (scope) => {
    const judges = scope.acts === undefined ? [likeTheReference] : [likeTheReference, lawfully()]
    const covered = everySmallWorld(engine, judges, scope)
    console.log(JSON.stringify(scope), JSON.stringify(covered))
    const { agents = 0, contacts = 0, acts = 0 } = scope
    expect(covered.worlds).toBe(worldsOf(agents + contacts))
    if (acts === 0) expect(covered.histories).toBe(worldsOf(agents + contacts) * orders(agents, contacts))
    else expect(covered.histories).toBeGreaterThan(4 * worldsOf(agents + contacts) * orders(agents, contacts))
  })
})

describe("small worlds", () => {
  it("are all there, each once", () => {
    const seen: string[] = []
    const told = (): Judge => {
      const whole: unknown[] = []
      const at = seen.push("") - 1
      return ({ commands }) => {
        whole.push(commands)
        seen[at] = JSON.stringify(whole)
      }
    }
    expect(everySmallWorld(engine, [told], { agents: 1, contacts: 1, skills: 1 })).toMatchObject({
      worlds: 4,
      histories: 8
    })
    expect(new Set(seen).size).toBe(8)
    // With two skills, of 4 x 4 x 2 histories those are left out that are another's under other names for the skills.
    expect(everySmallWorld(engine, [], { agents: 1, contacts: 1 })).toMatchObject({ worlds: 10, histories: 20 })
    expect(everySmallWorld(engine, [], { agents: 1, contacts: 1, skills: 3 }).worlds).toBe(20)
    const brings = [{}, { priority: 1 }, { channel: "chat" as const }]
    expect(everySmallWorld(engine, [], { agents: 0, contacts: 2, skills: 0, brings })).toMatchObject({ worlds: 9 })
  })

  it("show the shortest history that breaks something, to be played again", () => {
    const shy = (configuration: Configuration): FairRouter => {
      const router = createRouter(configuration)
      return {
        view: router.view,
        get nextDeadlineMs() {
          return router.nextDeadlineMs
        },
        // Takes no second contact of somebody who abandoned one.
        step: (command, nowMs) =>
          command.type === "Enqueue" && router.view.contact("c2") === undefined && command.contact !== "c2"
            ? { events: [] }
            : router.step(command, nowMs)
      }
    }
    const broken = brokenBy(() => everySmallWorld(shy, [likeTheReference], { agents: 1, contacts: 2, acts: 1 }))
    expect(broken).toBeInstanceOf(SmallWorldBroken)
    const says = "nothing, the other router ContactQueued c4"
    expect(broken!.message.startsWith(`${says}\n\n`)).toBe(true)
    expect(broken!.message.endsWith(`# WRONG: ${says}`)).toBe(true)
    const { steps } = readTimeline(broken!.message.slice(says.length))
    expect(steps.map(({ commands }) => commands[0]!.type)).toEqual(["Enqueue", "Abandon", "Enqueue"])
  })

  it("find out a router that decides otherwise the second time", () => {
    let runs = 0
    const moody = (configuration: Configuration) => {
      const router = createRouter(configuration)
      if (++runs % 2 === 0) router.step({ type: "Enqueue", contact: "x", queue: "q", channel: "voice" }, 0)
      return router
    }
    expect(() => everySmallWorld(moody, [], { agents: 1, contacts: 1, acts: 1 })).toThrow("DET-1")
  })
})

function brokenBy(run: () => unknown): SmallWorldBroken | undefined {
  try {
    run()
  } catch (error) {
    return error as SmallWorldBroken
  }
  return undefined
}
