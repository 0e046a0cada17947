// The same work by the router and by what somebody would take instead: 10,000 contacts of 50 classes wait, 100 agents become free in turn.
//   node_modules/.bin/node --conditions=source bench/peers.ts [rounds, default 6]
// Redis, BullMQ and assignment-user-matcher need Debian's redis-server: it is started on a free loopback port, keeps nothing, is stopped.
import { existsSync } from "node:fs"
import { cpus } from "node:os"
import { startRedis } from "./peer/redis.ts"
import { peersOf, sideBySide } from "./task/sideBySide.ts"
import { table } from "./task/table.ts"
import { createWorld, published } from "./task/World.ts"

const rounds = Number(process.argv[2] ?? 6)
const redis = existsSync("/usr/bin/redis-server") ? await startRedis() : undefined
try {
  if (redis === undefined) console.log("redis-server is not installed: what needs it is left out")
  const result = await sideBySide(createWorld(published, 1), peersOf(redis?.url), rounds, (line) => console.error(line))
  console.log(`Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model ?? "?"})\n`)
  console.log(table(result))
} finally {
  await redis?.stop()
}
