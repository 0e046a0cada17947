import type { Command } from "../Command.ts"
import type { Outcomes, Router } from "../Router.ts"
import type { View } from "../View.ts"
import type { Act, FeaturePlay, Move } from "./History.ts"

/** The part of a router that histories are played on. */
export interface Playable {
  /** The state as it is now. */
  readonly view: View
  /** When it must be called next, engine time; undefined = nothing is due. */
  readonly nextDeadlineMs: number | undefined
}

/** What was asked in one move, and what came of it. */
export interface Played extends Outcomes {
  /** In order; `refusals` are theirs. */
  readonly commands: ReadonlyArray<Command>
  /** When, engine time. */
  readonly nowMs: number
}

/** Turns moves into commands for the router as it then is. Contacts are named c1, c2... in order of arrival. */
export class Player {
  private contacts: number
  private readonly plays: Readonly<Record<string, FeaturePlay>>
  private readonly offersSeen: Array<{ readonly contact: string; readonly agent: string; readonly offer: string }> = []

  /** `contactsBefore`: names up to there are taken. `plays`: the acts of rarer rules, by name. */
  constructor(contactsBefore = 0, plays: Readonly<Record<string, FeaturePlay>> = {}) {
    this.contacts = contactsBefore
    this.plays = plays
  }

  /** The command this move is now, and when. Of several that are done together, the first alone. */
  next(router: Playable, move: Move): { readonly command: Command; readonly nowMs: number } {
    const { act } = move
    const first = act.type === "Together" ? { ...act, acts: act.acts.slice(0, 1) } : act
    const { commands, nowMs } = this.together(router, { ...move, act: first })
    return { command: commands[0] ?? { type: "Tick" }, nowMs }
  }

  /** The commands this move is now, one or several that are done together, and when. */
  together(
    router: Playable,
    { act, pick, after }: Move
  ): { readonly commands: ReadonlyArray<Command>; readonly nowMs: number } {
    const now = router.view.nowMs
    const due = router.nextDeadlineMs
    const nowMs = "ms" in after ? now + after.ms : due === undefined ? now : Math.max(now, due + after.deadline)
    const { view } = router
    const acts = act.type === "Together" ? act.acts : [act]
    const commands = acts.flatMap((one, at): ReadonlyArray<Command> => {
      const command = this.command(view, one, pick + at)
      const comes = act.type === "Together" && command.type === "SignIn"
      return comes ? [command, { type: "MakeReady", agent: command.agent }] : [command]
    })
    return { commands, nowMs }
  }

  /** Plays a move: what is done together by `stepTogether`, all else by `step`. */
  play(router: Playable & Pick<Router, "step" | "stepTogether">, move: Move): Played {
    const { commands, nowMs } = this.together(router, move)
    if (move.act.type === "Together") return { commands, nowMs, ...router.stepTogether(commands, nowMs) }
    const { events, refusal } = router.step(commands[0]!, nowMs)
    return { commands, nowMs, events, refusals: [refusal] }
  }

  private command(view: View, act: Act, pick: number): Command {
    const contacts = [...view.contacts()]
    const agents = [...view.agents()]
    const one = <A>(of: ReadonlyArray<A>): A | undefined => of[pick % Math.max(1, of.length)]
    // Now and then somebody asks for what cannot be.
    const wild = pick % 16 === 0
    const contact = (...states: ReadonlyArray<string>) => one(contacts.filter((c) => wild || states.includes(c.state)))
    const agent = (...presences: ReadonlyArray<string>) =>
      one(agents.filter((a) => wild || presences.includes(a.presence)))?.id ?? (wild ? "nobody" : undefined)
    for (const c of contacts) {
      if (c.offer) this.offersSeen.push({ contact: c.id, agent: c.agent ?? "", offer: c.offer.id })
    }
    const tick: Command = { type: "Tick" }
    // What cannot be done now gives way to what can, where there are plays for it: few moves of a history are idle.
    const nothing = this.plays.Work?.(view, pick, undefined) ?? tick
    switch (act.type) {
      case "SignIn":
      case "Configure":
        return act
      case "Feature":
        return this.plays[act.act]?.(view, pick, act.data) ?? nothing
      case "Together":
      case "Tick":
        return tick
      case "Enqueue":
        return { type: "Enqueue", contact: pick % 40 === 0 ? "c1" : `c${++this.contacts}`, ...act.contact }
      case "Answer":
      case "Decline": {
        const ringing = contact("offered")
        if (ringing === undefined) return nothing
        const names = { contact: ringing.id, agent: ringing.agent ?? "ann", offer: ringing.offer?.id ?? "o1" }
        return { type: act.type === "Answer" ? "Accept" : "Decline", ...names }
      }
      case "LateAnswer": {
        const seen = one(this.offersSeen)
        return seen === undefined ? nothing : { type: "Accept", ...seen }
      }
      case "Complete":
      case "EndWrapUp": {
        const held = contact(act.type === "Complete" ? "active" : "wrap-up")
        return held === undefined ? nothing : { type: act.type, contact: held.id, agent: held.agent ?? "ann" }
      }
      case "Abandon":
      case "Cancel":
      case "MarkUnreachable": {
        const unserved = contact("waiting", "unreachable", "offered")
        return unserved === undefined ? nothing : { type: act.type, contact: unserved.id }
      }
      case "Exclude": {
        const unserved = contact("waiting", "unreachable", "offered")
        if (unserved === undefined) return nothing
        const whom = unserved.agent ?? agents[(pick >> 4) % Math.max(1, agents.length)]?.id ?? "nobody"
        return { type: "Exclude", contact: unserved.id, agent: whom }
      }
      case "MarkReachable": {
        const away = contact("unreachable")
        return away === undefined ? nothing : { type: act.type, contact: away.id }
      }
      case "SignOut":
      case "MakeReady":
      case "MakeNotReady": {
        const whom = act.type === "MakeReady" ? agent("not-ready") : agent("ready", "not-ready")
        if (whom === undefined) return nothing
        if (act.type === "MakeNotReady") return { ...act, agent: whom }
        return { type: act.type === "SignOut" ? "SignOut" : "MakeReady", agent: whom }
      }
    }
  }
}
