/** Work modes of Communication Manager. autoIn and manualIn are both "ready": they differ in what follows a call. */
export type WorkMode = "loggedOff" | "auxWork" | "autoIn" | "manualIn" | "afterCallWork"

/** One who may log in at a station. */
export interface AgentSetup {
  readonly login: string
  /** Not asked for when absent. */
  readonly password?: string
  readonly skills?: ReadonlyArray<string>
}

/** An agent as the PBX sees one. */
export class Agent {
  mode: WorkMode = "loggedOff"
  /** Why in auxWork or logged off; 0 is "no reason given". */
  reason = 0
  /** Taken up when the call that is on now ends. */
  pending: { readonly mode: WorkMode; readonly reason: number } | undefined
  station: string | undefined
  /** Since when without a call: the longest idle is served first by the PBX's own skills. */
  idleSinceMs = 0
  readonly login: string
  readonly password: string | undefined
  readonly skills: ReadonlyArray<string>

  constructor(setup: AgentSetup) {
    this.login = setup.login
    this.password = setup.password
    this.skills = setup.skills ?? []
  }

  get ready(): boolean {
    return this.mode === "autoIn" || this.mode === "manualIn"
  }
}
