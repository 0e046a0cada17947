/**
 * What a VDN does with a call, as steps numbered from 1 like on Communication Manager. `adjunct` asks the computer and goes on at once;
 * the answer may come during the waits and announcements that follow (Call Vectoring, adjunct routing link).
 */
export type Step =
  | { readonly step: "adjunct"; readonly link: number }
  | { readonly step: "wait"; readonly ms: number; readonly hearing: string }
  | { readonly step: "goto"; readonly to: number }
  | { readonly step: "collect"; readonly digits: number }
  | { readonly step: "queue"; readonly skill: string }
  | { readonly step: "route"; readonly to: string }
  | { readonly step: "disconnect" }
  | { readonly step: "stop" }

export type Vector = ReadonlyArray<Step>

export const adjunct = (link = 1): Step => ({ step: "adjunct", link })
export const wait = (ms: number, hearing = "music"): Step => ({ step: "wait", ms, hearing })
export const goto = (to: number): Step => ({ step: "goto", to })
/** Takes up to this many of the digits the caller types into the route request. */
export const collect = (digits: number): Step => ({ step: "collect", digits })
export const queueTo = (skill: string): Step => ({ step: "queue", skill })
export const routeTo = (to: string): Step => ({ step: "route", to })
export const disconnect: Step = { step: "disconnect" }
export const stop: Step = { step: "stop" }

/** Ask, wait, ask again, until the caller is routed or hangs up. */
export const askingVector = (waitMs = 5000): Vector => [adjunct(), wait(waitMs), goto(1)]
