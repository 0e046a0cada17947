export { ChatConfigError, type ChatOptions } from "./ChatOptions.ts"
export type { ClientFrame, ServerFrame } from "./Frame.ts"
export { type ChatAdapter, openChat } from "./openChat.ts"
