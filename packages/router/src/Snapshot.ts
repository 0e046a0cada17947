/** The whole state as plain JSON-able data, with the version of its form. */
export interface Snapshot {
  readonly version: 1
  readonly atMs: number
  readonly hash: string
  readonly body: unknown
}
