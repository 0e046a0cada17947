// The same work by the router and by what somebody would take instead: 10,000 contacts of 50 classes wait, 100 agents become free in turn.
//   node_modules/.bin/node --conditions=source bench/peers.ts [rounds, default 6]
// Redis, BullMQ and assignment-user-matcher need Debian's redis-server: it is started on a free loopback port, keeps nothing, is stopped.
import { machine } from "./harness/machine.ts"
import { peers } from "./task/peers.ts"
import { sideBySide } from "./task/sideBySide.ts"
import { table } from "./task/table.ts"
import { missingRedis, withRedis } from "./task/withRedis.ts"
import { createWorld, published } from "./task/World.ts"

const rounds = Number(process.argv[2] ?? 6)
const world = createWorld(published, 1)
const tell = (line: string) => console.error(line)
const missing = missingRedis()
const able = peers.filter(({ needsRedis }) => missing === undefined || !needsRedis)
if (missing !== undefined) console.log(`LEFT OUT: what keeps its state in Redis: ${missing}`)
const run = (url: string) => sideBySide(world, able, url, rounds, tell)
const result = missing === undefined ? await withRedis(run) : await run("")
console.log(`${machine()}\n\n${table(result)}`)
