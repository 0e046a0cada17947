/** Classes and agents with skills: who may take what. */
export interface SkillGraph {
  /** Who comes, and who may take them. */
  readonly classes: ReadonlyArray<{
    /** Contacts that come in an hour, on average. */
    readonly perHour: number
    /** The agents who may take them, from 0. */
    readonly agents: ReadonlyArray<number>
  }>
  /** Mean handle time, the same for all, in milliseconds. */
  readonly handleMs: number
  /** Agents, each with one contact at a time: 1 to 16. */
  readonly agents: number
}

/** What comes of it in the long run; by class, and by agent. */
export interface SkillGraphState {
  /** Mean wait of all contacts of the class, milliseconds. */
  readonly meanWaitMs: ReadonlyArray<number>
  /** Share of its contacts that find no agent free for them. */
  readonly mustWait: ReadonlyArray<number>
  /** How many of the class wait, on average over time. */
  readonly waiting: ReadonlyArray<number>
  /** Share of his time in which the agent has a contact. */
  readonly busy: ReadonlyArray<number>
}

/**
 * First come, first served over any skills, where a contact that finds several agents free gets the one at rest longest: exact, by the
 * product form of Adan and Weiss (Stochastic Systems 4, 2014). Contacts come at random (Poisson), take exponential times and never leave.
 *
 * With the busy agents in the order of what they serve and the idle ones in the order of their rest, a state weighs
 * prod 1 / (n(S) - load(U(S))) over the beginnings S of the busy, times prod 1 / load(C(T)) over the ends T of the idle: U(S) the classes
 * that only S may take, C(T) those that somebody of T may take. Sums over orders are taken set by set, so 16 agents are done at once.
 *
 * Throws a RangeError where classes bring as much as their agents can do, or more, and for a graph without meaning.
 */
export function adanWeiss({ classes, handleMs, agents }: SkillGraph): SkillGraphState {
  check(classes, handleMs, agents)
  const load = classes.map(({ perHour }) => (perHour * handleMs) / 3_600_000)
  const able = classes.map((each) => each.agents.reduce((set, agent) => set | (1 << agent), 0))
  const sets = 1 << agents
  const all = sets - 1
  const over = (is: (set: number) => boolean) => load.reduce((sum, each, k) => (is(able[k]!) ? sum + each : sum), 0)
  /** Of all orders of the busy `set`: their weight, and with it how many of each class wait. */
  const weight = new Float64Array(sets)
  const queues = classes.map(() => new Float64Array(sets))
  /** Of all orders of the idle `set`. */
  const rest = new Float64Array(sets)
  weight[0] = rest[0] = 1
  for (let set = 1; set < sets; set++) {
    const only = over((of) => (of & ~set) === 0)
    const spare = size(set) - only
    if (spare <= 0)
      throw new RangeError(
        `classes: ${overload(classes.length, able, set)} bring as much as their agents can do, or more`
      )
    const some = over((of) => (of & set) !== 0)
    let before = 0
    let idle = 0
    for (let agent = 0; agent < agents; agent++) {
      const one = 1 << agent
      if ((set & one) === 0) continue
      before += weight[set ^ one]!
      idle += rest[set ^ one]!
    }
    weight[set] = before / spare
    rest[set] = idle / some
    for (const [k, queue] of queues.entries()) {
      let queued = 0
      for (let agent = 0; agent < agents; agent++) if ((set & (1 << agent)) !== 0) queued += queue[set ^ (1 << agent)]!
      const share = (able[k]! & ~set) === 0 ? load[k]! / spare : 0
      queue[set] = (queued + before * share) / spare
    }
  }
  let total = 0
  for (let set = 0; set < sets; set++) total += weight[set]! * rest[all ^ set]!
  const mean = (of: (set: number) => number) => {
    let sum = 0
    for (let set = 0; set < sets; set++) sum += of(set) * rest[all ^ set]!
    return sum / total
  }
  const waiting = queues.map((queue) => mean((set) => queue[set]!))
  return {
    waiting,
    meanWaitMs: waiting.map((each, k) => (load[k] === 0 ? 0 : (each / load[k]!) * handleMs)),
    mustWait: able.map((of) => mean((set) => ((of & ~set) === 0 ? weight[set]! : 0))),
    busy: Array.from({ length: agents }, (_, agent) => mean((set) => ((set & (1 << agent)) === 0 ? 0 : weight[set]!)))
  }
}

function check(classes: SkillGraph["classes"], handleMs: number, agents: number): void {
  const need = (good: boolean, field: string, value: unknown, wanted: string) => {
    if (!good) throw new RangeError(`${field}: ${String(value)} is not ${wanted}`)
  }
  need(handleMs > 0 && handleMs < Number.POSITIVE_INFINITY, "handleMs", handleMs, "a time above zero in milliseconds")
  need(Number.isSafeInteger(agents) && agents > 0 && agents <= 16, "agents", agents, "a whole number, 1 to 16")
  const asked = new Set<number>()
  for (const [k, { perHour, agents: able }] of classes.entries()) {
    const isRate = perHour >= 0 && perHour < Number.POSITIVE_INFINITY
    need(isRate, `classes[${k}].perHour`, perHour, "a number of contacts, zero or more")
    const isThere = (agent: number) => Number.isSafeInteger(agent) && agent >= 0 && agent < agents
    need(
      able.length > 0 && able.every(isThere),
      `classes[${k}].agents`,
      `[${able.join(", ")}]`,
      `some of 0 to ${agents - 1}`
    )
    for (const agent of able) if (perHour > 0) asked.add(agent)
  }
  need(asked.size === agents, "agents", agents, "the number of those whom a class with contacts asks for")
}

function size(set: number): number {
  let count = 0
  for (let left = set; left !== 0; left &= left - 1) count++
  return count
}

const overload = (classes: number, able: ReadonlyArray<number>, set: number): string =>
  Array.from({ length: classes }, (_, k) => k)
    .filter((k) => (able[k]! & ~set) === 0)
    .join(", ")
