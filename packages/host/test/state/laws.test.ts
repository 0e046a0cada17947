import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { blobStoreLaws, journalLaws, leadershipLaws, snapshotsLaws } from "@strowger/router/testing"
import { afterAll, describe, expect, it } from "vitest"
import { memoryState } from "../../src/state/memory/index.ts"
import { sqliteState } from "../../src/state/sqlite/index.ts"

const root = mkdtempSync(join(tmpdir(), "strowger-state-"))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const stores = [
  ["memory", { fresh: () => memoryState }],
  ["sqlite", { fresh: () => sqliteState({ directory: mkdtempSync(join(root, "s-")) }) }]
] as const

describe.each(stores)("%s", (name, subject) => {
  const laws = [
    ...journalLaws(name, subject),
    ...leadershipLaws(name, subject),
    ...snapshotsLaws(name, subject),
    ...blobStoreLaws(name, subject)
  ]
  // A law rejects when it does not hold.
  it.each(laws.map((law) => [law.name, law] as const))("%s", (_, law) => expect(law.run()).resolves.toBeUndefined())
})
