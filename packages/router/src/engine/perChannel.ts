import { type Channel, channels } from "../Channel.ts"

/** Numbers in the order of `channels`, by name. */
export const perChannel = (numbers: ReadonlyArray<number>): Record<Channel, number> => {
  const record = {} as Record<Channel, number>
  for (let channel = 0; channel < channels.length; channel++) record[channels[channel]!] = numbers[channel]!
  return record
}
