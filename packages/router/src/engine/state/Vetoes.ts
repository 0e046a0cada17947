/**
 * Which agents exclude which contacts, by what they name: an id of a contact or a customer. Only a way to find them, built again from
 * what agents and contacts keep; who is excluded stands in the exclusions.
 */
export class Vetoes {
  private readonly agentsOf = new Map<string, Set<number>>()
  private readonly contactsOf = new Map<string, Set<number>>()

  get isEmpty(): boolean {
    return this.agentsOf.size === 0
  }

  note(agent: number, named: string): void {
    add(this.agentsOf, named, agent)
  }

  forget(agent: number, named: string): void {
    remove(this.agentsOf, named, agent)
  }

  agentsFor(named: string): Iterable<number> {
    return this.agentsOf.get(named) ?? nobody
  }

  comes(contact: number, customer: string): void {
    add(this.contactsOf, customer, contact)
  }

  goes(contact: number, customer: string): void {
    remove(this.contactsOf, customer, contact)
  }

  contactsFrom(customer: string): Iterable<number> {
    return this.contactsOf.get(customer) ?? nobody
  }
}

const nobody: ReadonlyArray<number> = []

function add(sets: Map<string, Set<number>>, name: string, member: number): void {
  const set = sets.get(name)
  if (set === undefined) sets.set(name, new Set([member]))
  else set.add(member)
}

function remove(sets: Map<string, Set<number>>, name: string, member: number): void {
  const set = sets.get(name)
  set?.delete(member)
  if (set?.size === 0) sets.delete(name)
}
