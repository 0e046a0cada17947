import "../styles/tokens.css"
import "../styles/ui.css"
import "../styles/sign-in.css"
import { signal } from "@preact/signals"
import { render } from "preact"
import { useRef } from "preact/hooks"
import { clock } from "../parts/format.ts"
import { homeOf, readSession, signIn } from "../link/session.ts"
import { Brand, Icon } from "../parts/Icon.tsx"
import { languageSetting, themeSetting } from "../parts/Settings.tsx"
import { dressPage, words } from "../words/language.ts"

const user = signal(localStorage.getItem("strowger:user") ?? "")
const password = signal("")
const shown = signal(false)
const busy = signal(false)
const wrong = signal<{ readonly field: "user" | "password"; readonly text: () => string } | undefined>(undefined)

const go = async (): Promise<void> => {
  const found = await readSession()
  if (typeof found !== "string") location.assign(homeOf(found.role))
}

const submit = async (): Promise<"user" | "password" | undefined> => {
  const text = () => words.value.signInPage
  if (user.value.trim() === "") {
    wrong.value = { field: "user", text: () => text().needNumber }
    return "user"
  }
  if (password.value === "") {
    wrong.value = { field: "password", text: () => text().needPassword }
    return "password"
  }
  busy.value = true
  const answer = await signIn(user.value.trim(), password.value)
  busy.value = false
  if (answer.type === "in") {
    localStorage.setItem("strowger:user", user.value.trim())
    sessionStorage.setItem("strowger:fresh", "1")
    await go()
    return undefined
  }
  const say = (): string => {
    switch (answer.type) {
      case "unreachable":
        return text().unreachable
      case "locked":
        return text().locked(clock(answer.untilMs, Date.now()))
      case "wrong":
        return answer.triesLeft === undefined ? text().wrong : text().triesLeft(answer.triesLeft)
    }
  }
  wrong.value = { field: "password", text: say }
  return "password"
}

const Fault = ({ field }: { field: "user" | "password" }) =>
  wrong.value?.field === field ? (
    <span class="err" role="alert" id={`${field}-err`}>
      <Icon name="warn" small />
      {wrong.value.text()}
    </span>
  ) : null

const Form = () => {
  const { common, signInPage } = words.value
  const fields = { user: useRef<HTMLInputElement>(null), password: useRef<HTMLInputElement>(null) }
  const bad = (field: "user" | "password") => wrong.value?.field === field
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void submit().then((field) => field && fields[field].current?.focus())
      }}
    >
      <h1>{signInPage.title}</h1>
      <div class="field">
        <label for="user">{common.agentNumber}</label>
        <span class={bad("user") ? "in bad" : "in"}>
          <Icon name="user" />
          <input
            id="user"
            ref={fields.user}
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            value={user.value}
            aria-invalid={bad("user")}
            {...(bad("user") ? { "aria-describedby": "user-err" } : {})}
            onInput={(event) => (user.value = event.currentTarget.value)}
          />
        </span>
        <Fault field="user" />
      </div>
      <div class="field">
        <label for="password">{common.password}</label>
        <span class={bad("password") ? "in bad" : "in"}>
          <Icon name="lock" />
          <input
            id="password"
            ref={fields.password}
            type={(shown.value ? "text" : "password") as "text"}
            autocomplete="current-password"
            value={password.value}
            aria-invalid={bad("password")}
            {...(bad("password") ? { "aria-describedby": "password-err" } : {})}
            onInput={(event) => (password.value = event.currentTarget.value)}
          />
          <button
            type="button"
            class="btn ghost icon sm"
            aria-label={common.showPassword}
            aria-pressed={shown.value}
            onClick={() => (shown.value = !shown.value)}
          >
            <Icon name="eye" />
          </button>
        </span>
        <Fault field="password" />
      </div>
      <button type="submit" class="btn primary" disabled={busy.value}>
        {busy.value ? signInPage.signingIn : common.signIn} <kbd>⏎</kbd>
      </button>
    </form>
  )
}

const Page = () => (
  <div class="signin">
    <aside class="art">
      <span class="brand">
        <Brand />
        Strowger
      </span>
      <p class="motto">{words.value.signInPage.motto}</p>
      <Selector />
    </aside>
    <main class="f">
      <Form />
      <div class="env">
        {[languageSetting(), themeSetting()].map(({ icon, label, value, change }) => (
          <button key={label} type="button" class="btn ghost sm" title={label} onClick={change}>
            <Icon name={icon} small />
            <span class="sr">{label} </span>
            {value}
          </button>
        ))}
      </div>
    </main>
  </div>
)

/** Ten levels of contacts, and a wiper that found the one it was sent for. */
const Selector = () => (
  <svg class="sel" viewBox="0 0 600 560" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
    {Array.from({ length: 10 }, (_, level) =>
      Array.from({ length: 10 }, (__, step) => {
        const angle = (Math.PI * (150 - step * (120 / 9))) / 180
        const radius = 120 + level * 34
        const found = level === 6 && step === 6
        return (
          <circle
            key={`${level}-${step}`}
            cx={Math.round(300 + radius * Math.cos(angle))}
            cy={Math.round(560 - radius * Math.sin(angle))}
            r={found ? 8 : 2.6}
            fill="currentColor"
            opacity={found ? 1 : 0.22 + level * 0.03}
          />
        )
      })
    )}
    <path d="M300 560 411 256" stroke="currentColor" stroke-width="3" />
    <circle cx="300" cy="560" r="16" fill="currentColor" />
  </svg>
)

dressPage(() => `${words.value.common.signIn} · Strowger`)
render(<Page />, document.getElementById("page") as HTMLElement)
void go()
