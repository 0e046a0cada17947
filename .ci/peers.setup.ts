import { existsSync } from "node:fs"
import type { TestProject } from "vitest/node"
import { present } from "./peers.mjs"

declare module "vitest" {
  interface ProvidedContext {
    /** Real peers on this machine, by the names of `peers.mjs`. */
    readonly peers: {
      readonly chromium: boolean
      readonly dovecot: boolean
      readonly swaks: boolean
      readonly netSmpp: boolean
      readonly tshark: boolean
      readonly openssl: boolean
      readonly xmllint: boolean
      readonly redis: boolean
    }
    /** Other people's material, where an environment variable points to it; "" = absent. */
    readonly fixtures: string
    readonly traces: string
    /** Exact values of queueing theory, computed apart from the project. */
    readonly theory: string
  }
}

const folder = (variable: string): string => {
  const path = process.env[variable] ?? ""
  return path !== "" && existsSync(path) ? path : ""
}

export default function setup(project: TestProject): void {
  project.provide("peers", present() as never)
  project.provide("fixtures", folder("STROWGER_FIXTURES"))
  project.provide("traces", folder("STROWGER_TRACES"))
  project.provide("theory", folder("STROWGER_THEORY"))
}
