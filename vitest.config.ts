import { defineConfig } from "vitest/config"

export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    include: [
      "packages/*/test/**/*.test.ts",
      "packages/host/web/test/**/*.test.ts",
      "examples/**/*.test.ts",
      "bench/**/*.test.ts",
      ".ci/*.test.ts"
    ],
    globalSetup: [".ci/peers.setup.ts"],
    setupFiles: [".ci/seed.setup.ts"],
    reporters: ["default", "./.ci/leftOut.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: "forks",
    // A file waits for processes and discs more than it computes: two at once take little more than half the time.
    maxWorkers: 2,
    execArgv: ["--conditions=source"]
  }
})
