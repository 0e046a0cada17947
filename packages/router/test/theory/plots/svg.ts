import { everybody, type Panel, type Picture, type Point, type Series } from "./Picture.ts"
import { type Scale, scaleOf } from "./Scale.ts"

const wide = 215
const high = 140
const space = { left: 50, top: 34, bottom: 40, right: 14 }
const header = 84
const cell = { wide: space.left + wide + space.right, high: space.top + high + space.bottom }
/** Told apart also by those who see few colours (Okabe and Ito), and dark enough on white. */
const colours = ["#0072b2", "#d55e00", "#009e73", "#a8478a", "#8c6d00", "#3c9fd4", "#5b2fb0", "#7a7a7a"]
const steps = 32

/** A picture as an SVG document. Every point carries the name of its row, which a browser shows when it is pointed at. */
export function svgOf(picture: Picture): string {
  const { panels, title } = picture
  const columns = Math.max(1, Math.min(4, panels.length))
  const [width, height] = [
    Math.max(640, columns * cell.wide + 10),
    header + Math.ceil(panels.length / columns) * cell.high
  ]
  const found = [...new Set(panels.flatMap(({ series }) => series.map(({ name }) => name)))]
  // What is about all of them stands last, in black.
  const names = [...found.filter((name) => name !== everybody), ...found.filter((name) => name === everybody)]
  const colour = new Map(
    names.map((name, at) => [name, name === everybody ? "#000000" : colours[at % colours.length]!])
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="12" fill="none" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    `<g fill="#111">`,
    `<text x="12" y="22" font-size="15">${escaped(title)}</text>`,
    "</g>",
    legend(names, colour, picture),
    ...panels.map((panel, at) => {
      const [x, y] = [
        (at % columns) * cell.wide + space.left,
        header + Math.floor(at / columns) * cell.high + space.top
      ]
      return `<g transform="translate(${x} ${y})">${drawn(picture, panel, colour)}</g>`
    }),
    "</svg>",
    ""
  ].join("\n")
}

function legend(names: ReadonlyArray<string>, colour: ReadonlyMap<string, string>, { strokes }: Picture): string {
  let x = 12
  const entries = names.map((name) => {
    const from = x
    x += 34 + 7 * name.length
    return `<path d="M${from} 42h18" stroke="${colour.get(name)}" stroke-width="2"/><text x="${from + 23}" y="46" fill="#111">${escaped(name)}</text>`
  })
  const theory = strokes ? "stroke: theory" : "line: theory"
  return [
    ...entries,
    `<path d="M17 57v14M13 64h8" stroke="#444"/><path d="M${182} 64${diamond}" stroke="#444"/>`,
    `<text x="26" y="68" fill="#333">engine alone, 95 %</text>`,
    `<text x="192" y="68" fill="#333">engine, and the textbook that plays on (what is judged)</text>`,
    `<text x="540" y="68" fill="#333">${theory}</text>`
  ].join("\n")
}

/** Around where the pen is. */
const diamond = "m-4.5 0l4.5-4.5 4.5 4.5-4.5 4.5z"

function drawn(
  { x, y, strokes }: Picture,
  { title, note, series }: Panel,
  colour: ReadonlyMap<string, string>
): string {
  const xs = Array.from({ length: steps + 1 }, (_, at) => x.from + ((x.to - x.from) * at) / steps)
  const scale = scaleOf(
    y.scale,
    series.flatMap(({ curve, points }) => [
      ...(strokes ? points.map((point) => curve(point.x)) : xs.map(curve)),
      ...points.flatMap(({ measured, engine }) => [measured.value, engine.value + 1.96 * engine.error])
    ])
  )
  const placeX = (value: number) => (wide * (value - x.from)) / (x.to - x.from)
  const placeY = (value: number) => high * (1 - scale.at(value))
  const place = { x: placeX, y: placeY }
  const line = ({ curve, points }: Series): string =>
    strokes
      ? points.map((point) => `M${round(placeX(point.x) - 11)} ${round(placeY(curve(point.x)))}h22`).join("")
      : `M${xs.map((value) => `${round(placeX(value))} ${round(placeY(curve(value)))}`).join("L")}`
  return [
    axes(scale, { x, y }, place),
    `<text y="${note === undefined ? -8 : -21}" fill="#111" font-size="12.5">${escaped(title)}</text>`,
    ...(note === undefined ? [] : [`<text y="-7" fill="#444" font-size="11">${escaped(note)}</text>`]),
    ...series.map(
      (each) =>
        `<g stroke="${colour.get(each.name)}"><path stroke-width="${strokes ? 3 : 1.5}" opacity="${strokes ? 0.45 : 0.8}" d="${line(each)}"/>${each.points.map((point) => mark(point, place)).join("")}</g>`
    )
  ].join("\n")
}

interface Place {
  readonly x: (value: number) => number
  readonly y: (value: number) => number
}

function axes(scale: Scale, { x, y }: Pick<Picture, "x" | "y">, place: Place): string {
  const grid = scale.ticks.map((tick) => `M0 ${round(place.y(tick))}h${wide}`).join("")
  const ticks = x.ticks.map((tick) => `M${round(place.x(tick))} ${high}v4`).join("")
  return [
    `<path d="${grid}" stroke="#e3e3e3"/><path d="M0 0V${high}H${wide}${ticks}" stroke="#777"/>`,
    `<g fill="#333" font-size="11"><g text-anchor="end">`,
    ...scale.ticks.map((tick) => `<text x="-5" y="${round(place.y(tick) + 4)}">${written(tick)}</text>`),
    `</g><g text-anchor="middle">`,
    ...x.ticks.map((tick) => `<text x="${round(place.x(tick))}" y="${high + 16}">${tick}</text>`),
    `<text x="${wide / 2}" y="${high + 31}">${escaped(x.label)}</text>`,
    `<text transform="translate(-38 ${high / 2})rotate(-90)">${escaped(y.label)}</text></g></g>`
  ].join("")
}

/** The engine alone as a bar with a dash at its value, and what is judged as a diamond. */
function mark({ row, x, measured, engine }: Point, place: Place): string {
  const at = round(place.x(x))
  const half = 1.96 * engine.error
  const [low, middle, top] = [engine.value - half, engine.value, engine.value + half].map((value) =>
    round(place.y(value))
  )
  const bar = `M${at} ${low}V${top}M${round(place.x(x) - 3)} ${middle}h6`
  return `<path d="${bar}M${at} ${round(place.y(measured.value))}${diamond}"><title>${escaped(row)}</title></path>`
}

const written = (tick: number): string => (tick > 0 && tick < 0.001 ? tick.toExponential(0) : String(tick))
const round = (value: number): string => String(Math.round(value * 10) / 10)
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")
