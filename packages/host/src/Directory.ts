import type { Channel, Configuration, Skills } from "@strowger/router"
import { Context } from "effect"

/** Who works here and which address leads to which queue: read from the configuration, the same for every room of the host. */
export interface AgentEntry {
  readonly id: string
  readonly name: string
  readonly role: "agent" | "supervisor"
  readonly skills: Skills
  readonly capacity?: Readonly<Partial<Record<Channel, number>>>
  /** Extension of the agent's telephone; without one no voice is offered. */
  readonly device?: string
  /** Agent login at the switch. */
  readonly login?: string
  /** What else the engine is told at sign-in: fields of its `SignIn`, checked when the configuration was read. */
  readonly routing?: Readonly<Record<string, unknown>>
}
export interface QueueEntry {
  readonly id: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly serviceLevelMs: number
}
/** Where units for `to` (VDN, sender number, mailbox; undefined = any) of an adapter are queued. */
export interface EntryPoint {
  readonly adapter: string
  readonly to?: string
  readonly queue: string
  readonly priority?: number
}
export class Directory extends Context.Service<
  Directory,
  {
    /** Name of the bank or centre, for screens and signatures. */
    readonly name: string
    readonly agents: ReadonlyArray<AgentEntry>
    readonly queues: ReadonlyArray<QueueEntry>
    /** What people are told a skill is, by its id. */
    readonly skillNames?: ReadonlyMap<string, { readonly zh: string; readonly en: string }>
    readonly agent: (id: string) => AgentEntry | undefined
    readonly agentAt: (device: string) => AgentEntry | undefined
    readonly queue: (id: string) => QueueEntry | undefined
    /** The most exact entry point that fits; undefined = the unit has no queue and is noted as unroutable. */
    readonly entryPoint: (adapter: string, to: string) => EntryPoint | undefined
    readonly router: Configuration
    /** Where a declined or unanswered call is sent back to (the VDN it came by, by default). */
    readonly voice?: { readonly adapter: string; readonly routeHoldMs: number }
  }
>()("@strowger/host/Directory") {}
