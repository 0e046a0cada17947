export { createDay, type Day, type RunOptions } from "./Day.ts"
