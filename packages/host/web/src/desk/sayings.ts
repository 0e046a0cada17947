import { effect, signal } from "@preact/signals"
import { commandId, perform } from "../link/acts.ts"
import { contacts, keptKey } from "./desk.ts"
import { linesOf } from "./lines.ts"

/** A line an agent sent that is not in the transcript yet: shown dashed, asked under one id until the host answers, over reloads too. */
export interface Saying {
  readonly command: string
  readonly contact: string
  readonly conversation: string
  readonly text: string
  readonly atMs: number
  readonly refused?: { readonly reason: string; readonly text: string }
}

export const sayings = signal<ReadonlyArray<Saying>>([])

/** After a day a line is no answer any more. */
const STALE_MS = 24 * 3_600_000

const keep = (): void => localStorage.setItem(keptKey("sayings"), JSON.stringify(sayings.value))

const change = (next: ReadonlyArray<Saying>): void => {
  sayings.value = next
  keep()
}

const askNow = async (saying: Saying): Promise<void> => {
  const { command, contact, text } = saying
  const outcome = await perform({ _tag: "Say", contact, text }, command)
  if (outcome.type === "done") return
  const { reason, text: why } = outcome
  change(sayings.value.map((one) => (one.command === command ? { ...one, refused: { reason, text: why } } : one)))
}

/** The last line asked for, by contact: the next one is asked when it is answered, or they overtake each other where a link breaks. */
const asked = new Map<string, Promise<void>>()

const askFor = (saying: Saying): void => {
  const before = asked.get(saying.contact) ?? Promise.resolve()
  asked.set(
    saying.contact,
    before.then(() => askNow(saying))
  )
}

export const say = (contact: string, conversation: string, text: string): void => {
  const saying: Saying = { command: commandId(), contact, conversation, text, atMs: Date.now() }
  change([...sayings.value, saying])
  askFor(saying)
}

export const withdraw = (command: string): void => change(sayings.value.filter((saying) => saying.command !== command))

/** Takes up what an earlier life of this page left unanswered, and lets go of what stands in the transcript. */
export const watchSayings = (): void => {
  try {
    const kept = JSON.parse(localStorage.getItem(keptKey("sayings")) ?? "[]") as ReadonlyArray<Saying>
    sayings.value = kept.filter((saying) => Date.now() - saying.atMs < STALE_MS)
  } catch {
    localStorage.removeItem(keptKey("sayings"))
  }
  for (const saying of sayings.value) if (saying.refused === undefined) askFor(saying)
  effect(() => {
    const lines = linesOf.value
    const living = new Set(contacts.value.map(({ contact }) => contact))
    const open = sayings.value.filter(
      ({ command, contact, conversation, refused }) =>
        !(lines.get(conversation) ?? []).some((line) => line.command === command) &&
        (living.size === 0 || living.has(contact) || refused === undefined)
    )
    if (open.length !== sayings.value.length) change(open)
  })
}
