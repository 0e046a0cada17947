// Every small world, on the engine and on the reference router, and before every law that one history can break: what random histories find by chance is found here for certain.
//   npm run nightly:worlds -- [minutes, default 30]
// Takes the scopes from the smallest on, and begins none when the time is up.
import { createRouter } from "../../src/index.ts"
import { ReferenceRouter } from "../../src/testing/reference/ReferenceRouter.ts"
import { everySmallWorld } from "../../src/testing/smallScope/everySmallWorld.ts"
import { lawfully } from "../../src/testing/smallScope/lawfully.ts"
import { sameAs } from "../../src/testing/smallScope/sameAs.ts"
import type { SmallScope } from "../../src/testing/smallScope/SmallScope.ts"

const wrapUp = { queues: { q: { offerMs: 5, wrapUpMs: 3 } } }
const ageing = { queues: { q: { ageing: { kind: "linear" as const, perMinute: 60_000 } }, other: { priority: 1 } } }
const scopes: ReadonlyArray<SmallScope> = [
  { agents: 2, contacts: 3, stepMs: 0 },
  { agents: 1, contacts: 3, acts: 1 },
  { agents: 3, contacts: 1, acts: 1 },
  { agents: 1, contacts: 2, acts: 2 },
  { agents: 2, contacts: 1, acts: 2, configuration: wrapUp },
  { agents: 2, contacts: 2, acts: 1 },
  { agents: 1, contacts: 3, skills: 1, configuration: ageing, brings: [{}, { priority: 1 }, { queue: "other" }] },
  { agents: 2, contacts: 2, skills: 1, acts: 2, brings: [{ channel: "chat" }] },
  { agents: 3, contacts: 3 },
  { agents: 3, contacts: 4 },
  { agents: 1, contacts: 1, acts: 4 },
  { agents: 3, contacts: 2, acts: 1 },
  { agents: 2, contacts: 3, acts: 1 },
  { agents: 2, contacts: 2, acts: 2 }
]

const minutes = Number(process.argv[2] ?? 30)
const start = performance.now()
const seconds = () => (performance.now() - start) / 1_000
let histories = 0
for (const scope of scopes) {
  if (seconds() > minutes * 60) {
    console.log(`${JSON.stringify(scope)} left out: the time is up`)
    continue
  }
  // Throws with the shortest history on which the two differ, or that breaks a law.
  const covered = everySmallWorld(
    (configuration) => createRouter(configuration),
    [lawfully(), sameAs((configuration) => new ReferenceRouter(configuration))],
    scope
  )
  histories += covered.histories
  const { worlds, commands } = covered
  console.log(
    `${JSON.stringify(scope)}: ${worlds} worlds, ${covered.histories} histories, ${commands} commands, ${seconds().toFixed(0)} s`
  )
}
console.log(`\n${histories} histories, differences 0`)
