/**
 * A law of durations, milliseconds. Drawn durations are rounded to whole milliseconds. `never` is for patience: who has it never leaves.
 * `recorded` draws one of the values, each equally often.
 */
export type Law =
  | { readonly kind: "exponential"; readonly meanMs: number }
  | { readonly kind: "lognormal"; readonly meanMs: number; readonly sdMs: number }
  | {
      readonly kind: "erlang"
      /** So many exponential phases in a row, 1 to 1,000: 1 is the exponential law, many are nearly constant. */
      readonly shape: number
      /** Of all phases together. */
      readonly meanMs: number
    }
  | { readonly kind: "constant"; readonly ms: number }
  | { readonly kind: "recorded"; readonly valuesMs: ReadonlyArray<number> }
  | { readonly kind: "never" }
