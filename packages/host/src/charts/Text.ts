/** The languages of charts. */
export const languages = ["en", "zh"] as const
export type Language = (typeof languages)[number]

/** Picks the words of one language. */
export type Words = (en: string, zh: string) => string
export const wordsOf =
  (language: Language): Words =>
  (en, zh) =>
    language === "zh" ? zh : en
