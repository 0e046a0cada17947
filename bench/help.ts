import { sections } from "./sections.ts"

/** Commands of their own: each answers one question that takes longer to tell than a line of the table. */
const commands: ReadonlyArray<readonly [file: string, question: string]> = [
  ["profile.ts", "Where do the instructions of a step go, function by function (callgrind)?"],
  ["peers.ts", "What does the same work cost with what one would take instead?"],
  ["regret.ts", "What does a policy lose by not seeing ahead, and who pays for what it gains?"],
  ["waves.ts", "What is a wave worth, what does it cost, and how many pairs may one have?"],
  ["estimates.ts", "Are estimates of waits true, and what do they cost?"],
  ["day.ts", "How long does a simulated day take?"],
  ["staffing.ts", "How long does it take to find the least staff for a day?"],
  ["assignment-user-matcher.ts", "Who gets what, beside the npm package that comes nearest?"]
]

const columns = (rows: ReadonlyArray<readonly [string, string]>): string => {
  const width = Math.max(...rows.map(([first]) => first.length))
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`).join("\n")
}

export const help = `npm run bench -- [options]: how fast the router is, by ratios within one run. Takes minutes; ends with 1 where a figure fails.

${columns([
  ["--only NAME", "one section (again for more)"],
  ["--case NAME", "one case of it, such as a size: s, m, l, x"],
  ["--repeats N", "so many processes for each case; a median over them counts"],
  ["--quick", "one repeat, and only what takes seconds"],
  ["--accept", "what is counted (instructions, bytes, lanes) becomes the baseline that later runs are compared with"],
  ["--charts DIR", "writes speed.svg: every figure beside what is asked of it"],
  ["--markdown", "tables for a README"],
  ["--help", "this"]
])}

Sections:
${columns(sections.map(({ name, question }) => [name, question]))}

Commands of their own, node_modules/.bin/node --conditions=source bench/FILE:
${columns(commands)}
`
