import { randomUUID } from "node:crypto"
import { type Entry, origin, type Position, type Term } from "@strowger/router/ports"
import { stateError } from "../faults.ts"
import { chain } from "../hashChain.ts"
import { type LocalStore, type StoredSnapshot, samePlace } from "../LocalStore.ts"
import { makeWatchers } from "../watchers.ts"

interface PartitionState {
  epoch: number
  nonce: string
  head: Position
  opId: string
  /** Entries after `trimmed`. */
  log: Array<Entry>
  trimmed: number
  snapshot: (StoredSnapshot & { readonly bodies: ReadonlyArray<Uint8Array> }) | undefined
  unfinished: Map<string, Array<Uint8Array>>
}

/** Nothing outlives the process (D0): for tests, simulation and trying things out. The same laws as every other store. */
export const makeMemoryStore = (): LocalStore => {
  const partitions = new Map<string, PartitionState>()
  const watchers = makeWatchers()

  const of = (partition: string): PartitionState => {
    const known = partitions.get(partition) ?? empty()
    partitions.set(partition, known)
    return known
  }
  const check = (term: Term): PartitionState => {
    const state = of(term.partition)
    if (state.epoch === term.epoch && state.nonce === term.nonce) return state
    throw stateError("lost", `Term ${term.epoch} of ${term.partition} is over: term ${state.epoch} leads.`)
  }
  const hashAt = (partition: string, seq: number): string | undefined => {
    const state = of(partition)
    return state.log[seq - 1 - state.trimmed]?.at.hash
  }

  return {
    durability: "D0",
    watch: watchers.watch,
    check,
    hashAt,
    raise: (partition) => {
      const state = of(partition)
      state.epoch += 1
      state.nonce = randomUUID()
      return { epoch: state.epoch, nonce: state.nonce }
    },
    head: (partition) => of(partition).head,
    append: (term, after, opId, codec, body) => {
      const state = check(term)
      if (state.opId === opId && state.head.seq === after.seq + 1) return state.head
      if (!samePlace(state.head, after)) {
        throw stateError("diverged", `The head of ${term.partition} is at ${state.head.seq}, not at ${after.seq}.`)
      }
      const at = { epoch: term.epoch, seq: after.seq + 1, hash: chain(after.hash, body) }
      state.log.push({ at, prev: after.hash, opId, codec, body: body.slice() })
      state.head = at
      state.opId = opId
      watchers.tell(term.partition)
      return at
    },
    page: (partition, seq, limit) => {
      const state = of(partition)
      const from = Math.max(0, seq - state.trimmed)
      return state.log.slice(from, from + limit)
    },
    beginSnapshot: (term) => {
      const save = randomUUID()
      check(term).unfinished = new Map([[save, []]])
      return save
    },
    putPart: (term, save, _, body) => {
      check(term).unfinished.get(save)?.push(body.slice())
    },
    completeSnapshot: (term, snapshot) => {
      const state = check(term)
      const { at, save } = snapshot
      if (hashAt(term.partition, at.seq) !== at.hash) {
        throw stateError("diverged", `A snapshot at ${at.seq} of ${term.partition} does not belong to its log.`)
      }
      const bodies = state.unfinished.get(save) ?? []
      state.unfinished.delete(save)
      if (state.snapshot === undefined || state.snapshot.at.seq <= at.seq) state.snapshot = { ...snapshot, bodies }
    },
    latestSnapshot: (partition) => of(partition).snapshot,
    part: (partition, save, n) => {
      const snapshot = of(partition).snapshot
      const body = snapshot?.save === save ? snapshot.bodies[n] : undefined
      if (body === undefined)
        throw stateError("diverged", `The snapshot of ${partition} was replaced; take the latest.`)
      return body
    },
    trim: (term, keepFrom) => {
      const state = check(term)
      const limit = Math.min(keepFrom, state.snapshot?.at.seq ?? 0)
      const removed = state.log.splice(0, Math.max(0, limit - 1 - state.trimmed)).length
      state.trimmed += removed
      return removed
    }
  }
}

const empty = (): PartitionState => ({
  epoch: 0,
  nonce: "",
  head: origin,
  opId: "",
  log: [],
  trimmed: 0,
  snapshot: undefined,
  unfinished: new Map()
})
