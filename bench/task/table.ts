import type { Figure, SideBySide } from "./sideBySide.ts"

/** For people, as a table of Markdown. */
export function table({ ours, peers }: SideBySide): string {
  const rows = [
    ["", "µs per contact", "times ours", "decisions", "events", "what it does less, or more"],
    ["---", "--:", "--:", "---", "--:", "---"],
    [ours.name, us(ours), "1", "", `${ours.events ?? 0}`, ours.note],
    ...peers.map((peer) => [
      peer.most === undefined ? peer.name : `${peer.name} (${peer.most} contacts)`,
      us(peer),
      times(peer.ratio ?? 1),
      peer.same === undefined ? "others" : peer.same ? "the same" : "DIFFERENT",
      `${peer.events ?? 0}`,
      peer.note
    ])
  ]
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  const line = (row: ReadonlyArray<string>) =>
    `| ${row.map((cell, n) => (n === 1 || n === 2 || n === 4 ? cell.padStart(widths[n]!) : cell.padEnd(widths[n]!))).join(" | ")} |`
  return rows.map((row) => line(row)).join("\n")
}

const us = ({ usPerContact }: Figure) => usPerContact.toPrecision(3)
const times = (ratio: number) => (ratio < 10 ? ratio.toFixed(1) : Math.round(ratio).toLocaleString("en"))
