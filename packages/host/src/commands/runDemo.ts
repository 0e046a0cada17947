import { mkdirSync, writeFileSync } from "node:fs"
import { resolve } from "node:path"
import { Console, Effect } from "effect"
import { stringify } from "yaml"
import { Listening } from "../Host.ts"
import { customerPages } from "../http/pages.ts"
import { cityBank, demonstrationPassword } from "../profiles/city-bank/bank.ts"
import { startCarriers } from "../profiles/city-bank/carriers.ts"
import { traffic } from "../profiles/city-bank/traffic.ts"
import { CommandFailed } from "./CommandFailed.ts"
import { freePort } from "./freePort.ts"
import { inUse } from "./inUse.ts"
import { runHost } from "./runHost.ts"

export interface DemoOptions {
  readonly port: number
  readonly chatPort: number
  readonly directory: string
  readonly seed: number
  readonly quiet: boolean
}

/** Carriers first, then the host with their ports, then customers. */
export const runDemo = Effect.fnUntraced(function* (options: DemoOptions) {
  const directory = resolve(options.directory)
  // Looked at first: a second demonstration must neither take ports nor write over the first one's file.
  if (yield* Effect.sync(() => inUse(directory))) {
    return yield* new CommandFailed({
      message: `The demonstration is running already, with its data in ${directory}. Stop it first (Ctrl-C), or start this one with --directory and another folder (npm start -- --directory FOLDER).`
    })
  }
  yield* Effect.scoped(
    Effect.gen(function* () {
      const http = yield* freePort(options.port)
      const chat = yield* freePort(options.chatPort, [http])
      const mailIn = yield* freePort(2525, [http, chat])
      if (http !== options.port) yield* Console.log(`Port ${options.port} is in use; taking ${http}.`)
      if (chat !== options.chatPort)
        yield* Console.log(`Port ${options.chatPort} is in use; taking ${chat} for the chat.`)
      const agents = cityBank({ http, chat, mailIn, mailOut: 0, smsc: 0, pbx: 0 }, directory).agents
      const carriers = yield* startCarriers(agents, mailIn)
      const file = cityBank(
        { http, chat, mailIn, mailOut: carriers.mailbox.port, smsc: carriers.smsc.port, pbx: carriers.pbx.port },
        directory
      )
      yield* Effect.sync(() => {
        mkdirSync(directory, { recursive: true })
        writeFileSync(resolve(directory, "city-bank.yaml"), stringify(file))
      })
      yield* runHost(file, { directory, customerPages }, () =>
        Effect.gen(function* () {
          const { chat: listeners } = yield* Listening
          const chatPort = listeners[0]?.port ?? chat
          if (!options.quiet) {
            yield* traffic(carriers, { chatUrl: `ws://127.0.0.1:${chatPort}/chat`, seed: options.seed })
          }
          yield* Console.log(welcome(http, chatPort, carriers.pbx.port, carriers.smsc.port, mailIn, options.quiet))
        })
      )
    })
  )
})

const welcome = (http: number, chat: number, pbx: number, smsc: number, mail: number, quiet: boolean): string => `
  云汀银行客户服务中心 · the demonstration bank is up

  Agent desktop     http://127.0.0.1:${http}/          user lu, jiang, shen, he, meng or tan
  Supervisor's wall http://127.0.0.1:${http}/wall.html  user zhou
  Customer's chat   http://127.0.0.1:${chat}/
  API               http://127.0.0.1:${http}/docs       metrics at /metrics, health at /health
  Password of every demonstration user: ${demonstrationPassword}

  Carriers on loopback: PBX (DMCC) ${pbx}, SMSC (SMPP) ${smsc}, mail (SMTP) ${mail}
  ${quiet ? "No customers of its own; send some." : "Customers come on all four channels as soon as an agent is ready."}
  Stop with Ctrl-C; \`npx strowger reset\` empties the demonstration's data.
`
