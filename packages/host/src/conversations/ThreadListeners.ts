/** Who wants to hear of which thread. */
export class ThreadListeners {
  readonly #byThread = new Map<string, Set<() => void>>()

  /** Is there anybody? */
  get some(): boolean {
    return this.#byThread.size > 0
  }

  /** Returns how to stop. */
  add(thread: string, listener: () => void): () => void {
    const same = this.#byThread.get(thread)
    if (same === undefined) this.#byThread.set(thread, new Set([listener]))
    else same.add(listener)
    return () => {
      const now = this.#byThread.get(thread)
      now?.delete(listener)
      if (now?.size === 0) this.#byThread.delete(thread)
    }
  }

  /** Tells those of this thread; left out, everybody. */
  tell(thread?: string): void {
    const told = thread === undefined ? [...this.#byThread.values()] : [this.#byThread.get(thread) ?? []]
    for (const listeners of told) for (const listener of listeners) listener()
  }
}
