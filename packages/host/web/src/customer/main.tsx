import "../styles/tokens.css"
import "../styles/ui.css"
import "../styles/customer.css"
import "@strowger/channels/chat/widget"
import { effect } from "@preact/signals"
import { render } from "preact"
import { Brand, Icon, type IconName } from "../parts/Icon.tsx"
import { languageSetting } from "../parts/Settings.tsx"
import { dressPage, language } from "../words/language.ts"
import { page } from "./words.ts"

const text = () => page[language.value]

const Card = ({ icon, title, body }: { icon: IconName; title: string; body: string }) => (
  <div class="card">
    <Icon name={icon} />
    <b>{title}</b>
    <span>{body}</span>
  </div>
)

const chat = document.createElement("strowger-chat")

const Page = () => {
  const { icon, label, value, change } = languageSetting()
  const { bank, title, lead, start, cards } = text()
  return (
    <div class="site">
      <header>
        <span class="lo">
          <Brand />
          {bank}
        </span>
        <button type="button" class="btn ghost end" title={label} onClick={change}>
          <Icon name={icon} />
          <span class="sr">{label} </span>
          {value}
        </button>
      </header>
      <main>
        <div class="hero">
          <h1>{title}</h1>
          <p>{lead}</p>
          <button type="button" class="btn primary lg" onClick={() => chat.toggleAttribute("open", true)}>
            <Icon name="chat" />
            {start}
          </button>
        </div>
        <div class="cards">
          {cards.map((card) => (
            <Card key={card.icon} {...card} />
          ))}
        </div>
      </main>
    </div>
  )
}

dressPage(() => `${text().start} · ${text().bank}`)
effect(() => {
  chat.setAttribute("lang", language.value)
  chat.setAttribute("heading", text().heading)
})
render(<Page />, document.getElementById("page") as HTMLElement)
document.body.append(chat)
