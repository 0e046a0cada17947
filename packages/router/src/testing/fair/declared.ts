/** What the laws of events ask of a feature, and what of it they take from the events as told. */
export interface Declared {
  /** The laws, by id. */
  readonly judged: ReadonlyArray<string>
  /** That it happened when it should is not asked; held by DET-7 against the reference router. */
  readonly taken?: string
}

/** By the name of the feature of random histories: everything that decides who may be offered what is judged or declared here. */
export const declared: Readonly<Record<string, Declared>> = {
  priority: { judged: ["SCORE-1"] },
  agentOrders: { judged: ["FAIR-2", "WAVE-2"] },
  capacity: { judged: ["CAP-1", "FAIR-1"] },
  eligibility: { judged: ["SKILL-1", "FAIR-1"], taken: "when a skill with dates begins and ends" },
  handling: { judged: ["SKILL-1", "CAP-1", "OFFER-1", "OFFER-17"], taken: "that a command was given" },
  holds: { judged: ["SKILL-1", "SCORE-1", "FAIR-1"], taken: "for whom a hold begins, and when it ends" },
  misses: { judged: ["OFFER-6"], taken: "after how many misses somebody is not ready" },
  ordering: { judged: ["SCORE-1", "QUEUE-2"] },
  mistakes: { judged: ["DET-5"] },
  parking: { judged: ["CAP-1", "OFFER-1"], taken: "when a parked contact wakes" },
  presence: { judged: ["SKILL-1", "OFFER-1"], taken: "when a lost agent is given up, and what becomes of his work" },
  queues: { judged: ["QUEUE-1"], taken: "when a queue opens and closes, and who goes on to where" },
  relaxation: { judged: ["SKILL-1", "FAIR-1"], taken: "when a step is due or skipped" },
  reserves: { judged: ["SKILL-1", "FAIR-1"], taken: "when a level joins and leaves" },
  transfers: { judged: ["OFFER-1", "SKILL-1"], taken: "that a command was given" },
  waves: { judged: ["WAVE-2"] },
  wishes: { judged: ["SCORE-1", "SKILL-1", "FAIR-1"] },
  work: { judged: ["OFFER-1", "QUEUE-1"] },
  wrapUp: { judged: ["CAP-1", "FAIR-1"], taken: "how long a wrap-up lasts" },
  callbacks: { judged: ["QUEUE-1", "FAIR-1"], taken: "when a window begins and ends, and how often it is tried" }
}
