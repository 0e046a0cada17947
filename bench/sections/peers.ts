import type { Figure, Limit } from "../harness/Figure.ts"
import type { Measured } from "../harness/Measured.ts"
import type { Numbers, Section } from "../harness/Section.ts"
import { written } from "../harness/table.ts"
import { type Peer, peers } from "../task/peers.ts"
import { owns, sideBySide } from "../task/sideBySide.ts"
import { missingRedis, withRedis } from "../task/withRedis.ts"
import { createWorld, published } from "../task/World.ts"

type Group = Peer["group"]
const groups: ReadonlyArray<Group> = ["sqlite", "redis", "bullmq", "others"]
const rounds: Readonly<Record<Group, number>> = { sqlite: 9, redis: 6, bullmq: 5, others: 1 }

const isMissing = missingRedis()
const able = peers.filter(({ needsRedis }) => isMissing === undefined || !needsRedis)

/** What is asked of the ratio to each, where it does the same work as ours. */
const asked: Readonly<Record<string, readonly [pass: number, aim: number]>> = {
  "SQLite with the life cycle": [50, 100],
  "Redis with the life cycle, pipelined by 100": [150, 400],
  "BullMQ with the life cycle, concurrency 100, addBulk": [300, 800]
}

async function measure(group: Group): Promise<Numbers> {
  const some = able.filter((peer) => peer.group === group)
  const run = (url: string) => sideBySide(createWorld(published, 1), some, url, rounds[group])
  const { own, peers: found } = some.some(({ needsRedis }) => needsRedis) ? await withRedis(run) : await run("")
  const numbers: Record<string, number> = { ours: own[0]!.us }
  for (const { peer, us, ratios, same } of found) {
    if (same === false) throw new Error(`${peer.name} decides otherwise: its time says nothing`)
    numbers[`${peer.name} us`] = us
    for (const [way, { name }] of owns.entries()) numbers[`${peer.name} / ${name}`] = ratios[way]!
  }
  return numbers
}

function figuresOf(peer: Peer, measured: Measured): Figure {
  const { group, name, note, most } = peer
  const of = (number: string) => measured.median(group, number)
  const first = `${name} / ${owns[0]!.name}`
  const limit = (n: 0 | 1): Limit | undefined => (asked[name] === undefined ? undefined : { atLeast: asked[name][n] })
  const [pass, aim] = [limit(0), limit(1)]
  const others = owns.slice(1).map((own) => `${written(of(`${name} / ${own.name}`))}x ours with ${own.name}`)
  return {
    name: `${name} / ours with ${owns[0]!.name}`,
    value: of(first),
    unit: "x",
    ...(pass === undefined ? {} : { pass }),
    ...(aim === undefined ? {} : { aim }),
    spread: measured.spread(group, first),
    beside: [
      `${written(of(`${name} us`))} us per contact${most === undefined ? "" : ` of ${most}`}, ours ${written(of("ours"))} us`,
      ...others,
      note
    ].join("; ")
  }
}

export const besidePeers: Section = {
  name: "peers",
  question:
    "What does the same work cost with what one would take instead? 10,000 contacts of 50 classes wait, 100 agents become free in turn; ours with the whole life cycle",
  cases: groups
    .filter((group) => able.some((peer) => peer.group === group))
    .map((group) => ({
      name: group,
      repeats: group === "others" ? 1 : 3,
      ...(group === "sqlite" ? { quick: true as const } : {}),
      measure: () => measure(group)
    })),
  figures: (measured) => able.filter(({ group }) => measured.has(group)).map((peer) => figuresOf(peer, measured))
}
