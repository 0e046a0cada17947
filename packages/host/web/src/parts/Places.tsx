import type { ChannelName } from "./Icon.tsx"

/** More boxes than this are not counted at a glance. */
const BOXES = 6

/** Used and free places of one channel: boxes, or figures where there are too many. Who names them for readers is the caller. */
export const Places = ({ used, limit }: { used: number; limit: number }) => {
  const size = Math.max(used, limit)
  if (size > BOXES)
    return (
      <span class="num">
        {used}/{limit}
      </span>
    )
  return (
    <>
      {Array.from({ length: size }, (_, at) => (
        <u key={at} class={at < used ? "f" : ""} />
      ))}
    </>
  )
}

/** Places worth showing: those of channels the agent takes. Fax has no adapter yet: its place is shown only when something is in it. */
export const isShown = ({ channel, used, limit }: { channel: ChannelName; used: number; limit: number }): boolean =>
  limit > 0 && (channel !== "fax" || used > 0)
