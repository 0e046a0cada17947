/**
 * One XML element. Names are local names: DMCC servers differ in prefixes and even in namespaces (prefixed, default, `xmlns=""`, none),
 * so the reader is tolerant and nothing but the writer looks at `uri`.
 */
export interface Element {
  readonly name: string
  /** Namespace; "" = none. */
  readonly uri: string
  /** By the name as written, without namespace declarations ("typeOfNumber", "xsi:type"). */
  readonly attributes: Readonly<Record<string, string>>
  readonly children: ReadonlyArray<Element>
  /** The element's own text, joined; "" where it holds only children and white space. */
  readonly text: string
  /** Written with this prefix instead of a default namespace. */
  readonly prefix?: string
}

/** The first child of that local name. */
export const child = (element: Element, name: string): Element | undefined =>
  element.children.find((one) => one.name === name)

/** The element at a path of local names below `element`. */
export const descend = (element: Element, ...path: ReadonlyArray<string>): Element | undefined => {
  let at: Element | undefined = element
  for (const name of path) {
    if (at === undefined) return undefined
    at = child(at, name)
  }
  return at
}
