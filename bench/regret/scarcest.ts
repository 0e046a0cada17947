import { type Configuration, meets, type Skills } from "@strowger/router"

/**
 * A policy better than longest idle where skills differ, by configuration alone: whoever is needed elsewhere is taken last, and who is free
 * serves first what few others could.
 *
 * - Of the agents who may take a contact the one goes first who is *worth* least: the work of each queue he could take, divided by all who
 *   could take it, added up. It stands at his sign-in as the attribute `worth`, and the queues order agents by it.
 * - Contacts that few could take have a head start: `headStartMs` in the queue that fewest could take, in the others less in proportion.
 *   It is bounded: nobody is overtaken by anybody who came so much later, or more (SPEC QUEUE-11).
 *
 * `erlangs`: of each queue the work it brings, contacts per hour times mean handle time in hours, as a report of last week says; only
 * their proportions count, and a queue left out brings nothing.
 */
export function scarcestFirst(
  { queues, ...others }: Configuration,
  staff: ReadonlyArray<Skills>,
  erlangs: Readonly<Record<string, number>>,
  headStartMs: number
): { readonly configuration: Configuration; readonly worth: (own: Skills) => number } {
  const able = Object.entries(queues).map(([name, { needs }]) => {
    const may = (own: Skills) => needs === undefined || meets(needs, own)
    return { name, may, many: staff.filter(may).length }
  })
  const fewest = Math.min(...able.flatMap(({ many }) => (many > 0 ? [many] : [])))
  const share = (own: Skills) =>
    able.reduce((sum, { name, may, many }) => (may(own) ? sum + (erlangs[name] ?? 0) / Math.max(1, many) : sum), 0)
  const most = Math.max(...staff.map(share))
  const first = able.map(({ name, many }) => {
    const creditMs = many > 0 ? Math.round((headStartMs * fewest) / many) : 0
    return [name, { ...queues[name], creditMs, agents: { kind: "weighted", attributes: { worth: -1 } } }] as const
  })
  const { attributes } = others
  return {
    configuration: {
      ...others,
      ...(attributes === undefined ? {} : { attributes: { ...attributes, worth: "number" } }),
      queues: Object.fromEntries(first)
    },
    worth: (own) => (most > 0 ? Math.round((1_000 * share(own)) / most) : 0)
  }
}
