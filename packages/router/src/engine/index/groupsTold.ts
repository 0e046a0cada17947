import { channels } from "../../Channel.ts"
import type { AgentGroup, ContactGroup } from "../../Rule.ts"
import { perChannel } from "../perChannel.ts"
import type { Index } from "./Index.ts"

/** What rules of the user's own are told of these contacts: a copy, which they may spoil. */
export function contactGroup({ demands, queues }: Index, demand: number): ContactGroup {
  const { queue, channel, priority, needs } = demands[demand]!
  const said = needs === undefined ? {} : { needs }
  return { queue: queues[queue]!.own?.queue ?? "", channel: channels[channel]!, priority, ...said }
}

/** And of these agents. */
export function agentGroup({ profiles }: Index, profile: number): AgentGroup {
  const { skills, attributes, occupancy } = profiles[profile]!
  return { skills: { ...skills }, attributes: { ...attributes }, capacity: perChannel(occupancy.slots) }
}
