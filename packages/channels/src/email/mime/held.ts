/** Names that a desktop would run or open in a program with macros: kept, not shown before somebody checked them. */
const RUNNABLE =
  /\.(exe|com|scr|pif|bat|cmd|msi|msp|dll|cpl|hta|js|jse|vbs|vbe|wsf|wsh|ps1|psm1|jar|lnk|iso|img|vhdx?|reg|chm|docm|xlsm|pptm|xll|one)$/i

/** Why an attachment is stored but not shown, or `undefined`. `head` is its first octets: a name can lie. */
export const heldReason = (name: string, bytes: number, head: Uint8Array, maxBytes: number): string | undefined => {
  if (bytes > maxBytes) return `larger than ${maxBytes} octets`
  if (RUNNABLE.test(name)) return "a type that can run programs"
  if (head[0] === 0x4d && head[1] === 0x5a) return "a Windows program under another name"
  if (head[0] === 0x7f && head[1] === 0x45 && head[2] === 0x4c && head[3] === 0x46)
    return "a program under another name"
  return undefined
}
