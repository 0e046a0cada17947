import { milliseconds, opens, Reader, shown, type Value, withoutComment, type Words } from "./Words.ts"

/** A story: what is there at first, then what is asked and what must follow. */
export interface Timeline {
  /** The heading it stands under: rule ids, then what the reader asks. */
  readonly heading: string
  readonly where: string
  readonly configuration: Readonly<Record<string, Value>>
  /** Signed in and ready before the story begins. */
  readonly agents: ReadonlyArray<{ readonly agent: string; readonly with: Readonly<Record<string, Value>> }>
  readonly acts: ReadonlyArray<Act>
}

export interface Act {
  readonly where: string
  readonly atMs: number
  /** Several = asked together, matched once (SPEC WAVE-5). */
  readonly words: ReadonlyArray<Words>
  /** Everything that must follow, in order; nothing else may. */
  readonly events: ReadonlyArray<Words>
  /** `refused REASON field`, of each command that is. */
  readonly refused: ReadonlyArray<Words>
  /** What must be seen afterwards: `contact c1 state=waiting`. */
  readonly checks: ReadonlyArray<{ readonly where: string; readonly words: Words }>
}

/** Every ```timeline block of a page. */
export function timelines(file: string, markdown: string): ReadonlyArray<Timeline> {
  const lines = markdown.split("\n")
  const found: Timeline[] = []
  let heading = ""
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    if (/^#{2,} /.test(line)) heading = line.replace(/^#+ /, "").trim()
    if (line.trim() !== "```timeline") continue
    const from = at + 1
    while (lines[++at]?.trim() !== "```") if (at >= lines.length) throw new Error(`${file}:${from} is not closed`)
    if (heading === "") throw new Error(`${file}:${from} stands under no heading`)
    found.push(timeline({ heading, where: `${file}:${from}` }, joined(file, from, lines.slice(from, at))))
  }
  return found
}

interface Line {
  readonly where: string
  readonly text: string
}

/** A line goes on while a brace or bracket is open, and after a comma. */
function joined(file: string, from: number, lines: ReadonlyArray<string>): ReadonlyArray<Line> {
  const whole: Line[] = []
  let open = 0
  let goesOn = false
  for (const [n, line] of lines.entries()) {
    const text = withoutComment(line)
    const last = goesOn ? whole.pop() : undefined
    if (last !== undefined) whole.push({ ...last, text: `${last.text} ${text.trim()}` })
    else if (text !== "") whole.push({ where: `${file}:${from + n + 1}`, text })
    open += opens(text)
    goesOn = open > 0 || (text === "" ? goesOn : text.endsWith(","))
  }
  return whole
}

type Open = { -readonly [Key in keyof Act]: Act[Key] } & {
  said: boolean
  events: Words[]
  refused: Words[]
  checks: Array<Act["checks"][number]>
}

function timeline(title: Pick<Timeline, "heading" | "where">, lines: ReadonlyArray<Line>): Timeline {
  const queues: Record<string, Value> = {}
  const configuration: Record<string, Value> = {}
  const agents: Array<Timeline["agents"][number]> = []
  const acts: Open[] = []
  for (const { where, text } of lines) {
    try {
      const act = acts.at(-1)
      if (/^\S/.test(text) && milliseconds(text.split(/\s/)[0]!) !== undefined) {
        const [, time = "", rest = ""] = /^(\S+)\s*(.*)$/.exec(text)!
        const words = new Reader(rest).list()
        acts.push({ where, atMs: milliseconds(time)!, words, events: [], refused: [], checks: [], said: false })
      } else if (/^\S/.test(text)) {
        const [
          {
            bare: [word, name, also],
            fields
          }
        ] = new Reader(text).list() as [Words]
        if (act !== undefined) throw new Error("what is there at first stands before the first time")
        if (Object.keys(fields).length > 0) throw new Error("write {name: value} here")
        if (word === "queue") queues[shown(name)] = also ?? {}
        else if (word === "agent")
          agents.push({ agent: shown(name), with: (also ?? {}) as Timeline["agents"][number]["with"] })
        else configuration[shown(word)] = name
      } else if (act === undefined) throw new Error("what follows must stand below a time")
      else if (/^\s+->/.test(text)) follows(act, text.replace(/^\s+->/, ""))
      else act.checks.push({ where, words: new Reader(text).list()[0]! })
    } catch (error) {
      throw new Error(`${where} ${(error as Error).message}`)
    }
  }
  for (const act of acts) {
    if (!act.said) throw new Error(`${act.where} says not what follows: write "-> nothing" where nothing does`)
  }
  return { ...title, configuration: { queues, ...configuration }, agents, acts }
}

function follows(act: Open, text: string): void {
  act.said = true
  for (const words of new Reader(text).list()) {
    if (words.bare[0] === "refused") act.refused.push(words)
    else if (words.bare[0] !== "nothing") act.events.push(words)
  }
}
