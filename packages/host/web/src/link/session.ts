import { signal } from "@preact/signals"

/** Who is signed in, as the host says. */
export interface Session {
  readonly user: string
  readonly name: string
  readonly role: "agent" | "supervisor"
  readonly centre: string
}

export type SignInAnswer =
  | { readonly type: "in" }
  | { readonly type: "wrong"; readonly triesLeft?: number }
  /** Too many wrong passwords: until then no password is tried. */
  | { readonly type: "locked"; readonly untilMs: number }
  | { readonly type: "unreachable" }

export const session = signal<Session | undefined>(undefined)

const ADDRESS = "/api/session"

export const readSession = async (): Promise<Session | "signed-out" | "unreachable"> => {
  try {
    const answer = await fetch(ADDRESS, { credentials: "same-origin" })
    if (answer.status === 401) return "signed-out"
    return answer.ok ? ((await answer.json()) as Session) : "unreachable"
  } catch {
    return "unreachable"
  }
}

export const signIn = async (user: string, password: string): Promise<SignInAnswer> => {
  try {
    const answer = await fetch(ADDRESS, {
      method: "POST",
      credentials: "same-origin",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ user, password })
    })
    if (answer.ok) return { type: "in" }
    if (answer.status === 429)
      return { type: "locked", untilMs: ((await answer.json()) as { untilMs: number }).untilMs }
    if (answer.status !== 401) return { type: "unreachable" }
    const { triesLeft } = (await answer.json().catch(() => ({}))) as { triesLeft?: number }
    return triesLeft === undefined ? { type: "wrong" } : { type: "wrong", triesLeft }
  } catch {
    return { type: "unreachable" }
  }
}

export const signOut = async (): Promise<void> => {
  await fetch(ADDRESS, { method: "DELETE", credentials: "same-origin" }).catch(() => undefined)
  toSignIn()
}

export const toSignIn = (): void => {
  if (!location.pathname.endsWith("sign-in.html")) location.assign("sign-in.html")
}

export const homeOf = (role: Session["role"]): string => (role === "supervisor" ? "wall.html" : "desk.html")
