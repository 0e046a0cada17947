// Who gets what, beside the npm package assignment-user-matcher on the same work?
//   node_modules/.bin/node --conditions=source bench/assignment-user-matcher.ts
// Needs the package (npm install brings it) and Debian's redis-server, which is started on a free loopback port and stopped again.
// Times are not like for like: the other side keeps its state in Redis, ours in memory. What is given to whom is.
import { cpus } from "node:os"
import { startRedis } from "./peer/redis.ts"
import { line, sideBySide } from "./peer/sideBySide.ts"
import { peerName, peerVersion } from "./peer/theirs.ts"

const version = peerVersion()
if (version === undefined) throw new Error(`${peerName} is not installed: npm install`)
const redis = await startRedis()
try {
  console.log(
    `${peerName} ${version}, Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model ?? "?"})`
  )
  const all = await sideBySide(redis.url, { alike: [100, 1_000], mixed: [500, 5_000], oneByOne: [200, 12] })
  for (const { title, ours, theirs } of all) {
    console.log(`\n${title}`)
    console.log(line("@strowger/router", ours))
    for (const { mode, given } of theirs) console.log(line(`${peerName} ${mode}`, given))
  }
} finally {
  await redis.stop()
}
