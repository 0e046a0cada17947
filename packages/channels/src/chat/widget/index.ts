/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { StrowgerChat } from "./StrowgerChat.ts"

if (!customElements.get("strowger-chat")) customElements.define("strowger-chat", StrowgerChat)

export { StrowgerChat }
