import "../styles/tokens.css"
import "../styles/ui.css"
import "../styles/wall.css"
import { signal } from "@preact/signals"
import { render } from "preact"
import type { WallView } from "../../../src/desk/DeskApi.ts"
import { heardHostTime, hostNow } from "../link/clock.ts"
import { startLink, watch } from "../link/hostLink.ts"
import { readSession, session, toSignIn } from "../link/session.ts"
import { clockSeconds } from "../parts/format.ts"
import { Brand, Icon } from "../parts/Icon.tsx"
import { LinkDot, LinkLost } from "../parts/LinkLost.tsx"
import { SettingButtons } from "../parts/Settings.tsx"
import { dressPage, words } from "../words/language.ts"
import { Adapters } from "./Adapters.tsx"
import { Agents } from "./Agents.tsx"
import { Figures } from "./Figures.tsx"
import { Queues } from "./Queues.tsx"

const wall = signal<WallView | undefined>(undefined)
const forbidden = signal(false)

const Bar = () => (
  <header class="top">
    <h1 class="sr">{words.value.wall.title}</h1>
    <span class="brand">
      <Brand />
      <span class="hide-m">Strowger</span>
    </span>
    <nav aria-label={words.value.common.navigation}>
      <a href="wall.html" aria-current="page">
        {words.value.wall.title}
      </a>
    </nav>
    <span class="end row">
      <LinkDot />
      <b class="num">{clockSeconds(hostNow.value)}</b>
      <span class="set">
        <SettingButtons />
      </span>
      <span class="av hide-m" title={session.value?.name}>
        {session.value?.name.slice(0, 1)}
      </span>
    </span>
  </header>
)

const Wall = () => {
  const view = wall.value
  return (
    <div class="wall">
      <Bar />
      <LinkLost />
      {forbidden.value && (
        <div class="empty all" role="alert">
          <Icon name="lock" />
          <b>{words.value.wall.forSupervisors}</b>
        </div>
      )}
      {view !== undefined && (
        <>
          <Figures view={view} />
          <main class="main" aria-label={words.value.wall.title}>
            <Queues queues={view.queues} />
            <Agents agents={view.agents} />
          </main>
          <Adapters adapters={view.adapters} />
        </>
      )}
    </div>
  )
}

const start = async (): Promise<void> => {
  dressPage(() => `${words.value.wall.title} · Strowger`)
  const found = await readSession()
  if (found === "signed-out") return toSignIn()
  if (found !== "unreachable") session.value = found
  startLink()
  watch(
    (host) => host.WatchWall(),
    (view) => {
      heardHostTime(view.nowMs)
      wall.value = view
    },
    () => {
      forbidden.value = true
    }
  )
  render(<Wall />, document.getElementById("page") as HTMLElement)
}

void start()
