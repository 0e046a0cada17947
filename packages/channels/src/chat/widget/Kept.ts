/** A line the customer wrote that the centre has not acknowledged. */
export interface Unsent {
  readonly cid: string
  readonly text: string
  readonly atMs: number
}

/**
 * What outlives the page: the token and the lines not yet acknowledged. One entry per line, so that two pages of one visitor never
 * overwrite each other. `sessionStorage` by default, which ends with the tab: right for a shared computer.
 */
export interface Kept {
  readonly token: () => string | undefined
  readonly keepToken: (token: string | undefined) => void
  readonly unsent: () => Array<Unsent>
  readonly keep: (line: Unsent) => void
  readonly drop: (cid: string) => void
}

const PREFIX = "strowger-chat:"

/** Browsers may refuse storage (private mode, full): then the same promise holds for the life of the page only. */
const memory = (): Storage => {
  const map = new Map<string, string>()
  return {
    get length() {
      return map.size
    },
    key: (at) => [...map.keys()][at] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
    clear: () => map.clear()
  }
}

const usable = (storage: () => Storage): Storage => {
  try {
    const found = storage()
    found.setItem(`${PREFIX}try`, "1")
    found.removeItem(`${PREFIX}try`)
    return found
  } catch {
    return memory()
  }
}

const parse = (text: string | null): Unsent | undefined => {
  try {
    const line = JSON.parse(text ?? "") as Unsent
    return typeof line.cid === "string" && typeof line.text === "string" ? line : undefined
  } catch {
    return undefined
  }
}

/** `name` tells the centre apart where one origin has several. */
export const keptIn = (where: () => Storage, name: string): Kept => {
  const storage = usable(where)
  const prefix = `${PREFIX}${name}:`
  return {
    token: () => storage.getItem(`${prefix}token`) ?? undefined,
    keepToken: (token) =>
      token === undefined ? storage.removeItem(`${prefix}token`) : storage.setItem(`${prefix}token`, token),
    unsent: () =>
      Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? "")
        .filter((key) => key.startsWith(`${prefix}out:`))
        .flatMap((key) => parse(storage.getItem(key)) ?? [])
        .sort((a, b) => a.atMs - b.atMs),
    keep: (line) => storage.setItem(`${prefix}out:${line.cid}`, JSON.stringify(line)),
    drop: (cid) => storage.removeItem(`${prefix}out:${cid}`)
  }
}
