import { adanWeiss, cobham, kleinrock } from "../../../src/simulate/index.ts"
import { perHour } from "../Arrivals.ts"
import type { PlayedRow } from "../Row.ts"
import { short } from "../sheets/erlang.ts"
import { type ClassOfContacts, rateOf, unitMs } from "../System.ts"
import { everybody, type Panel, type Picture, pointOf, type Series, times } from "./Picture.ts"
import { figureNamed, grouped, type SystemPlayed, systemsOf } from "./SystemPlayed.ts"

/** The standard deviation of a law of mean one unit. */
function sdMsOf(law: ClassOfContacts["handle"]): number {
  if (law.kind === "constant") return 0
  if (law.kind === "erlang") return law.meanMs / Math.sqrt(law.shape)
  if (law.kind === "lognormal") return law.sdMs
  if (law.kind !== "hyperexponential") return unitMs
  return Math.sqrt(2 * (law.share * law.meanMs ** 2 + (1 - law.share) * law.otherMeanMs ** 2) - unitMs ** 2)
}
const lawName = (law: ClassOfContacts["handle"]): string => (law.kind === "exponential" ? "" : `, ${law.kind}`)

const sharesOf = ({ system }: SystemPlayed): ReadonlyArray<number> =>
  system.classes.map(({ rate }) => rate / rateOf(system))

/** Mean wait of each class at a load, in handle times. */
function waitsAt({ system }: SystemPlayed, load: number, shares: ReadonlyArray<number>): ReadonlyArray<number> {
  const { agents, classes } = system
  const handle = classes[0]!.handle
  const loads = {
    perHour: shares.map((share) => perHour(share * load * agents)),
    handleMs: unitMs,
    agents,
    ...(handle.kind === "exponential" ? {} : { sdMs: sdMsOf(handle) })
  }
  const paces = classes.flatMap(({ perMinute }) => (perMinute === undefined ? [] : [perMinute]))
  const waits = paces.length === 0 ? cobham(loads) : kleinrock({ ...loads, perMinute: paces })
  return waits.map((ms) => ms / unitMs)
}

/** Of systems that differ in their load alone. */
function overLoad(own: ReadonlyArray<SystemPlayed>): Panel {
  const first = own[0]!
  const shares = sharesOf(first)
  const series = shares.map(
    (_, kind): Series => ({
      name: `class ${kind + 1}`,
      curve: (load) => waitsAt(first, load, shares)[kind]!,
      points: own.map((played) => pointOf(played.name, played.load, played.figures[kind]!))
    })
  )
  const all: Series = {
    name: everybody,
    curve: (load) => waitsAt(first, load, shares).reduce((sum, wait, kind) => sum + shares[kind]! * wait, 0),
    points: own.map((played) =>
      times(pointOf(played.name, played.load, figureNamed(played, "sum of load x wait")), 1 / played.load)
    )
  }
  return { title: titleOf(first), note: noteOf(first), series: [all, ...series] }
}

const titleOf = ({ system: { agents, classes } }: SystemPlayed): string =>
  `${agents === 1 ? "1 agent" : `${agents} agents`}${lawName(classes[0]!.handle)}`

const noteOf = (played: SystemPlayed): string => {
  const paces = played.system.classes.flatMap(({ perMinute }) => (perMinute === undefined ? [] : [perMinute]))
  const percent = sharesOf(played).map((share) => short(100 * share))
  const isEven = percent.every((each) => each === percent[0])
  const shares = isEven ? `${percent.length} x ${percent[0]} %` : `${percent.join(" + ")} %`
  return paces.length === 0 ? shares : `${shares}, slopes ${paces.join(" ")}`
}

const panelsOf = (sheet: string, rows: ReadonlyArray<PlayedRow>, folder: string): ReadonlyArray<Panel> =>
  grouped(systemsOf(sheet, rows, folder), (played) => `${titleOf(played)}: ${noteOf(played)}`).map(([, own]) =>
    overLoad(own)
  )

const loadAxis = { label: "load", from: 0.4, to: 0.98, ticks: [0.4, 0.6, 0.8, 0.95] }

/** Mean wait of each class over load, one before the other. */
export const strictPriority = (rows: ReadonlyArray<PlayedRow>, folder: string): Picture => ({
  name: "strict-priority",
  title: "Strict priority (Cobham): mean wait of each class, class 1 before all others, in handle times",
  x: loadAxis,
  y: { label: "wait", scale: "ratio" },
  panels: panelsOf("strict-priority", rows, folder)
})

/** Mean wait of each class over load, each class gaining as it waits. */
export const ageing = (rows: ReadonlyArray<PlayedRow>, folder: string): Picture => ({
  name: "ageing",
  title: "Priority that grows with the wait (Kleinrock): mean wait of each class, in handle times",
  x: loadAxis,
  y: { label: "wait", scale: "ratio" },
  panels: panelsOf("ageing", rows, folder)
})

/** Mean wait of each class of each skill graph. */
export function skills(rows: ReadonlyArray<PlayedRow>, folder: string): Picture {
  const systems = systemsOf("skills", rows, folder)
  const most = Math.max(1, ...systems.map(({ system }) => system.classes.length))
  const panel = (played: SystemPlayed): Panel => {
    const { agents, classes } = played.system
    const { handle } = classes[0]!
    const handleMs = handle.kind === "exponential" ? handle.meanMs : unitMs
    const who = classes.map(({ rate, agents: able }) => ({ perHour: perHour(rate), agents: able! }))
    const waits = adanWeiss({ classes: who, handleMs, agents }).meanWaitMs
    return {
      title: `${played.name}: ${agents} agents`,
      series: classes.map((_, kind) => ({
        name: `class ${kind + 1}`,
        curve: () => waits[kind]! / unitMs,
        points: [pointOf(played.name, kind + 1, figureNamed(played, `wait ${kind + 1}`))]
      }))
    }
  }
  return {
    name: "skills",
    title: "Skill graphs (Adan and Weiss): mean wait of each class, in the table's unit of time",
    x: { label: "class", from: 0.5, to: most + 0.5, ticks: Array.from({ length: most }, (_, at) => at + 1) },
    y: { label: "wait", scale: "linear" },
    strokes: true,
    panels: systems.map(panel)
  }
}
