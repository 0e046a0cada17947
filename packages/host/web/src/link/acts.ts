import { signal } from "@preact/signals"
import { Effect } from "effect"
import type { Act } from "../../../src/desk/DeskApi.ts"
import { ask } from "./hostLink.ts"

export type Outcome =
  | { readonly type: "done"; readonly position: number }
  | { readonly type: "refused"; readonly reason: string; readonly text: string }

/** What a person should read about a refused act; shown until it is put away. */
export interface Notice {
  readonly id: string
  readonly reason: string
  readonly text: string
}
export const notices = signal<ReadonlyArray<Notice>>([])

export const putAway = (id: string): void => {
  notices.value = notices.value.filter((notice) => notice.id !== id)
}

/** Acts asked for and not yet answered, by a key of who asks: what looks busy. */
export const underWay = signal<ReadonlySet<string>>(new Set())

/** 128 random bits; `crypto.randomUUID` is absent where the page is not served over TLS. */
export const commandId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("")

const UNAVAILABLE_WAIT_MS = 1_000

/** Asks for one act under one id until it is answered; a second asking with the same id is the same act. */
export const perform = (act: Act, command = commandId()): Promise<Outcome> =>
  ask((host) =>
    host.Act({ command, act }).pipe(
      Effect.map((reply): Outcome => ({ type: "done", position: reply.position })),
      Effect.catchTag(["ActRefused", "Forbidden"], (refused) =>
        Effect.succeed<Outcome>({
          type: "refused",
          reason: "reason" in refused ? refused.reason : "Forbidden",
          text: refused.text
        })
      ),
      Effect.catchTag("HostUnavailable", () =>
        Effect.andThen(Effect.sleep(UNAVAILABLE_WAIT_MS), Effect.succeed("again" as const))
      )
    )
  ).pipe(
    Effect.repeat({ while: (outcome) => outcome === "again" }),
    Effect.map((outcome) => outcome as Outcome),
    Effect.catch(() => Effect.never),
    Effect.runPromise
  )

/** The same with its look: busy under `key` until answered, and a notice when refused. */
export const act = async (key: string, asked: Act): Promise<Outcome> => {
  if (underWay.value.has(key)) return { type: "refused", reason: "", text: "" }
  underWay.value = new Set(underWay.value).add(key)
  const outcome = await perform(asked)
  const left = new Set(underWay.value)
  left.delete(key)
  underWay.value = left
  if (outcome.type === "refused")
    notices.value = [...notices.value, { id: commandId(), reason: outcome.reason, text: outcome.text }]
  return outcome
}
