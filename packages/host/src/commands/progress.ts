/** One line on a terminal that is written over while work goes on; on a file or a pipe, nothing. */
export const progressLine = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K  ${text}`)
}

/** Takes the line away again. */
export const progressEnds = (): void => {
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K")
}
