/** The whole state as plain JSON-able data, with the version of its form. */
export interface Snapshot {
  readonly version: 1
  readonly atMs: number
  /** Rolls over every event: equal hashes, equal history. */
  readonly hash: string
  /** The state. Its form is the router's own and told by `version`. */
  readonly body: unknown
}
