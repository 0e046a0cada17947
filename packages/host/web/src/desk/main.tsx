import "../styles/tokens.css"
import "../styles/ui.css"
import "../styles/desk.css"
import { effect } from "@preact/signals"
import { render } from "preact"
import { hostNow } from "../link/clock.ts"
import { startLink } from "../link/hostLink.ts"
import { readSession, session, toSignIn } from "../link/session.ts"
import { Announcer } from "../parts/announce.tsx"
import { Icon } from "../parts/Icon.tsx"
import { LinkLost } from "../parts/LinkLost.tsx"
import { Notices } from "../parts/Notices.tsx"
import { SettingButtons } from "../parts/Settings.tsx"
import { dressPage, words } from "../words/language.ts"
import { Bar } from "./Bar.tsx"
import { desk, offers, type Tab, tab, watchDesk } from "./desk.ts"
import { leave, signInAtCentre } from "./does.ts"
import { Inbox } from "./Inbox.tsx"
import { listenToKeys } from "./keys.ts"
import { watchLines } from "./lines.ts"
import { watchSayings } from "./sayings.ts"
import { Side } from "./Side.tsx"
import { soundOn, watchSound } from "./sound.ts"
import { Talk } from "./Talk.tsx"

const soundSetting = () => ({
  icon: soundOn.value ? ("bell" as const) : ("mute" as const),
  label: words.value.desk.sound,
  value: soundOn.value ? words.value.desk.soundOn : words.value.desk.soundOff,
  change: () => {
    soundOn.value = !soundOn.value
  }
})

const Rail = () => (
  <nav class="rail" aria-label={words.value.common.navigation}>
    <a href="desk.html" aria-current="page">
      <Icon name="desk" />
      <span>{words.value.desk.rail}</span>
    </a>
    <span class="end" />
    <SettingButtons more={[soundSetting()]} leave={leave} />
  </nav>
)

const TABS: ReadonlyArray<readonly [Tab, "desk" | "chat" | "user" | "menu"]> = [
  ["inbox", "desk"],
  ["talk", "chat"],
  ["customer", "user"],
  ["more", "menu"]
]

const Tabs = () => (
  <nav class="mnav" aria-label={words.value.common.navigation}>
    {TABS.map(([name, icon]) => (
      <button
        key={name}
        type="button"
        aria-current={tab.value === name ? "page" : undefined}
        onClick={() => (tab.value = name)}
      >
        <Icon name={icon} />
        <span>{words.value.desk.tabs[name]}</span>
        {name === "inbox" && offers.value.length > 0 && <span class="count">{offers.value.length}</span>}
      </button>
    ))}
  </nav>
)

const Desk = () => (
  <div class="desk" data-tab={tab.value}>
    <Bar />
    <LinkLost />
    <Rail />
    <Inbox />
    <Talk />
    <Side />
    <div class="more">
      <SettingButtons more={[soundSetting()]} leave={leave} />
    </div>
    <Tabs />
    <Notices />
    <Announcer />
  </div>
)

/** `(14) Incoming call` while something rings. */
const title = (): string => {
  const offer = offers.value[0]
  if (offer === undefined) return `${words.value.desk.title} · Strowger`
  const seconds = Math.max(0, Math.ceil((offer.expiresAtMs - hostNow.value) / 1000))
  return `(${seconds}) ${words.value.incoming[offer.channel]}`
}

/** Signing in at the page means signing in at the centre: done once, when the page was just signed in. */
const signInOnce = (): void => {
  const stop = effect(() => {
    const view = desk.value
    if (view === undefined) return
    const fresh = sessionStorage.getItem("strowger:fresh") !== null
    sessionStorage.removeItem("strowger:fresh")
    if (fresh && view.agent.presence.state === "signed-out") signInAtCentre()
    queueMicrotask(() => stop())
  })
}

const start = async (): Promise<void> => {
  dressPage(title)
  const found = await readSession()
  if (found === "signed-out") return toSignIn()
  if (found !== "unreachable") session.value = found
  listenToKeys()
  startLink()
  watchDesk()
  watchLines()
  watchSayings()
  watchSound(title)
  signInOnce()
  render(<Desk />, document.getElementById("page") as HTMLElement)
}

void start()
