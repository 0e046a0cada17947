import { readFileSync } from "node:fs"

export type Columns = Readonly<Record<string, number>>

/** A table with a line of names; "inf" is Infinity. */
export function csv(folder: string, file: string): ReadonlyArray<Columns> {
  const [head = "", ...lines] = readFileSync(`${folder}/${file}`, "utf8").trim().split(/\r?\n/)
  const names = head.split(",")
  const number = (text: string) => (text === "inf" ? Number.POSITIVE_INFINITY : Number(text))
  return lines.map((line) => Object.fromEntries(line.split(",").map((text, at) => [names[at]!, number(text)])))
}

export const json = <Content>(folder: string, file: string): Content =>
  JSON.parse(readFileSync(`${folder}/${file}`, "utf8")) as Content
