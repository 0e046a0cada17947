/** About how wide a text is in pixels: charts are laid out where no font can be asked. Chinese takes an em, capitals and digits more than half. */
export const textWidth = (text: string, sizePx: number): number => {
  let ems = 0
  for (const letter of text) ems += /[\u2e80-\uffef]/.test(letter) ? 1 : /[A-Z0-9%mwMW]/.test(letter) ? 0.62 : 0.5
  return ems * sizePx
}

/** The text in lines of at most `widthPx`. Latin breaks between words, Chinese anywhere but before a closing mark. */
export const wrapped = (text: string, sizePx: number, widthPx: number): ReadonlyArray<string> => {
  const pieces = text.match(/[\u2e80-\uffef][，。；：、）]*|[^\s\u2e80-\uffef]+\s*|\s+/g) ?? []
  const lines: Array<string> = []
  let line = ""
  for (const piece of pieces) {
    if (line !== "" && textWidth((line + piece).trimEnd(), sizePx) > widthPx) {
      lines.push(line.trimEnd())
      line = ""
    }
    line += piece
  }
  return line === "" ? lines : [...lines, line.trimEnd()]
}
