import { execFile } from "node:child_process"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Result } from "effect"
import { missingFields } from "../../src/messages/requiredFields.ts"
import { readXml } from "../../src/xml/read.ts"

/** Complaints of xmllint about these documents, all in one batch; each starts with the number of its document. */
export const validate = async (documents: ReadonlyArray<string>, schema: string): Promise<ReadonlyArray<string>> => {
  const folder = await mkdtemp(join(tmpdir(), "strowger-wire-"))
  try {
    const names = documents.map((_, at) => `${at}.xml`)
    for (const [at, name] of names.entries()) await writeFile(join(folder, name), documents[at] ?? "")
    const said = await new Promise<string>((done) => {
      const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 }
      execFile("xmllint", ["--noout", "--schema", schema, ...names], options, (_failed, _out, err) => done(err))
    })
    const lines = said.split("\n").filter((line) => line !== "")
    const valid = lines.filter((line) => line.endsWith(" validates"))
    const complaints = lines.filter((line) => !line.endsWith(" validates"))
    // A validator that did not run must not look like a clean result.
    return valid.length === documents.length && complaints.length === 0
      ? []
      : [`${valid.length} of ${documents.length} validate`, ...complaints]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What messages lack of the fields they need, as "Kind: path". */
export const lacking = (documents: ReadonlyArray<string>): ReadonlyArray<string> =>
  documents.flatMap((xml) => {
    const element = readXml(xml)
    if (Result.isFailure(element)) return [`unreadable: ${xml}`]
    return missingFields(element.success).map((path) => `${element.success.name}: ${path}`)
  })

export const kindOf = (xml: string): string => /<(?:\w+:)?([A-Z]\w+)/.exec(xml)?.[1] ?? ""
