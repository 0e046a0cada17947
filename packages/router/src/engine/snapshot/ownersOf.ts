import type { AlarmKind } from "../Alarms.ts"
import type { State } from "../State.ts"

/** Everybody who may have an alarm of this kind, by the id a snapshot knows them by. */
export const ownersOf = (
  s: State,
  { owner }: AlarmKind
): Iterable<readonly [string, number]> & Pick<ReadonlyMap<string, number>, "get"> =>
  owner === "contact" ? s.contactOf : owner === "agent" ? s.agentOf : s.queueOf
