// So many steps of one way, for callgrind to count: node counted.ts WAY STEPS. Two numbers of steps; what they differ by is the steps'.
import { ways } from "./ways.ts"

const [, , name = "", steps] = process.argv
const step = ways[name]!()
for (let n = Number(steps); n > 0; n--) step()
