import { createHmac, randomBytes, timingSafeEqual } from "node:crypto"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { Clock, Context, Effect, Layer, Redacted, Semaphore } from "effect"
import { SettingMissing } from "../config/settings.ts"
import { Directory } from "../Directory.ts"
import { hashPassword, isPasswordHash, verifyPassword } from "./password.ts"

/** Who is signed in to a page. */
export interface User {
  readonly id: string
  readonly name: string
  readonly role: "agent" | "supervisor"
}
/** Somebody signed in, until `untilMs` on the wall clock. */
export interface Session extends User {
  readonly untilMs: number
}
export type SignInResult =
  | { readonly type: "SignedIn"; readonly user: User; readonly cookie: string }
  | { readonly type: "Wrong"; readonly triesLeft: number }
  | { readonly type: "Locked"; readonly untilMs: number }

const sessionMs = 12 * 3_600_000
const lockMs = 15 * 60_000
const tries = 5
/** Passwords looked at at once: the runtime has four threads for this, and attachments are written on the same ones. */
const atOnce = 2

/**
 * Sessions are signed statements, not rows: they outlive a restart and a take-over without a store. The key lies beside the state;
 * deleting it signs everybody out.
 */
export class Sessions extends Context.Service<
  Sessions,
  {
    readonly signIn: (user: string, password: string) => Effect.Effect<SignInResult>
    /** Forgets the wrong passwords of a name: who is locked may try again at once. */
    readonly unlock: (user: string) => Effect.Effect<void>
    /** The user of a cookie header; undefined when there is none, it was altered or it has expired. */
    readonly of: (cookies: string | undefined) => Effect.Effect<Session | undefined>
  }
>()("@strowger/host/Sessions") {
  static readonly cookieName = "strowger_session"
  static readonly maxAgeMs = sessionMs

  static readonly layer = (options: {
    readonly passwords: ReadonlyMap<string, Redacted.Redacted<string>>
    readonly directory: string
  }): Layer.Layer<Sessions, never, Directory> =>
    Layer.effect(
      Sessions,
      Effect.gen(function* () {
        const directory = yield* Directory
        const key = yield* Effect.sync(() => sessionKey(options.directory))
        const hashes = new Map<string, string>()
        const failures = new Map<string, { count: number; sinceMs: number }>()
        const turns = yield* Semaphore.make(atOnce)
        const nobody = yield* Effect.promise(() => hashPassword(randomBytes(16).toString("hex")))

        const hashOf = async (user: string): Promise<string> => {
          const known = hashes.get(user)
          if (known !== undefined) return known
          const given = options.passwords.get(user)
          // An unknown user costs the same time as a known one: names cannot be told by the clock.
          if (given === undefined) return nobody
          const text = Redacted.value(given)
          const hash = isPasswordHash(text) ? text : await hashPassword(text)
          hashes.set(user, hash)
          return hash
        }
        const sign = (text: string): string => createHmac("sha256", key).update(text).digest("base64url")
        const user = (id: string): User | undefined => {
          const entry = directory.agent(id)
          return entry === undefined ? undefined : { id, name: entry.name, role: entry.role }
        }

        return Sessions.of({
          signIn: Effect.fnUntraced(function* (id, password) {
            const nowMs = yield* Clock.currentTimeMillis
            const failed = failures.get(id)
            if (failed !== undefined && nowMs - failed.sinceMs > lockMs) failures.delete(id)
            else if (failed !== undefined && failed.count >= tries) {
              return { type: "Locked", untilMs: failed.sinceMs + lockMs } as const
            }
            // Counted before it is looked at: guesses sent at the same moment are no more than those sent one after the other.
            const count = (failures.get(id)?.count ?? 0) + 1
            failures.delete(id)
            // The oldest goes: many invented names do not unlock the one that is being guessed at.
            const [oldest] = failures.keys()
            if (failures.size >= 10_000 && oldest !== undefined) failures.delete(oldest)
            failures.set(id, { count, sinceMs: nowMs })
            const who = user(id)
            const right = yield* turns.withPermits(1)(
              Effect.promise(async () => verifyPassword(password, await hashOf(id)))
            )
            if (right && who !== undefined) {
              failures.delete(id)
              const body = Buffer.from(JSON.stringify({ id, until: nowMs + sessionMs })).toString("base64url")
              return { type: "SignedIn", user: who, cookie: `${body}.${sign(body)}` } as const
            }
            return { type: "Wrong", triesLeft: Math.max(0, tries - count) } as const
          }),
          unlock: (id) => Effect.sync(() => void failures.delete(id)),
          of: Effect.fnUntraced(function* (cookies) {
            const nowMs = yield* Clock.currentTimeMillis
            const token = cookieValue(cookies ?? "", Sessions.cookieName)
            const [body = "", signature = ""] = (token ?? "").split(".")
            const expected = Buffer.from(sign(body))
            const given = Buffer.from(signature)
            if (body === "" || expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined
            const { id, until } = JSON.parse(Buffer.from(body, "base64url").toString("utf8")) as {
              id: string
              until: number
            }
            const who = user(id)
            return who !== undefined && until > nowMs ? { ...who, untilMs: until } : undefined
          })
        })
      })
    )
}

const cookieValue = (header: string, name: string): string | undefined =>
  header
    .split(";")
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`))
    ?.slice(name.length + 1)

/** 32 random bytes, made once, readable by this user only. */
const sessionKey = (directory: string): Buffer => {
  const path = join(directory, "session.key")
  try {
    const key = readFileSync(path)
    if (key.length === 32) return key
  } catch (error) {
    const { code } = error as { code?: string }
    if (code !== "ENOENT") {
      throw new SettingMissing(
        `${path} cannot be read (${code}). Give this user the right, or remove it: all sign in anew.`
      )
    }
  }
  const key = randomBytes(32)
  mkdirSync(directory, { recursive: true })
  writeFileSync(path, key, { mode: 0o600 })
  return key
}
