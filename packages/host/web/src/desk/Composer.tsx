import { useRef } from "preact/hooks"
import type { DeskContact } from "../../../src/desk/DeskApi.ts"
import { isLost } from "../parts/LinkLost.tsx"
import { whoOf, words } from "../words/language.ts"
import { send } from "./does.ts"
import { draftOf, keepDraft } from "./drafts.ts"
import { smsParts } from "./smsParts.ts"

/** Where an answer is written: kept as a draft at every keystroke, sent by Ctrl Enter. */
export const Composer = ({ contact }: { contact: DeskContact }) => {
  const text = words.value.desk
  const field = useRef<HTMLTextAreaElement>(null)
  const draft = draftOf(contact.contact)
  const empty = draft.trim() === ""
  const submit = () => {
    send(contact, draft)
    field.current?.focus()
  }
  return (
    <form
      class="composer"
      data-region="4"
      tabindex={-1}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <textarea
        ref={field}
        class="in area ta"
        rows={contact.channel === "email" ? 6 : 3}
        value={draft}
        placeholder={text.write}
        aria-label={text.reply(whoOf(contact))}
        onInput={(event) => keepDraft(contact.contact, event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return
          event.preventDefault()
          if (!empty) submit()
        }}
      />
      <div class="row c-b">
        {contact.channel === "sms" && !empty && (
          <span class="xs dim num">{text.smsLength(Array.from(draft).length, smsParts(draft))}</span>
        )}
        {isLost() && <span class="xs soon">{text.offlineQueue}</span>}
        <span class="end xs faint">{empty ? "" : text.draftKept}</span>
        <button type="submit" class="btn primary" disabled={empty}>
          {text.send[contact.channel]} <kbd>Ctrl ⏎</kbd>
        </button>
      </div>
    </form>
  )
}
