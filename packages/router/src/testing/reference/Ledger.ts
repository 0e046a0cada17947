import type { Configuration } from "../../Configuration.ts"
import type { RouterEvent } from "../../Event.ts"
import type { Refusal } from "../../Refusal.ts"
import type { RulesGiven } from "../../Rule.ts"
import type { Alarm, World } from "./world.ts"

export type Reason = Refusal["reason"]

/** What every act of the reference router works on: the world, the rules, what is said, and the numbers that are given out. */
export class Ledger {
  readonly world: World = {
    nowMs: 0,
    contacts: [],
    agents: [],
    queues: {},
    rules: { queues: {} },
    alarms: [],
    reserveOpen: {},
    hours: {},
    given: {}
  }
  configuration: Configuration
  previous: Configuration | undefined
  version = 1
  contactsEver = 0
  restsEver = 0
  offersEver = 1
  deadlinesEver = 0
  events: RouterEvent[] = []
  /** How many waves were matched, and how (SPEC WAVE-4). */
  readonly waves = { exact: 0, beyondBound: 0, allocation: 0, singles: 0 }

  constructor(configuration: Configuration, given: RulesGiven) {
    this.world.given = given
    this.configuration = configuration
    this.world.queues = { ...configuration.queues }
    this.world.rules = configuration
  }

  get nowMs(): number {
    return this.world.nowMs
  }

  say(event: RouterEvent): void {
    this.events.push(event)
  }

  /** Sets or moves an alarm: one of a name for each owner (an id of a contact or agent, a queue's name). */
  alarm(name: string, owner: string, atMs: number): void {
    this.silence(name, owner)
    this.world.alarms.push({ name, owner, atMs, setAs: this.deadlinesEver++ })
  }

  /** One alarm of an owner, or all of them. */
  silence(name: string | undefined, owner: string): void {
    const stays = (alarm: Alarm) => alarm.owner !== owner || (name !== undefined && alarm.name !== name)
    this.world.alarms = this.world.alarms.filter(stays)
  }
}
