import { availableParallelism } from "node:os"
import { Worker } from "node:worker_threads"
import type { Lengths } from "./playSystem.ts"
import type { PlayedRow } from "./Row.ts"
import type { Task } from "./worker.ts"

export interface All {
  readonly tasks: ReadonlyArray<Task>
  readonly folder: string
  readonly lengths: Lengths
  readonly jobs: number | undefined
  readonly onPlayed: (played: PlayedRow, done: number, task: Task) => void
}

/** Plays all rows on so many threads; the results in the order of the tasks. A row that throws fails everything. */
export function playAll({ tasks, folder, lengths, jobs = availableParallelism(), onPlayed }: All) {
  const results: PlayedRow[] = []
  let next = 0
  let done = 0
  const thread = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL("./worker.ts", import.meta.url), {
        workerData: { folder, lengths },
        execArgv: ["--conditions=source"]
      })
      let at = -1
      const give = () => {
        at = next++
        if (at < tasks.length) worker.postMessage(tasks[at])
        else void worker.terminate().then(() => resolve(), reject)
      }
      worker.on("message", (played: PlayedRow) => {
        results[at] = played
        onPlayed(played, ++done, tasks[at]!)
        give()
      })
      worker.on("error", (cause) => {
        const task = tasks[at]
        reject(new Error(`${task?.sheet}, row ${(task?.at ?? 0) + 1}: ${String(cause)}`, { cause }))
      })
      give()
    })
  const threads = Array.from({ length: Math.max(1, Math.min(jobs, tasks.length)) }, thread)
  return Promise.all(threads).then((): ReadonlyArray<PlayedRow> => results)
}
