import { signal } from "@preact/signals"
import { Effect } from "effect"
import type { DeskContact } from "../../../src/desk/DeskApi.ts"
import { hostNow } from "../link/clock.ts"
import { ask } from "../link/hostLink.ts"
import { clock, duration } from "../parts/format.ts"
import { Icon } from "../parts/Icon.tsx"
import { queueOf, whoOf, words } from "../words/language.ts"
import { chosenContact, drawer, offersSeen } from "./desk.ts"
import { whyLines } from "./OfferCard.tsx"

interface Answer {
  readonly contact: string
  readonly text: string
  readonly position?: number | undefined
  readonly candidates: ReadonlyArray<{ readonly agent: string; readonly failed?: string | undefined }>
}

const answer = signal<Answer | "asking" | "unavailable" | undefined>(undefined)

/** The engine's own account of one contact, asked for when somebody wants to see it. */
const explain = async (contact: string): Promise<void> => {
  answer.value = "asking"
  answer.value = await ask((host) => host.Explain({ contact })).pipe(
    Effect.map((found): Answer => ({ contact, ...found })),
    Effect.catch(() => Effect.succeed("unavailable" as const)),
    Effect.runPromise
  )
}

const Decision = ({ contact }: { contact: DeskContact }) => {
  const text = words.value.explain
  const found = answer.value
  if (found === "asking") return <p class="xs dim">{text.loading}</p>
  if (found === "unavailable") return <p class="xs late">{text.unavailable}</p>
  if (found === undefined || found.contact !== contact.contact)
    return (
      <button type="button" class="btn sm" onClick={() => void explain(contact.contact)}>
        <Icon name="info" small />
        {text.open}
      </button>
    )
  return (
    <div class="decision">
      <p class="answer">{found.text}</p>
      {found.position !== undefined && <p class="xs dim">{text.position(found.position)}</p>}
      {found.candidates.length > 0 && (
        <table>
          <thead>
            <tr>
              <th>{text.agent}</th>
              <th>{text.verdict}</th>
            </tr>
          </thead>
          <tbody>
            {found.candidates.map(({ agent, failed }) => (
              <tr key={agent}>
                <td>{agent}</td>
                <td class={failed === undefined ? "ok" : "dim"}>{failed ?? text.eligible}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

const Facts = ({ contact }: { contact: DeskContact }) => {
  const { facts, channel } = words.value
  const offer = offersSeen.get(contact.contact)
  const rows: ReadonlyArray<readonly [string, string]> = [
    [facts.address, whoOf(contact)],
    [facts.channel, channel[contact.channel]],
    [facts.queue, queueOf(contact)],
    [facts.since, clock(contact.acceptedAtMs, hostNow.peek())],
    ...(offer === undefined ? [] : [[facts.waited, duration(offer.waitedMs)] as const]),
    [facts.lines, String(contact.lastSeq)],
    [facts.contact, contact.contact]
  ]
  return (
    <dl class="facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class="cut num" title={value}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Who this is, and why it came here. */
export const Side = () => {
  const text = words.value
  const contact = chosenContact.value
  const offer = contact && offersSeen.get(contact.contact)
  return (
    <aside class={drawer.value ? "side open" : "side"} aria-label={text.desk.customer} data-region="5" tabindex={-1}>
      {contact === undefined ? (
        <div class="empty">
          <Icon name="user" />
          <span>{text.desk.choose}</span>
        </div>
      ) : (
        <>
          <section class="pop">
            <div class="row pophead">
              <span class="av" aria-hidden="true">
                <Icon name="user" />
              </span>
              <span class="col grow">
                <b class="cut num">{whoOf(contact)}</b>
                <span class="row tags">
                  <span class="tag">{text.channel[contact.channel]}</span>
                  <span class="tag acc">{queueOf(contact)}</span>
                </span>
              </span>
              <button
                type="button"
                class="btn sm ghost icon only-t"
                aria-label={text.common.close}
                onClick={() => (drawer.value = false)}
              >
                <Icon name="x" small />
              </button>
            </div>
            <Facts contact={contact} />
          </section>
          <section class="whybox">
            <h3>{text.explain.title}</h3>
            {offer !== undefined && (
              <ul class="whys">
                {whyLines(offer.why).map((line) => (
                  <li key={line}>
                    <Icon name="check" small />
                    <span>{line}</span>
                  </li>
                ))}
              </ul>
            )}
            <Decision contact={contact} />
          </section>
        </>
      )}
    </aside>
  )
}
