import { type ChatAdapter, openChat } from "@strowger/channels/chat"
import { type Checkpoint, type EmailAdapter, openEmail } from "@strowger/channels/email"
import { openSms } from "@strowger/channels/sms"
import { type AvayaOptions, openAvaya } from "@strowger/cti-avaya"
import type { Adapter, CallControl, PresenceSource, SourceKey } from "@strowger/router/ports"
import { Effect } from "effect"
import { durationMs } from "../config/Duration.ts"
import { routeHoldMsOf } from "../config/directory.ts"
import type { File } from "../config/File.ts"
import { type AdapterSettingsOf, readCertificates, readSecret } from "../config/settings.ts"

export interface OpenOptions {
  /** Folder of the customer's page. */
  readonly customerPages: string | undefined
  /** For tests that end the process at a named point of a mail's way. */
  readonly mailCheckpoint?: (name: Checkpoint) => Effect.Effect<void>
  /** Was a unit recorded? For media that number nothing themselves. */
  readonly recorded: (key: SourceKey) => boolean
}

/** What is open, and where it listens. */
export interface Opened {
  readonly adapters: ReadonlyArray<Adapter>
  readonly chat: ReadonlyArray<ChatAdapter>
  readonly email: ReadonlyArray<EmailAdapter>
  readonly voice:
    | { readonly callControl: CallControl["Service"]; readonly presence: PresenceSource["Service"] }
    | undefined
}

/** Opens every adapter of the configuration; they close with the scope. */
export const openAll = Effect.fnUntraced(function* (file: File, options: OpenOptions) {
  const chat: Array<ChatAdapter> = []
  const email: Array<EmailAdapter> = []
  const adapters: Array<Adapter> = []
  let voice: Opened["voice"]
  for (const [id, settings] of Object.entries(file.adapters)) {
    switch (settings.kind) {
      case "sms":
        adapters.push(yield* openSms(smsOptions(id, settings, options)))
        break
      case "email": {
        const opened = yield* openEmail(emailOptions(id, settings, file, options))
        email.push(opened)
        adapters.push(opened)
        break
      }
      case "chat": {
        const opened = yield* openChat(chatOptions(id, settings, options))
        chat.push(opened)
        adapters.push(opened)
        break
      }
      case "avaya": {
        const opened = yield* openAvaya(avayaOptions(id, settings, file))
        voice = opened
        adapters.push(opened.adapter)
        break
      }
    }
  }
  const opened: Opened = { adapters, chat, email, voice }
  return opened
})

const smsOptions = (id: string, settings: AdapterSettingsOf<"sms">, options: OpenOptions) => ({
  id,
  host: settings.host,
  port: settings.port,
  systemId: settings.systemId,
  password: readSecret(settings.password, `adapters.${id}.password`),
  sourceAddress: settings.number,
  recorded: (key: SourceKey) => Effect.sync(() => options.recorded(key)),
  ...(settings.tls === undefined ? {} : { tls: settings.tls })
})

const megabyte = 1024 * 1024

const emailOptions = (id: string, settings: AdapterSettingsOf<"email">, file: File, options: OpenOptions) => {
  const { imap, listener, smtp, archive } = settings
  const secret = (source: Parameters<typeof readSecret>[0], field: string) =>
    readSecret(source, `adapters.${id}.${field}`)
  return {
    id,
    address: settings.address,
    displayName: file.centre.name,
    secret: secret(settings.secret, "secret"),
    smtp: {
      host: smtp.host,
      port: smtp.port,
      secure: smtp.secure ?? false,
      ...(smtp.user === undefined || smtp.password === undefined
        ? {}
        : { user: smtp.user, password: secret(smtp.password, "smtp.password") })
    },
    ...(imap === undefined
      ? {}
      : {
          imap: {
            host: imap.host,
            port: imap.port,
            secure: imap.secure ?? false,
            user: imap.user,
            password: secret(imap.password, "imap.password"),
            ...(imap.mailbox === undefined ? {} : { mailbox: imap.mailbox })
          }
        }),
    ...(listener === undefined
      ? {}
      : {
          smtpListener: {
            host: listener.host ?? "127.0.0.1",
            port: listener.port,
            ...(listener.maxMegabytes === undefined ? {} : { maxBytes: listener.maxMegabytes * megabyte })
          }
        }),
    ...(archive === undefined
      ? {}
      : {
          sentCopy: {
            address: archive.address,
            imap: {
              host: archive.host,
              port: archive.port,
              secure: archive.secure ?? false,
              user: archive.user,
              password: secret(archive.password, "archive.password"),
              ...(archive.mailbox === undefined ? {} : { mailbox: archive.mailbox })
            }
          }
        }),
    ...(settings.maxAttachmentMegabytes === undefined
      ? {}
      : { maxAttachmentBytes: settings.maxAttachmentMegabytes * megabyte }),
    ...(options.mailCheckpoint === undefined ? {} : { checkpoint: options.mailCheckpoint })
  }
}

const chatOptions = (id: string, settings: AdapterSettingsOf<"chat">, options: OpenOptions) => ({
  id,
  host: settings.host ?? "127.0.0.1",
  port: settings.port,
  origins: settings.origins ?? [],
  tokenSecret: readSecret(settings.secret, `adapters.${id}.secret`),
  ...(settings.grace === undefined ? {} : { graceMs: durationMs(settings.grace) }),
  ...(options.customerPages === undefined ? {} : { staticRoot: options.customerPages })
})

const avayaOptions = (id: string, settings: AdapterSettingsOf<"avaya">, file: File): AvayaOptions => {
  const { tls } = settings
  return {
    id,
    addresses: settings.addresses,
    user: settings.user,
    password: readSecret(settings.password, `adapters.${id}.password`),
    switchName: settings.switchName,
    vdns: settings.vdns,
    stations: Object.values(file.agents).flatMap(({ device }) => (device === undefined ? [] : [device])),
    routeHoldMs: routeHoldMsOf(settings),
    ...(settings.allowPlaintext === undefined ? {} : { allowPlaintext: settings.allowPlaintext }),
    ...(tls === undefined
      ? {}
      : {
          tls: {
            ...(tls.ca === undefined
              ? {}
              : { ca: tls.ca === "system" ? tls.ca : readCertificates(tls.ca, `adapters.${id}.tls.ca`) }),
            ...(tls.pin === undefined ? {} : { pin: tls.pin }),
            ...(tls.servername === undefined ? {} : { servername: tls.servername })
          }
        })
  }
}
