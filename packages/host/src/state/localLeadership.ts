import { Leadership, type Term } from "@strowger/router/ports"
import { Deferred, Effect, Exit, Scope, Semaphore } from "effect"
import { attempt } from "./faults.ts"
import type { LocalStore } from "./LocalStore.ts"

/**
 * Leadership where the process owns the whole store: no time-to-live, no renewal. A partition is led once at a time inside the process;
 * the term is raised at every start, so that a forgotten old handle is refused. `alive` is true until the term is released.
 */
export const makeLocalLeadership = (store: LocalStore, host: string): Leadership["Service"] => {
  const turns = new Map<string, Semaphore.Semaphore>()
  const current = new Map<string, Term>()
  const scopes = new WeakMap<Term, Scope.Closeable>()

  const turn = (partition: string): Semaphore.Semaphore => {
    const known = turns.get(partition) ?? Semaphore.makeUnsafe(1)
    turns.set(partition, known)
    return known
  }

  const begin = (partition: string) =>
    attempt(() => {
      const lost = Deferred.makeUnsafe<void>()
      const held = { alive: true }
      const term: Term = {
        ...store.raise(partition),
        partition,
        alive: () => held.alive,
        lost: Deferred.await(lost)
      }
      current.set(partition, term)
      const end = Effect.sync(() => {
        held.alive = false
        if (current.get(partition) === term) current.delete(partition)
        Deferred.doneUnsafe(lost, Effect.void)
      })
      return { term, end }
    })

  return Leadership.of({
    lead: (partition) =>
      Effect.gen(function* () {
        const scope = yield* Scope.fork(yield* Effect.scope)
        yield* turn(partition).takeScoped(1).pipe(Scope.provide(scope))
        const { term } = yield* Effect.acquireRelease(begin(partition), ({ end }) => end).pipe(Scope.provide(scope))
        scopes.set(term, scope)
        return term
      }),
    handOver: (term) => {
      const scope = scopes.get(term)
      return scope === undefined ? Effect.void : Scope.close(scope, Exit.void)
    },
    leader: (partition) =>
      Effect.sync(() => {
        const term = current.get(partition)
        return term === undefined ? undefined : { host, address: "", epoch: term.epoch }
      })
  })
}
