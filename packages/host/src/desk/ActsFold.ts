import type { Fold } from "../partition/Partition.ts"

/** How many commands of one person are known again. A browser asks again within seconds; 64 acts are minutes of work. */
const keptPerPerson = 64

/** Acts done: the same command again gets the same reply and does nothing. */
export interface ActsFold extends Fold {
  /** Log sequence at which this person's command was done; undefined = not done, or long ago. */
  readonly done: (by: string, command: string) => number | undefined
}

export const makeActsFold = (): ActsFold => {
  const byPerson = new Map<string, Map<string, number>>()
  return {
    name: "acts",
    apply: (record, at) => {
      if (record.type !== "ActDone") return
      let done = byPerson.get(record.by)
      if (done === undefined) byPerson.set(record.by, (done = new Map()))
      done.set(record.command, at.seq)
      const [oldest] = done.keys()
      if (done.size > keptPerPerson && oldest !== undefined) done.delete(oldest)
    },
    done: (by, command) => byPerson.get(by)?.get(command)
  }
}
