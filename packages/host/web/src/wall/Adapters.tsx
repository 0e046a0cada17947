import type { WallView } from "../../../src/desk/DeskApi.ts"
import { ChannelMark, Icon } from "../parts/Icon.tsx"
import { words } from "../words/language.ts"

const HEAT: Readonly<Record<string, string>> = {
  up: "ok",
  starting: "soon",
  backoff: "late",
  draining: "soon",
  down: "late"
}

/** Each link to the outside: working, or since when not and why. */
export const Adapters = ({ adapters }: { adapters: WallView["adapters"] }) => {
  const text = words.value.wall
  return (
    <aside class="side" aria-label={text.adapters}>
      <div class="panel-h">
        <h2>{text.adapters}</h2>
      </div>
      {adapters.length === 0 && <p class="empty">{text.noAdapters}</p>}
      <ul class="links">
        {adapters.map(({ id, channel, state, detail }) => (
          <li key={id}>
            <ChannelMark channel={channel} />
            <span class="col grow">
              <span class="row">
                <b class="cut">{id}</b>
                <span class={`tag end ${HEAT[state] ?? "soon"}`}>
                  <Icon name={state === "up" ? "check" : "warn"} small />
                  {text.adapterState[state] ?? state}
                </span>
              </span>
              <span class="xs dim">
                {words.value.channel[channel]}
                {detail !== undefined && ` · ${detail}`}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </aside>
  )
}
