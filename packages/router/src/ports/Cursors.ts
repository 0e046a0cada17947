import { Context, type Effect } from "effect"

/** How far an account was read: the last `Delivery.cursor` that was recorded. */
export class Cursors extends Context.Service<
  Cursors,
  { readonly get: (account: string) => Effect.Effect<string | undefined> }
>()("@strowger/router/Cursors") {}
