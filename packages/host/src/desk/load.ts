import { type AgentView, channels } from "@strowger/router"
import type { WallView } from "./DeskApi.ts"

type Load = WallView["agents"][number]["load"]

/** Used and free places per channel; channels the agent never takes are left out. */
export const loadOf = (agent: AgentView | undefined): Load =>
  agent === undefined
    ? []
    : channels
        .filter((channel) => agent.capacity[channel] > 0)
        .map((channel) => ({ channel, used: agent.load[channel], limit: agent.capacity[channel] }))
