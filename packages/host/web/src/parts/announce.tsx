import { signal } from "@preact/signals"

const said = signal("")

/** One polite voice for the whole page. */
export const announce = (text: string): void => {
  said.value = text
}

export const Announcer = () => (
  <div class="sr" role="status" aria-live="polite">
    {said.value}
  </div>
)
