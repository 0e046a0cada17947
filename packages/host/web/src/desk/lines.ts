import { effect, signal } from "@preact/signals"
import type { DeskMessage } from "../../../src/desk/DeskApi.ts"
import { linkGeneration, watch } from "../link/hostLink.ts"
import { caughtUp } from "../parts/LinkLost.tsx"
import { chosenContact } from "./desk.ts"

/** Lines of each conversation looked at since the page was opened, in the order of their numbers. */
export const linesOf = signal<ReadonlyMap<string, ReadonlyArray<DeskMessage>>>(new Map())

const merge = (conversation: string, fresh: ReadonlyArray<DeskMessage>): number => {
  const before = linesOf.peek().get(conversation) ?? []
  const lines = [...before]
  let added = 0
  for (const line of fresh) {
    if (lines[line.seq - 1] === undefined) added++
    lines[line.seq - 1] = line
  }
  linesOf.value = new Map(linesOf.peek()).set(conversation, lines)
  return added
}

/** Follows the conversation in the middle; the others keep what they had and go on from there when they are chosen again. */
export const watchLines = (): void => {
  let following: { readonly conversation: string; readonly stop: () => void } | undefined
  effect(() => {
    const conversation = chosenContact.value?.conversation
    if (conversation === following?.conversation) return
    following?.stop()
    following =
      conversation === undefined
        ? undefined
        : {
            conversation,
            stop: watch(
              (host) => host.WatchConversation({ conversation, after: linesOf.peek().get(conversation)?.length ?? 0 }),
              (fresh, first) => {
                const added = merge(conversation, fresh)
                if (first && linkGeneration.peek() > 0) caughtUp.value += added
              }
            )
          }
  })
}
