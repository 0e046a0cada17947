import { fileURLToPath } from "node:url"
import { defineConfig } from "vite"

const page = (name: string): string => fileURLToPath(new URL(`${name}.html`, import.meta.url))

/** Four pages, each with its own entry; relative addresses, so that the folder works behind any path. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  resolve: { conditions: ["source", "module", "browser", "production"] },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { chat: page("chat"), "sign-in": page("sign-in"), desk: page("desk"), wall: page("wall") }
    }
  }
})
