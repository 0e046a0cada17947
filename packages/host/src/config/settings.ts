import { readFileSync } from "node:fs"
import { Redacted } from "effect"
import type { File, SecretSource } from "./File.ts"

/** A secret named in the file could not be had. Names where it was looked for, never what was found. */
export class SecretMissing extends Error {
  readonly _tag = "SecretMissing"
}

/** The secret from where the file says it is. */
export const readSecret = (source: SecretSource, path: string): Redacted.Redacted<string> => {
  if ("demonstration" in source) return Redacted.make(source.demonstration)
  if ("env" in source) {
    const value = process.env[source.env]
    if (value === undefined || value === "") {
      throw new SecretMissing(`${path}: the environment variable ${source.env} is not set. Set it before the start.`)
    }
    return Redacted.make(value)
  }
  try {
    return Redacted.make(readFileSync(source.file, "utf8").trimEnd())
  } catch (cause) {
    const code = (cause as { code?: string }).code ?? "unreadable"
    throw new SecretMissing(
      `${path}: the file ${source.file} cannot be read (${code}). Create it, readable by this user only.`
    )
  }
}

export type AgentSettings = File["agents"][string]
export type AdapterSettings = File["adapters"][string]
export type AdapterSettingsOf<Kind extends AdapterSettings["kind"]> = Extract<AdapterSettings, { readonly kind: Kind }>
