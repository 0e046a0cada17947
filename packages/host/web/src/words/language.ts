import { computed, effect, signal } from "@preact/signals"
import { en } from "./en.ts"
import type { Words } from "./Words.ts"
import { zh } from "./zh.ts"

export type Language = "zh" | "en"
export type Theme = "system" | "light" | "dark"

const kept = <A extends string>(key: string, values: ReadonlyArray<A>, otherwise: A): A => {
  const value = localStorage.getItem(key) as A | null
  return value !== null && values.includes(value) ? value : otherwise
}

/** Chosen once per browser; Chinese unless the browser speaks only something else. */
export const language = signal<Language>(
  kept(
    "strowger:language",
    ["zh", "en"],
    navigator.languages.some((one) => one.toLowerCase().startsWith("zh")) || navigator.languages.length === 0
      ? "zh"
      : "en"
  )
)
export const theme = signal<Theme>(kept("strowger:theme", ["system", "light", "dark"], "system"))
export const words = computed<Words>(() => (language.value === "zh" ? zh : en))

interface Names {
  readonly zh: string
  readonly en: string
}

/** A queue as this screen's language calls it. */
export const nameOf = ({ name, names }: { readonly name: string; readonly names?: Names | undefined }): string =>
  names?.[language.value] ?? name
export const queueOf = (item: { readonly queueName: string; readonly queueNames?: Names | undefined }): string =>
  item.queueNames?.[language.value] ?? item.queueName

/** Who this is: an address as the host masked it; a visitor of the chat has none, only a number that tells two of them apart. */
export const whoOf = ({ channel, from }: { readonly channel: string; readonly from: string }): string =>
  channel === "chat" && from.startsWith("*") ? words.value.desk.visitor(from.replace(/^\*+/, "")) : from

const systemDark = matchMedia("(prefers-color-scheme: dark)")
const isDark = signal(systemDark.matches)
systemDark.addEventListener("change", (change) => {
  isDark.value = change.matches
})

/** Keeps the document in step with what was chosen: language, theme, title. */
export const dressPage = (title: () => string): void => {
  effect(() => {
    document.documentElement.lang = words.value.lang
    localStorage.setItem("strowger:language", language.value)
  })
  effect(() => {
    const dark = theme.value === "dark" || (theme.value === "system" && isDark.value)
    document.documentElement.dataset["theme"] = dark ? "dark" : "light"
    localStorage.setItem("strowger:theme", theme.value)
  })
  effect(() => {
    document.title = title()
  })
}
