import { Queue, Worker } from "bullmq"
import type { Done, World } from "./World.ts"

/**
 * One queue by priority: the nearest a job queue comes. It knows no skills and no ageing, so any worker takes any job; each job is added,
 * taken, and done.
 */
export async function bullmq(url: string, world: World): Promise<Done> {
  const { hostname, port } = new URL(url)
  const connection = { host: hostname, port: Number(port), maxRetriesPerRequest: null }
  const queue = new Queue("contacts", { connection })
  await queue.waitUntilReady()
  const jobs = world.contacts.map(({ id, class: of }) => ({
    name: "contact",
    data: { id },
    // 1 goes first.
    opts: { priority: 100 - world.classes[of]!.priority, removeOnComplete: true }
  }))
  const start = performance.now()
  for (let from = 0; from < jobs.length; from += 1_000) await queue.addBulk(jobs.slice(from, from + 1_000))
  let done = 0
  await new Promise<void>((all) => {
    const worker = new Worker("contacts", async () => {}, { connection, concurrency: world.agents.length })
    worker.on("completed", () => {
      if (++done === jobs.length) void worker.close().then(all)
    })
  })
  const ms = performance.now() - start
  await queue.obliterate({ force: true })
  await queue.close()
  return { contacts: done, ms }
}
