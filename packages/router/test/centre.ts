import {
  type Command,
  type Configuration,
  createRouter,
  type Outcome,
  restore,
  type Router,
  type RouterEvent
} from "../src/index.ts"

type Enqueue = Extract<Command, { type: "Enqueue" }>

/** A small centre to tell stories about: every act returns what it led to, one line per event. */
export class Centre {
  readonly router: Router
  nowMs = 0

  constructor(
    queues: Configuration["queues"],
    capacity?: Configuration["capacity"],
    more: Omit<Configuration, "queues"> = {}
  ) {
    this.router = createRouter(capacity === undefined ? { queues, ...more } : { queues, ...more, capacity })
  }

  /** The same centre, its router restored from a snapshot. */
  again(): Centre {
    const router = restore(JSON.parse(JSON.stringify(this.router.snapshot())))
    return Object.assign(new Centre({}), { router, nowMs: this.nowMs })
  }

  at(nowMs: number): this {
    this.nowMs = nowMs
    return this
  }

  do(command: Command): ReadonlyArray<string> {
    const { events, refusal } = this.try(command)
    return [...events.map(line), ...(refusal === undefined ? [] : [`refused: ${refusal.reason}`])]
  }

  try(command: Command): Outcome {
    return this.router.step(command, this.nowMs)
  }

  /** Signs in and becomes ready. */
  ready(agent: string, skills: Readonly<Record<string, number>> = {}, capacity: Configuration["capacity"] = {}) {
    return [...this.do({ type: "SignIn", agent, skills, capacity }), ...this.do({ type: "MakeReady", agent })]
  }

  comes(contact: string, more: Partial<Enqueue> = {}) {
    return this.do({ type: "Enqueue", contact, queue: "q", channel: "chat", ...more })
  }

  accepts(agent: string, contact: string) {
    return this.do({ type: "Accept", agent, contact, offer: this.offer(contact) })
  }

  declines(agent: string, contact: string) {
    return this.do({ type: "Decline", agent, contact, offer: this.offer(contact) })
  }

  completes(agent: string, contact: string) {
    return this.do({ type: "Complete", agent, contact })
  }

  ticks() {
    return this.do({ type: "Tick" })
  }

  offer(contact: string): string {
    return this.router.view.contact(contact)?.offer?.id ?? "none"
  }

  owner(contact: string): string | undefined {
    return this.router.view.contact(contact)?.agent
  }
}

/** `OfferMade c1 ann`: type and names; numbers stand in the view. */
export function line(event: RouterEvent): string {
  const names = [
    "contact" in event ? event.contact : undefined,
    "agent" in event ? event.agent : undefined,
    "because" in event ? event.because : undefined,
    "reason" in event ? event.reason : undefined
  ]
  return [event.type, ...names.filter((name) => name !== undefined)].join(" ")
}
