import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import type { Node, SourceFile } from "typescript/unstable/ast"
import { SyntaxKind } from "typescript/unstable/ast"
import { API, type Checker, type Project, type Symbol as Named } from "typescript/unstable/sync"

/** Something others may import, as its source says it. */
export interface PublicName {
  readonly name: string
  readonly file: string
  readonly line: number
  /** The docstring, without its stars. */
  readonly doc: string
  /** The declaration without bodies. */
  readonly code: string
  readonly members: ReadonlyArray<Member>
}

/** A field or method of it, also of what is nested in it. */
export interface Member {
  readonly path: string
  readonly line: number
  readonly type: string
  /** Its own; that of what it stands in, where both stand on one line. */
  readonly doc: string
}

export interface EntryPoint {
  /** `@strowger/router/simulate` */
  readonly name: string
  readonly names: ReadonlyArray<PublicName>
}

const router = fileURLToPath(new URL("../../", import.meta.url))

/** Every public name of every entry point, read with the compiler that also checks types. */
export function entryPoints(): ReadonlyArray<EntryPoint> {
  const manifest = JSON.parse(readFileSync(`${router}/package.json`, "utf8")) as {
    readonly name: string
    readonly exports: Readonly<Record<string, { readonly source: string }>>
  }
  const compiler = new API({ cwd: router })
  try {
    const snapshot = compiler.updateSnapshot({ openProjects: [`${router}tsconfig.json`] })
    const [project] = snapshot.getProjects()
    return Object.entries(manifest.exports).map(([path, { source }]) => ({
      name: `${manifest.name}${path.slice(1)}`,
      names: namesOf(project!, `${router}${source.slice(2)}`)
    }))
  } finally {
    compiler.close()
  }
}

function namesOf({ program, checker }: Project, file: string): ReadonlyArray<PublicName> {
  const module = checker.getSymbolAtLocation(program.getSourceFile(file)!)
  if (module === undefined) throw new Error(`${file} exports nothing`)
  const isAlias = (symbol: Named) => symbol.declarations.some(({ kind }) => kind === SyntaxKind.ExportSpecifier)
  return checker
    .getExportsOfModule(module)
    .map((symbol) => publicName(checker, isAlias(symbol) ? checker.getAliasedSymbol(symbol) : symbol))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function publicName(checker: Checker, symbol: Named): PublicName {
  const nodes = symbol.declarations.map((handle) => handle.resolve()!)
  const node = nodes[0]!
  const source = node.getSourceFile()
  const whole = node.kind === SyntaxKind.VariableDeclaration ? node.parent.parent : node
  const members: Member[] = []
  if (isData(node)) walk({ source, doc: docOf(source, whole), members }, node, symbol.name)
  return {
    name: symbol.name,
    file: source.fileName.slice(source.fileName.lastIndexOf("/src/") + 1),
    line: lineOf(source, node),
    doc: docOf(source, whole),
    code: nodes.map((one) => declaration(checker, one, symbol)).join("\n"),
    members
  }
}

const isData = ({ kind }: Node) =>
  kind === SyntaxKind.InterfaceDeclaration ||
  kind === SyntaxKind.TypeAliasDeclaration ||
  kind === SyntaxKind.ClassDeclaration

interface Within {
  readonly source: SourceFile
  readonly doc: string
  readonly members: Member[]
}

function walk(within: Within, node: Node, path: string): void {
  const { source, members } = within
  node.forEachChild((child) => {
    if (isMember(child)) {
      if (isHidden(source, child)) return
      const name = textOf(source, (child as unknown as { readonly name: Node }).name)
      const type = (child as unknown as { readonly type?: Node }).type
      const inner = `${path}.${name}`
      const line = lineOf(source, child)
      const isInline = node.kind === SyntaxKind.TypeLiteral && lineOf(source, node) === line
      const doc = docOf(source, child) || (isInline ? within.doc : "")
      members.push({ path: inner, line, type: type === undefined ? "" : textOf(source, type), doc })
      if (type !== undefined) walk({ ...within, doc }, type, inner)
    } else if (child.kind !== SyntaxKind.Block) walk(within, child, pathOf(source, child, path))
  })
}

/** A member of a union is called by its `type` or `kind`: `RouterEvent(OfferMade)`. */
function pathOf(source: SourceFile, node: Node, path: string): string {
  if (node.kind !== SyntaxKind.TypeLiteral) return path
  const [, tag] = /^\{\s*readonly (?:type|kind): "(\w+)"/.exec(textOf(source, node)) ?? []
  return tag === undefined ? path : `${path}(${tag})`
}

const memberKinds: ReadonlyArray<SyntaxKind> = [
  SyntaxKind.PropertySignature,
  SyntaxKind.MethodSignature,
  SyntaxKind.PropertyDeclaration,
  SyntaxKind.MethodDeclaration,
  SyntaxKind.GetAccessor
]
const isMember = ({ kind }: Node) => memberKinds.includes(kind)
const isHidden = (source: SourceFile, node: Node) => /^(private|protected|override|#)\b/.test(textOf(source, node))

const textOf = (source: SourceFile, node: Node) => source.text.slice(node.getStart(source), node.end)
const lineOf = (source: SourceFile, node: Node) => source.text.slice(0, node.getStart(source)).split("\n").length

/** The last docstring before the node. */
function docOf(source: SourceFile, node: Node): string {
  const before = source.text.slice(node.pos, node.getStart(source))
  const doc = [...before.matchAll(/\/\*\*([\s\S]*?)\*\//g)].at(-1)?.[1] ?? ""
  const lines = doc.split("\n").map((line) => line.replace(/^\s*\* ?/, "").trimEnd())
  return lines.join("\n").trim()
}

/** As it stands in the source, without bodies and without what is private. */
function declaration(checker: Checker, node: Node, symbol: Named): string {
  const source = node.getSourceFile()
  if (node.kind === SyntaxKind.VariableDeclaration) {
    const type = checker.getTypeOfSymbol(symbol)
    return `const ${symbol.name}: ${type === undefined ? "?" : checker.typeToString(type, node, noTruncation)}`
  }
  if (node.kind === SyntaxKind.FunctionDeclaration) return withoutBody(source, node).replace(/^export /, "")
  if (node.kind !== SyntaxKind.ClassDeclaration) return textOf(source, node).replace(/^export /, "")
  const { members } = node as unknown as { readonly members: ReadonlyArray<Node> }
  const head = source.text.slice(node.getStart(source), members[0]?.pos ?? node.end).replace(/^export /, "")
  const shown = members.filter((member) => !isHidden(source, member))
  const lines = shown.map((member) => `  ${docLines(source, member)}${withoutBody(source, member)}`)
  return [head.trimEnd(), ...lines, "}"].join("\n")
}

const noTruncation = 1
const docLines = (source: SourceFile, node: Node) => {
  const doc = docOf(source, node)
  return doc === "" ? "" : `/** ${doc.replaceAll("\n", " ")} */\n  `
}

function withoutBody(source: SourceFile, node: Node): string {
  const { body, initializer } = node as unknown as { readonly body?: Node; readonly initializer?: Node }
  const end = body?.pos ?? initializer?.pos
  const text = end === undefined ? textOf(source, node) : source.text.slice(node.getStart(source), end)
  return text.replace(/\s*=\s*$/, "").trim()
}
