import * as fc from "fast-check"
import { agentNames, skillNames } from "../basics.ts"
import type { Act, History, Move } from "../History.ts"
import type { Ability } from "./Abilities.ts"

/** Histories of one queue that try what a router can do, and nothing else: who comes, who is ready, who is done. */
export function drivenHistories(abilities: ReadonlyArray<Ability>, maxMoves: number): fc.Arbitrary<History> {
  const can = (ability: Ability) => abilities.includes(ability)
  const some = can("skills") ? fc.subarray([...skillNames]) : fc.constant([])
  const slots = can("slots") ? fc.integer({ min: 1, max: 3 }) : fc.constant(1)
  const signIn = fc.tuple(fc.constantFrom(...agentNames), some, slots).map(
    ([agent, own, chat]): Act => ({
      type: "SignIn",
      agent,
      skills: Object.fromEntries(own.map((skill) => [skill, 1])),
      capacity: { voice: 0, chat, sms: 0, email: 0, fax: 0 }
    })
  )
  const priority = can("priority") ? fc.integer({ min: 0, max: 3 }) : fc.constant(0)
  const comes = fc.tuple(some, priority).map(
    ([needs, asked]): Act => ({
      type: "Enqueue",
      contact: {
        queue: "q1",
        channel: "chat",
        ...(asked === 0 ? {} : { priority: asked }),
        ...(needs.length === 0 ? {} : { needs: needs.join(" and ") })
      }
    })
  )
  const plain = (
    ...types: ReadonlyArray<"MakeReady" | "MakeNotReady" | "Complete" | "Abandon" | "Answer" | "Decline">
  ) => fc.constantFrom(...types).map((type): Act => ({ type }))
  const act = fc.oneof(
    { weight: 2, arbitrary: signIn },
    { weight: 8, arbitrary: comes },
    { weight: 5, arbitrary: plain("MakeReady") },
    { weight: 8, arbitrary: plain("Complete") },
    { weight: 1, arbitrary: plain("MakeNotReady") },
    { weight: can("abandonment") ? 2 : 0, arbitrary: plain("Abandon") },
    { weight: can("offers") ? 8 : 0, arbitrary: plain("Answer", "Answer", "Answer", "Decline") }
  )
  const after = fc.constantFrom(0, 1, 700, 1_500).map((ms) => ({ ms }))
  const move: fc.Arbitrary<Move> = fc.record({ act, pick: fc.nat(1_000), after })
  return fc.array(move, { maxLength: maxMoves, size: "max" }).map((moves) => ({
    configuration: { queues: { q1: {} } },
    moves
  }))
}
