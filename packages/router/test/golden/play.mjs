// Plays recorded commands on a built router, on whatever runtime imports this: plain JavaScript, no Node.
// On the command line: node play.mjs <url of the built index.js> <history.json>... prints one JSON list.

/** The events of a history as bytes, and the router's own hash of them. */
export function play(createRouter, { configuration, commands }) {
  const router = createRouter(configuration)
  const lines = []
  for (const [command, nowMs] of commands) {
    const together = Array.isArray(command)
    const {
      events,
      refusal,
      refusals = [refusal]
    } = together ? router.stepTogether(command, nowMs) : router.step(command, nowMs)
    for (const event of events) lines.push(JSON.stringify(event))
    for (const refused of refusals) if (refused !== undefined) lines.push(JSON.stringify(refused))
  }
  return { bytes: lines.join("\n"), hash: router.snapshot().hash }
}

if (typeof process !== "undefined" && process.argv[1]?.endsWith("play.mjs")) {
  const { readFileSync } = await import("node:fs")
  const [, , index, ...files] = process.argv
  const { createRouter } = await import(index)
  const played = files.map((file) => play(createRouter, JSON.parse(readFileSync(file, "utf8"))))
  process.stdout.write(JSON.stringify(played))
}
