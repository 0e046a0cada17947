// Records the golden histories again. Only when a rule of SPEC.md has changed on purpose: say which one in the commit.
//   node_modules/.bin/node --conditions=source packages/router/test/golden/record.ts NAME...
// Only those named are recorded: a new rule gets a history of its own, and the old ones go on to hold what they held.
import { createHash } from "node:crypto"
import { writeFileSync } from "node:fs"
import { type Command, type Configuration, createRouter } from "@strowger/router"
import * as fc from "fast-check"
import { history } from "../../src/testing/arbitraries.ts"
import { everything, everythingPlayer } from "../../src/testing/everything.ts"
import { Player } from "../../src/testing/Player.ts"
import { smallDay } from "../dayPlans.ts"
import { simulate } from "../../src/simulate/index.ts"
import { play } from "./play.mjs"
import { playDay } from "./playDay.mjs"

type Timed = readonly [Command, number]

/** Random histories on one router each, longest first of a fixed draw. */
function mixed(seed: number): { readonly configuration: Configuration; readonly commands: ReadonlyArray<Timed> } {
  const drawn = fc.sample(history(300), { seed, numRuns: 20 })
  const { configuration, moves } = drawn.toSorted((a, b) => b.moves.length - a.moves.length)[0]!
  const router = createRouter(configuration)
  const player = new Player()
  const commands = moves.map((move): Timed => {
    const { command, nowMs } = player.next(router, move)
    router.step(command, nowMs)
    return [command, nowMs]
  })
  return { configuration, commands }
}

/** Of a fixed draw of histories in which every rule takes part the one in which most kinds of events happen. */
function ofEverything(seed: number): {
  readonly configuration: Configuration
  readonly commands: ReadonlyArray<readonly [Command | ReadonlyArray<Command>, number]>
} {
  const played = fc.sample(everything(400), { seed, numRuns: 60 }).map(({ configuration, moves }) => {
    const router = createRouter(configuration)
    const player = everythingPlayer()
    const kinds = new Set<string>()
    const commands = moves.map((move) => {
      const done = player.play(router, move)
      for (const { type } of done.events) kinds.add(type)
      return [move.act.type === "Together" ? done.commands : done.commands[0]!, done.nowMs] as const
    })
    return { configuration, commands, kinds: kinds.size }
  })
  const [best] = played.toSorted((a, b) => b.kinds - a.kinds)
  return best!
}

/** A morning: 12 agents, 150 contacts over all channels, some missed, some declined, some abandoned; every number from a fixed rule. */
function morning(): { readonly configuration: Configuration; readonly commands: ReadonlyArray<Timed> } {
  const configuration: Configuration = {
    queues: {
      loans: { needs: "zh >= 3 and loan >= 5", wrapUpMs: 15_000 },
      cards: { needs: "(zh or en >= 2) and card", priority: 1, offerMs: 12_000 },
      general: { onNoAnswer: "stayReady", offerMs: 8_000 }
    },
    capacity: { chat: 2 }
  }
  const router = createRouter(configuration)
  const commands: Timed[] = []
  const give = (command: Command, nowMs: number) => {
    commands.push([command, nowMs])
    return router.step(command, nowMs)
  }
  for (let n = 0; n < 12; n++) {
    const skills = { zh: 1 + (n % 5), loan: 1 + ((n * 7) % 9), ...(n % 2 ? { card: 3 } : { en: 2 + (n % 3) }) }
    give({ type: "SignIn", agent: `agent-${n}`, skills }, n * 500)
    give({ type: "MakeReady", agent: `agent-${n}` }, n * 500 + 100)
  }
  const channels = ["voice", "chat", "sms", "email", "voice"] as const
  for (let n = 0, nowMs = 10_000; n < 150; n++, nowMs += 1_000 + ((n * 7_919) % 3_000)) {
    const queue = ["loans", "cards", "general"][(n * 5) % 3]!
    give(
      { type: "Enqueue", contact: `客户-${n}`, queue, channel: channels[(n * 3) % 5]!, priority: n % 11 === 0 ? 2 : 0 },
      nowMs
    )
    for (const contact of router.view.contacts()) {
      const turn = (n * 31 + contact.id.length * 17 + Number(contact.id.split("-")[1])) % 13
      const names = { contact: contact.id, agent: contact.agent ?? "" }
      if (contact.offer && turn < 7) give({ type: "Accept", ...names, offer: contact.offer.id }, nowMs + 300)
      else if (contact.offer && turn === 7)
        give({ type: "Decline", ...names, offer: contact.offer.id, reason: "not mine" }, nowMs + 400)
      else if (contact.state === "active" && turn > 8) give({ type: "Complete", ...names }, nowMs + 500)
      else if (contact.state === "waiting" && turn === 1) give({ type: "Abandon", contact: contact.id }, nowMs + 600)
    }
    for (const agent of router.view.agents()) {
      if (agent.presence === "not-ready" && n % 4 === 0) give({ type: "MakeReady", agent: agent.id }, nowMs + 700)
    }
  }
  return { configuration, commands }
}

