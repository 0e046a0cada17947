import { appendFileSync } from "node:fs"
import type { Reporter, TestModule } from "vitest/node"

/**
 * Says loudly at the end which tests did not run, and why, and closes with the plain line that any reader of logs understands.
 * With CI set a test left out fails the run: a green run then means that everything ran.
 */
export default class LeftOut implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>): void {
    let passed = 0
    let failed = 0
    const leftOut: Array<string> = []
    for (const module of modules) {
      if (module.state() === "failed" && [...module.children.allTests()].length === 0) failed++
      for (const test of module.children.allTests()) {
        const state = test.result().state
        if (state === "passed") passed++
        else if (state === "failed") failed++
        else leftOut.push(`${module.relativeModuleId} > ${test.fullName}`)
      }
    }
    if (leftOut.length > 0) {
      console.log(`\nLEFT OUT: ${leftOut.length} tests did not run on this machine:`)
      for (const name of leftOut) console.log(`  - ${name}`)
      console.log(
        "Real peers that are absent are named at the start of the run, with the line that brings them (as root: STROWGER_INSTALL_PEERS=1)."
      )
      console.log("Other people's material, exact values: set STROWGER_FIXTURES, STROWGER_TRACES and STROWGER_THEORY.")
      if (process.env.CI) process.exitCode = 1
    }
    const file = process.env.STROWGER_COUNTS
    if (file) appendFileSync(file, `${passed} ${failed} ${leftOut.length}\n`)
  }
}
