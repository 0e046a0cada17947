import { Queue, Worker } from "bullmq"
import type { Done, World } from "./World.ts"

/**
 * One queue by priority: the nearest a job queue comes. It knows no skills and no ageing, so any worker takes any job; each job is added,
 * taken (under a lock that expires), and done: three of the five events. With the life cycle the job tells the two others, too, that it
 * was accepted and that the wrap-up began, as progress.
 */
export async function bullmq(url: string, world: World, lifeCycle = false): Promise<Done> {
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
    const worker = new Worker(
      "contacts",
      async (job) => {
        if (!lifeCycle) return
        await job.updateProgress("active")
        await job.updateProgress("wrapUp")
      },
      { connection, concurrency: world.agents.length }
    )
    worker.on("completed", () => {
      if (++done === jobs.length) void worker.close().then(all)
    })
  })
  const ms = performance.now() - start
  await queue.obliterate({ force: true })
  await queue.close()
  return { contacts: done, ms }
}
