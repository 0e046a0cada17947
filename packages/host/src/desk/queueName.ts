import type { Directory } from "../Directory.ts"
import type { Language } from "./DeskRoom.ts"

export const queueName = (directory: Directory["Service"], queue: string, language: Language): string =>
  directory.queue(queue)?.name[language] ?? queue
