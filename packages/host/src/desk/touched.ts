import type { Router, RouterEvent } from "@strowger/router"
import type { FoldSet } from "../folds.ts"
import type { Record } from "../records/Record.ts"

/** Who has to look again after these records. */
export interface Touched {
  readonly agents: Set<string>
  readonly conversations: Set<string>
  wall: boolean
}

/**
 * Which desktops, conversations and walls a batch of records changes. Keeps nothing but the calls' intents that are under way, because
 * their results name nothing but the intent.
 */
export const makeTouched = (
  router: Router,
  folds: Pick<FoldSet, "conversations" | "calls">
): ((records: ReadonlyArray<readonly [Record, unknown]>) => Touched) => {
  const agentOfIntent = new Map<string, string>()

  const agentOn = (contact: string | undefined): string | undefined =>
    contact === undefined ? undefined : router.view.contact(contact)?.agent

  const touchConversation = (touched: Touched, id: string | undefined): void => {
    if (id === undefined) return
    touched.conversations.add(id)
    add(touched.agents, agentOn(folds.conversations.conversation(id)?.contact))
  }

  const touchEvent = (touched: Touched, event: RouterEvent): void => {
    touched.wall = true
    if ("agent" in event) touched.agents.add(event.agent)
    if ("contact" in event) touchConversation(touched, folds.conversations.contact(event.contact)?.conversation)
  }

  const touch = (touched: Touched, record: Record): void => {
    switch (record.type) {
      case "Routed":
        for (const event of record.events) touchEvent(touched, event)
        return
      case "Message":
      case "ContactOpened":
        return touchConversation(touched, record.conversation)
      case "UnitTaken": {
        const { adapter, unit } = record
        add(touched.agents, agentOn(folds.calls.call(unit.thread)?.contact))
        return touchConversation(touched, folds.conversations.byThread(adapter, unit.thread)?.id)
      }
      case "Intended": {
        const { intent } = record
        if (intent.type === "Send" || intent.type === "SetPresence") return
        const agent = agentOn(intent.contact)
        if (agent !== undefined) agentOfIntent.set(record.id, agent)
        add(touched.agents, agent)
        return
      }
      case "Settled":
        add(touched.agents, agentOfIntent.get(record.id))
        agentOfIntent.delete(record.id)
        return touchConversation(touched, folds.conversations.byIntent(record.id)?.id)
      case "Status":
        return touchConversation(touched, folds.conversations.byIntent(record.id)?.id)
      case "ActDone":
        touched.agents.add(record.by)
        return
      case "Led":
      case "Taken":
      case "Noted":
        return
    }
  }

  return (records) => {
    const touched: Touched = { agents: new Set(), conversations: new Set(), wall: false }
    for (const [record] of records) touch(touched, record)
    return touched
  }
}

const add = (set: Set<string>, value: string | undefined): void => {
  if (value !== undefined) set.add(value)
}
