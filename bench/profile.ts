// node bench/profile.ts [WAY]: where the instructions of one step go, by function, as callgrind counts them. Takes about two minutes.
import { rmSync } from "node:fs"
import { dirname } from "node:path"
import { valgrindMissing } from "./harness/callgrind.ts"
import { bundle } from "./instructions/bundle.ts"
import { byFunction } from "./instructions/byFunction.ts"
import { ways } from "./instructions/ways.ts"

const few = 40_000
const many = 80_000
const [way = "numbers"] = process.argv.slice(2)

function stop(text: string): never {
  console.error(text)
  process.exit(2)
}

if (!Object.hasOwn(ways, way)) stop(`no way called ${way}: there are ${Object.keys(ways).join(", ")}`)
const missing = valgrindMissing()
if (missing !== undefined) stop(missing)
const file = await bundle()
try {
  console.error(`${few} and ${many} steps of "${way}" under callgrind ...`)
  const [least, most] = [await byFunction(file, [way, `${few}`]), await byFunction(file, [way, `${many}`])]
  const perStep = [...most]
    .map(([name, count]) => ({ name, count: (count - (least.get(name) ?? 0)) / (many - few) }))
    .filter(({ count }) => count >= 1)
    .sort((a, b) => b.count - a.count)
  const total = perStep.reduce((sum, { count }) => sum + count, 0)
  console.log(
    `${total.toFixed(0)} instructions a step of "${way}", size s\n\n| function | instructions | of all |\n|---|---|---|`
  )
  let rest = total
  for (const { name, count } of perStep.slice(0, 40)) {
    console.log(`| \`${name}\` | ${count.toFixed(0)} | ${((count / total) * 100).toFixed(1)} % |`)
    rest -= count
  }
  console.log(`| all others | ${rest.toFixed(0)} | ${((rest / total) * 100).toFixed(1)} % |`)
} finally {
  rmSync(dirname(file), { recursive: true })
}
