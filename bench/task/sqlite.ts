import { DatabaseSync, type StatementSync } from "node:sqlite"
import { type Done, inTurn, type World } from "./World.ts"

/**
 * The best SQL of several that were tried: contacts stand in one tree by class and arrival, so that the first of a class is one look; of
 * each class an agent may take the first is scored, the best of them is deleted and returned, all in one statement.
 */
const takeFirst = `
  DELETE FROM waiting WHERE (class, seq) = (
    SELECT m.class, w.seq FROM may m, waiting w
    WHERE m.profile = ?1 AND w.class = m.class AND w.seq = (SELECT min(seq) FROM waiting WHERE class = m.class)
    ORDER BY m.base + m.rate * (?2 - w.at) DESC, w.seq LIMIT 1)
  RETURNING seq`
const byClass = `CREATE TABLE waiting (
  class INTEGER, seq INTEGER, at INTEGER, PRIMARY KEY (class, seq)) STRICT, WITHOUT ROWID`

/** Enqueue and take, nothing else: no state of a contact, no event; all in one transaction without a journal, which is fastest. */
export function sqlitePick(world: World): Done {
  const store = atOnce(open(world))
  store.exec(byClass)
  const done = run(world, store.prepare(takeFirst), store.prepare("INSERT INTO waiting VALUES (?, ?, ?)"))
  store.close()
  return done
}

/** What one writes first: score everybody whom the agent may take, and sort. At most so many tries. */
export function sqliteOrderBy(world: World, most: number): Done {
  const store = atOnce(open(world))
  store.exec("CREATE TABLE waiting (class INTEGER, seq INTEGER PRIMARY KEY, at INTEGER) STRICT")
  const take = store.prepare(`
    DELETE FROM waiting WHERE seq = (
      SELECT w.seq FROM waiting w JOIN may m ON m.class = w.class
      WHERE m.profile = ?1
      ORDER BY m.base + m.rate * (?2 - w.at) DESC, w.seq LIMIT 1)
    RETURNING seq`)
  const done = run(world, take, store.prepare("INSERT INTO waiting VALUES (?, ?, ?)"), most)
  store.close()
  return done
}

/** How long an offer rings and a wrap-up lasts at most, as in ours. */
const lastsMs = 1_000_000_000

/**
 * The whole life: each contact has a state that every step checks, and a deadline while it rings and in wrap-up; each agent has who is
 * his, so that nobody gets two; and every step leaves an event, five in all, as the router's does. Triggers see to it, so that a step
 * stays one statement; each is a transaction of its own, as a step of the router is.
 */
export function sqliteLifeCycle(world: World): Done {
  const store = open(world)
  store.exec(`${byClass};
    CREATE TABLE contact (seq INTEGER PRIMARY KEY, class, at, state, agent, due);
    CREATE INDEX due ON contact (due) WHERE due IS NOT NULL;
    CREATE TABLE agent (id INTEGER PRIMARY KEY, contact);
    CREATE TABLE event (n INTEGER PRIMARY KEY, kind, contact, agent, at);
    CREATE TRIGGER queued AFTER INSERT ON contact BEGIN
      INSERT INTO waiting VALUES (new.class, new.seq, new.at);
      INSERT INTO event (kind, contact, agent, at) VALUES ('queued', new.seq, NULL, new.at);
    END;
    CREATE TRIGGER stepped AFTER UPDATE ON contact BEGIN
      INSERT INTO event (kind, contact, agent, at) VALUES (new.state, new.seq, new.agent, new.at);
    END;
    CREATE TRIGGER taken BEFORE UPDATE ON contact WHEN new.state = 'offered' BEGIN
      SELECT RAISE(ABORT, 'busy') FROM agent WHERE id = new.agent AND contact IS NOT NULL;
      UPDATE agent SET contact = new.seq WHERE id = new.agent;
    END;
    CREATE TRIGGER freed AFTER UPDATE ON contact WHEN new.state = 'over' BEGIN
      UPDATE agent SET contact = NULL WHERE id = new.agent AND contact = new.seq;
    END`)
  const signIn = store.prepare("INSERT INTO agent VALUES (?, NULL)")
  for (const id of world.agents.keys()) signIn.run(id)
  const come = store.prepare("INSERT INTO contact (class, seq, at, state) VALUES (?, ?, ?, 'waiting')")
  const offer = store.prepare(
    `UPDATE contact SET state = 'offered', agent = ?1, at = ?2, due = ?2 + ${lastsMs} WHERE seq = ?3 AND state = 'waiting'`
  )
  const step = (from: string, to: string, due: string) =>
    store.prepare(`UPDATE contact SET state = '${to}', at = ?2, due = ${due}
      WHERE seq = ?3 AND state = '${from}' AND agent = ?1`)
  const steps = [
    offer,
    step("offered", "active", "NULL"),
    step("active", "wrapUp", `?2 + ${lastsMs}`),
    step("wrapUp", "over", "NULL")
  ]
  const done = run(world, store.prepare(takeFirst), come, Number.POSITIVE_INFINITY, (agent, contact, nowMs) => {
    for (const each of steps) if (each.run(agent, nowMs, contact).changes !== 1) throw new Error("refused")
  })
  const { events } = store.prepare("SELECT count(*) AS events FROM event").get() as { readonly events: number }
  store.close()
  return { ...done, events }
}

function open(world: World): DatabaseSync {
  const store = new DatabaseSync(":memory:")
  store.exec("PRAGMA temp_store = MEMORY; PRAGMA locking_mode = EXCLUSIVE")
  store.exec(`CREATE TABLE may (
    profile INTEGER, class INTEGER, base INTEGER, rate INTEGER, PRIMARY KEY (profile, class)) STRICT, WITHOUT ROWID`)
  const may = store.prepare("INSERT INTO may VALUES (?, ?, ?, ?)")
  for (const [profile, classes] of world.mayTake.entries()) {
    for (const each of classes) {
      const { priority, perMinute } = world.classes[each]!
      // In points / 60,000: whole numbers, compared exactly.
      may.run(profile, each, priority * 60_000, perMinute)
    }
  }
  return store
}

function atOnce(store: DatabaseSync): DatabaseSync {
  store.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")
  return store
}

function run(
  world: World,
  take: StatementSync,
  come: StatementSync,
  most = Number.POSITIVE_INFINITY,
  live: (agent: number, contact: number, nowMs: number) => void = () => {}
): Done {
  const start = performance.now()
  for (const [n, { class: of, atMs }] of world.contacts.entries()) come.run(of, n, atMs)
  const best = (agent: number, nowMs: number) => {
    const row = take.get(world.agents[agent]!.profile, nowMs) as { readonly seq: number } | undefined
    if (row === undefined) return undefined
    live(agent, row.seq, nowMs)
    return row.seq
  }
  const taken = inTurn(world, best, most)
  return { contacts: taken.length, ms: performance.now() - start, taken }
}
