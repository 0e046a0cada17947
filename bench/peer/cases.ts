/** The same work for both sides: who can do what, and what waits. */
export interface Case {
  readonly agents: ReadonlyArray<{ readonly id: string; readonly skills: ReadonlyArray<string> }>
  readonly tasks: ReadonlyArray<Task>
}
export interface Task {
  readonly id: string
  readonly skill: string
  readonly priority?: number
  readonly createdAtMs: number
}

/** What became of it: tasks in the order they were given out (where that can be seen), and how long it took. */
export interface Given {
  readonly tasks: ReadonlyArray<Task>
  /** How many were given out after each pass; ours needs one. */
  readonly afterPass: ReadonlyArray<number>
  readonly ms: number
}

/** A small generator of whole numbers: the work is the same in every run. */
function numbers(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 4_294_967_296) * below)
  }
}
const longAgoMs = 1_700_000_000_000
const name = (letter: string, n: number) => `${letter}${String(n).padStart(5, "0")}`

/** Everybody can do everything; tasks came a second apart. */
export const alike = (agents: number, tasks: number): Case => ({
  agents: Array.from({ length: agents }, (_, n) => ({ id: name("u", n), skills: ["s0"] })),
  tasks: Array.from({ length: tasks }, (_, n) => ({
    id: name("a", n),
    skill: "s0",
    createdAtMs: longAgoMs + n * 1_000
  }))
})

/** Six skills, two per agent; every priority from 0 to 999 in a shuffled order. */
export function mixed(agents: number, tasks: number): Case {
  const draw = numbers(7)
  return {
    agents: Array.from({ length: agents }, (_, n) => ({ id: name("u", n), skills: [`s${n % 6}`, `s${draw(6)}`] })),
    tasks: Array.from({ length: tasks }, (_, n) => ({
      id: name("a", n),
      skill: `s${draw(6)}`,
      priority: (n * 617) % 1_000,
      createdAtMs: longAgoMs + n * 1_000
    }))
  }
}
