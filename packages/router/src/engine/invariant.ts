/** What must always hold. A broken one is our fault: it throws and names the rule; nothing after it can be trusted. */
export function invariant(holds: boolean, rule: string): asserts holds {
  if (!holds)
    throw new Error(`The router broke its own rule: ${rule}. Please report this with the events that led here.`)
}
