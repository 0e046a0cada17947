/** Who is given whom. */
export interface Matching {
  /** Of each contact its edge, or -1. */
  readonly edgeOf: Int32Array
  /** Of each agent his contact, or -1. */
  readonly contactOf: Int32Array
}

/** How a search came to each agent: from which contact, by which of its edges. */
export interface Way {
  readonly edge: Int32Array
  readonly contact: Int32Array
}

/** Everybody on the way to a free agent takes the agent he asked for, and gives back the one he had. */
export function follow({ edgeOf, contactOf }: Matching, way: Way, agent: Int32Array, free: number): void {
  for (let a = free; ; ) {
    const contact = way.contact[a]!
    const had = edgeOf[contact]!
    edgeOf[contact] = way.edge[a]!
    contactOf[a] = contact
    if (had < 0) return
    a = agent[had]!
  }
}
