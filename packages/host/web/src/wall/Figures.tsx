import type { WallView } from "../../../src/desk/DeskApi.ts"
import { hostNow } from "../link/clock.ts"
import { count, duration, percent } from "../parts/format.ts"
import { nameOf, words } from "../words/language.ts"
import { heatOf } from "./heat.ts"

interface Figure {
  readonly name: string
  readonly value: string
  readonly under: string
  readonly heat?: string
}

const figuresOf = (view: WallView): ReadonlyArray<Figure> => {
  const text = words.value.wall
  const { totals, queues, agents } = view
  const decided = totals.answered + totals.abandoned
  const share = (part: number) => (decided === 0 ? text.ofDecided("—") : text.ofDecided(percent(part / decided)))
  const waiting = queues.filter((queue) => queue.oldestEnqueuedAtMs !== undefined)
  const oldest = [...waiting].sort((a, b) => (a.oldestEnqueuedAtMs ?? 0) - (b.oldestEnqueuedAtMs ?? 0))[0]
  const longestMs = oldest === undefined ? undefined : hostNow.value - (oldest.oldestEnqueuedAtMs ?? 0)
  const signedIn = agents.filter(({ presence }) => presence.state !== "signed-out").length
  const notReady = agents.filter(({ doing }) => doing === "not-ready").length
  return [
    {
      name: text.waiting,
      value: count(totals.waiting),
      under:
        queues
          .filter((queue) => queue.waiting > 0)
          .map((queue) => `${nameOf(queue)} ${queue.waiting}`)
          .slice(0, 2)
          .join(" · ") || "—"
    },
    {
      name: text.longest,
      value: longestMs === undefined ? "—" : duration(longestMs),
      under: oldest === undefined ? "—" : nameOf(oldest),
      heat: oldest === undefined ? "" : heatOf(longestMs, oldest.serviceLevelMs)
    },
    {
      name: text.serviceLevel,
      value: percent(totals.serviceLevel),
      under: `${text.meanWait} ${totals.meanWaitMs === undefined ? "—" : duration(totals.meanWaitMs)}`
    },
    { name: text.answered, value: count(totals.answered), under: share(totals.answered) },
    { name: text.abandoned, value: count(totals.abandoned), under: share(totals.abandoned) },
    { name: text.staffed, value: `${signedIn} / ${totals.ready}`, under: `${text.notReady} ${notReady}` },
    {
      name: text.busy,
      value: count(totals.busy),
      under: `${text.offered} ${agents.filter(({ doing }) => doing === "ringing").length}`
    }
  ]
}

export const Figures = ({ view }: { view: WallView }) => (
  <section class="kpis" aria-label={words.value.wall.overview}>
    {figuresOf(view).map(({ name, value, under, heat }) => (
      <div key={name} class={`kpi ${heat ?? ""}`}>
        <span class="lab cut">{name}</span>
        <b class="num">{value}</b>
        <span class="xs dim cut">{under}</span>
      </div>
    ))}
  </section>
)
