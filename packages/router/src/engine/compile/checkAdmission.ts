import { isRecord, show, unknownFields, type Wrong } from "./check.ts"

/** What is wrong with whom a queue lets in or sends on. `queues`: every name that is configured. */
export function checkAdmission(name: string, queue: unknown, queues: ReadonlyArray<string>, wrong: Wrong): void {
  if (!isRecord(queue)) return
  for (const field of ["whenClosed", "atClose"] as const) {
    if (queue[field] !== undefined) checkDeflection(queue[field], `queues.${name}.${field}`, name, queues, wrong)
  }
}

const dos = ["stay", "overflow", "callback", "voicemail", "end"]

/** A place for a contact to go: `from` is the queue it would leave. */
export function checkDeflection(
  deflection: unknown,
  path: string,
  from: string,
  queues: ReadonlyArray<string>,
  wrong: Wrong
): void {
  if (!isRecord(deflection) || !dos.includes(deflection.do as string)) {
    wrong(path, `write e.g. { do: "overflow", queue: "sales" } or { do: "end" }; to do are: ${dos.join(", ")}`)
    return
  }
  if (deflection.do !== "overflow") {
    unknownFields(deflection, ["do"], `${path}.`, wrong)
    return
  }
  unknownFields(deflection, ["do", "queue"], `${path}.`, wrong)
  const { queue } = deflection
  if (typeof queue !== "string" || !queues.includes(queue)) {
    wrong(`${path}.queue`, `${show(queue)} is no queue of this configuration; queues are: ${listed(queues)}`)
  } else if (queue === from) wrong(`${path}.queue`, "a queue cannot overflow into itself: name another one, or stay")
}

const listed = (queues: ReadonlyArray<string>): string => queues.slice(0, 20).join(", ")
