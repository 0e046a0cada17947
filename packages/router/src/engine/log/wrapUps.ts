import type { WrapUpBegun } from "../../Event.ts"
import { Completion } from "./Rows.ts"

/** A wrap-up as events tell it; `y` holds bits of `Completion`. */
export const wrapUpSaid = (atMs: number, wrapUpMs: number, y: number): WrapUpBegun => ({
  ...(wrapUpMs > 0 ? { wrapUpEndsAtMs: atMs + wrapUpMs } : {}),
  ...((y & Completion.WrapUpOpen) === 0 ? {} : { wrapUpOpen: true as const }),
  ...((y & Completion.WrapUpFree) === 0 ? {} : { wrapUpFree: true as const })
})

export const wrapUpMeant = (
  event: WrapUpBegun & { readonly atMs: number }
): { readonly ms: number; readonly y: number } => ({
  ms: event.wrapUpEndsAtMs === undefined ? 0 : event.wrapUpEndsAtMs - event.atMs,
  y: (event.wrapUpOpen ? Completion.WrapUpOpen : 0) | (event.wrapUpFree ? Completion.WrapUpFree : 0)
})
