import * as fc from "fast-check"
import type { Configuration } from "../Configuration.ts"
import type { RulesGiven } from "../Rule.ts"
import type { History, Move } from "./History.ts"

/** Rules of a user's own for random histories: of groups and of singles, some falling with the wait or rising with the load, one broken. */
export const ownRules: RulesGiven = {
  expert: { fit: ({ priority }, { skills, capacity }) => (skills.loan ?? 0) * (priority + 1) - capacity.chat },
  medium: {
    fit: ({ channel, needs }, { skills }) => (channel === "chat" ? (skills.zh ?? 0) : needs === undefined ? 1 : -1)
  },
  graded: { fit: (_, { attributes }) => (typeof attributes.grade === "number" ? attributes.grade : 0) },
  broken: {
    fit: (contact, { skills }) => {
      if (skills.zh !== undefined) throw new Error("not today")
      // A rule may spoil what it is given, and nothing else.
      Object.assign(contact, { priority: 9 })
      Object.assign(skills, { loan: 9 })
      return skills.en === undefined ? 0.5 : 2
    }
  },
  patient: {
    scan: true,
    fit: ({ waitMs, attributes }, { skills, inHand }) =>
      Math.floor(waitMs / 700) * (skills.zh ?? 1) - inHand + (attributes.vip === true ? 3 : 0)
  },
  eager: {
    scan: true,
    fit: ({ waitMs }, { idleMs, inHand }) => Math.floor(idleMs / 500) + 2 * inHand - Math.floor(waitMs / 300)
  }
}

const names = Object.keys(ownRules)

/** The same histories, in which some queues have a rule of the user's own. */
export const withOwnRules = (histories: fc.Arbitrary<History>): fc.Arbitrary<History> =>
  fc
    .tuple(histories, fc.array(fc.option(fc.constantFrom(...names), { freq: 2 }), { minLength: 5, maxLength: 5 }))
    .map(([{ configuration, moves }, drawn]) => {
      let at = 0
      const ruled = (rules: Configuration): Configuration => ({
        ...rules,
        queues: Object.fromEntries(
          Object.entries(rules.queues).map(([name, queue]) => {
            const rule = drawn[at++ % drawn.length]
            return [name, rule === null || rule === undefined ? queue : { ...queue, rule }]
          })
        )
      })
      return {
        configuration: ruled(configuration),
        moves: moves.map(
          (move): Move =>
            move.act.type === "Configure"
              ? { ...move, act: { ...move.act, configuration: ruled(move.act.configuration) } }
              : move
        )
      }
    })
