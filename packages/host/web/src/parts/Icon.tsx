/** Line icons on a 16 grid: what is inside the svg, by name. */
const ICONS = {
  ready: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="m5.3 8.2 1.9 1.9 3.6-4" />
    </>
  ),
  down: <path d="m4 6.2 4 4 4-4" />,
  unlink: (
    <path d="M7 4.5l1.3-1.3a2.9 2.9 0 0 1 4.2 4.2L11 8.8M9 11.5l-1.3 1.3a2.9 2.9 0 0 1-4.2-4.2L5 7.2M2.5 2.5l11 11" />
  ),
  busy: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <circle cx="8" cy="8" r="2.2" fill="currentColor" />
    </>
  ),
  wrap: <path d="M4.5 2h7M4.5 14h7M5.3 2v2.2L8 7.6l2.7-3.4V2M5.3 14v-2.2L8 8.4l2.7 3.4V14" />,
  voice: (
    <path d="M3.2 2.5h2.3l1.2 3-1.5 1.2a8 8 0 0 0 4 4l1.3-1.5 3 1.2v2.2c0 .6-.5 1-1 1A10.6 10.6 0 0 1 2.2 3.5c0-.5.4-1 1-1z" />
  ),
  chat: (
    <>
      <path d="M3 2.8h10a1.2 1.2 0 0 1 1.2 1.2v5.7a1.2 1.2 0 0 1-1.2 1.2H7.2L4 13.6v-2.7H3A1.2 1.2 0 0 1 1.8 9.7V4A1.2 1.2 0 0 1 3 2.8z" />
      <path d="M5 6.9h.01M8 6.9h.01M11 6.9h.01" stroke-width="2" />
    </>
  ),
  sms: (
    <>
      <rect x="4.5" y="1.5" width="7" height="13" rx="1.6" />
      <path d="M7.2 12.4h1.6M6.5 5h3M6.5 7.3h2" />
    </>
  ),
  email: (
    <>
      <rect x="1.8" y="3.3" width="12.4" height="9.4" rx="1.4" />
      <path d="m2.3 4.3 5.7 4.5 5.7-4.5" />
    </>
  ),
  fax: <path d="M4 1.8h5.5L12.5 5v9.2H4zM9.2 2v3.2h3.2M6 8.5h4.5M6 11h4.5" />,
  desk: (
    <>
      <rect x="1.8" y="2.8" width="12.4" height="8.4" rx="1.2" />
      <path d="M5.5 13.6h5M8 11.2v2.4" />
    </>
  ),
  user: (
    <>
      <circle cx="8" cy="5.3" r="2.8" />
      <path d="M2.6 13.8c.6-2.9 2.8-4.3 5.4-4.3s4.8 1.4 5.4 4.3" />
    </>
  ),
  chart: <path d="M2.5 2.5v11h11M5.5 10.5V8M8.5 10.5v-5M11.5 10.5V7" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M8 4.7V8l2.2 1.6" />
    </>
  ),
  check: <path d="m3 8.5 3.3 3.3L13 4.7" />,
  checks: <path d="m1.5 8.5 3 3L10.5 5M7.5 11l.8.5L14.5 5" />,
  pause: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M6.5 6v4M9.5 6v4" />
    </>
  ),
  out: <circle cx="8" cy="8" r="5.8" stroke-dasharray="2.2 2" />,
  ring: <path d="M4 11V7.2a4 4 0 0 1 8 0V11l1.2 1.3H2.8zM6.7 14.2h2.6M1.5 4.5l1.3-2M14.5 4.5l-1.3-2" />,
  bell: <path d="M4 11V7.2a4 4 0 0 1 8 0V11l1.2 1.3H2.8zM6.7 14.2h2.6" />,
  mute: <path d="M4 11V7.2a4 4 0 0 1 8 0V11l1.2 1.3H2.8zM6.7 14.2h2.6M2.5 2.5l11 11" />,
  clip: <path d="M12.7 7.3 7.7 12.3a3 3 0 0 1-4.3-4.3l5.3-5.2a2 2 0 0 1 2.9 2.9L6.5 10.8a1 1 0 0 1-1.4-1.4l4.6-4.6" />,
  hang: <path d="M1.8 9.6c0-3 3-4.4 6.2-4.4s6.2 1.4 6.2 4.4l-.2 1.2-3.2-.6-.3-2.2a8 8 0 0 0-5 0l-.3 2.2-3.2.6z" />,
  lock: (
    <>
      <rect x="3.2" y="7" width="9.6" height="6.8" rx="1.3" />
      <path d="M5.3 7V5.2a2.7 2.7 0 0 1 5.4 0V7" />
    </>
  ),
  eye: (
    <>
      <path d="M1.5 8S4 3.7 8 3.7 14.5 8 14.5 8 12 12.3 8 12.3 1.5 8 1.5 8z" />
      <circle cx="8" cy="8" r="1.9" />
    </>
  ),
  warn: <path d="M8 2.2 14.3 13.4H1.7zM8 6.6v3M8 11.5v.01" />,
  info: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M8 7.3v3.7M8 5v.01" />
    </>
  ),
  x: <path d="m4 4 8 8M12 4l-8 8" />,
  left: <path d="M9.8 3.5 5.5 8l4.3 4.5" />,
  menu: <path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />,
  leave: <path d="M9.5 2.5h-6v11h6M6.5 8h7M11 5.3 13.7 8 11 10.7" />,
  globe: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M2.2 8h11.6M8 2.2c4 3.6 4 8 0 11.6M8 2.2c-4 3.6-4 8 0 11.6" />
    </>
  ),
  moon: <path d="M13 9.8A5.6 5.6 0 0 1 6.2 3a5.6 5.6 0 1 0 6.8 6.8z" />
}

export type IconName = keyof typeof ICONS

export const Icon = ({ name, small }: { readonly name: IconName; readonly small?: boolean }) => (
  <svg class={small ? "i sm" : "i"} viewBox="0 0 16 16" aria-hidden="true">
    {ICONS[name]}
  </svg>
)

/** The house: a selector switch with its wiper on one contact. */
export const Brand = () => (
  <svg viewBox="0 0 26 26" aria-hidden="true">
    <g fill="currentColor" opacity="0.55">
      <circle cx="3.6" cy="18.4" r="1.3" />
      <circle cx="3" cy="14.2" r="1.3" />
      <circle cx="4.2" cy="10.2" r="1.3" />
      <circle cx="7" cy="7" r="1.3" />
      <circle cx="10.9" cy="5.2" r="1.3" />
      <circle cx="15.1" cy="5.2" r="1.3" />
      <circle cx="21.7" cy="10.1" r="1.3" />
      <circle cx="23" cy="14.2" r="1.3" />
      <circle cx="22.4" cy="18.4" r="1.3" />
    </g>
    <circle cx="18.9" cy="7" r="2.2" fill="currentColor" />
    <path d="M13 15 18.9 7" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
    <circle cx="13" cy="15" r="2.6" fill="currentColor" />
  </svg>
)

export type ChannelName = "voice" | "sms" | "email" | "chat" | "fax"

/** A channel is an icon in its colour, always in the same place of a row. */
export const ChannelMark = ({ channel, size }: { readonly channel: ChannelName; readonly size?: "s" | "l" }) => (
  <span class={`ch ${channel === "fax" ? "other" : channel} ${size ?? ""}`}>
    <Icon name={channel} />
  </span>
)
