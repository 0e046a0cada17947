import type { BlobStore, Health, StateError } from "@strowger/router/ports"
import { Clock, Effect, Random, Stream } from "effect"
import { ImapFailure, type ImapLink, imap, openImapLink } from "../Imap.ts"
import { type MessageContext, messageOf, unfetchable } from "../message.ts"
import type { ImapOptions } from "../Options.ts"
import { decodePlace, encodePlace, type ImapPlace } from "./cursor.ts"
import { deliver, type Intake, type Stop } from "./Intake.ts"

export interface ImapIntakeOptions {
  readonly account: string
  readonly imap: ImapOptions
  readonly blobs: BlobStore["Service"]
  readonly message: MessageContext
  readonly intake: Intake
  readonly setHealth: (state: Health["state"], detail?: string) => Effect.Effect<void>
  /** The cursor recorded last. */
  readonly from: string | undefined
  readonly stop: Stop
}

interface Reading {
  place: ImapPlace | undefined
  /** Of the UID being read: failures since it was first tried. */
  failing: { uid: number; times: number }
  /** The mailbox was numbered anew since the recorded cursor: its mail may have been read before. */
  renumbered: boolean
  links: number
}

const FETCH_TIMEOUT_MS = 180_000
const RESCAN_MS = 25 * 24 * 3_600_000

/** The octets of one mail, into the blob store. `undefined`: it is no longer there. */
const storeRaw = Effect.fnUntraced(function* (
  link: ImapLink,
  uid: number,
  maxBytes: number,
  blobs: BlobStore["Service"]
) {
  const download = yield* imap(() =>
    link.client.download(String(uid), undefined, { uid: true, maxBytes, chunkSize: 1024 * 1024 })
  )
  if (!("content" in download) || download.content === undefined) return undefined
  const content = download.content
  const octets = Stream.fromAsyncIterable<Uint8Array, ImapFailure>(
    content as AsyncIterable<Uint8Array>,
    () => new ImapFailure("the mail broke off while it was fetched")
  )
  return yield* blobs
    .put(octets)
    .pipe(Effect.raceFirst(link.closed), Effect.ensuring(Effect.sync(() => content.on("error", () => {}).destroy())))
})

/** Fetches one mail and makes it a unit. `undefined`: expunged meanwhile, or too old to be new. */
const fetchUnit = Effect.fnUntraced(function* (
  link: ImapLink,
  uid: number,
  reading: Reading,
  options: ImapIntakeOptions
) {
  const maxBytes = options.imap.maxBytes ?? 64 * 1024 * 1024
  const place = reading.place as ImapPlace
  const key = { account: options.account, epoch: place.uidValidity, id: String(uid) }
  const nowMs = yield* Clock.currentTimeMillis
  if (reading.failing.times >= (options.imap.maxFailures ?? 5)) {
    options.intake.refuse("unreadable")
    return unfetchable(key, nowMs, options.message.address, `${reading.failing.times} attempts failed`)
  }
  const about = yield* imap(() =>
    link.client.fetchOne(String(uid), { uid: true, size: true, internalDate: true }, { uid: true })
  )
  const arrivedMs = about === false || about.internalDate === undefined ? nowMs : new Date(about.internalDate).getTime()
  if (reading.renumbered && arrivedMs < nowMs - (options.imap.rescanMs ?? RESCAN_MS)) {
    options.intake.refuse("too-old")
    return undefined
  }
  const stored = about === false ? undefined : yield* storeRaw(link, uid, maxBytes, options.blobs)
  if (about === false || stored === undefined) {
    // An answer without data is no proof that the mail is gone; a search that does not find it is.
    const still = yield* imap(() => link.client.search({ uid: String(uid) }, { uid: true }))
    if (Array.isArray(still) && !still.includes(uid)) return undefined
    return yield* Effect.fail(new ImapFailure("the server lists a mail and does not give it out"))
  }
  const warnings: Array<string> = []
  if (reading.renumbered) warnings.push("the mailbox was numbered anew: this mail may have been read before")
  if (about.size !== undefined && about.size > maxBytes) {
    options.intake.refuse("too-large")
    warnings.push(
      `of ${about.size} octets only ${maxBytes} were fetched; the whole mail is in the mailbox as UID ${uid}`
    )
  }
  const { unit, broken } = yield* messageOf(
    stored,
    key,
    { atMs: Number.isFinite(arrivedMs) ? arrivedMs : nowMs, envelope: {}, warnings },
    options.message
  )
  if (broken) options.intake.refuse("broken-mime")
  return unit
})

