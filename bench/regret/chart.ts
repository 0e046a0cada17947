import type { PolicyFigures } from "./figures.ts"

export interface Panel {
  readonly name: string
  readonly figures: ReadonlyArray<PolicyFigures>
}

const colours = ["#0072b2", "#56b4e9", "#009e73", "#d55e00", "#cc79a7", "#e69f00", "#000000"]
const side = 250
const gap = 70
const top = 60

/**
 * Efficiency against fairness: each policy by its mean wait and by the P95 of the class that waits longest. Better is left and below. Who
 * decides the same stands in rings.
 */
export function chart(panels: ReadonlyArray<Panel>): string {
  const width = gap + panels.length * (side + gap)
  const names = panels[0]!.figures.map(({ policy }) => policy)
  const height = top + side + 60 + 22 * Math.ceil(names.length / 4)
  const parts = panels.map((panel, n) => drawn(panel, gap + n * (side + gap)))
  const legend = names.map((name, n) => {
    const x = gap + (n % 4) * 190
    const y = top + side + 66 + 22 * Math.floor(n / 4)
    return `<circle cx="${x}" cy="${y - 4}" r="6" fill="none" stroke="${colours[n % colours.length]}" stroke-width="3"/><text x="${x + 12}" y="${y}">${name}</text>`
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${gap}" y="24" font-size="15">Who is served first, and by whom: mean wait of all, and the wait that 95 % did not exceed in the class that waits longest</text>`,
    ...parts,
    ...legend,
    "</svg>\n"
  ].join("\n")
}

function drawn({ name, figures }: Panel, left: number): string {
  const points = figures.map((each) => ({
    x: each.meanWaitMs / 1_000,
    y: Math.max(...Object.values(each.classes).map(({ p95Ms }) => p95Ms / 1_000))
  }))
  const x = scale(points.map((point) => point.x))
  const y = scale(points.map((point) => point.y))
  const seen: string[] = []
  const marks = points.map((point, n) => {
    const at = `${point.x.toFixed(2)} ${point.y.toFixed(1)}`
    const rings = seen.filter((other) => other === at).length
    seen.push(at)
    const cx = left + x.at(point.x) * side
    const cy = top + side - y.at(point.y) * side
    return `<circle cx="${cx.toFixed(1)}" cy="${cy.toFixed(1)}" r="${6 + 4 * rings}" fill="none" stroke="${colours[n % colours.length]}" stroke-width="3"/>`
  })
  const ticks = [0, 0.5, 1].flatMap((share) => [
    `<text x="${left + share * side}" y="${top + side + 16}" text-anchor="middle">${x.of(share).toFixed(1)}</text>`,
    `<text x="${left - 6}" y="${top + side - share * side + 4}" text-anchor="end">${y.of(share).toFixed(0)}</text>`
  ])
  return [
    `<rect x="${left}" y="${top}" width="${side}" height="${side}" fill="none" stroke="#999"/>`,
    `<text x="${left + side / 2}" y="${top - 8}" text-anchor="middle">${name}</text>`,
    `<text x="${left + side / 2}" y="${top + side + 34}" text-anchor="middle">mean wait, s</text>`,
    `<text x="${left + 6}" y="${top + 16}">P95, s</text>`,
    ...ticks,
    ...marks
  ].join("\n")
}

/** From a little below the least to a little above the greatest. */
function scale(values: ReadonlyArray<number>) {
  const least = Math.min(...values)
  const margin = Math.max(0.1 * (Math.max(...values) - least), 0.01 * least, 0.1)
  const from = Math.max(0, least - margin)
  const range = Math.max(...values) + margin - from
  return { at: (value: number) => (value - from) / range, of: (share: number) => from + share * range }
}
