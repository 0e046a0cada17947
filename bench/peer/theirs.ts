import { createRequire } from "node:module"
import type { Case, Given, Task } from "./cases.ts"

export const peerName = "assignment-user-matcher"
export type Mode = "first-come" | "best-match" | "spread-work"

/** As much of the package as is used here; written out so that types do not depend on its being installed. */
export interface Matcher {
  addUser(user: { readonly id: string; readonly tags: ReadonlyArray<string> }): Promise<unknown>
  addAssignment(task: object): Promise<unknown>
  matchUsersAssignments(): Promise<void>
  getCurrentAssignmentsForUser(user: string): Promise<ReadonlyArray<string>>
  acceptAssignment(user: string, task: string): Promise<boolean>
  completeAssignment(user: string, task: string): Promise<boolean>
}
interface Client {
  connect(): Promise<unknown>
  flushDb(): Promise<unknown>
  close(): Promise<unknown>
}

const ask = createRequire(import.meta.url)

/** Its version, or undefined where it is not installed. */
export function peerVersion(): string | undefined {
  try {
    return (ask(`${peerName}/package.json`) as { readonly version: string }).version
  } catch {
    return undefined
  }
}

/** The package with its own Redis client, over a data base of its own. Everything but the backlog of one is its default. */
export async function openMatcher(
  url: string,
  mode: Mode
): Promise<{ matcher: Matcher; close: () => Promise<unknown> }> {
  const own = createRequire(ask.resolve(peerName))
  const { createClient } = own("redis") as { readonly createClient: (options: { url: string }) => Client }
  const { AssignmentMatcher } = ask(peerName) as { AssignmentMatcher: new (client: Client, options: object) => Matcher }
  const client = createClient({ url })
  await client.connect()
  await client.flushDb()
  const matcher = new AssignmentMatcher(client, { redisPrefix: "bench:", maxUserBacklogSize: 1, fairness: mode })
  return { matcher, close: () => client.close() }
}

async function prepared(url: string, mode: Mode, work: Case) {
  const { matcher, close } = await openMatcher(url, mode)
  for (const { id, skills } of work.agents) await matcher.addUser({ id, tags: skills })
  for (const { id, skill, priority, createdAtMs } of work.tasks) {
    await matcher.addAssignment({
      id,
      tags: [skill],
      createdAt: createdAtMs,
      ...(priority === undefined ? {} : { priority })
    })
  }
  return { close, matcher, byId: new Map(work.tasks.map((task) => [task.id, task])) }
}

async function held(matcher: Matcher, work: Case): Promise<ReadonlyArray<string>> {
  const all: string[] = []
  for (const { id } of work.agents) all.push(...(await matcher.getCurrentAssignmentsForUser(id)))
  return all
}

/** Pass after pass, until one gives out nothing or `passes` are over. The order within a pass cannot be seen. */
export async function theirsAtOnce(url: string, mode: Mode, work: Case, passes = 6): Promise<Given> {
  const { close, matcher, byId } = await prepared(url, mode, work)
  const afterPass: number[] = []
  let given: ReadonlyArray<string> = []
  let ms = 0
  for (let pass = 0; pass < passes; pass++) {
    const start = performance.now()
    await matcher.matchUsersAssignments()
    ms += performance.now() - start
    const now = await held(matcher, work)
    if (pass > 0 && now.length === given.length) break
    given = now
    afterPass.push(given.length)
  }
  await close()
  return { tasks: given.map((id) => byId.get(id)!), afterPass, ms }
}

/** One agent who takes one after the other. */
export async function theirsOneByOne(url: string, mode: Mode, work: Case, many: number): Promise<Given> {
  const { close, matcher, byId } = await prepared(url, mode, work)
  const user = work.agents[0]!.id
  const tasks: Task[] = []
  const start = performance.now()
  while (tasks.length < many) {
    await matcher.matchUsersAssignments()
    const [task] = await matcher.getCurrentAssignmentsForUser(user)
    if (task === undefined) break
    tasks.push(byId.get(task)!)
    await matcher.acceptAssignment(user, task)
    await matcher.completeAssignment(user, task)
  }
  const ms = performance.now() - start
  await close()
  return { tasks, afterPass: [tasks.length], ms }
}