/** Brings one mail to the host; returns when the host has it for good. Order is kept: one is in flight. */
const readOne = Effect.fnUntraced(function* (
  link: ImapLink,
  uid: number,
  reading: Reading,
  options: ImapIntakeOptions
) {
  if (reading.failing.uid !== uid) reading.failing = { uid, times: 0 }
  const unit = yield* fetchUnit(link, uid, reading, options).pipe(
    Effect.timeoutOrElse({
      duration: FETCH_TIMEOUT_MS,
      orElse: () => Effect.fail(new ImapFailure("fetching a mail took too long"))
    }),
    // A blob store that fails is our fault, not the mail's.
    Effect.tapError((error) =>
      Effect.sync(() => {
        if (error instanceof ImapFailure) reading.failing.times++
      })
    )
  )
  const place: ImapPlace = { uidValidity: (reading.place as ImapPlace).uidValidity, lastUid: uid }
  if (unit === undefined) {
    reading.place = place
    return
  }
  yield* options.intake.checkpoint("fetched")
  for (let waitMs = 200; ; waitMs = Math.min(waitMs * 2, 30_000)) {
    const verdict = yield* deliver(options.intake, unit, encodePlace(place), (given) =>
      Effect.sync(() => {
        if (given !== "retry") reading.place = place
        return given
      })
    )
    if (verdict === "poison") options.intake.refuse("poison")
    if (verdict !== "retry") break
    yield* Effect.sleep(waitMs).pipe(Effect.raceFirst(options.stop.wait))
    if (options.stop.asked()) return
  }
  yield* options.intake.checkpoint("cursor-moved")
})

/** New UIDs in order. `N:*` means "the last one" when nothing is new, so what was wanted is filtered out of what was given. */
const newUids = Effect.fnUntraced(function* (link: ImapLink, lastUid: number) {
  const found = yield* imap(() => link.client.search({ uid: `${lastUid + 1}:*` }, { uid: true }))
  if (!Array.isArray(found)) return yield* Effect.fail(new ImapFailure("the server does not say what is new"))
  return found.filter((uid) => uid > lastUid).toSorted((a, b) => a - b)
})

/** Waits for a sign of new mail. The next command ends IDLE by itself. */
const waitForMore = (link: ImapLink, resyncMs: number, stop: Stop) =>
  Effect.suspend(() => {
    link.client.idle().catch(() => {})
    return link.hint.pipe(
      Effect.raceFirst(link.closed),
      Effect.raceFirst(stop.wait),
      Effect.timeoutOrElse({ duration: resyncMs, orElse: () => Effect.void })
    )
  })

const session = (reading: Reading, options: ImapIntakeOptions): Effect.Effect<void, ImapFailure | StateError> =>
  Effect.gen(function* () {
    const resyncMs = options.imap.resyncMs ?? 60_000
    const link = yield* openImapLink(options.imap, {
      socketTimeoutMs: options.imap.socketTimeoutMs ?? 60_000,
      maxIdleMs: Math.max(resyncMs, 1_000)
    })
    const mailbox = options.imap.mailbox ?? "INBOX"
    const box = yield* imap(() => link.client.mailboxOpen(mailbox, { readOnly: true })).pipe(
      Effect.raceFirst(link.closed)
    )
    const uidValidity = String(box.uidValidity)
    if (reading.place === undefined || reading.place.uidValidity !== uidValidity) {
      reading.renumbered = reading.place !== undefined
      reading.place = { uidValidity, lastUid: 0 }
    }
    yield* options.setHealth("up")
    while (!options.stop.asked()) {
      const uids = yield* newUids(link, reading.place.lastUid)
      reading.links = 0
      for (const uid of uids) {
        if (options.stop.asked()) return
        yield* readOne(link, uid, reading, options)
      }
      if (uids.length === 0) {
        reading.renumbered = false
        yield* waitForMore(link, resyncMs, options.stop)
      }
    }
  }).pipe(Effect.scoped)

/** Reads the mailbox for as long as it runs; a lost link is opened again. */
export const runImapIntake = Effect.fnUntraced(function* (options: ImapIntakeOptions): Effect.fn.Return<void> {
  const reading: Reading = {
    place: decodePlace(options.from),
    failing: { uid: 0, times: 0 },
    renumbered: false,
    links: 0
  }
  const firstMs = options.imap.backoffMs ?? 500
  while (!options.stop.asked()) {
    const why = yield* session(reading, options).pipe(
      Effect.as("the session ended"),
      Effect.catch((error) => Effect.succeed(error.message))
    )
    if (options.stop.asked()) return
    // Full jitter between half and the whole: many mailboxes on one server must not come back at once.
    const ceiling = Math.min(firstMs * 2 ** Math.min(reading.links, 16), options.imap.maxBackoffMs ?? 60_000)
    reading.links++
    yield* options.setHealth("backoff", why)
    yield* Effect.sleep(ceiling * (0.5 + 0.5 * (yield* Random.next))).pipe(Effect.raceFirst(options.stop.wait))
  }
})
