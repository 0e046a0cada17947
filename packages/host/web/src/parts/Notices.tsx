import { notices, putAway } from "../link/acts.ts"
import { words } from "../words/language.ts"
import { Icon } from "./Icon.tsx"

/** Refused acts: what happened and what to do, until put away. */
export const Notices = () => (
  <div class="notices">
    {notices.value.map(({ id, reason, text }) => (
      <div key={id} class="toast" role="alert">
        <span class="soon">
          <Icon name="warn" />
        </span>
        <span class="grow">{words.value.refusal[reason] ?? text}</span>
        <button
          type="button"
          class="btn sm ghost icon"
          aria-label={words.value.common.close}
          onClick={() => putAway(id)}
        >
          <Icon name="x" small />
        </button>
      </div>
    ))}
  </div>
)
