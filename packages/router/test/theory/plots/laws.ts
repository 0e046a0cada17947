import { erlangA, erlangC, type SteadyState } from "../../../src/simulate/index.ts"
import { perHour } from "../Arrivals.ts"
import { meanMs } from "../../../src/simulate/draw/duration.ts"
import type { PlayedRow } from "../Row.ts"
import { short } from "../sheets/erlang.ts"
import { unitMs } from "../System.ts"
import { type Picture, pointOf, rest, type Series } from "./Picture.ts"
import { figureNamed, grouped, type SystemPlayed, systemsOf } from "./SystemPlayed.ts"

/** Of the tables of Erlang C, whose times are seconds. */
const handleSeconds = 180

const stateOf = ({ system }: SystemPlayed, load: number): SteadyState => {
  const { agents, classes } = system
  const patience = classes[0]?.patience
  const pool = { perHour: perHour(load * agents), handleMs: unitMs, agents }
  return patience === undefined ? erlangC(pool) : erlangA({ ...pool, patienceMs: meanMs(patience) })
}
const patienceOf = ({ system }: SystemPlayed): string => short(meanMs(system.classes[0]!.patience!) / unitMs)
const agentsOf = ({ system: { agents } }: SystemPlayed): string => (agents === 1 ? "1 agent" : `${agents} agents`)

/** How many wait no longer than a time, where everybody waits until served. */
export function waitLaw(rows: ReadonlyArray<PlayedRow>, folder: string): Picture {
  const series = (played: SystemPlayed): Series => {
    const state = stateOf(played, played.load)
    const tails = played.figures.flatMap((figure) => {
      const seconds = figure.name.match(/^P\(wait > (\d+) s\)$/)?.[1]
      return seconds === undefined ? [] : [rest(pointOf(played.name, Number(seconds), figure))]
    })
    return {
      name: `load ${short(played.load)}`,
      curve: (seconds) => 1 - state.longerThan((seconds / handleSeconds) * unitMs),
      points: [rest(pointOf(played.name, 0, figureNamed(played, "P(wait)"))), ...tails]
    }
  }
  return {
    name: "wait-erlang-c",
    title: "Erlang C: share of contacts that wait no longer than a time",
    x: { label: `seconds, handle time ${handleSeconds} s`, from: 0, to: 64, ticks: [0, 20, 40, 60] },
    y: { label: "share", scale: "share" },
    panels: grouped(systemsOf("erlang-c", rows, folder), agentsOf).map(([title, own]) => ({
      title,
      series: own.map(series)
    }))
  }
}

/** The same for those with all the patience there is, among others who give up; as much work comes as the agents can do. */
export function waitLawOfImpatient(rows: ReadonlyArray<PlayedRow>, folder: string): Picture {
  const series = (played: SystemPlayed): Series => {
    const state = stateOf(played, played.load)
    const times = [0.1, 1 / 3, 1].map((at) =>
      pointOf(played.name, at, figureNamed(played, `could be served within ${Number(at.toFixed(3))}`))
    )
    return {
      name: `patience ${patienceOf(played)}`,
      curve: (t) => 1 - state.longerThan(t * unitMs),
      points: [rest(pointOf(played.name, 0, figureNamed(played, "P(wait)"))), ...times]
    }
  }
  const critical = systemsOf("erlang-a", rows, folder).filter(({ load }) => Math.abs(load - 1) < 1e-9)
  return {
    name: "wait-erlang-a",
    title: "Erlang A at load 1: share that would wait no longer than a time if it never gave up",
    x: { label: "handle times", from: 0, to: 1.05, ticks: [0, 0.25, 0.5, 0.75, 1] },
    y: { label: "share", scale: "share" },
    panels: grouped(critical, agentsOf).map(([title, own]) => ({ title, series: own.map(series) }))
  }
}

/** How many give up, over load. */
export function abandonment(rows: ReadonlyArray<PlayedRow>, folder: string): Picture {
  const series = (name: string, own: ReadonlyArray<SystemPlayed>): Series => ({
    name,
    curve: (load) => stateOf(own[0]!, load).abandoned,
    points: own.map((played) => pointOf(played.name, played.load, figureNamed(played, "P(gives up)")))
  })
  return {
    name: "abandonment",
    title: "Erlang A: share of contacts that give up, over load; patience in handle times",
    x: { label: "load", from: 0.5, to: 2.05, ticks: [0.5, 1, 1.5, 2] },
    y: { label: "share", scale: "linear" },
    panels: grouped(systemsOf("erlang-a", rows, folder), agentsOf).map(([title, own]) => ({
      title,
      series: grouped(own, (played) => `patience ${patienceOf(played)}`).map(([name, some]) => series(name, some))
    }))
  }
}
