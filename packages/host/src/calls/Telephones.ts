export type PhonePresence = "signed-out" | "not-ready" | "ready"

/** What the agents' telephones show, as far as we asked for it or saw it. Tells an agent's own key press from an echo of ours. */
export interface Telephones {
  /** We want the telephone to show this. False = it is so already, as far as we know: nothing to ask. */
  readonly ask: (agent: string, presence: PhonePresence) => boolean
  /** The switch would not. What it says next is the agent's own state again. */
  readonly refused: (agent: string) => void
  /**
   * The switch said this. "first": we knew nothing of this telephone before, so it tells nobody's wish. "pressed": the agent changed it.
   * "known": nothing we did not know or ask for.
   */
  readonly observe: (agent: string, presence: PhonePresence) => "first" | "pressed" | "known"
}

export const makeTelephones = (): Telephones => {
  const known = new Map<string, PhonePresence>()
  const asked = new Map<string, PhonePresence>()
  return {
    ask: (agent, presence) => {
      if ((asked.get(agent) ?? known.get(agent)) === presence) return false
      asked.set(agent, presence)
      return true
    },
    refused: (agent) => {
      asked.delete(agent)
    },
    observe: (agent, presence) => {
      const before = known.get(agent)
      known.set(agent, presence)
      const expected = asked.get(agent)
      if (expected === presence) asked.delete(agent)
      // Until what we asked for shows, what comes is older than our asking.
      if (expected !== undefined || presence === before) return "known"
      return before === undefined ? "first" : "pressed"
    }
  }
}
