/** A line that says what is measured now and how much is left; on stderr, so that the table can be kept by itself. */
export class Progress {
  private readonly whole: number
  private readonly startMs = performance.now()
  private ran = 0

  constructor(whole: number) {
    this.whole = whole
  }

  at(what: string): void {
    const seconds = Math.round((performance.now() - this.startMs) / 1_000)
    this.write(`[${this.ran + 1}/${this.whole}, ${seconds} s] ${what}`)
  }

  done(): void {
    this.ran++
  }

  /** Takes the line away. */
  end(): void {
    if (process.stderr.isTTY) this.write("")
  }

  private write(text: string): void {
    process.stderr.write(process.stderr.isTTY ? `\r\u001B[K${text}` : `${text}\n`)
  }
}
