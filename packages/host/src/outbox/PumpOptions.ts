export interface PumpOptions {
  /** Threads of one adapter at the medium at once; those that wait to try again do not count. Default 256. */
  readonly lanes?: number
  /** First wait after "try again", doubled each time up to a minute. Default 500. */
  readonly backoffMs?: number
  /** How long a message without `expiresAtMs` is tried. Default 24 hours. */
  readonly sendForMs?: number
  /** An act on a call is worth nothing later than this. Default 10,000. */
  readonly callForMs?: number
  /** Default 60,000. */
  readonly presenceForMs?: number
  /** How often a message whose fate is unknown is sent under its id (at-least-once). Default 3. */
  readonly copies?: number
  /** At a graceful stop, what is on the wire may take this long. Default 5,000. */
  readonly drainMs?: number
}

export const pumpDefaults: Required<PumpOptions> = {
  lanes: 256,
  backoffMs: 500,
  sendForMs: 86_400_000,
  callForMs: 10_000,
  presenceForMs: 60_000,
  copies: 3,
  drainMs: 5_000
}
