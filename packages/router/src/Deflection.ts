/**
 * Where a contact goes when its queue does not keep it. `stay`: it waits on. `overflow`: it waits in another queue, with its clock, its own
 * priority and what it excludes. `callback`, `voicemail` and `end`: it is over here, and the caller of the router sees to the rest.
 */
export type Deflection =
  | { readonly do: "stay" }
  | { readonly do: "overflow"; readonly queue: string }
  | { readonly do: "callback" }
  | { readonly do: "voicemail" }
  | { readonly do: "end" }

/** Why a contact did not stay: the queue is closed, it closes, or the last step of relaxation is over. */
export type DeflectionCause = "closed" | "closing" | "lastStep"
