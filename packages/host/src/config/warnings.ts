import { type ConfigurationWarning, warningsOf } from "@strowger/router"
import { signInOf } from "../signInOf.ts"
import { directoryOf } from "./directory.ts"
import type { File } from "./File.ts"
import { placesIn } from "./readYaml.ts"
import { agentWords, queueWords } from "./routing.ts"

/** Something to know of a file before it is put in force, and where it stands. */
export interface FileWarning {
  readonly name: ConfigurationWarning["name"]
  readonly line: number
  readonly column: number
  /** Dotted path in the file. */
  readonly path: string
  readonly text: string
}

/**
 * What the rules of a file leave out of reach or without effect, for everybody in it. A supervisor need not take contacts. `nowMs`: from when
 * on skills with dates count.
 */
export const fileWarnings = (file: File, text: string, nowMs: number): ReadonlyArray<FileWarning> => {
  const { agents, router } = directoryOf(file)
  const place = placesIn(text)
  const isSupervisor = (id: string | undefined) =>
    agents.some((agent) => agent.id === id && agent.role === "supervisor")
  return warningsOf(router, agents.map(signInOf), nowMs)
    .filter(({ name, agent }) => !(name === "AgentWithoutQueue" && isSupervisor(agent)))
    .map(({ name, path, text: said }) => {
      const inFile = pathInFile(path)
      return { name, ...place(inFile), path: inFile.join("."), text: said }
    })
}

/** The engine's words stand under `routing:`, but for those that the file has words of its own for. */
const pathInFile = (path: string): ReadonlyArray<string> => {
  const [room = "", id = "", field, ...rest] = path.split(".")
  if (room !== "queues" && room !== "agents")
    return room === "capacity" ? path.split(".") : ["routing", ...path.split(".")]
  if (field === undefined) return [room, id]
  const words = room === "queues" ? queueWords : agentWords
  const word = Object.hasOwn(words, field) ? words[field]! : ""
  return word === "" ? [room, id, "routing", field, ...rest] : [room, id, word, ...rest]
}

/** As compilers print them, in the order of the file. */
export const showWarnings = (name: string, warnings: ReadonlyArray<FileWarning>): string =>
  [...warnings]
    .sort((a, b) => a.line - b.line || a.column - b.column)
    .map((w) => `${name}:${w.line}:${w.column}: warning: ${w.name}: ${w.path}: ${w.text}`)
    .join("\n")
