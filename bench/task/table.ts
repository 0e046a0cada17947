import type { SideBySide } from "./sideBySide.ts"

/** For people, as a table of Markdown. */
export function table({ own, peers }: SideBySide): string {
  const rows = [
    [
      "",
      "us per contact",
      ...own.map(({ name }) => `times ours, ${name}`),
      "events",
      "decisions",
      "what it does less, or more"
    ],
    ...own.map(({ name, us, events }, way) => [
      `@strowger/router, ${name}`,
      us.toPrecision(3),
      ...own.map((_, other) => (other === way ? "1" : "")),
      `${Math.round(events)}`,
      "",
      "the whole life cycle"
    ]),
    ...peers.map(({ peer: { name, note, most }, us, ratios, events, same }) => [
      most === undefined ? name : `${name} (${most} contacts)`,
      us < 100 ? us.toFixed(1) : us.toFixed(0),
      ...ratios.map((ratio) => (ratio < 10 ? ratio.toFixed(1) : Math.round(ratio).toLocaleString("en-US"))),
      `${Math.round(events)}`,
      same === undefined ? "others" : same ? "the same" : "DIFFERENT",
      note
    ])
  ]
  const isNumber = (column: number) => column > 0 && column < 3 + own.length
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  const cell = (text: string, column: number) =>
    isNumber(column) ? text.padStart(widths[column]!) : text.padEnd(widths[column]!)
  const rule = widths.map((width, column) => (isNumber(column) ? `${"-".repeat(width - 1)}:` : "-".repeat(width)))
  return [rows[0]!, rule, ...rows.slice(1)].map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n")
}
