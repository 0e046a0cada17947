import { hostname } from "node:os"
import { type BlobStore, Journal, Leadership, Snapshots } from "@strowger/router/ports"
import { Context } from "effect"
import type { LocalStore } from "./LocalStore.ts"
import { makeLocalJournal } from "./localJournal.ts"
import { makeLocalLeadership } from "./localLeadership.ts"
import { makeLocalSnapshots } from "./localSnapshots.ts"

/** What every store gives the host. */
export type State = Journal | Leadership | Snapshots | BlobStore

export const localServices = (store: LocalStore): Context.Context<Journal | Leadership | Snapshots> =>
  Context.make(Journal, makeLocalJournal(store)).pipe(
    Context.add(Leadership, makeLocalLeadership(store, hostname())),
    Context.add(Snapshots, makeLocalSnapshots(store))
  )
