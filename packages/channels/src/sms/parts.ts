import { createHash } from "node:crypto"
import type { Content, InboundPart } from "@strowger/router/ports"
import type { DefaultAlphabet } from "./text/dataCoding.ts"
import { decodeShortMessage } from "./text/decode.ts"
import type { PartPlace } from "./text/userDataHeader.ts"

/** Which set a part belongs to: the same for every part of one long message, whatever order and link they come by. */
export const partSetId = (account: string, source: string, destination: string, place: PartPlace): string =>
  createHash("sha256")
    .update(JSON.stringify([account, source, destination, place.width, place.reference, place.total]))
    .digest("hex")
    .slice(0, 32)

export interface JoinedParts {
  readonly complete: boolean
  /** The text of the parts that are there; "…" stands for a gap. Absent when there is no part at all. */
  readonly content?: Content
  /** Numbers of the parts that never came, ascending. */
  readonly missing: ReadonlyArray<number>
  /** For `Traits.warnings`. */
  readonly warnings: ReadonlyArray<string>
  /**
   * Sets that were over before this one began: a reference number comes round again, so the same number with other octets begins a
   * new set. Oldest first; each is a message of its own.
   */
  readonly earlier: ReadonlyArray<JoinedParts>
}

/**
 * Joins the parts of one set id, given in the order they were recorded. The octets are joined first and read afterwards: a phone may cut
 * a surrogate pair or an escape sequence in two. The same number with the same octets is the same part again.
 */
export const joinParts = (parts: ReadonlyArray<InboundPart>, linkDefault: DefaultAlphabet = "gsm7"): JoinedParts => {
  const sets: Array<Map<number, InboundPart>> = [new Map()]
  for (const part of parts) {
    const open = sets.at(-1)
    const same = open?.get(part.set.number)
    if (same === undefined) open?.set(part.set.number, part)
    else if (same.octets !== part.octets || same.dataCoding !== part.dataCoding) {
      sets.push(new Map([[part.set.number, part]]))
    }
  }
  const joined = sets.map((set) => joinSet(set, linkDefault))
  const last = joined.pop() ?? joinSet(new Map(), linkDefault)
  return { ...last, earlier: joined }
}

const joinSet = (set: ReadonlyMap<number, InboundPart>, linkDefault: DefaultAlphabet): JoinedParts => {
  const total = set.values().next().value?.set.total ?? 0
  const missing: Array<number> = []
  const runs: Array<{ octets: Array<Uint8Array>; readonly dataCoding: number } | "gap"> = []
  for (let number = 1; number <= total; number++) {
    const part = set.get(number)
    const run = runs.at(-1)
    if (part === undefined) {
      missing.push(number)
      if (run !== "gap") runs.push("gap")
    } else if (run === undefined || run === "gap" || run.dataCoding !== part.dataCoding) {
      runs.push({ octets: [Buffer.from(part.octets, "base64")], dataCoding: part.dataCoding })
    } else {
      run.octets.push(Buffer.from(part.octets, "base64"))
    }
  }
  const read = runs.map((run) =>
    run === "gap"
      ? { text: "…", warnings: [] }
      : decodeShortMessage(Buffer.concat(run.octets), run.dataCoding, linkDefault)
  )
  return {
    complete: total > 0 && missing.length === 0,
    ...(set.size === 0 ? {} : { content: { text: read.map(({ text }) => text).join("") } }),
    missing,
    warnings: [...new Set(read.flatMap(({ warnings }) => warnings))],
    earlier: []
  }
}
