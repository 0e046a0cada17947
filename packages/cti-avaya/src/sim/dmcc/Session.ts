import type { MessageOf } from "../../messages/Message.ts"
import type { Link } from "./Link.ts"

export type Filter = NonNullable<MessageOf<"MonitorStart">["requestedMonitorFilter"]>

/** What a client watches. */
export interface Monitor {
  readonly id: string
  readonly target:
    | { readonly type: "device"; readonly device: string }
    | { readonly type: "calls through"; readonly device: string }
    | { readonly type: "call"; readonly ucid: string }
  /** Event flags that are sent, as in the schema ("delivered", "agentReady"...). */
  readonly events: ReadonlySet<string>
}

/** One client's application session. It outlives its link by the cleanup delay. */
export class Session {
  link: Link | undefined
  monitors = new Map<string, Monitor>()
  readonly systemRegisters = new Set<string>()
  cancelExpiry: (() => void) | undefined
  cancelCleanup: (() => void) | undefined
  readonly id: string
  readonly user: string
  readonly protocol: string
  readonly cleanupDelayMs: number
  durationSeconds: number

  constructor(of: {
    readonly id: string
    readonly user: string
    readonly protocol: string
    readonly cleanupDelayMs: number
    readonly durationSeconds: number
  }) {
    this.id = of.id
    this.user = of.user
    this.protocol = of.protocol
    this.cleanupDelayMs = of.cleanupDelayMs
    this.durationSeconds = of.durationSeconds
  }

  get linked(): boolean {
    return this.link?.open === true
  }
}
