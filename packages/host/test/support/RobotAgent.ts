import { randomUUID } from "node:crypto"
import type { Act, DeskView } from "../../src/desk/DeskApi.ts"

export type View = typeof DeskView.Type

/** An agent who works through the HTTP API, as another program of the bank would. Outlives restarts of the host: acts are asked again under their id. */
export class RobotAgent {
  readonly #base: string
  readonly user: string
  #cookie = ""

  constructor(base: string, user: string) {
    this.#base = base
    this.user = user
  }

  async signIn(password = "strowger"): Promise<void> {
    const response = await this.#fetch("/api/session", { user: this.user, password })
    if (response.status !== 204)
      throw new Error(`${this.user} could not sign in: ${response.status} ${await response.text()}`)
    this.#cookie = response.headers.get("set-cookie")?.split(";")[0] ?? ""
  }
  async get<A>(path: string): Promise<A> {
    const response = await this.#fetch(path)
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as A
  }
  view(): Promise<View> {
    return this.get<View>("/api/desk")
  }
  /** Asks until the host answers; a refusal is an answer. */
  async act(act: Act, command: string = randomUUID()): Promise<{ readonly ok: boolean; readonly text: string }> {
    for (let tries = 0; ; tries++) {
      try {
        const response = await this.#fetch("/api/desk/acts", { command, act })
        if (response.status === 200) return { ok: true, text: "" }
        const text = await response.text()
        if (response.status === 409) return { ok: false, text }
        if (response.status !== 503 || tries > 100) throw new Error(`${act._tag}: ${response.status} ${text}`)
      } catch (error) {
        if (!(error instanceof TypeError) || tries > 100) throw error
      }
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  #fetch(path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.#base}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { "content-type": "application/json", cookie: this.#cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000)
    })
  }
}
