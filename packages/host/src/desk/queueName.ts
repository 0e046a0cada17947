import type { Directory } from "../Directory.ts"
import type { Language } from "./DeskRoom.ts"

/** A queue as it is called in the language asked for, and in all of them; a queue that is gone from the directory shows its id. */
export const queueName = (directory: Directory["Service"], queue: string, language: Language) => {
  const name = directory.queue(queue)?.name
  return { name: name?.[language] ?? queue, names: { zh: name?.zh ?? queue, en: name?.en ?? queue } }
}
