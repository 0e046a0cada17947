import type { Adapter } from "@strowger/router/ports"
import { Context } from "effect"

/** The adapters that are open, by id. They live as long as their layer. */
export class Adapters extends Context.Service<
  Adapters,
  { readonly get: (id: string) => Adapter | undefined; readonly all: ReadonlyArray<Adapter> }
>()("@strowger/host/Adapters") {}
