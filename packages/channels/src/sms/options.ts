import { type Redacted, Schema } from "effect"
import type { ReferenceForm } from "./receipts.ts"
import type { DefaultAlphabet } from "./text/dataCoding.ts"
import { type ConcatForm, sizesOf, type UnitSizes } from "./text/split.ts"
import type { SourceKey } from "@strowger/router/ports"
import type { Effect } from "effect"

/** One SMPP 3.4 link to a message centre. Times in milliseconds. */
export interface SmsOptions {
  /** Name of the adapter: in configuration, metrics and screens. */
  readonly id: string
  /** First part of every `SourceKey`. The same for all links of one account. Default: `id`. */
  readonly account?: string
  readonly host: string
  readonly port: number
  /** TLS with the runtime's authorities, or with these (PEM). */
  readonly tls?: boolean | { readonly ca?: string; readonly serverName?: string }
  readonly systemId: string
  readonly password: Redacted.Redacted<string>
  readonly systemType?: string
  /** Our number or name, when a message does not say one. */
  readonly sourceAddress: string
  /** Unanswered submits at one time. Default 10. */
  readonly window?: number
  /** Default 10,000. A submit not answered by then may have been sent: "ambiguous". */
  readonly responseTimeoutMs?: number
  /** Default 30,000. */
  readonly enquireLinkMs?: number
  /** Unanswered enquire_links in a row that end the link. Default 2. */
  readonly enquireMisses?: number
  /** TCP, TLS and bind together. Default 10,000. */
  readonly bindTimeoutMs?: number
  /** Reconnect after a random time below a bound that doubles from `minMs` (500) to `maxMs` (60,000). */
  readonly backoff?: { readonly minMs?: number; readonly maxMs?: number }
  /** What data_coding 0 means here. Default "gsm7". */
  readonly defaultAlphabet?: DefaultAlphabet
  /** Default "udh8". */
  readonly concat?: ConcatForm
  /** Room of a short message, where the centre takes less than the standard. */
  readonly sizes?: UnitSizes
  /** registered_delivery of every part. Default 1: a receipt for success and failure. */
  readonly registeredDelivery?: number
  /** Send sixteen bits of our own id as user_message_reference. Default true; false for a centre that takes no optional parameters. */
  readonly ownReference?: boolean
  /** How the ids of receipts become those of submit_sm_resp. Default "as-is". */
  readonly receiptIds?: ReferenceForm
  /** Units handed to the host and not acknowledged; more are put off with ESME_RX_T_APPN. Default 1,000. */
  readonly maxUnacknowledged?: number
  /**
   * Was this key recorded? Asked for units without an id of the centre's own, so that one that comes again after a restart and
   * over the edge of a time window is known. Without it such a unit may be recorded twice; it is never lost.
   */
  readonly recorded?: (key: SourceKey) => Effect.Effect<boolean>
}

export type SmsSettings = Required<Omit<SmsOptions, "tls" | "recorded" | "backoff" | "sizes">> & {
  readonly tls: SmsOptions["tls"]
  readonly recorded: SmsOptions["recorded"]
  readonly sizes: UnitSizes | undefined
  readonly backoff: { readonly minMs: number; readonly maxMs: number }
}

/** The options contradict themselves or the protocol. All faults at once, each with what to do. */
export class SmsConfigError extends Schema.TaggedError<SmsConfigError>()("SmsConfigError", {
  problems: Schema.Array(Schema.Struct({ path: Schema.String, problem: Schema.String, remedy: Schema.String }))
}) {
  override get message(): string {
    return this.problems.map(({ path, problem, remedy }) => `${path}: ${problem}. ${remedy}`).join("\n")
  }
}

type Problem = { readonly path: string; readonly problem: string; readonly remedy: string }