/** Two queues with head starts of their own and contacts with theirs: eight agents, all behind, so that order is what decides. */
function headStarts(): { readonly configuration: Configuration; readonly commands: ReadonlyArray<Timed> } {
  const configuration: Configuration = {
    queues: { plain: {}, gold: { creditMs: 90_000, offerMs: 9_000 }, mail: { creditMs: 1, wrapUpMs: 4_000 } },
    capacity: { chat: 1, email: 1 }
  }
  const router = createRouter(configuration)
  const commands: Timed[] = []
  const give = (command: Command, nowMs: number) => {
    commands.push([command, nowMs])
    router.step(command, nowMs)
  }
  for (let n = 0; n < 8; n++) {
    give({ type: "SignIn", agent: `agent-${n}`, skills: { zh: 1 + (n % 3) } }, n * 300)
    give({ type: "MakeReady", agent: `agent-${n}` }, n * 300 + 50)
  }
  for (let n = 0, nowMs = 5_000; n < 160; n++, nowMs += 900 + ((n * 6_271) % 2_500)) {
    const queue = ["plain", "gold", "plain", "mail"][(n * 7) % 4]!
    const channel = queue === "mail" ? "email" : n % 3 === 0 ? "chat" : "voice"
    const own = n % 5 === 0 ? { creditMs: (n % 4) * 20_000 } : n % 17 === 0 ? { priority: 1 } : {}
    const needs = n % 6 === 0 ? { needs: "zh >= 2" } : {}
    give({ type: "Enqueue", contact: `c${n}`, queue, channel, ...own, ...needs }, nowMs)
    for (const contact of router.view.contacts()) {
      const turn = (n * 29 + Number(contact.id.slice(1)) * 11) % 12
      const names = { contact: contact.id, agent: contact.agent ?? "" }
      if (contact.offer && turn < 8) give({ type: "Accept", ...names, offer: contact.offer.id }, nowMs + 200)
      else if (contact.offer && turn === 8) give({ type: "Decline", ...names, offer: contact.offer.id }, nowMs + 300)
      else if (contact.state === "active" && turn > 9) give({ type: "Complete", ...names }, nowMs + 400)
      else if (contact.state === "waiting" && turn === 9)
        give({ type: "MarkUnreachable", contact: contact.id }, nowMs + 500)
      else if (contact.state === "unreachable" && turn < 4)
        give({ type: "MarkReachable", contact: contact.id }, nowMs + 500)
    }
    for (const { id, presence } of router.view.agents()) {
      if (presence === "not-ready" && n % 3 === 0) give({ type: "MakeReady", agent: id }, nowMs + 600)
    }
    // The rules change twice: everybody who waits is put in order anew.
    const changed = n === 60 ? { gold: { creditMs: 20_000 } } : n === 110 ? { plain: { creditMs: 45_000 } } : undefined
    if (changed === undefined) continue
    give(
      { type: "Configure", configuration: { ...configuration, queues: { ...configuration.queues, ...changed } } },
      nowMs + 700
    )
  }
  return { configuration, commands }
}

/** Four queues that age each in its own way, and one that does not, behind on work for an hour. */
function ageing(): { readonly configuration: Configuration; readonly commands: ReadonlyArray<Timed> } {
  const steps = [60_000, 150_000, 400_000].map((afterMs, at) => ({ afterMs, adds: 2 + at * 3 }))
  const configuration: Configuration = {
    queues: {
      plain: { priority: 3 },
      linear: { ageing: { kind: "linear", perMinute: 1 } },
      fast: { ageing: { kind: "linear", perMinute: 7 }, priority: -4, creditMs: 5_001 },
      capped: { ageing: { kind: "capped", perMinute: 3, max: 5 }, offerMs: 7_000 },
      steps: { ageing: { kind: "steps", steps } }
    }
  }
  const router = createRouter(configuration)
  const commands: Timed[] = []
  const give = (command: Command, nowMs: number) => {
    commands.push([command, nowMs])
    router.step(command, nowMs)
  }
  for (let n = 0; n < 5; n++) {
    give({ type: "SignIn", agent: `agent-${n}`, skills: { zh: 1 + (n % 3) } }, n * 300)
    give({ type: "MakeReady", agent: `agent-${n}` }, n * 300 + 50)
  }
  for (let n = 0, nowMs = 5_000; n < 150; n++, nowMs += 8_007 + ((n * 6_271) % 9_001)) {
    const queue = ["plain", "linear", "fast", "capped", "steps"][(n * 7) % 5]!
    const own = n % 9 === 0 ? { priority: n % 4 } : n % 7 === 0 ? { creditMs: 30_000 } : {}
    const needs = n % 6 === 0 ? { needs: "zh >= 2" } : {}
    give({ type: "Enqueue", contact: `c${n}`, queue, channel: "voice", ...own, ...needs }, nowMs)
    for (const contact of router.view.contacts()) {
      const turn = (n * 29 + Number(contact.id.slice(1)) * 11) % 12
      const names = { contact: contact.id, agent: contact.agent ?? "" }
      if (contact.offer && turn < 9) give({ type: "Accept", ...names, offer: contact.offer.id }, nowMs + 2_003)
      else if (contact.state === "active" && turn > 6) give({ type: "Complete", ...names }, nowMs + 4_001)
    }
    for (const { id, presence } of router.view.agents()) {
      if (presence === "not-ready" && n % 2 === 0) give({ type: "MakeReady", agent: id }, nowMs + 6_000)
    }
    if (n !== 90) continue
    const queues = { ...configuration.queues, plain: { ageing: { kind: "linear" as const, perMinute: 2 } } }
    give({ type: "Configure", configuration: { queues } }, nowMs + 7_000)
  }
  return { configuration, commands }
}

