import { Redacted } from "effect"
import type { File, SecretSource } from "./File.ts"
import { readCertificates, readSecret, SettingMissing } from "./settings.ts"

/** The shortest that signs Message-IDs and visitors' tokens. */
const shortestSecret = 16

/**
 * What the file names and this machine does not have: secrets, certificates. All of it in one go, so that nobody starts a host seven times
 * to hear of seven variables. Nothing of a secret is in the texts.
 */
export const missingSettings = (file: File): ReadonlyArray<string> => {
  const missing: Array<string> = []
  const look = (read: () => string | undefined): void => {
    try {
      const text = read()
      if (text !== undefined) missing.push(text)
    } catch (error) {
      if (!(error instanceof SettingMissing)) throw error
      missing.push(error.message)
    }
  }
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== "object" || value === null) return
    if (/\.(password|secret)$/.test(path) && isSource(value)) {
      look(() => {
        const secret = Redacted.value(readSecret(value, path))
        return path.endsWith(".secret") && secret.length < shortestSecret
          ? `${path}: has ${secret.length} characters. Give a random text of at least ${shortestSecret}.`
          : undefined
      })
      return
    }
    for (const [key, inner] of Object.entries(value)) walk(inner, path === "" ? key : `${path}.${key}`)
  }
  walk(file, "")
  for (const [id, settings] of Object.entries(file.adapters)) {
    const ca = settings.kind === "avaya" ? settings.tls?.ca : undefined
    if (ca !== undefined && ca !== "system") look(() => void readCertificates(ca, `adapters.${id}.tls.ca`))
  }
  return missing
}

const isSource = (value: object): value is SecretSource => "env" in value || "file" in value || "demonstration" in value
