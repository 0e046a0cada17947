/**
 * From when on groups do not pay. They decide what a decision costs, never what is decided: tests set them low, so that small worlds go
 * the way of large ones.
 */
export const limits = {
  /** So many different demands are kept in rows, whoever asks for them. */
  rows: 64,
  /** Beyond them a demand is kept in rows once so many wait for it, and some more where there are many rows or profiles. */
  members: 4,
  /** With more profiles than this, agents also stand on shelves for what asks for something of its own. */
  shelved: 128,
  /** A demand that shelves were asked for so often, and some more where there are many profiles, gets a row of whom it fits. */
  asks: 4,
  /** So many demands that nobody has any more are remembered, the last ones: many come again. */
  remembered: 1_024,
  /** With more profiles than this, they do for everybody. */
  profiles: 32_768,
  /** In a row of no more demands each is looked at at once: that costs less than keeping their bounds. */
  bounded: 16
}