/** Fills the defaults in. */
export const settingsOf = (options: SmsOptions): SmsSettings => ({
  id: options.id,
  account: options.account ?? options.id,
  host: options.host,
  port: options.port,
  tls: options.tls,
  systemId: options.systemId,
  password: options.password,
  systemType: options.systemType ?? "",
  sourceAddress: options.sourceAddress,
  window: options.window ?? 10,
  responseTimeoutMs: options.responseTimeoutMs ?? 10_000,
  enquireLinkMs: options.enquireLinkMs ?? 30_000,
  enquireMisses: options.enquireMisses ?? 2,
  bindTimeoutMs: options.bindTimeoutMs ?? 10_000,
  backoff: { minMs: options.backoff?.minMs ?? 500, maxMs: options.backoff?.maxMs ?? 60_000 },
  defaultAlphabet: options.defaultAlphabet ?? "gsm7",
  concat: options.concat ?? "udh8",
  sizes: options.sizes,
  registeredDelivery: options.registeredDelivery ?? 1,
  ownReference: options.ownReference ?? true,
  receiptIds: options.receiptIds ?? "as-is",
  maxUnacknowledged: options.maxUnacknowledged ?? 1_000,
  recorded: options.recorded
})

/** What is wrong with the settings; empty when nothing is. `passwordLength` and not the password: nothing here may print it. */
export const problemsOf = (settings: SmsSettings, passwordLength: number): ReadonlyArray<Problem> => {
  const problems: Array<Problem> = []
  const check = (fine: boolean, path: string, problem: string, remedy: string) => {
    if (!fine) problems.push({ path, problem, remedy })
  }
  const whole = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most
  check(settings.id !== "", "id", "is empty", "Give the link a name.")
  check(settings.host !== "", "host", "is empty", "Give the host name or address of the message centre.")
  check(
    whole(settings.port, 1, 65_535),
    "port",
    "is not a port",
    "Give a number from 1 to 65535; 2775 is usual for SMPP."
  )
  check(
    /^[\x21-\x7e]{1,15}$/.test(settings.systemId),
    "systemId",
    "is not an SMPP system_id",
    "Use 1 to 15 ASCII characters."
  )
  check(passwordLength <= 8, "password", "is longer than SMPP 3.4 allows", "Use at most 8 characters.")
  check(settings.systemType.length <= 12, "systemType", "is too long", "Use at most 12 characters.")
  check(
    /^(\+?[0-9]{1,20}|[\x20-\x7e]{1,11})$/.test(settings.sourceAddress),
    "sourceAddress",
    "is neither a number nor a sender name",
    "Use up to 20 digits, or up to 11 letters where the centre allows names."
  )
  check(
    whole(settings.window, 1, 1_000),
    "window",
    "is not a window size",
    "Give a number from 1 to 1000; 10 is usual."
  )
  for (const path of ["responseTimeoutMs", "enquireLinkMs", "bindTimeoutMs"] as const) {
    check(whole(settings[path], 10, 3_600_000), path, "is not a time", "Give whole milliseconds, at least 10.")
  }
  check(whole(settings.enquireMisses, 1, 100), "enquireMisses", "is not a count", "Give a number from 1 to 100.")
  check(
    whole(settings.backoff.minMs, 1, 3_600_000) && whole(settings.backoff.maxMs, settings.backoff.minMs, 3_600_000),
    "backoff",
    "does not grow",
    "Give whole milliseconds with minMs <= maxMs."
  )
  const room = sizesOf(settings.concat)
  const fits = (size: UnitSizes["gsm7"], most: UnitSizes["gsm7"]) =>
    whole(size.single, 2, most.single) && whole(size.part, 2, most.part)
  check(
    settings.sizes === undefined || (fits(settings.sizes.gsm7, room.gsm7) && fits(settings.sizes.ucs2, room.ucs2)),
    "sizes",
    "is more than a short message holds",
    `Give at most ${JSON.stringify(room)}.`
  )
  check(
    whole(settings.registeredDelivery, 0, 31),
    "registeredDelivery",
    "is not a flag octet",
    "Use 1 for receipts, 0 for none."
  )
  check(whole(settings.maxUnacknowledged, 1, 1_000_000), "maxUnacknowledged", "is not a count", "Give at least 1.")
  return problems
}
