export * from "./Mailbox.ts"
export * from "./Smsc.ts"
