/** Columns aligned by what a terminal shows, where a Chinese character takes two places; the first to the left, the rest to the right. */
export const table = (rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => places(row[column] ?? ""))))
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const blank = " ".repeat(Math.max(0, (widths[column] ?? 0) - places(cell)))
          return column === 0 ? cell + blank : blank + cell
        })
        .join("  ")
        .trimEnd()
    )
    .join("\n")
}

const places = (text: string): number => {
  let count = 0
  for (const letter of text)
    count += /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(
      letter
    )
      ? 2
      : 1
  return count
}
