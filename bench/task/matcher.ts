import { openMatcher } from "../peer/theirs.ts"
import type { Done, World } from "./World.ts"

/**
 * Classes are tags: a user has those he may take, so that tags that meet say what skills say. Priority is the class's; nothing ages. Pass
 * after pass, everybody has one task at a time, accepts and completes it. In the
 * fastest of the package's modes.
 */
export async function matcher(url: string, world: World, most: number): Promise<Done> {
  const { matcher: own, close } = await openMatcher(url, "best-match")
  for (const { id, profile } of world.agents)
    await own.addUser({ id, tags: world.mayTake[profile]!.map((each) => world.classes[each]!.name) })
  const start = performance.now()
  for (const { id, class: of, atMs } of world.contacts.slice(0, most)) {
    const { name, priority } = world.classes[of]!
    await own.addAssignment({ id, tags: [name], createdAt: 1_700_000_000_000 + atMs, priority })
  }
  let done = 0
  for (let before = -1; before < done; ) {
    before = done
    await own.matchUsersAssignments()
    for (const { id } of world.agents) {
      for (const task of await own.getCurrentAssignmentsForUser(id)) {
        await own.acceptAssignment(id, task)
        await own.completeAssignment(id, task)
        done++
      }
    }
  }
  const ms = performance.now() - start
  await close()
  return { contacts: done, ms }
}
