import type { AgentOrder } from "../AgentOrder.ts"
import type { Command } from "../Command.ts"
import type { Configuration, QueueConfiguration } from "../Configuration.ts"
import type { RouterEvent } from "../Event.ts"

/** A bijection of names, applied to everything that carries some. */
export class Renaming {
  private readonly rename: (name: string) => string

  constructor(rename: (name: string) => string) {
    this.rename = rename
  }

  /** The same rules under the new names. */
  configuration(configuration: Configuration): Configuration {
    const queues: Record<string, Configuration["queues"][string]> = {}
    for (const [name, queue] of Object.entries(configuration.queues)) {
      const needs = queue.needs === undefined ? {} : { needs: this.text(queue.needs) }
      const asked = this.asked(queue)
      const agents = queue.agents === undefined ? {} : { agents: this.order(queue.agents) }
      queues[this.rename(name)] = { ...(this.deflections(queue) as typeof queue), ...asked, ...needs, ...agents }
    }
    const skills = configuration.skills === undefined ? {} : { skills: configuration.skills.map(this.rename) }
    const attributes = configuration.attributes === undefined ? {} : { attributes: this.keys(configuration.attributes) }
    return { ...configuration, ...skills, ...attributes, queues }
  }

  /** The same command or event under the new names. */
  of<A extends Command | RouterEvent>(named: A): A {
    const renamed: Record<string, unknown> = { ...named }
    for (const field of ["agent", "contact", "queue"]) {
      if (typeof renamed[field] === "string") renamed[field] = this.rename(renamed[field])
    }
    if ("needs" in named && named.needs !== undefined) renamed.needs = this.text(named.needs)
    if ("excludes" in named && named.excludes !== undefined) renamed.excludes = named.excludes.map(this.rename)
    for (const field of ["consult", "consultOf", "consultBy"]) {
      if (typeof renamed[field] === "string") renamed[field] = this.rename(renamed[field])
    }
    if (named.type === "Transfer" || named.type === "Consult") renamed.to = this.of(named.to as never)
    if (named.type === "Pull" && named.to !== undefined) renamed.to = this.rename(named.to)
    if (named.type === "ContactOverflowed" || named.type === "HandOver" || named.type === "ContactHandedOver") {
      renamed.from = this.rename(named.from)
      renamed.to = this.rename(named.to)
    }
    if ("preferred" in named && named.preferred !== undefined)
      renamed.preferred = named.preferred.map((rung) => ({ ...rung, agent: this.rename(rung.agent) }))
    if ("customer" in named && named.customer !== undefined) renamed.customer = this.rename(named.customer)
    if ("skills" in named && named.skills !== undefined) renamed.skills = this.keys(named.skills)
    for (const field of ["prefers", "delays", "allocation"] as const) {
      const wish = renamed[field] as Readonly<Record<string, number>> | undefined
      if (wish !== undefined) renamed[field] = this.keys(wish)
    }
    if ("reserveFor" in named && named.reserveFor !== undefined) renamed.reserveFor = this.keys(named.reserveFor)
    if ("terms" in named && named.terms !== undefined) renamed.terms = this.keys(named.terms)
    if ("attributes" in named && named.attributes !== undefined) renamed.attributes = this.keys(named.attributes)
    if ("configuration" in named) renamed.configuration = this.configuration(named.configuration)
    return renamed as unknown as A
  }

  private asked({ steps, requirements }: QueueConfiguration): Partial<QueueConfiguration> {
    const text = (of: string | undefined, field: "needs" | "when") =>
      of === undefined ? {} : { [field]: this.text(of) }
    return {
      ...(steps && {
        steps: steps.map((step) => ({ ...step, ...text(step.needs, "needs"), ...text(step.when, "when") }))
      }),
      ...(requirements && { requirements: requirements.map((one) => ({ ...one, needs: this.text(one.needs) })) })
    }
  }

  private keys<A>(record: Readonly<Record<string, A>>): Record<string, A> {
    return Object.fromEntries(Object.entries(record).map(([name, value]) => [this.rename(name), value]))
  }

  private order(order: AgentOrder): AgentOrder {
    if (typeof order === "string" || order.kind === "fewestHandled") return order
    if (order.kind === "expert") return { ...order, skill: this.rename(order.skill) }
    const { skills, attributes } = order
    return {
      ...order,
      ...(skills === undefined ? {} : { skills: this.keys(skills) }),
      ...(attributes === undefined ? {} : { attributes: this.keys(attributes) })
    }
  }

  /** Names of skills and attributes; texts in quotes are values, and stay. */
  /** Wherever something says to overflow, it names a queue. */
  private deflections(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value
    if (Array.isArray(value)) return value.map((part) => this.deflections(part))
    const parts = Object.entries(value).map(([key, part]) => [key, this.deflections(part)])
    const renamed: Record<string, unknown> = Object.fromEntries(parts)
    if (renamed.do === "overflow") renamed.queue = this.rename(renamed.queue as string)
    return renamed
  }

  private text(needs: string): string {
    return needs.replace(/"(?:[^"\\]|\\.)*"|[a-z]\w*/g, (word) =>
      /^("|(and|or|not|has|in|at|least|of|true|false)$)/.test(word) ? word : this.rename(word)
    )
  }
}
