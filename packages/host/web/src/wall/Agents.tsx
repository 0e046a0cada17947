import type { WallView } from "../../../src/desk/DeskApi.ts"
import { hostNow } from "../link/clock.ts"
import { duration } from "../parts/format.ts"
import { type ChannelName, Icon, type IconName } from "../parts/Icon.tsx"
import { isShown, Places } from "../parts/Places.tsx"
import { words } from "../words/language.ts"

type Agent = WallView["agents"][number]
type Doing = Agent["doing"]

const LOOK: Readonly<Record<Doing, { readonly style: string; readonly icon: IconName }>> = {
  ready: { style: "ready", icon: "ready" },
  ringing: { style: "ringing", icon: "ring" },
  busy: { style: "busy", icon: "busy" },
  "wrap-up": { style: "wrap", icon: "wrap" },
  "not-ready": { style: "notready", icon: "pause" },
  "signed-out": { style: "out", icon: "out" }
}

const Load = ({ agent }: { agent: Agent }) => {
  const text = words.value
  const room = agent.load.filter(isShown)
  const name = room.map(({ channel, used, limit }) => text.desk.capacity(text.channel[channel], used, limit)).join(", ")
  return (
    <span class="ldr" role="img" aria-label={name} title={name}>
      {room.map(({ channel, used, limit }) => (
        <b key={channel} class={channel}>
          <Places used={used} limit={limit} />
        </b>
      ))}
    </span>
  )
}

const Tile = ({ agent }: { agent: Agent }) => {
  const text = words.value
  const { style, icon } = LOOK[agent.doing]
  const out = agent.doing === "signed-out"
  const why = agent.presence.reason
  const reason = agent.doing === "not-ready" && why !== undefined ? (text.reason[why] ?? why) : undefined
  return (
    <li class={`ag ${style}`}>
      <span class="row">
        <span class={`st ${style}`} title={text.state[agent.doing]}>
          <Icon name={icon} />
          <span class="sr">{text.state[agent.doing]}</span>
        </span>
        <span class="cut nm">{agent.name}</span>
        <span class="num end tm">{out ? "—" : duration(hostNow.value - agent.sinceMs)}</span>
      </span>
      <span class="row">
        {out ? <span class="xs">{text.state["signed-out"]}</span> : <Load agent={agent} />}
        <span class={reason === undefined ? "xs faint end done" : "xs faint end cut"}>
          {reason ?? text.wall.handled(agent.handled)}
        </span>
      </span>
    </li>
  )
}

const ORDER: ReadonlyArray<Doing> = ["ready", "ringing", "busy", "wrap-up", "not-ready", "signed-out"]
const CHANNELS: ReadonlyArray<ChannelName> = ["voice", "chat", "sms", "email"]

export const Agents = ({ agents }: { agents: WallView["agents"] }) => {
  const text = words.value
  return (
    <section class="card ags" aria-label={text.wall.agents}>
      <div class="panel-h">
        <h2>{text.wall.agents}</h2>
        <span class="faint num">{text.wall.agentCount(agents.length)}</span>
        <span class="row end stsum">
          {ORDER.map((doing) => {
            const number = agents.filter((agent) => agent.doing === doing).length
            return (
              number > 0 && (
                <span key={doing} class={`st ${LOOK[doing].style}`}>
                  <Icon name={LOOK[doing].icon} />
                  {text.state[doing]} <b class="num">{number}</b>
                </span>
              )
            )
          })}
        </span>
      </div>
      <ul class="agl" tabindex={0} aria-label={text.wall.agents}>
        {agents.map((agent) => (
          <Tile key={agent.id} agent={agent} />
        ))}
      </ul>
      <div class="lgd" aria-hidden="true">
        {CHANNELS.map((channel) => (
          <span key={channel} class={`key ${channel}`}>
            {text.channel[channel]}
          </span>
        ))}
      </div>
    </section>
  )
}
