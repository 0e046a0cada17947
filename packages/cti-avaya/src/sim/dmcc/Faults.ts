/** What may go wrong between the switch and its client, set by a test while it runs. */
export interface Faults {
  /** Everything is sent this much later, in order. */
  delayMs: number
  /** Sends in pieces of this many octets, to show a client that reads in whole frames only; 0 = as it comes. */
  chunkOctets: number
  /** This many of the next events are sent twice. */
  duplicateEvents: number
  /** Before each of the next so many messages goes a frame whose XML is broken. */
  malformed: number
  /** What that frame holds instead, as it is: a document with DOCTYPE, say. */
  malformedXml: string | undefined
  /** Requests are read and never answered. */
  silent: boolean
  /** New connections are closed at once. */
  refuseLinks: boolean
  /** The link between server and switch is down: no questions are asked, services are refused. */
  switchLinkDown: boolean
}

export const noFaults = (): Faults => ({
  delayMs: 0,
  chunkOctets: 0,
  duplicateEvents: 0,
  malformed: 0,
  malformedXml: undefined,
  silent: false,
  refuseLinks: false,
  switchLinkDown: false
})
