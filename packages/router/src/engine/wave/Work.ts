/** How many looks at an edge a wave may still take: what bounds its time, the same on every machine. */
export interface Work {
  left: number
}
