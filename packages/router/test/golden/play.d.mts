import type { Command, Configuration, createRouter } from "../../src/index.ts"

export interface GoldenHistory {
  /** What the history is about. */
  readonly about: string
  readonly configuration: Configuration
  /** Each with its time; a list = done together. */
  readonly commands: ReadonlyArray<readonly [Command | ReadonlyArray<Command>, number]>
  /** Number of lines and SHA-256 of the bytes that `play` gives. */
  readonly lines: number
  readonly sha256: string
  readonly hash: string
}

export function play(
  create: typeof createRouter,
  history: Pick<GoldenHistory, "configuration" | "commands">
): { readonly bytes: string; readonly hash: string }
