import { Mailbox, Smsc } from "@strowger/channels/sim"
import { adjunct, goto, Pbx, wait } from "@strowger/cti-avaya/sim"
import { Effect } from "effect"
import type { File } from "../../config/File.ts"
import { bankNumbers, demonstrationPassword } from "./bank.ts"

/** The bank's carriers: an SMSC, the customers' mail server and a PBX, each speaking its real protocol on loopback. */
export interface Carriers {
  readonly smsc: Smsc
  readonly mailbox: Mailbox
  readonly pbx: Pbx
}

/** The wait step of the vector; the host answers within `routeHold`, a little less. */
const vectorWaitMs = 5_000

/** Telephones ring a little longer than offers do, so that the host ends an offer first and the caller keeps the place. */
const ringMs = 30_000

/** Starts the carriers on free ports; they stop with the scope. */
export const startCarriers = (agents: File["agents"], mailIn: number) =>
  Effect.acquireRelease(
    Effect.promise(async (): Promise<Carriers> => {
      const smsc = await Smsc.start({ systemId: "yunting", password: demonstrationPassword })
      const mailbox = new Mailbox({ target: { host: "127.0.0.1", port: mailIn } })
      await mailbox.start()
      const people = Object.values(agents)
      const vector = [adjunct(), wait(vectorWaitMs, "music"), goto(1)]
      const pbx = new Pbx({
        stations: people.flatMap(({ device }) => (device === undefined ? [] : [{ extension: device }])),
        agents: people.flatMap(({ login }) => (login === undefined ? [] : [{ login }])),
        vdns: [bankNumbers.general, bankNumbers.complaints].map((extension) => ({ extension, vector })),
        ronaMs: ringMs,
        dmcc: { switchName: "CM1", users: [{ name: "strowger", password: demonstrationPassword }] }
      })
      await pbx.start()
      return { smsc, mailbox, pbx }
    }),
    ({ smsc, mailbox, pbx }) =>
      Effect.promise(async () => {
        await Promise.allSettled([smsc.stop(), mailbox.stop(), pbx.stop()])
      })
  )
