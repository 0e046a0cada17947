import type { EntryPoint, Member, PublicName } from "./publicNames.ts"

/** The reference of the public API as a page: what stands in the sources, gathered. */
export function page(entries: ReadonlyArray<EntryPoint>): string {
  const seen = new Map<string, string>()
  const parts = entries.map(({ name, names }) =>
    [`## ${name}`, ...names.map((one) => entry(one, name, seen))].join("\n\n")
  )
  const contents = entries.map(({ name, names }) => {
    const links = names.map((one) => `[${one.name}](#${one.name.toLowerCase()})`)
    return `**${name}**: ${links.join(" · ")}`
  })
  return `${[heading, ...contents, ...parts].join("\n\n")}\n`
}

const heading = `# The public API

Written from the sources by \`node_modules/.bin/node --conditions=source packages/router/test/api/write.ts\`; a test says when it is out of date.
Times are whole milliseconds of engine time where a name ends in \`AtMs\`, durations where it ends in \`Ms\`. What each rule named here
promises stands in [\`SPEC.md\`](../SPEC.md), and as a story in [rules by example](rules-by-example/README.md).`

function entry({ name, file, doc, code }: PublicName, from: string, seen: Map<string, string>): string {
  const before = seen.get(`${file} ${name}`)
  seen.set(`${file} ${name}`, from)
  const where = `[\`${file}\`](../${file})`
  if (before !== undefined) return `### ${name}\n\nThe same as in ${before} · ${where}`
  return [`### ${name}`, doc === "" ? where : `${doc}\n\n${where}`, `\`\`\`ts\n${code}\n\`\`\``].join("\n\n")
}

/** Names that say all there is to say. */
const plain =
  /^(type|kind|atMs|nowMs|contact|agent|queue|channel|offer|id|skill|text|because|contacts|agents|queues|excludes|version)\??$/
const isLiterals = (type: string) => /^\s*\|?\s*("[^"]*"|true)(\s*\|\s*("[^"]*"|true))*$/.test(type)

const isPlain = ({ path, type }: Member) => plain.test(path.slice(path.lastIndexOf(".") + 1)) || isLiterals(type)

/** What has no docstring, or none that tells the unit of its number: `src/Command.ts:12 SignIn.units`. */
export function undocumented(entries: ReadonlyArray<EntryPoint>): ReadonlyArray<string> {
  const all = entries.flatMap(({ names }) => names)
  const missing = all.flatMap((one) => [
    ...(one.doc === "" ? [`${one.file}:${one.line} ${one.name}`] : []),
    ...one.members
      .filter((member) => member.doc === "" && !isPlain(member))
      .map((member) => `${one.file}:${member.line} ${member.path}`)
  ])
  return [...new Set(missing)]
}

/** What each command may be refused for, as its docstring says: `Refused: AgentUnknown, NotEngaged.` */
export function refusalsTold(entries: ReadonlyArray<EntryPoint>): ReadonlyMap<string, ReadonlyArray<string>> {
  const names = entries[0]!.names
  const commands = (names.find(({ name }) => name === "Command")?.code.match(/\| (\w+)/g) ?? []).map((text) =>
    text.slice(2)
  )
  return new Map(
    commands.map((command) => {
      const doc = names.find(({ name }) => name === command)?.doc.replaceAll("\n", " ") ?? ""
      const [, told = ""] = /Refused: ([\w, ]+)\./.exec(doc) ?? []
      return [command, told === "" ? [] : told.split(", ")]
    })
  )
}
