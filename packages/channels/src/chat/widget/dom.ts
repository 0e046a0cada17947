type Child = Node | string

/** An element with attributes and children; texts become text nodes, so nothing written by a person is ever markup. */
export const el = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: ReadonlyArray<Child>
): HTMLElementTagNameMap[K] => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

const PATHS = {
  chat: "M2.5 4.5a2 2 0 0 1 2-2h7a2 2 0 0 1 2 2v4.6a2 2 0 0 1-2 2H7.2L4 13.7v-2.6a2 2 0 0 1-1.5-2z",
  down: "m4 6.2 4 4 4-4",
  close: "m4 4 8 8M12 4l-8 8",
  clock: "M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2M8 4.7V8l2.2 1.6",
  unlink: "M7 4.5l1.3-1.3a2.9 2.9 0 0 1 4.2 4.2L11 8.8M9 11.5l-1.3 1.3a2.9 2.9 0 0 1-4.2-4.2L5 7.2M2.5 2.5l11 11",
  send: "M2.3 8 13.7 2.5 10 13.5 7.7 8.7z"
} as const

export const icon = (name: keyof typeof PATHS): SVGSVGElement => {
  const ns = "http://www.w3.org/2000/svg"
  const svg = document.createElementNS(ns, "svg")
  svg.setAttribute("viewBox", "0 0 16 16")
  svg.setAttribute("aria-hidden", "true")
  const path = document.createElementNS(ns, "path")
  path.setAttribute("d", PATHS[name])
  svg.append(path)
  return svg
}
