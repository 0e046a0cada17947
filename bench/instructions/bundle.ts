import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { build } from "vite"

const entry = fileURLToPath(new URL("./counted.ts", import.meta.url))

/** All that is counted, as one file of plain JavaScript: reading a hundred files and their types costs more, and not always the same. */
export async function bundle(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), "strowger-counted-"))
  await build({
    configFile: false,
    logLevel: "error",
    resolve: { conditions: ["source"] },
    ssr: { noExternal: true, resolve: { conditions: ["source"] } },
    build: { ssr: entry, outDir, minify: false, rollupOptions: { output: { entryFileNames: "counted.mjs" } } }
  })
  return join(outDir, "counted.mjs")
}
