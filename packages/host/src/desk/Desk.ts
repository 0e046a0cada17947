import { Context, Effect, Layer, Stream } from "effect"
import { Adapters } from "../adapters/Adapters.ts"
import { Switchboard } from "../calls/Switchboard.ts"
import { Directory } from "../Directory.ts"
import { Folds } from "../folds.ts"
import { Partition } from "../partition/Partition.ts"
import { decideAct } from "./act.ts"
import { buildDesk } from "./buildDesk.ts"
import { buildWall } from "./buildWall.ts"
import {
  type Act,
  ActRefused,
  type ActReply,
  type DeskMessage,
  type DeskView,
  Forbidden,
  HostUnavailable,
  type WallView
} from "./DeskApi.ts"
import type { DeskRoom, Language } from "./DeskRoom.ts"
import { changedLines, deskMessage, firstLines } from "./deskMessage.ts"
import { makeMeets } from "./meets.ts"
import { makeWatchers } from "./Watchers.ts"
import { makeWhyOnce } from "./why.ts"

export interface Explained {
  readonly text: string
  readonly position?: number
  readonly candidates: ReadonlyArray<{ readonly agent: string; readonly failed?: string; readonly rule?: string }>
}

/**
 * Everything agents and supervisors see and do. Views are folds of the log: they begin with the present, follow every durable change,
 * newest first when changes come in bursts, and never show what could still be lost. Who asks is known to the caller: `agent` is the
 * signed-in person, not a field of the request.
 */
export class Desk extends Context.Service<
  Desk,
  {
    readonly watchDesk: (agent: string, language?: Language) => Stream.Stream<DeskView>
    /** Only for the agent the conversation's contact is offered to, active with or in wrap-up with; ends when it is not any more. */
    readonly watchConversation: (
      agent: string,
      conversation: string,
      after: number
    ) => Stream.Stream<ReadonlyArray<DeskMessage>, Forbidden>
    readonly act: (
      agent: string,
      command: string,
      act: Act
    ) => Effect.Effect<typeof ActReply.Type, ActRefused | HostUnavailable>
    readonly watchWall: (language?: Language) => Stream.Stream<WallView>
    readonly explain: (contact: string) => Effect.Effect<Explained>
    /** Screens open now. */
    readonly screens: () => number
  }
>()("@strowger/host/Desk") {}

/** A wall is for eyes; and it looks again although nothing happened, because the health of adapters is not in the log. */
const wallPace = { atMostEveryMs: 200, atLeastEveryMs: 5_000 }

export const deskLayer: Layer.Layer<Desk, never, Partition | Folds | Directory | Switchboard | Adapters> = Layer.effect(
  Desk,
  Effect.gen(function* () {
    const partition = yield* Partition
    const folds = yield* Folds
    const directory = yield* Directory
    const switchboard = yield* Switchboard
    const adapters = yield* Adapters
    const watchers = yield* makeWatchers(partition, folds)
    const room: DeskRoom = { partition: partition.id, router: partition.router, folds, directory, switchboard }
    const whyOnce = makeWhyOnce()
    const meets = makeMeets()

    const mayRead = (agent: string, conversation: string): boolean => {
      const contact = folds.conversations.conversation(conversation)?.contact
      return contact !== undefined && partition.router.view.contact(contact)?.agent === agent
    }

    const watchConversation = (agent: string, id: string, after: number) => {
      let told: number | undefined
      const build = Effect.sync(() => {
        const conversation = folds.conversations.conversation(id)
        if (conversation === undefined || !mayRead(agent, id)) return undefined
        const lines = told === undefined ? firstLines(conversation, after) : changedLines(conversation, told)
        const first = told === undefined
        told = conversation.revision
        return { first, messages: lines.map((line) => deskMessage(directory, conversation, line)) }
      })
      return watchers.watch({ type: "conversation", id }, build).pipe(
        Stream.filter(({ first, messages }) => first || messages.length > 0),
        Stream.map(({ messages }) => messages)
      )
    }

    const healthOf = Effect.suspend(() =>
      Effect.forEach(adapters.all, (adapter) =>
        Effect.map(adapter.health, ({ state, detail }) => ({
          id: adapter.id,
          channel: adapter.channel,
          state,
          ...(detail === undefined ? {} : { detail })
        }))
      )
    )
    const wall = (language: Language) =>
      // Health first: the rest is then read in one instant, at one position of the log.
      Effect.map(healthOf, (health) => ({
        ...buildWall(room, meets, language, partition.nowMs()),
        adapters: health
      }))

    return Desk.of({
      watchDesk: (agent, language = "zh") =>
        watchers.watch(
          { type: "agent", id: agent },
          Effect.sync(() => buildDesk(room, whyOnce, agent, language, partition.nowMs()))
        ),
      watchConversation: (agent, conversation, after) =>
        Stream.suspend(() =>
          mayRead(agent, conversation)
            ? watchConversation(agent, conversation, after)
            : Stream.fail(new Forbidden({ text: "This conversation is not yours." }))
        ),
      act: Effect.fnUntraced(function* (agent, command, act) {
        const { value, seq } = yield* partition
          .submit((draft) => decideAct(draft, room, agent, command, act))
          .pipe(Effect.mapError(({ message }) => new HostUnavailable({ text: message })))
        switch (value.type) {
          case "done":
            return { position: seq, duplicate: false }
          case "again":
            return { position: value.position, duplicate: true }
          case "refused":
            return yield* new ActRefused({ reason: value.reason, text: value.text })
        }
      }),
      watchWall: (language = "zh") => watchers.watch({ type: "wall" }, wall(language), wallPace),
      explain: (contact) =>
        Effect.sync(() => {
          const { text, position, candidates } = partition.router.explain(contact)
          return {
            text,
            ...(position === undefined ? {} : { position }),
            candidates: candidates.map(({ agent, failed, rule }) => ({
              agent,
              ...(failed === undefined ? {} : { failed }),
              ...(rule === undefined ? {} : { rule })
            }))
          }
        }),
      screens: () => watchers.open()
    })
  })
)
