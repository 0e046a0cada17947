import { alike, type Case, type Given, mixed } from "./cases.ts"
import { oursAtOnce, oursOneByOne } from "./ours.ts"
import { type Mode, theirsAtOnce, theirsOneByOne } from "./theirs.ts"

const modes: ReadonlyArray<Mode> = ["first-come", "best-match", "spread-work"]

export interface Sizes {
  readonly alike: readonly [agents: number, tasks: number]
  readonly mixed: readonly [agents: number, tasks: number]
  readonly oneByOne: readonly [tasks: number, taken: number]
}
export interface Compared {
  readonly title: string
  readonly ours: Given
  readonly theirs: ReadonlyArray<{ readonly mode: Mode; readonly given: Given }>
}

/** The three questions, asked of both sides: is everybody given something, in which order of priority, and who is first among equals? */
export async function sideBySide(url: string, sizes: Sizes): Promise<ReadonlyArray<Compared>> {
  const atOnce = async (title: string, work: Case): Promise<Compared> => {
    const theirs = []
    for (const mode of modes) theirs.push({ mode, given: await theirsAtOnce(url, mode, work) })
    return { title, ours: oursAtOnce(work), theirs }
  }
  const queue = alike(1, sizes.oneByOne[0])
  const taken = sizes.oneByOne[1]
  const inTurn = []
  for (const mode of modes) inTurn.push({ mode, given: await theirsOneByOne(url, mode, queue, taken) })
  return [
    await atOnce(`${sizes.alike[0]} idle agents who can do everything, ${sizes.alike[1]} tasks`, alike(...sizes.alike)),
    await atOnce(
      `${sizes.mixed[0]} idle agents of mixed skills, ${sizes.mixed[1]} tasks of priority 0 to 999`,
      mixed(...sizes.mixed)
    ),
    {
      title: `${sizes.oneByOne[0]} tasks that came a second apart, one agent takes ${taken} of them in turn`,
      ours: oursOneByOne(queue, taken),
      theirs: inTurn
    }
  ]
}

/** A line for people. */
export function line(who: string, { tasks, afterPass, ms }: Given): string {
  const priorities = tasks.flatMap(({ priority }) => (priority === undefined ? [] : [priority]))
  const order = tasks.slice(0, 4).map(({ id }) => id)
  const served =
    priorities.length === 0 ? order.join(" ") : `priorities ${Math.max(...priorities)} to ${Math.min(...priorities)}`
  const passes = afterPass.length === 1 ? `${tasks.length} given` : `${afterPass.join(", ")} given after each pass`
  return `  ${who.padEnd(36)} ${passes.padEnd(52)} ${served.padEnd(30)} ${ms.toFixed(1).padStart(8)} ms`
}
