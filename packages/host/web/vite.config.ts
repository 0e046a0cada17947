import { fileURLToPath } from "node:url"
import { defineConfig } from "vite"

const page = (name: string): string => fileURLToPath(new URL(`${name}.html`, import.meta.url))

/** What agents and supervisors see, and what customers see: two folders, because banks keep the two sides apart. */
const zones = {
  inside: { "sign-in": page("sign-in"), desk: page("desk"), wall: page("wall") },
  customer: { chat: page("chat") }
}

/** `vite build --mode inside` and `--mode customer`; relative addresses, so that the folders work behind any path. */
export default defineConfig(({ mode }) => {
  const zone = mode === "customer" ? "customer" : "inside"
  return {
    root: fileURLToPath(new URL(".", import.meta.url)),
    base: "./",
    resolve: { conditions: ["source", "module", "browser", "production"] },
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      outDir: `dist/${zone}`,
      emptyOutDir: true,
      target: "es2022",
      modulePreload: { polyfill: false },
      rolldownOptions: { input: zones[zone] }
    }
  }
})
