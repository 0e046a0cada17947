/** One setting that is another in the new file. */
export interface SettingChange {
  readonly path: string
  /** As it was written; absent = it was not. */
  readonly before?: unknown
  /** As it is written; absent = it is not any more. */
  readonly after?: unknown
}

/** Every setting that differs, the order of keys aside; a part that came or went is one change. */
export const settingChanges = (before: unknown, after: unknown, path = ""): ReadonlyArray<SettingChange> => {
  const [old, now] = [partsOf(before), partsOf(after)]
  if (old === undefined || now === undefined) return before === after ? [] : [{ path, before, after }]
  const keys = [...Object.keys(old), ...Object.keys(now).filter((key) => !Object.hasOwn(old, key))]
  return keys.flatMap((key) => {
    const where = path === "" ? key : `${path}.${key}`
    if (!Object.hasOwn(now, key)) return [{ path: where, before: old[key] }]
    if (!Object.hasOwn(old, key)) return [{ path: where, after: now[key] }]
    return settingChanges(old[key], now[key], where)
  })
}

/** Lists are compared whole unless they are as long. */
const partsOf = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined

/** One line for each; what may be a secret is never printed. */
export const showChanges = (changes: ReadonlyArray<SettingChange>): string =>
  changes
    .map((change) => {
      const { path, before, after } = change
      if (!("before" in change)) return `+ ${path}: ${shown(path, after)}`
      if (!("after" in change)) return `- ${path}: ${shown(path, before)}`
      return `~ ${path}: ${shown(path, before)} -> ${shown(path, after)}`
    })
    .join("\n")

const shown = (path: string, value: unknown): string =>
  secret.test(path)
    ? "(a secret)"
    : JSON.stringify(value, (key, part: unknown) => (secret.test(key) ? "(a secret)" : part))

const secret = /(^|\.)(password|secret)(\.|$)/
