import { execFile } from "node:child_process"
import { createReadStream } from "node:fs"
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { promisify } from "node:util"
import { nodeFlags } from "../harness/callgrind.ts"
import { CodeMap } from "./CodeMap.ts"

/** Instructions by function of this workspace's compiled code, over one run of the file. */
export async function byFunction(file: string, args: ReadonlyArray<string>): Promise<ReadonlyMap<string, number>> {
  const dir = await mkdtemp(join(tmpdir(), "strowger-profile-"))
  try {
    const out = join(dir, "callgrind.out")
    const callgrind = [
      `--tool=callgrind`,
      `--callgrind-out-file=${out}`,
      "--dump-instr=yes",
      "--smc-check=all-non-file"
    ]
    // Node writes which function stands where in memory; callgrind counts by place.
    const flags = [...nodeFlags, "--perf-basic-prof", `--perf-basic-prof-path=${dir}`]
    const env = { ...process.env, NODE_OPTIONS: "" }
    await promisify(execFile)("valgrind", [...callgrind, process.execPath, ...flags, file, ...args], { env, cwd: dir })
    const map = (await readdir(dir)).find((name) => name.startsWith("perf-"))
    if (map === undefined) throw new Error("Node wrote no map of its compiled code")
    return await costs(out, new CodeMap(await readFile(join(dir, map), "utf8")))
  } finally {
    await rm(dir, { recursive: true })
  }
}

/**
 * Callgrind's format: each line of costs is a place, relative to the one before, a line number and a count. The line behind `calls=` is what
 * the called cost, which is counted there.
 */
async function costs(out: string, code: CodeMap): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>()
  let place = 0
  let isCall = false
  for await (const line of createInterface({ input: createReadStream(out) })) {
    if (line.startsWith("calls=")) {
      isCall = true
      continue
    }
    const [, sign, at, count] = /^(\+|-|\*|0x)([\da-f]*)\s.*?(\d+)$/.exec(line) ?? []
    if (sign === undefined) continue
    if (sign === "0x") place = Number.parseInt(at!, 16)
    else if (sign !== "*") place += (sign === "+" ? 1 : -1) * Number(at)
    if (!isCall) {
      const name = code.at(place)
      if (name !== undefined) found.set(name, (found.get(name) ?? 0) + Number(count))
    }
    isCall = false
  }
  return found
}
