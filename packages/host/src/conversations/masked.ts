import type { Address } from "@strowger/router/ports"

/**
 * How a customer's address is shown to an agent: enough to tell two apart, too little to copy. Numbers keep three digits in front and
 * four behind (138****2046), mail addresses the first letter and the domain (z***@example.com), other ids their last four characters.
 */
export const masked = (address: Address): string => {
  switch (address.channel) {
    case "email":
      return maskedMail(address.value)
    case "voice":
    case "sms":
    case "fax":
      return maskedNumber(address.value)
    case "chat":
      return `****${Array.from(address.value).slice(-4).join("")}`
  }
}

const maskedMail = (value: string): string => {
  const at = value.lastIndexOf("@")
  if (at <= 0) return "***"
  const first = Array.from(value)[0] ?? ""
  return `${first}***${value.slice(at)}`
}

const maskedNumber = (value: string): string => {
  // A mainland number is read without its country code, as its owner would say it.
  const local = /^\+?86(1\d{10})$/.exec(value)?.[1] ?? value
  if (local.length <= 4) return "****"
  if (local.length <= 7) return `****${local.slice(-4)}`
  return `${local.slice(0, 3)}****${local.slice(-4)}`
}
