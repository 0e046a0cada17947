import { percent } from "../tables/figure.ts"
import { table } from "../tables/table.ts"
import { best, scannedClasses, share, type Scanned } from "./scan.ts"

/** Agreement by head start, a column for each class; `*` marks the highest of a column. */
export const showScan = (scanned: ReadonlyArray<Scanned>): string => {
  const classes = scannedClasses(scanned)
  const highest = classes.map(({ of }) => best(scanned, of))
  return [
    table([
      [
        "head start",
        ...classes.map(({ name, of }) => `${name} (${scanned[0] === undefined ? 0 : of(scanned[0]).compared})`)
      ],
      ...scanned.map((one) => [
        `${one.creditS} s`,
        ...classes.map(({ of }, at) => `${percent(share(of(one)))}${highest[at] === one ? "*" : " "}`)
      ])
    ]),
    "",
    ...classes.map(({ name, of }, at) =>
      highest[at] === undefined
        ? `${name}: no start can tell.`
        : `${name}: highest at ${highest[at].creditS} s, ${of(highest[at]).agreed} of ${of(highest[at]).compared} starts agree.`
    )
  ].join("\n")
}
