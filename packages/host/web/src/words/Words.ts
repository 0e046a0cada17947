/** Every text of the inside screens, in one shape for all languages: a language that misses one does not compile. */
export interface Words {
  readonly lang: "zh-CN" | "en"
  readonly channel: Readonly<Record<"voice" | "sms" | "email" | "chat" | "fax", string>>
  readonly incoming: Readonly<Record<"voice" | "sms" | "email" | "chat" | "fax", string>>
  readonly state: Readonly<Record<"signed-out" | "not-ready" | "ready" | "ringing" | "busy" | "wrap-up", string>>
  /** Reasons of not ready; a code without a word is shown as it is. */
  readonly reason: Readonly<Record<string, string>>
  readonly refusal: Readonly<Record<string, string>>
  readonly common: {
    readonly agentNumber: string
    readonly password: string
    readonly showPassword: string
    readonly signIn: string
    readonly signOut: string
    readonly language: string
    readonly theme: string
    readonly themes: Readonly<Record<"system" | "light" | "dark", string>>
    readonly connected: string
    readonly connecting: string
    readonly reconnecting: string
    readonly close: string
    readonly back: string
    readonly cancel: string
    readonly today: string
    readonly none: string
    readonly navigation: string
  }
  readonly lost: {
    readonly title: (seconds: number) => string
    readonly text: string
    readonly attempt: (attempt: number, seconds: number) => string
    readonly now: string
    readonly unconfirmed: string
    readonly back: (lines: number) => string
  }
  readonly signInPage: {
    readonly title: string
    readonly motto: string
    readonly wrong: string
    readonly triesLeft: (tries: number) => string
    readonly locked: (until: string) => string
    readonly unreachable: string
    readonly needNumber: string
    readonly needPassword: string
    readonly signingIn: string
  }
  readonly desk: {
    readonly title: string
    readonly rail: string
    readonly inbox: string
    readonly inHand: string
    readonly soonestFirst: string
    readonly nothing: string
    readonly nothingReady: string
    readonly nothingNotReady: string
    readonly nothingSignedOut: string
    readonly choose: string
    readonly today: string
    readonly meanHandle: string
    readonly makeReady: string
    readonly makeNotReady: string
    readonly signedIn: string
    readonly presenceMenu: string
    readonly capacity: (channel: string, used: number, limit: number) => string
    readonly waited: (duration: string) => string
    readonly whyMe: string
    readonly candidates: (count: number) => string
    readonly accept: string
    readonly answer: string
    readonly decline: string
    readonly declineWhy: string
    readonly declineReasons: Readonly<Record<"busy" | "skill" | "recused" | "other", string>>
    readonly connectingOffer: string
    readonly connectingSlow: string
    readonly secondsLeft: (seconds: number) => string
    readonly offerGone: string
    readonly offered: (incoming: string, queue: string, seconds: number) => string
    readonly waits: (duration: string) => string
    readonly customerAway: string
    readonly customerHere: string
    readonly onHold: string
    readonly talking: string
    readonly onCall: string
    readonly wrapUp: string
    readonly wrapUpLeft: (seconds: number) => string
    readonly wrapUpText: string
    readonly noLimit: string
    readonly finish: string
    readonly finishing: string
    readonly hangUp: string
    readonly done: string
    readonly customer: string
    readonly why: string
    readonly conversation: string
    readonly you: string
    readonly customerSays: string
    readonly system: string
    readonly visitor: (name: string) => string
    readonly write: string
    readonly reply: (to: string) => string
    readonly send: Readonly<Record<"voice" | "sms" | "email" | "chat" | "fax", string>>
    readonly smsLength: (characters: number, parts: number) => string
    readonly draftKept: string
    readonly offlineQueue: string
    readonly status: Readonly<
      Record<"pending" | "queued" | "submitted" | "delivered" | "read" | "failed" | "expired" | "unknown", string>
    >
    readonly parts: (count: number) => string
    readonly waitingToSend: string
    readonly notSent: string
    readonly edit: string
    readonly held: string
    readonly subject: string
    readonly attachments: string
    readonly callText: string
    readonly callHeld: string
    readonly noLines: string
    readonly story: {
      readonly queued: (queue: string) => string
      readonly offered: string
      readonly answered: (waited: string) => string
    }
    readonly tabs: Readonly<Record<"inbox" | "talk" | "customer" | "more", string>>
    readonly sound: string
    readonly soundOn: string
    readonly soundOff: string
    readonly ext: (device: string) => string
  }
  readonly facts: {
    readonly address: string
    readonly channel: string
    readonly queue: string
    readonly since: string
    readonly waited: string
    readonly contact: string
    readonly lines: string
  }
  readonly explain: {
    readonly title: string
    readonly open: string
    readonly loading: string
    readonly agent: string
    readonly verdict: string
    readonly eligible: string
    readonly unavailable: string
    readonly position: (position: number) => string
  }
  /** Why an offer came to this agent; unknown codes are shown with their parameters. */
  readonly why: Readonly<Record<string, (params: Readonly<Record<string, string | number>>) => string>>
  readonly wall: {
    readonly title: string
    readonly waiting: string
    readonly longest: string
    readonly serviceLevel: string
    readonly answered: string
    readonly abandoned: string
    readonly ofDecided: (share: string) => string
    readonly staffed: string
    readonly busy: string
    readonly notReady: string
    readonly meanWait: string
    readonly queue: string
    readonly offered: string
    readonly active: string
    readonly within: string
    readonly ready: string
    readonly queues: string
    readonly agents: string
    readonly agentCount: (count: number) => string
    readonly adapters: string
    readonly handled: (count: number) => string
    readonly overview: string
    readonly live: string
    readonly noAdapters: string
    readonly load: string
    readonly adapterState: Readonly<Record<string, string>>
    readonly forSupervisors: string
  }
}
