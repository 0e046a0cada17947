import type { RobotAgent } from "./RobotAgent.ts"

/** Lets a robot take, answer and finish everything it is offered until told to stop. Calls are left to the telephone unless `calls` says so. */
export const work = (
  robot: RobotAgent,
  options: { readonly answer?: string; readonly calls?: boolean; readonly everyMs?: number } = {}
) => {
  let stopped = false
  const round = async (): Promise<void> => {
    const view = await robot.view()
    if (view.agent.presence.state === "signed-out") await robot.act({ _tag: "SignIn" })
    if (view.agent.presence.state !== "ready") await robot.act({ _tag: "MakeReady" })
    for (const offer of view.offers) {
      if (offer.connecting || (offer.channel === "voice" && options.calls !== true)) continue
      await robot.act({ _tag: "Accept", contact: offer.contact, offer: offer.offer })
    }
    for (const { contact, channel, state, waitingSinceMs } of view.contacts) {
      if (state === "wrap-up") await robot.act({ _tag: "EndWrapUp", contact })
      else if (channel === "voice") {
        if (options.calls === true) await robot.act({ _tag: "Complete", contact })
      } else {
        if (waitingSinceMs !== undefined && options.answer !== undefined) {
          await robot.act({ _tag: "Say", contact, text: options.answer })
        }
        await robot.act({ _tag: "Complete", contact })
      }
    }
  }
  const done = (async () => {
    while (!stopped) {
      // The host is killed under it: then it asks again.
      await round().catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, options.everyMs ?? 200))
    }
  })()
  return {
    stop: async (): Promise<void> => {
      stopped = true
      await done
    }
  }
}
