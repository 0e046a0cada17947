/** Where a part stands in its long message. */
export interface PartPlace {
  /** Bits of the reference number: an 8-bit and a 16-bit reference with one value are different sets. 0 = SAR parameters. */
  readonly width: 8 | 16 | 0
  /** Zero is a legal reference. */
  readonly reference: number
  readonly total: number
  /** 1..total. */
  readonly number: number
}
export interface UserData {
  readonly place?: PartPlace
  /** The octets behind the header. */
  readonly octets: Uint8Array
  readonly warnings: ReadonlyArray<string>
}

/** Splits user data that begins with a header (esm_class bit 6), 3GPP TS 23.040 section 9.2.3.24. A broken header reads as text. */
export const readUserDataHeader = (octets: Uint8Array): UserData => {
  const length = octets[0]
  if (length === undefined || length + 1 > octets.length) return broken(octets)
  const warnings: Array<string> = []
  let place: PartPlace | undefined
  let at = 1
  // Each round takes at least the two octets of an element's name and length.
  while (at < length + 1) {
    const name = octets[at]
    const size = octets[at + 1]
    if (name === undefined || size === undefined || at + 2 + size > length + 1) return broken(octets)
    const value = octets.subarray(at + 2, at + 2 + size)
    at += 2 + size
    // "If an element is repeated, the last one counts" (9.2.3.24).
    if (name === 0x00 && size === 3) place = placeOf(8, value[0] ?? 0, value[1] ?? 0, value[2] ?? 0)
    else if (name === 0x08 && size === 4)
      place = placeOf(16, (value[0] ?? 0) * 256 + (value[1] ?? 0), value[2] ?? 0, value[3] ?? 0)
    else if (name === 0x24 || name === 0x25)
      warnings.push("a national language table is asked for; read with the default one")
    else warnings.push(`user data header element 0x${name.toString(16).padStart(2, "0")} left aside`)
  }
  return { ...(place === undefined ? {} : { place }), octets: octets.subarray(length + 1), warnings }
}

const broken = (octets: Uint8Array): UserData => ({
  octets,
  warnings: ["the user data header is broken; read as text"]
})

/** Elements that contradict themselves "shall be ignored" (9.2.3.24.1); a set of one is a message of its own. */
export const placeOf = (
  width: PartPlace["width"],
  reference: number,
  total: number,
  number: number
): PartPlace | undefined =>
  total < 2 || number < 1 || number > total ? undefined : { width, reference, total, number }
