export * from "./Mailbox.ts"
export * from "./Smsc.ts"
export * from "./Visitor.ts"
