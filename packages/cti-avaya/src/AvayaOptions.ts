import { type Redacted, Result, Schema } from "effect"

export interface AvayaAddress {
  readonly host: string
  readonly port: number
}

/** Whom a TLS server must prove to be. One of `ca` and `pin` is required: there is no way to trust everybody. */
export interface AvayaTls {
  /** PEM certificates, or "system" for those of the machine. */
  readonly ca?: string | ReadonlyArray<string>
  /** SHA-256 fingerprint of the server's certificate, hexadecimal, colons allowed: for servers whose certificate names nothing useful. */
  readonly pin?: string
  /** The name the certificate must carry, where it differs from the address. */
  readonly servername?: string
}

/** How the agents' logins on the switch are driven. */
export interface AvayaAgents {
  /** What an agent types to log in at the switch, by login; absent = no password. */
  readonly password?: (login: string) => Redacted.Redacted<string> | undefined
  /** autoIn: free at once after a call; manualIn: after-call work first. */
  readonly readyMode?: "autoIn" | "manualIn"
  /** Our not-ready reasons as the switch's numbers (0..99). */
  readonly reasonCodes?: Readonly<Record<string, number>>
  /** How often a state is asked for again, per station: where events tell it, and where none do. */
  readonly pollMs?: number
  readonly pollWithoutEventsMs?: number
}

export interface AvayaOptions {
  /** Names the adapter: account of its source keys, label of its metrics. */
  readonly id: string
  /** Tried in this order; one is enough where AE Services has a virtual address. */
  readonly addresses: ReadonlyArray<AvayaAddress>
  readonly tls?: AvayaTls
  /** DMCC without TLS (port 4721). Passwords and numbers go in clear: for loopback and closed networks. */
  readonly allowPlaintext?: boolean
  readonly user: string
  readonly password: Redacted.Redacted<string>
  readonly applicationId?: string
  /** The switch connection's name in AE Services. */
  readonly switchName: string
  /** Offered highest first. */
  readonly protocolVersions?: ReadonlyArray<string>
  /** What stands as namespace of CSTA requests: the standard's, or the protocol version that was agreed on. */
  readonly namespace?: "standard" | "negotiated"
  /** Extensions whose calls we route. */
  readonly vdns: ReadonlyArray<string>
  /** Extensions of agents' telephones. */
  readonly stations: ReadonlyArray<string>
  /** How long a routing question stays open: a little under the vector's wait step. */
  readonly routeHoldMs: number
  readonly sessionDurationS?: number
  /** How long the server keeps a session whose link broke. */
  readonly cleanupDelayS?: number
  readonly requestTimeoutMs?: number
  readonly connectTimeoutMs?: number
  readonly agents?: AvayaAgents
}

const csta = "http://www.ecma-international.org/standards/ecma-323/csta"
/** AE Services 8.0.1 down to 5.2, as public clients of each release send them. */
export const knownProtocolVersions: ReadonlyArray<string> = [
  `${csta}/ed3/privC`,
  `${csta}/ed3/privA`,
  `${csta}/ed3/priv9`,
  `${csta}/ed3/priv8`,
  `${csta}/ed3/priv7`,
  `${csta}/ed3/priv6`,
  `${csta}/ed3/priv5`,
  `${csta}/ed3/priv4`
]

/** The options cannot work. Every mistake at once, each with its remedy. */
export class AvayaConfigError extends Schema.TaggedError<AvayaConfigError>()("AvayaConfigError", {
  problems: Schema.Array(Schema.String)
}) {
  override get message(): string {
    return this.problems.join("\n")
  }
}

/** Options with nothing left out. */
export type Settled = Required<Omit<AvayaOptions, "tls" | "agents" | "allowPlaintext">> & {
  readonly tls: AvayaTls | undefined
  readonly agents: Required<Omit<AvayaAgents, "password">> & Pick<AvayaAgents, "password">
}

const trustProblems = ({ tls, allowPlaintext }: AvayaOptions): ReadonlyArray<string> => {
  if (tls === undefined) {
    return allowPlaintext === true
      ? []
      : ["tls is missing: name a ca or a pin, or set allowPlaintext: true where the network is closed."]
  }
  const pin = tls.pin?.replaceAll(":", "")
  return [
    ...(tls.ca === undefined && pin === undefined
      ? ['tls needs a ca (PEM, or "system") or a pin (SHA-256 of the server\'s certificate).']
      : []),
    ...(pin !== undefined && !/^[0-9a-fA-F]{64}$/.test(pin) ? ["tls.pin must be 64 hexadecimal digits (SHA-256)."] : [])
  ]
}

const extensionProblems = (name: "vdns" | "stations", extensions: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...extensions
    .filter((extension) => !/^[0-9*#]{1,32}$/.test(extension))
    .map((extension) => `${name}: "${extension}" is not an extension; write its digits alone.`),
  ...(new Set(extensions).size < extensions.length ? [`${name}: an extension stands twice; remove one.`] : [])
]

const rangeProblems = (options: AvayaOptions): ReadonlyArray<string> => {
  const range = (name: string, value: number | undefined, min: number, max: number): ReadonlyArray<string> =>
    value === undefined || (Number.isInteger(value) && value >= min && value <= max)
      ? []
      : [`${name} is ${value}; it must be a whole number from ${min} to ${max}.`]
  return [
    ...options.addresses.flatMap(({ host, port }) => range(`the port of ${host}`, port, 1, 65_535)),
    ...range("routeHoldMs", options.routeHoldMs, 100, 300_000),
    ...range("sessionDurationS", options.sessionDurationS, 30, 7_200),
    ...range("cleanupDelayS", options.cleanupDelayS, 0, 7_200),
    ...range("requestTimeoutMs", options.requestTimeoutMs, 100, 60_000),
    ...range("connectTimeoutMs", options.connectTimeoutMs, 100, 60_000),
    ...range("agents.pollMs", options.agents?.pollMs, 1_000, 3_600_000),
    ...range("agents.pollWithoutEventsMs", options.agents?.pollWithoutEventsMs, 1_000, 3_600_000)
  ]
}

/** Fills in what was left out, or says everything that is wrong. */
export const settle = (options: AvayaOptions): Result.Result<Settled, AvayaConfigError> => {
  const problems = [
    ...(options.addresses.length === 0 ? ["addresses is empty: name at least one host and port of AE Services."] : []),
    ...(options.user === "" ? ["user is empty: name the CTI user of AE Services."] : []),
    ...(options.switchName === "" ? ["switchName is empty: name the switch connection of AE Services."] : []),
    ...trustProblems(options),
    ...extensionProblems("vdns", options.vdns),
    ...extensionProblems("stations", options.stations),
    ...rangeProblems(options)
  ]
  if (problems.length > 0) return Result.fail(new AvayaConfigError({ problems }))
  const { allowPlaintext: _settled, ...rest } = options
  return Result.succeed({
    applicationId: "strowger",
    protocolVersions: knownProtocolVersions,
    namespace: "standard",
    sessionDurationS: 180,
    cleanupDelayS: 60,
    requestTimeoutMs: 10_000,
    connectTimeoutMs: 15_000,
    ...rest,
    tls: options.tls,
    agents: {
      readyMode: "autoIn",
      reasonCodes: {},
      pollMs: 30_000,
      pollWithoutEventsMs: 2_000,
      ...options.agents
    }
  })
}
