import type { Channel, Configuration, QueueConfiguration } from "@strowger/router"
import type { AgentEntry, Directory, EntryPoint, QueueEntry } from "../Directory.ts"
import { durationMs } from "./Duration.ts"
import type { File } from "./File.ts"
import type { AdapterSettingsOf } from "./settings.ts"

const defaultServiceLevelMs = 20_000
const defaultRouteHoldMs = 4_000

/** How long a call's question stays open: for the adapter that asks and for the rooms that answer. */
export const routeHoldMsOf = ({ routeHold }: AdapterSettingsOf<"avaya">): number =>
  routeHold === undefined ? defaultRouteHoldMs : durationMs(routeHold)

/** Drops what is undefined, so that a setting left out is left out. */
const given = <A extends object>(fields: A): { [Key in keyof A]: Exclude<A[Key], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never

const optionalMs = (text: string | undefined): number | undefined => (text === undefined ? undefined : durationMs(text))

/** The part of a file that says how contacts are routed; what people call a queue is no matter of the engine's. */
export interface Routed extends Pick<File, "capacity" | "routing"> {
  readonly queues: Readonly<Record<string, Omit<File["queues"][string], "name">>>
}

/** What the engine is told: queues and capacity, in its own words. */
export const routerConfiguration = (file: Routed): Configuration => ({
  ...file.routing,
  queues: Object.fromEntries(
    Object.entries(file.queues).map(([id, queue]) => [
      id,
      given({
        needs: queue.needs,
        offerMs: optionalMs(queue.offer),
        wrapUpMs: optionalMs(queue.wrapUp),
        priority: queue.priority,
        serviceLevelMs: optionalMs(queue.serviceLevel),
        onNoAnswer: queue.onNoAnswer,
        ...queue.routing
      }) as QueueConfiguration
    ])
  ),
  ...(file.capacity === undefined ? {} : { capacity: file.capacity as Partial<Record<Channel, number>> })
})

/** Who works here and which address leads where. */
export const directoryOf = (file: File): Directory["Service"] => {
  const agents = Object.entries(file.agents).map(
    ([id, agent]): AgentEntry => ({
      id,
      name: agent.name,
      role: agent.role ?? "agent",
      skills: agent.skills ?? {},
      ...given({ capacity: agent.capacity, device: agent.device, login: agent.login, routing: agent.routing })
    })
  )
  const queues = Object.entries(file.queues).map(
    ([id, queue]): QueueEntry => ({
      id,
      name: queue.name,
      serviceLevelMs: optionalMs(queue.serviceLevel) ?? defaultServiceLevelMs
    })
  )
  const byId = new Map(agents.map((agent) => [agent.id, agent]))
  const byDevice = new Map(
    agents.flatMap((agent) => (agent.device === undefined ? [] : [[agent.device, agent] as const]))
  )
  const queueById = new Map(queues.map((queue) => [queue.id, queue]))
  const entries: ReadonlyArray<EntryPoint> = file.entries
  const voice = Object.entries(file.adapters).find(([, adapter]) => adapter.kind === "avaya")
  return {
    name: file.centre.name,
    agents,
    queues,
    skillNames: new Map(Object.entries(file.skills ?? {})),
    agent: (id) => byId.get(id),
    agentAt: (device) => byDevice.get(device),
    queue: (id) => queueById.get(id),
    entryPoint: (adapter, to) =>
      entries.find((entry) => entry.adapter === adapter && entry.to?.toLowerCase() === to.toLowerCase()) ??
      entries.find((entry) => entry.adapter === adapter && entry.to === undefined),
    router: routerConfiguration(file),
    ...(voice?.[1].kind === "avaya" ? { voice: { adapter: voice[0], routeHoldMs: routeHoldMsOf(voice[1]) } } : {})
  }
}
