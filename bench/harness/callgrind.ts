import { execFile, spawnSync } from "node:child_process"
import { promisify } from "node:util"

export const valgrindMissing = (): string | undefined =>
  spawnSync("valgrind", ["--version"]).status === 0
    ? undefined
    : "valgrind is not here (apt-get install valgrind): instructions are not counted, and nothing is compared with the baseline"

/** All that could differ from run to run is switched off in Node; what Valgrind calls instructions are the same every time. */
export const nodeFlags = ["--single-threaded", "--predictable", "--hash-seed=1", "--random-seed=1"]
const callgrind = ["--tool=callgrind", "--callgrind-out-file=/dev/null", "--smc-check=all-non-file"]

/** Instructions of one run of this workspace's Node over the file. */
export async function instructions(file: string, args: ReadonlyArray<string>): Promise<number> {
  const command = [...callgrind, process.execPath, ...nodeFlags, file, ...args]
  const { stderr } = await promisify(execFile)("valgrind", command, { env: { ...process.env, NODE_OPTIONS: "" } })
  const [, count] = /Collected : (\d+)/.exec(stderr) ?? []
  if (count === undefined) throw new Error(`callgrind counted nothing: ${stderr.slice(-500)}`)
  return Number(count)
}

/** Instructions of one step: two runs of different length, and what they differ by. Filling the world and compiling cancel out. */
export async function instructionsPerStep(file: string, way: string, few: number, many: number): Promise<number> {
  const [least, most] = [await instructions(file, [way, `${few}`]), await instructions(file, [way, `${many}`])]
  return (most - least) / (many - few)
}
