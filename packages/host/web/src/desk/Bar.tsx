import { session } from "../link/session.ts"
import { duration } from "../parts/format.ts"
import { Brand, Icon } from "../parts/Icon.tsx"
import { LinkDot } from "../parts/LinkLost.tsx"
import { isShown, Places } from "../parts/Places.tsx"
import { words } from "../words/language.ts"
import { desk } from "./desk.ts"
import { Presence } from "./Presence.tsx"

const Capacity = () => {
  const text = words.value
  return (
    <div class="row caps">
      {(desk.value?.capacity ?? []).filter(isShown).map(({ channel, used, limit }) => {
        const name = text.desk.capacity(text.channel[channel], used, limit)
        return (
          <span key={channel} class={`cap ${channel}`} title={name}>
            <Icon name={channel} />
            <span class="sr">{name}</span>
            <b aria-hidden="true">
              <Places used={used} limit={limit} />
            </b>
          </span>
        )
      })}
    </div>
  )
}

const Today = () => {
  const text = words.value.desk
  const today = desk.value?.today
  if (today === undefined) return null
  return (
    <span class="figs hide-m">
      <span>
        {text.today} <b class="num">{today.handled}</b>
      </span>
      {today.meanHandleMs !== undefined && (
        <span>
          {text.meanHandle} <b class="num">{duration(today.meanHandleMs)}</b>
        </span>
      )}
    </span>
  )
}

/** The bar: who I am, what I do, what room I have, whether the host hears me. */
export const Bar = () => {
  const name = desk.value?.agent.name ?? session.value?.name ?? ""
  const device = desk.value?.agent.device
  return (
    <header class="top" data-region="1" tabindex={-1}>
      <h1 class="sr">{words.value.desk.title}</h1>
      <span class="brand">
        <Brand />
        <span class="bn">Strowger</span>
      </span>
      <Presence />
      <span class="vr hide-m" />
      <Capacity />
      <span class="vr hide-m" />
      <Today />
      <span class="end row">
        <span class="hide-m">
          <LinkDot />
        </span>
        <span class="row me">
          <span class="av" aria-hidden="true">
            {name.slice(0, 1)}
          </span>
          <span class="col hide-m">
            <b class="xs">{name}</b>
            <span class="xs faint num">
              {device === undefined ? session.value?.user : words.value.desk.ext(device)}
            </span>
          </span>
        </span>
      </span>
    </header>
  )
}
