import { Context, Effect, Layer } from "effect"
import { type CallsFold, makeCallsFold } from "./calls/CallsFold.ts"
import { type ContactsFold, makeContactsFold } from "./contacts/ContactsFold.ts"
import { type ConversationsFold, makeConversationsFold } from "./conversations/ConversationsFold.ts"
import { type ActsFold, makeActsFold } from "./desk/ActsFold.ts"
import { type CountsFold, makeCountsFold } from "./desk/CountsFold.ts"
import { makeOffersFold, type OffersFold } from "./desk/OffersFold.ts"
import { makePositionFold, type PositionFold } from "./desk/PositionFold.ts"
import { type IntakeFold, makeIntakeFold } from "./intake/IntakeFold.ts"
import { makePartsFold, type PartsFold } from "./intake/PartsFold.ts"
import { makeOutboxFold, Outbox, type OutboxFold } from "./outbox/OutboxFold.ts"
import type { Fold } from "./partition/Partition.ts"

/** What the rooms of the host remember, all of it out of the log. One set per partition, shared by the partition and every room. */
export interface FoldSet {
  readonly position: PositionFold
  readonly intake: IntakeFold
  readonly parts: PartsFold
  readonly conversations: ConversationsFold
  readonly calls: CallsFold
  readonly contacts: ContactsFold
  readonly outbox: OutboxFold
  readonly offers: OffersFold
  readonly acts: ActsFold
  readonly counts: CountsFold
  /** In the order in which a partition applies them. */
  readonly all: ReadonlyArray<Fold>
}

export interface FoldOptions {
  /** A part of a short message that does not come for this long is taken as lost. Default 120,000. */
  readonly partGapMs?: number
  /** Where "today" begins on the wall, ahead of UTC. Default 8 hours. */
  readonly utcOffsetMs?: number
  /** In time or not, by queue. A queue left out: 20,000. */
  readonly serviceLevelMs?: (queue: string) => number | undefined
}

export const makeFolds = (options: FoldOptions = {}): FoldSet => {
  const position = makePositionFold()
  const intake = makeIntakeFold()
  const parts = makePartsFold(options.partGapMs === undefined ? {} : { gapMs: options.partGapMs })
  const conversations = makeConversationsFold()
  const calls = makeCallsFold()
  const contacts = makeContactsFold()
  const outbox = makeOutboxFold()
  const offers = makeOffersFold()
  const acts = makeActsFold()
  const counts = makeCountsFold(options)
  return {
    position,
    intake,
    parts,
    conversations,
    calls,
    contacts,
    outbox,
    offers,
    acts,
    counts,
    all: [position, intake, parts, conversations, contacts, calls, outbox, offers, acts, counts]
  }
}

export class Folds extends Context.Service<Folds, FoldSet>()("@strowger/host/Folds") {
  /** One set, and the outbox of it. */
  static readonly layer = (options?: FoldOptions): Layer.Layer<Folds | Outbox> =>
    Layer.effectContext(
      Effect.sync(() => {
        const folds = makeFolds(options)
        return Context.make(Folds, folds).pipe(Context.add(Outbox, folds.outbox))
      })
    )
}
