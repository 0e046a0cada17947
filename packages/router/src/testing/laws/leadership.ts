import { Deferred, Effect, Exit, Fiber, Option, Scope } from "effect"
import { Journal, Leadership, type Term } from "../../ports/index.ts"
import { holds } from "../Law.ts"
import type { LeadershipSubject, leadershipRules } from "../leadershipLaws.ts"
import { appendAll, bodyOf, experiment, fails } from "./experiment.ts"

const p = "laws"

const withStore = (
  subject: LeadershipSubject,
  run: Effect.Effect<void, unknown, Journal | Leadership>
): Promise<void> => experiment(Effect.provide(run, subject.fresh(), { local: true }))

/** A term in a scope of its own, so that an experiment can end it. */
const leadApart = Effect.gen(function* () {
  const leadership = yield* Leadership
  const scope = yield* Scope.make()
  const term = yield* Scope.provide(leadership.lead(p), scope)
  return { term, close: Scope.close(scope, Exit.void) }
})

export const tryLeadership: Readonly<
  Record<keyof typeof leadershipRules, (subject: LeadershipSubject) => Promise<void>>
> = {
  L1: (subject) =>
    withStore(
      subject,
      Effect.gen(function* () {
        const leadership = yield* Leadership
        const terms: Array<Term> = []
        let holders = 0
        yield* Effect.forEach(
          Array.from({ length: 8 }),
          () =>
            Effect.scoped(
              Effect.gen(function* () {
                const term = yield* leadership.lead(p)
                holders += 1
                holds(holders === 1, "two terms of one partition at once")
                terms.push(term)
                yield* Effect.yieldNow
                holders -= 1
              })
            ),
          { concurrency: "unbounded", discard: true }
        )
        for (const [i, term] of terms.entries()) {
          const before = terms[i - 1]
          holds(before === undefined || term.epoch > before.epoch, `epoch ${term.epoch} came after ${before?.epoch}`)
          holds(term.partition === p, "a term of another partition")
        }
        holds(new Set(terms.map((term) => term.nonce)).size === terms.length, "two terms share a nonce")
        const [one, other] = yield* Effect.all([leadApart, Effect.scoped(leadership.lead("other"))])
        holds(one.term.alive() && other.partition === "other", "partitions wait for each other")
        yield* one.close
      })
    ),
  L2: (subject) =>
    withStore(
      subject,
      Effect.gen(function* () {
        const holder = yield* leadApart
        const waiting = yield* Effect.forkChild(leadApart)
        yield* Effect.yieldNow
        holds(Option.isNone(yield* polled(waiting)), "a second term while the first is held")
        yield* holder.close
        const next = yield* Fiber.join(waiting)
        holds(next.term.epoch > holder.term.epoch, "the next term is not newer")
        yield* next.close
      })
    ),
  L3: (subject) =>
    withStore(
      subject,
      Effect.gen(function* () {
        const journal = yield* Journal
        const old = yield* leadApart
        yield* appendAll(journal, old.term, yield* journal.head(p), ["a"])
        yield* old.close
        const next = yield* leadApart
        const head = yield* journal.head(p)
        yield* fails(journal.append(old.term, head, "late", 1, bodyOf("late")), "lost", "a late write of the old term")
        holds((yield* journal.head(p)).seq === head.seq, "the late write is in the log")
        yield* next.close
      })
    ),
  L4: (subject) =>
    withStore(
      subject,
      Effect.gen(function* () {
        const held = yield* leadApart
        holds(held.term.alive(), "a term just taken is not alive")
        const told = yield* Deferred.make<void>()
        yield* Effect.forkChild(Effect.andThen(held.term.lost, Deferred.succeed(told, undefined)))
        yield* held.close
        holds(!held.term.alive(), "a released term is alive")
        yield* Deferred.await(told)
      })
    ),
  L5: (subject) =>
    withStore(
      subject,
      Effect.gen(function* () {
        const leadership = yield* Leadership
        const held = yield* leadApart
        const waiting = yield* Effect.forkChild(leadApart)
        yield* leadership.handOver(held.term)
        const next = yield* Fiber.join(waiting)
        holds(!held.term.alive() && next.term.alive(), "the wrong one is alive after handing over")
        yield* held.close
        holds(next.term.alive(), "closing the old scope ended the new term")
        yield* next.close
      })
    ),
  L6: (subject) =>
    withStore(
      subject,
      Effect.gen(function* () {
        const leadership = yield* Leadership
        holds((yield* leadership.leader(p)) === undefined, "a leader before anybody led")
        const held = yield* leadApart
        const found = yield* leadership.leader(p)
        holds(found?.epoch === held.term.epoch && found.host !== "", "leader does not name the holder")
        yield* held.close
        holds((yield* leadership.leader(p)) === undefined, "a leader after it was released")
      })
    )
}

const polled = <A, E>(fiber: Fiber.Fiber<A, E>) => Effect.sync(() => Option.fromUndefinedOr(fiber.pollUnsafe()))
