import { fork } from "node:child_process"
import { fileURLToPath } from "node:url"
import type { Case, Numbers, Section } from "./Section.ts"

const child = fileURLToPath(new URL("./child.ts", import.meta.url))

/** Whatever takes longer has run away. */
const longestMs = 600_000

/** Runs the case once, in a process of its own; rejects where that ends without having found anything. */
export function runCase(section: Section, { name, flags = [] }: Case): Promise<Numbers> {
  return new Promise((resolve, reject) => {
    const found = fork(child, [section.name, name], {
      execArgv: ["--conditions=source", "--disable-warning=ExperimentalWarning", ...flags]
    })
    let numbers: Numbers | undefined
    const limit = setTimeout(() => found.kill("SIGKILL"), longestMs)
    found.on("message", (message) => {
      numbers = message as Numbers
    })
    found.on("error", reject)
    found.on("exit", (code, signal) => {
      clearTimeout(limit)
      if (numbers !== undefined && code === 0) resolve(numbers)
      else reject(new Error(`${section.name} ${name} ended with ${signal ?? code} and found nothing`))
    })
  })
}
