import { readFileSync } from "node:fs"
import { Redacted } from "effect"
import type { File, SecretSource } from "./File.ts"

/** Something the configuration names could not be had. Names where it was looked for, never what was found. */
export class SettingMissing extends Error {
  readonly _tag = "SettingMissing"
}

/** The secret from where the file says it is. */
export const readSecret = (source: SecretSource, path: string): Redacted.Redacted<string> => {
  if ("demonstration" in source) return Redacted.make(source.demonstration)
  if ("env" in source) {
    const value = process.env[source.env]
    if (value === undefined || value === "") {
      throw new SettingMissing(`${path}: the environment variable ${source.env} is not set. Set it before the start.`)
    }
    return Redacted.make(value)
  }
  const value = readText(source.file, path, "Create it, readable by this user only.").trimEnd()
  // An empty password would be one that everybody knows.
  if (value === "") throw new SettingMissing(`${path}: the file ${source.file} is empty. Write the secret into it.`)
  return Redacted.make(value)
}

/** Certificates to trust, from a file the configuration names. */
export const readCertificates = (file: string, path: string): string =>
  readText(file, path, "Put the certificates (PEM) there, or name another file.")

const readText = (file: string, path: string, remedy: string): string => {
  try {
    return readFileSync(file, "utf8")
  } catch (cause) {
    const code = (cause as { code?: string }).code ?? "unreadable"
    throw new SettingMissing(`${path}: the file ${file} cannot be read (${code}). ${remedy}`)
  }
}

export type AgentSettings = File["agents"][string]
export type AdapterSettings = File["adapters"][string]
export type AdapterSettingsOf<Kind extends AdapterSettings["kind"]> = Extract<AdapterSettings, { readonly kind: Kind }>
