import type { ChannelName } from "./Icon.tsx"

/** Places worth showing: those of channels the agent takes. Fax has no adapter yet: its place is shown only when something is in it. */
export const isShown = ({ channel, used, limit }: { channel: ChannelName; used: number; limit: number }): boolean =>
  limit > 0 && (channel !== "fax" || used > 0)
