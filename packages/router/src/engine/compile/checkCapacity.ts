import { type Channel, channels } from "../../Channel.ts"
import type { Configuration } from "../../Configuration.ts"
import { type CapacityRule, capacityRule, slotsOf } from "./CapacityRule.ts"
import { checkNumber, type ConfigurationMistake, isRecord, isWhole, show, type Wrong } from "./check.ts"

export const capacityFields = ["capacity", "units", "costs", "exclusive", "interrupts"] as const
export const maxSlots = 1_000
export const maxUnits = 1_000_000

/** What is wrong with how much an agent takes at a time (SPEC CAP-9). */
export function checkCapacity(configuration: Record<string, unknown>, wrong: Wrong): void {
  const before = { mistakes: 0 }
  const noted: Wrong = (path, text) => {
    before.mistakes++
    wrong(path, text)
  }
  checkNumber(configuration.units, "units", 1, maxUnits, "units an agent has in all; left out = no limit", noted)
  checkPerChannel(configuration.costs, "costs", "{ voice: 4, chat: 1 }", noted, (cost, path) =>
    checkNumber(cost, path, 0, maxUnits, "units one contact takes; default 1", noted)
  )
  if (configuration.exclusive !== undefined) checkChannels(configuration.exclusive, "exclusive", noted)
  checkPerChannel(configuration.interrupts, "interrupts", '{ voice: ["chat", "email"] }', noted, (others, path, x) => {
    checkChannels(others, path, noted)
    if (Array.isArray(others) && others.includes(x)) noted(path, `${x} cannot interrupt itself: take it out`)
  })
  const rules = configuration as unknown as Configuration
  const rule = capacityRule(before.mistakes === 0 ? rules : { queues: {}, exclusive: [] })
  if (configuration.capacity !== undefined) {
    for (const mistake of capacityMistakes(configuration.capacity, rule)) {
      noted(mistake.path === "" ? "capacity" : `capacity.${mistake.path}`, mistake.text)
    }
  }
  if (before.mistakes > 0 || rules.units === undefined) return
  for (const { path, text } of impossible(slotsOf(undefined, rules), rules.units, rule)) wrong(`capacity.${path}`, text)
}

function checkPerChannel(
  value: unknown,
  path: string,
  example: string,
  wrong: Wrong,
  check: (of: unknown, path: string, channel: Channel) => void
): void {
  if (value === undefined) return
  if (!isRecord(value)) return wrong(path, `write one entry per channel, e.g. ${example}`)
  for (const channel of Object.keys(value)) {
    if (isChannel(channel)) check(value[channel], `${path}.${channel}`, channel)
    else wrong(`${path}.${channel}`, noChannel)
  }
}

export function checkChannels(value: unknown, path: string, wrong: Wrong): void {
  if (!Array.isArray(value)) return wrong(path, 'write a list of channels, e.g. ["voice"]')
  for (const [at, channel] of value.entries()) {
    if (!isChannel(channel)) wrong(`${path}.${at}`, noChannel)
    else if (value.indexOf(channel) < at) wrong(`${path}.${at}`, `${channel} stands there already: take it out`)
  }
}

const isChannel = (value: unknown): value is Channel => (channels as ReadonlyArray<unknown>).includes(value)
const noChannel = `is no channel; channels are: ${channels.join(", ")}`

/** What is wrong with slots per channel; `path` is the channel. */
export function capacityMistakes(capacity: unknown, rule: CapacityRule): ReadonlyArray<ConfigurationMistake> {
  if (!isRecord(capacity)) return [{ path: "", text: "capacity is an object of slots per channel, e.g. { chat: 3 }" }]
  const mistakes: ConfigurationMistake[] = []
  for (const channel of Object.keys(capacity)) {
    const slots = capacity[channel]
    if (!isChannel(channel)) mistakes.push({ path: channel, text: noChannel })
    else if (slots === undefined) continue
    else if (rule.exclusive[channels.indexOf(channel)] && !isWhole(slots, 0, 1)) {
      const what = channel === "voice" ? "calls at once cannot be: a call" : `of ${channel} at once cannot be: it`
      mistakes.push({ path: channel, text: `${show(slots)} ${what} is exclusive, write 0 or 1` })
    } else if (!isWhole(slots, 0, maxSlots)) {
      mistakes.push({ path: channel, text: `${show(slots)} is not a whole number of slots from 0 to ${maxSlots}` })
    }
  }
  return mistakes
}

export const unitsMistake = (units: unknown): string | undefined =>
  units === undefined || isWhole(units, 1, maxUnits)
    ? undefined
    : `${show(units)} is not a whole number of units from 1 to ${maxUnits}`

/** Channels with slots that no units are ever enough for; `path` is the channel. */
export function impossible(slots: ReadonlyArray<number>, units: number, rule: CapacityRule): ConfigurationMistake[] {
  const mistakes: ConfigurationMistake[] = []
  for (const [at, channel] of channels.entries()) {
    if (slots[at] === 0 || rule.costs[at]! <= units) continue
    const text = `one ${channel} takes ${rule.costs[at]} units and there are ${units}: give it 0 slots, or ${rule.costs[at]} units and more`
    mistakes.push({ path: channel, text })
  }
  return mistakes
}
