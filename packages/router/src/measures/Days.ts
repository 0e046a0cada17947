import { type AgentCounts, type AgentSums, type ContactCounts, noAgents, noContacts } from "./Counts.ts"

type Cells<A> = Map<string, Map<string, A>>

/** Counts by day and queue, and by day and agent. */
export class Days {
  readonly queues: Cells<ReturnType<typeof noContacts>> = new Map()
  readonly agents: Cells<AgentSums> = new Map()
  private readonly dayOf: (atMs: number) => string

  constructor(dayOf: (atMs: number) => string) {
    this.dayOf = dayOf
  }

  queue(atMs: number, queue: string): ReturnType<typeof noContacts> {
    return cell(this.queues, this.dayOf(atMs), queue, noContacts)
  }

  agent(atMs: number, agent: string): AgentSums {
    return cell(this.agents, this.dayOf(atMs), agent, noAgents)
  }

  /** A stretch of time cut where days begin: the first millisecond of another day, found by halving. */
  cut(fromMs: number, untilMs: number, part: (fromMs: number, untilMs: number) => void): void {
    for (let from = fromMs; from < untilMs; ) {
      const day = this.dayOf(from)
      let until = untilMs
      if (this.dayOf(untilMs - 1) !== day) {
        let same = from
        until = untilMs - 1
        while (until - same > 1) {
          const middle = same + Math.floor((until - same) / 2)
          if (this.dayOf(middle) === day) same = middle
          else until = middle
        }
      }
      part(from, until)
      from = until
    }
  }

  get stored(): StoredDays {
    return { queues: store(this.queues), agents: store(this.agents) }
  }

  load({ queues, agents }: StoredDays): void {
    for (const [day, queue, counts] of queues) Object.assign(cell(this.queues, day, queue, noContacts), counts)
    for (const [day, agent, counts] of agents)
      Object.assign(cell(this.agents, day, agent, noAgents), structuredClone(counts))
  }
}

/** Counts by day and name, as plain data. */
export interface StoredDays {
  /** Day, queue, counts. */
  readonly queues: ReadonlyArray<readonly [day: string, queue: string, counts: ContactCounts]>
  /** Day, agent, counts. */
  readonly agents: ReadonlyArray<readonly [day: string, agent: string, counts: AgentCounts]>
}

function cell<A>(cells: Cells<A>, day: string, name: string, none: () => A): A {
  const ofDay = cells.get(day) ?? new Map<string, A>()
  cells.set(day, ofDay)
  const found = ofDay.get(name) ?? none()
  ofDay.set(name, found)
  return found
}

const store = <A>(cells: Cells<A>): Array<[string, string, A]> =>
  [...cells]
    .toSorted(byName)
    .flatMap(([day, ofDay]) =>
      [...ofDay].toSorted(byName).map(([name, counts]): [string, string, A] => [day, name, structuredClone(counts)])
    )

const byName = ([one]: [string, unknown], [other]: [string, unknown]) => (one < other ? -1 : 1)
