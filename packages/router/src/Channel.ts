/** The medium a contact came by. What each takes of an agent is `Capacity` (SPEC CAP-). */
export type Channel = "voice" | "sms" | "email" | "chat" | "fax"

/** Every channel, in the order screens show them. */
export const channels: ReadonlyArray<Channel> = ["voice", "chat", "sms", "email", "fax"]
