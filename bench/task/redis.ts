import { Redis } from "ioredis"
import { type Done, type Try, Turns, type World } from "./World.ts"

/**
 * One sorted set per class, by arrival, so that whoever leaves can be taken out by name. A function inside Redis scores the first of each
 * class that an agent may take, and takes the best out. Who may take what, bases and rates stand in the library, once: a call says the
 * profile and the time, and nothing else. `come` and `step` are the rest of a life: a state that every step checks, a deadline while it
 * rings and in wrap-up, who is whose, so that no agent gets two, and an event of each.
 */
const library = ({ classes, mayTake }: World) => `#!lua name=router
local may = {${mayTake.map((own) => `{${own.map((each) => `'w${each}'`).join(",")}}`).join(",")}}
local base = {${classes.map(({ priority }, n) => `w${n}=${priority * 60_000}`).join(",")}}
local rate = {${classes.map(({ perMinute }, n) => `w${n}=${perMinute}`).join(",")}}
local before = { active = 'offered', wrapUp = 'active', over = 'wrapUp' }
local function take(_, args)
  local now = tonumber(args[2])
  local best, first, from, came = -1, nil, nil, nil
  for _, key in ipairs(may[tonumber(args[1]) + 1]) do
    local head = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')
    if head[1] then
      local at = tonumber(head[2])
      local score = base[key] + rate[key] * (now - at)
      if score > best or (score == best and at < came) then best, first, from, came = score, head[1], key, at end
    end
  end
  if not first then return nil end
  if args[3] and redis.call('HSETNX', 'agents', args[3], first) == 0 then return redis.error_reply('busy') end
  redis.call('ZREM', from, first)
  if args[3] then
    redis.call('HSET', 'c' .. first, 'state', 'offered', 'agent', args[3])
    redis.call('ZADD', 'due', now + 1e9, first)
    redis.call('XADD', 'events', '*', 'kind', 'offered', 'contact', first, 'agent', args[3], 'at', args[2])
  end
  return first
end
local function come(_, args)
  redis.call('HSET', 'c' .. args[2], 'state', 'waiting', 'at', args[3])
  redis.call('ZADD', args[1], args[3], args[2])
  return redis.call('XADD', 'events', '*', 'kind', 'queued', 'contact', args[2], 'at', args[3])
end
local function step(_, args)
  local key = 'c' .. args[1]
  local own = redis.call('HMGET', key, 'state', 'agent')
  if own[1] ~= before[args[3]] or own[2] ~= args[2] then return redis.error_reply('refused') end
  if args[3] == 'over' then
    redis.call('DEL', key)
    redis.call('HDEL', 'agents', args[2])
  else
    redis.call('HSET', key, 'state', args[3])
  end
  if args[3] == 'wrapUp' then redis.call('ZADD', 'due', args[4] + 1e9, args[1]) else redis.call('ZREM', 'due', args[1]) end
  return redis.call('XADD', 'events', '*', 'kind', args[3], 'contact', args[1], 'agent', args[2], 'at', args[4])
end
redis.register_function('take', take)
redis.register_function('come', come)
redis.register_function('step', step)`

export interface Wire {
  /** Commands sent together; 1 = each waits for the answer before. */
  readonly together: number
  /** Whether contacts have states and events, five each. Else they are enqueued and taken, and no more. */
  readonly lifeCycle?: boolean
}
type Call = readonly [command: string, ...args: Array<string | number>]

export async function redisTask(url: string, world: World, { together, lifeCycle = false }: Wire): Promise<Done> {
  const redis = new Redis(url)
  await redis.flushall()
  await redis.call("FUNCTION", "LOAD", "REPLACE", library(world))
  const { contacts, agents } = world
  const coming = contacts.map(
    ({ class: of, atMs }, n): Call =>
      lifeCycle ? ["FCALL", "come", 0, `w${of}`, n, atMs] : ["ZADD", `w${of}`, atMs, n]
  )
  const start = performance.now()
  for (let from = 0; from < coming.length; from += together) await send(redis, coming.slice(from, from + together))
  const turns = new Turns(world)
  const take = ({ agent, nowMs }: Try): Call => {
    const call: Call = ["FCALL", "take", 0, agents[agent]!.profile, nowMs]
    return lifeCycle ? [...call, agent] : call
  }
  for (let tries = turns.next(together); tries.length > 0; tries = turns.next(together)) {
    const answers = await send(redis, tries.map(take))
    const given = tries.flatMap(({ agent, nowMs }, n) => {
      const answer = answers[n]
      const contact = typeof answer === "string" ? Number(answer) : undefined
      turns.told(agent, contact)
      return contact === undefined ? [] : [{ agent, nowMs, contact }]
    })
    if (!lifeCycle) continue
    for (const to of ["active", "wrapUp", "over"])
      await send(
        redis,
        given.map(({ agent, nowMs, contact }): Call => ["FCALL", "step", 0, contact, agent, to, nowMs])
      )
  }
  const ms = performance.now() - start
  const events = await redis.xlen("events")
  redis.disconnect()
  return { contacts: turns.taken.length, ms, taken: turns.taken, ...(lifeCycle ? { events } : {}) }
}

async function send(redis: Redis, calls: ReadonlyArray<Call>): Promise<ReadonlyArray<unknown>> {
  if (calls.length === 0) return []
  if (calls.length === 1) return [await redis.call(...calls[0]!)]
  const pipeline = redis.pipeline()
  for (const call of calls) pipeline.call(...call)
  const answers = (await pipeline.exec()) ?? []
  return answers.map(([failed, answer]) => {
    if (failed) throw failed
    return answer
  })
}
