// Writes docs/api.md from the sources:
//   node_modules/.bin/node --conditions=source packages/router/test/api/write.ts
import { writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { page, undocumented } from "./page.ts"
import { entryPoints } from "./publicNames.ts"

const entries = entryPoints()
writeFileSync(fileURLToPath(new URL("../../docs/api.md", import.meta.url)), page(entries))
for (const missing of undocumented(entries)) console.log(`no docstring: ${missing}`)
