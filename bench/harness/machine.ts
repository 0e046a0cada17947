import { cpus, totalmem } from "node:os"

/** What the figures were measured on, in a line. */
export function machine(): string {
  const [first] = cpus()
  const gigabytes = Math.round(totalmem() / 2 ** 30)
  return `${cpus().length} cores (${first?.model.trim() ?? "unknown"}), ${gigabytes} GB, Node ${process.versions.node}, V8 ${process.versions.v8}`
}
