import { Schema } from "effect"

/**
 * Every setting of the host, as written in the configuration file (YAML). Durations are written `20s`, `5m`, `800ms`; secrets are
 * `{ env: NAME }` or `{ file: PATH }`. `strowger config check FILE` reports every mistake at once with line, column and remedy.
 */
export const Duration = Schema.String.pipe(Schema.brand("DurationText"))
export const Secret = Schema.Union([
  Schema.Struct({ env: Schema.String }),
  Schema.Struct({ file: Schema.String }),
  Schema.Struct({ value: Schema.String })
])
