// Simulates recorded plans on a built router, on whatever runtime imports this: plain JavaScript, no Node.
// On the command line: node playDay.mjs <url of the built simulate/index.js> <day.json>... prints one JSON list.

/** The result of a day as bytes, every contact in it. */
export const playDay = (simulate, { plan, seed }) => JSON.stringify(simulate(plan, { seed, contacts: true }))

if (typeof process !== "undefined" && process.argv[1]?.endsWith("playDay.mjs")) {
  const { readFileSync } = await import("node:fs")
  const [, , index, ...files] = process.argv
  const { simulate } = await import(index)
  const played = files.map((file) => playDay(simulate, JSON.parse(readFileSync(file, "utf8"))))
  process.stdout.write(JSON.stringify(played))
}
