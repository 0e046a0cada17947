import type { Conversation, Line } from "../conversations/Conversation.ts"
import type { Directory } from "../Directory.ts"
import type { DeskMessage } from "./DeskApi.ts"

/** A line as an agent's desktop shows it. */
export const deskMessage = (
  directory: Pick<Directory["Service"], "agent">,
  conversation: Conversation,
  line: Line
): DeskMessage => {
  const name = line.agent === undefined ? undefined : (directory.agent(line.agent)?.name ?? line.agent)
  return {
    conversation: conversation.id,
    seq: line.seq,
    atMs: line.atMs,
    author: line.author,
    channel: conversation.channel,
    text: line.content.text,
    attachments: (line.content.attachments ?? []).map(({ name: file, mime, bytes, sha256, held }) => ({
      name: file,
      mime,
      bytes,
      sha256,
      ...(held === undefined ? {} : { held })
    })),
    ...(name === undefined ? {} : { name }),
    ...(line.content.subject === undefined ? {} : { subject: line.content.subject }),
    ...(line.status === undefined ? {} : { status: line.status }),
    ...(line.parts === undefined ? {} : { parts: line.parts }),
    ...(line.command === undefined ? {} : { command: line.command })
  }
}

/** Lines an agent wrote whose fate may have changed while the desktop was away. */
const rechecked = 50

/** What a desktop that has the lines up to `after` needs first. */
export const firstLines = (conversation: Conversation, after: number): ReadonlyArray<Line> => [
  ...conversation.lines.slice(Math.max(0, after - rechecked), after).filter((line) => line.intent !== undefined),
  ...conversation.lines.slice(after)
]

/** What changed since the desktop was told revision `since`. */
export const changedLines = (conversation: Conversation, since: number): ReadonlyArray<Line> =>
  conversation.lines.filter((line) => line.revision > since)
