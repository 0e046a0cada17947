import type { WallView } from "../../../src/desk/DeskApi.ts"
import { hostNow } from "../link/clock.ts"
import { count, duration, percent } from "../parts/format.ts"
import { nameOf, words } from "../words/language.ts"
import { heatOf } from "./heat.ts"

type Queue = WallView["queues"][number]

const Row = ({ queue }: { queue: Queue }) => {
  const waitedMs = queue.oldestEnqueuedAtMs === undefined ? undefined : hostNow.value - queue.oldestEnqueuedAtMs
  const heat = heatOf(waitedMs, queue.serviceLevelMs)
  return (
    <tr class={heat === "late" ? "hot" : ""}>
      <th scope="row">
        <b>{nameOf(queue)}</b>
      </th>
      <td class="r num">
        <b class={`wn ${heat}`}>{queue.waiting}</b>
      </td>
      <td class={`r num ${heat}`}>{waitedMs === undefined ? "—" : duration(waitedMs)}</td>
      <td class="r num">{queue.offered}</td>
      <td class="r num">{queue.active}</td>
      <td class="r num">
        <b>{percent(queue.serviceLevel)}</b>
      </td>
      <td class="r num faint">{duration(queue.serviceLevelMs)}</td>
      <td class="r num">{count(queue.answered)}</td>
      <td class="r num">{count(queue.abandoned)}</td>
      <td class="r num">{queue.readyAgents}</td>
    </tr>
  )
}

export const Queues = ({ queues }: { queues: WallView["queues"] }) => {
  const text = words.value.wall
  const heads = [
    text.waiting,
    text.longest,
    text.offered,
    text.active,
    text.serviceLevel,
    text.within,
    text.answered,
    text.abandoned,
    text.ready
  ]
  return (
    <section class="card q" aria-label={text.queues} tabindex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text.queue}</th>
            {heads.map((head) => (
              <th key={head} scope="col" class="r">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {queues.map((queue) => (
            <Row key={queue.id} queue={queue} />
          ))}
        </tbody>
      </table>
    </section>
  )
}