/** Contacts that turn out to be about one of six agents, while they wait, ring or cannot be reached; some answer all the same. */
function complaints(): { readonly configuration: Configuration; readonly commands: ReadonlyArray<Timed> } {
  const configuration: Configuration = { queues: { help: { offerMs: 9_000 }, short: { wrapUpMs: 3_000, priority: 1 } } }
  const router = createRouter(configuration)
  const commands: Timed[] = []
  const give = (command: Command, nowMs: number) => {
    commands.push([command, nowMs])
    router.step(command, nowMs)
  }
  for (let n = 0; n < 6; n++) {
    give({ type: "SignIn", agent: `agent-${n}`, capacity: { chat: 1 + (n % 2) } }, n * 300)
    give({ type: "MakeReady", agent: `agent-${n}` }, n * 300 + 50)
  }
  for (let n = 0, nowMs = 5_000; n < 120; n++, nowMs += 1_001 + ((n * 6_271) % 2_003)) {
    const queue = n % 3 === 0 ? "short" : "help"
    const said = n % 8 === 0 ? { reachable: false } : n % 5 === 0 ? { excludes: [`agent-${n % 6}`] } : {}
    give({ type: "Enqueue", contact: `c${n}`, queue, channel: n % 4 === 0 ? "voice" : "chat", ...said }, nowMs)
    for (const contact of router.view.contacts()) {
      const turn = (n * 29 + Number(contact.id.slice(1)) * 11) % 12
      const names = { contact: contact.id, agent: contact.agent ?? `agent-${turn % 8}` }
      const offer = contact.offer?.id ?? "o1"
      if (turn === 0) give({ type: "Exclude", ...names }, nowMs + 100)
      if (turn === 0 || (contact.offer && turn < 8)) give({ type: "Accept", ...names, offer }, nowMs + 200)
      else if (contact.state === "active" && turn > 7) give({ type: "Complete", ...names }, nowMs + 400)
      else if (contact.state === "unreachable" && turn < 3)
        give({ type: "MarkReachable", contact: contact.id }, nowMs + 500)
    }
    for (const { id, presence } of router.view.agents()) {
      if (presence === "not-ready" && n % 3 === 0) give({ type: "MakeReady", agent: id }, nowMs + 600)
    }
  }
  return { configuration, commands }
}

const histories = {
  complaints: { about: "contacts that exclude an agent after they came", ...complaints() },
  ageing: { about: "queues that age each in its own way, behind on work", ...ageing() },
  "head-starts": { about: "contacts and queues with head starts, and rules that change", ...headStarts() },
  morning: { about: "a morning with every channel, misses, declines and abandonments", ...morning() },
  "everything-1": { about: "a random history in which every rule takes part", ...ofEverything(1_891) },
  "everything-2": { about: "a random history in which every rule takes part", ...ofEverything(1_904) },
  "everything-3": { about: "a random history in which every rule takes part", ...ofEverything(1_912) },
  "mixed-1": { about: "a random history of a small centre", ...mixed(1_904) },
  "mixed-2": { about: "a random history of a small centre", ...mixed(1_889) },
  "mixed-3": { about: "a random history of a small centre", ...mixed(1_891) }
}
for (const [name, recorded] of Object.entries(histories)) {
  if (!process.argv.includes(name)) continue
  const { bytes, hash } = play(createRouter, recorded)
  const sha256 = createHash("sha256").update(bytes).digest("hex")
  const { about, configuration, commands } = recorded
  const lines = [
    `{ "about": ${JSON.stringify(about)},`,
    `"configuration": ${JSON.stringify(configuration)},`,
    `"commands": [\n${commands.map((command) => JSON.stringify(command)).join(",\n")}\n],`,
    `"lines": ${bytes.split("\n").length}, "sha256": "${sha256}", "hash": "${hash}" }\n`
  ]
  writeFileSync(new URL(`${name}.json`, import.meta.url), lines.join("\n"))
  console.log(name, commands.length, "commands", bytes.split("\n").length, "lines", sha256)
}

const days = { "small-day": { about: "six hours of a small centre", seed: 1_912, plan: smallDay() } }
for (const [name, day] of Object.entries(days)) {
  if (!process.argv.includes(name)) continue
  const bytes = playDay(simulate, day)
  const sha256 = createHash("sha256").update(bytes).digest("hex")
  writeFileSync(new URL(`days/${name}.json`, import.meta.url), `${JSON.stringify({ ...day, sha256 })}\n`)
  console.log(name, bytes.length, "characters", sha256)
}
