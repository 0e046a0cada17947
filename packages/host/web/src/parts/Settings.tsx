import { signOut } from "../link/session.ts"
import { language, type Theme, theme, words } from "../words/language.ts"
import { Icon, type IconName } from "./Icon.tsx"

const NEXT: Readonly<Record<Theme, Theme>> = { system: "light", light: "dark", dark: "system" }

interface Setting {
  readonly icon: IconName
  readonly label: string
  readonly value: string
  readonly change: () => void
}

export const languageSetting = (): Setting => ({
  icon: "globe",
  label: words.value.common.language,
  value: language.value === "zh" ? "English" : "中文",
  change: () => {
    language.value = language.value === "zh" ? "en" : "zh"
  }
})

export const themeSetting = (): Setting => ({
  icon: "moon",
  label: words.value.common.theme,
  value: words.value.common.themes[theme.value],
  change: () => {
    theme.value = NEXT[theme.value]
  }
})

/** Language, theme and the way out, as buttons of a rail or a bar. `leave` is what signing out means on this page. */
export const SettingButtons = ({
  more = [],
  leave = signOut
}: {
  more?: ReadonlyArray<Setting>
  leave?: () => unknown
}) => (
  <>
    {[languageSetting(), themeSetting(), ...more].map(({ icon, label, value, change }) => (
      <button key={label} type="button" title={`${label}: ${value}`} onClick={change}>
        <Icon name={icon} />
        <span class="sr">{label} </span>
        <span>{value}</span>
      </button>
    ))}
    <button type="button" title={words.value.common.signOut} onClick={() => void leave()}>
      <Icon name="leave" />
      <span>{words.value.common.signOut}</span>
    </button>
  </>
)
