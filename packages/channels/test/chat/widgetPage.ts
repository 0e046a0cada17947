import { mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { build } from "vite"

/** The widget as a page loads it: bundled, minified, one file; and a page around it, in a folder of its own. */
export const buildWidgetPage = async (): Promise<{ readonly folder: string; readonly bundle: string }> => {
  const folder = mkdtempSync(join(tmpdir(), "strowger-widget-"))
  await build({
    configFile: false,
    logLevel: "error",
    build: {
      outDir: folder,
      target: "es2022",
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: fileURLToPath(new URL("../../src/chat/widget/index.ts", import.meta.url)),
        preserveEntrySignatures: false,
        output: { entryFileNames: "widget.js" }
      }
    }
  })
  writeFileSync(
    join(folder, "chat.html"),
    `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Bank</title><link rel="icon" href="data:,">
<strowger-chat heading="云汀银行客服" open></strowger-chat><script type="module" src="/widget.js"></script></html>`
  )
  return { folder, bundle: join(folder, "widget.js") }
}
