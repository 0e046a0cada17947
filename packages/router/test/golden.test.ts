import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { createServer, type Server } from "node:http"
import { tmpdir } from "node:os"
import { delimiter, extname, join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest"
import { chromiumLaunch } from "../../../.ci/chromium.ts"
import { createRouter } from "../src/index.ts"
import { simulate } from "../src/simulate/index.ts"
import { type GoldenHistory, play } from "./golden/play.mjs"
import { type GoldenDay, playDay } from "./golden/playDay.mjs"

const folder = fileURLToPath(new URL("golden/", import.meta.url))
const root = fileURLToPath(new URL("../../../", import.meta.url))
const names = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .sort()
const histories = names.map((name): GoldenHistory => JSON.parse(readFileSync(join(folder, name), "utf8")))
const sha256 = (bytes: string) => createHash("sha256").update(bytes).digest("hex")
/** What this runtime gives, from source: the others are compared with it byte for byte. */
const expected = histories.map((history) => play(createRouter, history))

const dayNames = readdirSync(join(folder, "days")).sort()
const days = dayNames.map((name): GoldenDay => JSON.parse(readFileSync(join(folder, "days", name), "utf8")))
const expectedDays = days.map((day) => playDay(simulate, day))

const version = (node: string): string => {
  try {
    return execFileSync(node, ["--version"], { encoding: "utf8", timeout: 10_000 }).trim()
  } catch {
    return ""
  }
}
/** A Node of this major outside the workspace's own tools. */
function findNode(major: number): string | undefined {
  const onPath = (process.env.PATH ?? "").split(delimiter).filter((part) => !part.includes("node_modules"))
  const candidates = [process.execPath, "/usr/local/bin/node", ...onPath.map((part) => join(part, "node"))]
  return [...new Set(candidates)].find((node) => version(node).startsWith(`v${major}.`))
}
const node20 = findNode(20)
const node24 = findNode(24)

describe("golden histories", () => {
  let built = ""
  beforeAll(() => {
    built = mkdtempSync(join(tmpdir(), "strowger-built-"))
    // Node 20 must see modules, and the build must not touch the package's own dist.
    writeFileSync(join(built, "package.json"), '{ "type": "module" }')
    const tsc = join(root, "node_modules/typescript/bin/tsc")
    const project = join(root, "packages/router")
    execFileSync(
      process.execPath,
      [tsc, "-p", project, "--outDir", built, "--tsBuildInfoFile", join(built, "buildinfo")],
      { stdio: "pipe" }
    )
  })
  afterAll(() => rmSync(built, { recursive: true, force: true }))

  for (const [at, name] of names.entries()) {
    it(`DET-11 ${name} gives the recorded bytes from source`, () => {
      const { bytes, hash } = expected[at]!
      const { lines, ...recorded } = histories[at]!
      expect(bytes.split("\n").length).toBe(lines)
      expect({ sha256: sha256(bytes), hash }).toEqual({ sha256: recorded.sha256, hash: recorded.hash })
    })
  }

  it("DET-11 the golden histories hold every kind of event", () => {
    const told = new Set(expected.flatMap(({ bytes }) => bytes.split("\n").map((line) => JSON.parse(line).type)))
    const kinds = readFileSync(join(root, "packages/router/src/Event.ts"), "utf8").matchAll(/readonly type: "(\w+)"/g)
    expect([...kinds].map(([, kind]) => kind).filter((kind) => !told.has(kind))).toEqual([])
  })

  for (const [at, name] of dayNames.entries()) {
    it(`SIM-2 ${name} gives the recorded bytes from source`, () => {
      expect(sha256(expectedDays[at]!)).toBe(days[at]!.sha256)
    })
  }

  const run = (node: string, player: string, entry: string, files: ReadonlyArray<string>) =>
    JSON.parse(
      execFileSync(
        node,
        [join(folder, player), pathToFileURL(join(built, entry)).href, ...files.map((name) => join(folder, name))],
        { encoding: "utf8", maxBuffer: 1 << 28 }
      )
    )
  const onNode = (node: string) => run(node, "play.mjs", "index.js", names)
  const daysOnNode = (node: string) =>
    run(
      node,
      "playDay.mjs",
      "simulate/index.js",
      dayNames.map((name) => `days/${name}`)
    )

  it.skipIf(node20 === undefined)("DET-11 built, on Node 20, the same bytes", () => {
    expect(onNode(node20 ?? "")).toEqual(expected)
  })

  it.skipIf(node20 === undefined)("SIM-2 built, on Node 20, the same day", () => {
    expect(daysOnNode(node20 ?? "")).toEqual(expectedDays)
  })

  it.skipIf(node24 === undefined)("DET-11 built, on Node 24, the same bytes", () => {
    expect(onNode(node24 ?? "")).toEqual(expected)
  })

  it.skipIf(!inject("peers").chromium)("DET-11 SIM-2 built, in Chromium, the same bytes and the same day", async () => {
    const { chromium } = await import("playwright-core")
    const { server, origin } = await serve({ "/built/": built, "/golden/": folder })
    const browser = await chromium.launch(chromiumLaunch)
    try {
      const page = await browser.newPage()
      await page.goto(`${origin}/`)
      // As text: what runs in the page must not pass through this file's own transformation.
      const played = await page.evaluate(`(async () => {
        const { createRouter } = await import("/built/index.js")
        const { play } = await import("/golden/play.mjs")
        const files = await Promise.all(${JSON.stringify(names)}.map((name) => fetch("/golden/" + name)))
        const histories = await Promise.all(files.map((file) => file.json()))
        const { simulate } = await import("/built/simulate/index.js")
        const { playDay } = await import("/golden/playDay.mjs")
        const days = await Promise.all(${JSON.stringify(dayNames)}.map((name) => fetch("/golden/days/" + name)))
        const plans = await Promise.all(days.map((day) => day.json()))
        const simulated = plans.map((day) => playDay(simulate, day))
        return { histories: histories.map((history) => play(createRouter, history)), simulated }
      })()`)
      expect(played).toEqual({ histories: expected, simulated: expectedDays })
    } finally {
      await browser.close()
      server.close()
    }
  })
})

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".json": "application/json"
}

/** Files of some folders on a free loopback port, and an empty page. */
function serve(
  folders: Readonly<Record<string, string>>
): Promise<{ readonly server: Server; readonly origin: string }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname
    const prefix = Object.keys(folders).find((known) => path.startsWith(known))
    if (prefix === undefined || path.includes("..")) {
      response.setHeader("content-type", "text/html").end("<!doctype html>")
      return
    }
    response.setHeader("content-type", types[extname(path)] ?? "text/plain")
    response.end(readFileSync(join(folders[prefix]!, path.slice(prefix.length))))
  })
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      const port = typeof address === "object" && address !== null ? address.port : 0
      resolve({ server, origin: `http://127.0.0.1:${port}` })
    })
  })
}
