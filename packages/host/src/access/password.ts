import { argon2, randomBytes, timingSafeEqual } from "node:crypto"

/** argon2id as OWASP's password storage sheet recommends: 19 MiB, 2 passes, 1 lane. */
const memoryKiB = 19_456
const passes = 2

/** On a thread of its own: routing does not wait for somebody who signs in. */
const derive = (password: string, salt: Uint8Array, memory: number, rounds: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const options = {
      message: Buffer.from(password, "utf8"),
      nonce: salt,
      parallelism: 1,
      tagLength: 32,
      memory,
      passes: rounds
    }
    argon2("argon2id", options, (error, key) => (error === null ? resolve(key) : reject(error)))
  })

/** `$argon2id$v=19$m=...,t=...,p=1$salt$hash`, to be put into a secret file instead of the password. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, memoryKiB, passes)
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64").replace(/=+$/, "")
  return `$argon2id$v=19$m=${memoryKiB},t=${passes},p=1$${base64(salt)}$${base64(hash)}`
}

const pattern = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=1\$([A-Za-z0-9+/]{8,})\$([A-Za-z0-9+/]{16,})$/

export const isPasswordHash = (text: string): boolean => pattern.test(text)

/** Compares in constant time. A text that is no hash matches nothing. */
export const verifyPassword = async (password: string, hash: string): Promise<boolean> => {
  const found = pattern.exec(hash)
  if (found === null) return false
  const salt = Buffer.from(found[3] ?? "", "base64")
  const expected = Buffer.from(found[4] ?? "", "base64")
  const actual = await derive(password, salt, Number(found[1]), Number(found[2]))
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}
