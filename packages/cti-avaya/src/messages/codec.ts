import type { Element } from "../xml/Element.ts"

/** Namespaces of what is emitted (docs of ECMA-323 Edition 3, ECMA-354 and Avaya's private data). */
export const sessionUri = "http://www.ecma-international.org/standards/ecma-354/appl_session"
export const cstaUri = "http://www.ecma-international.org/standards/ecma-323/csta/ed3"
export const avayaUri = "http://www.avaya.com/csta"

/** What stands inside an element. */
export interface Body {
  readonly text?: string
  readonly children?: ReadonlyArray<Element>
  readonly attributes?: Readonly<Record<string, string>>
}

/** Both directions of one type of the schema. `decode` is tolerant; `undefined` = the element does not hold such a value. */
export interface Codec<A> {
  readonly encode: (value: A) => Body
  readonly decode: (element: Element) => A | undefined
}

export const element = (uri: string, name: string, body: Body = {}): Element => ({
  name,
  uri,
  attributes: body.attributes ?? {},
  children: body.children ?? [],
  text: body.text ?? ""
})

export interface Field<A, Required extends boolean> {
  readonly codec: Codec<A>
  readonly required: Required
  /** The element's name where it differs from the key. */
  readonly name?: string | undefined
  /** The element's namespace where it differs from its siblings'. */
  readonly uri?: string | undefined
  /** Emitted when no value was given: the schema demands the element, the peers do not. */
  readonly fallback?: A | undefined
  /** `A` is a list of members; each is an element of its own, side by side. */
  readonly each?: boolean | undefined
}

interface FieldOptions<A> {
  readonly name?: string
  readonly uri?: string
  readonly fallback?: A
}

export const required = <A>(codec: Codec<A>, options: FieldOptions<A> = {}): Field<A, true> => ({
  codec,
  required: true,
  ...options
})
export const optional = <A>(codec: Codec<A>, options: FieldOptions<A> = {}): Field<A, false> => ({
  codec,
  required: false,
  ...options
})
/** An element that may stand several times in a row. */
export const repeated = <A>(codec: Codec<A>): Field<ReadonlyArray<A>, false> => ({
  // A member is decoded to a list of one; `record` joins them.
  codec: {
    encode: (values) => (values[0] === undefined ? {} : codec.encode(values[0])),
    decode: (from) => {
      const value = codec.decode(from)
      return value === undefined ? undefined : [value]
    }
  },
  required: false,
  each: true
})

// oxlint-disable-next-line typescript/no-explicit-any -- the one place where the fields of a record differ in type
export type Fields = Readonly<Record<string, Field<any, boolean>>>
type FieldValue<F> = F extends { readonly codec: { readonly decode: (from: never) => infer A } }
  ? Exclude<A, undefined>
  : never

/** The value of a record: required and optional members, and what nobody expected (`other`, verbatim, never emitted). */
export type Value<F extends Fields> = {
  readonly [K in keyof F as F[K] extends { readonly required: true } ? K : never]: FieldValue<F[K]>
} & {
  readonly [K in keyof F as F[K] extends { readonly required: true } ? never : K]?: FieldValue<F[K]> | undefined
} & { readonly other?: ReadonlyArray<Element> | undefined }

/** A sequence of named elements in the order of `fields`; reading takes them in any order. `uri` is the namespace of the members. */
export const record = <F extends Fields>(uri: string, fields: F): Codec<Value<F>> => {
  const byName = new Map(Object.entries(fields).map(([key, field]) => [field.name ?? key, { key, field }]))
  return {
    encode: (value) => ({
      children: Object.entries(fields).flatMap(([key, field]) => {
        const member = (value as Record<string, unknown>)[key] ?? field.fallback
        if (member === undefined) return []
        const members: ReadonlyArray<unknown> = field.each
          ? (member as ReadonlyArray<unknown>).map((one) => [one])
          : [member]
        return members.map((one) => element(field.uri ?? uri, field.name ?? key, field.codec.encode(one)))
      })
    }),
    decode: (from) => {
      const value: Record<string, unknown> = {}
      const other: Array<Element> = []
      for (const one of from.children) {
        const known = byName.get(one.name)
        const before = known === undefined ? undefined : value[known.key]
        const decoded =
          known === undefined || (before !== undefined && !known.field.each) ? undefined : known.field.codec.decode(one)
        if (known === undefined || decoded === undefined) other.push(one)
        else
          value[known.key] =
            before === undefined
              ? decoded
              : [...(before as ReadonlyArray<unknown>), ...(decoded as ReadonlyArray<unknown>)]
      }
      for (const { key, field } of byName.values()) if (field.required && !(key in value)) return undefined
      if (other.length > 0) value["other"] = other
      return value as Value<F>
    }
  }
}

/** An element that holds any number of elements of one name. Members that cannot be read are left out. */
export const list = <A>(uri: string, name: string, codec: Codec<A>): Codec<ReadonlyArray<A>> => ({
  encode: (values) => ({ children: values.map((value) => element(uri, name, codec.encode(value))) }),
  decode: (from) =>
    from.children.flatMap((one) => {
      const decoded = one.name === name ? codec.decode(one) : undefined
      return decoded === undefined ? [] : [decoded]
    })
})

/** `fields` of private data, inside `extensions/privateData/private/<name>`. */
export const extension = <F extends Fields>(name: string, fields: F): Field<Value<F>, false> => {
  const inner = record(avayaUri, fields)
  const codec: Codec<Value<F>> = {
    encode: (value) => {
      const data = element(avayaUri, name, inner.encode(value))
      const wrapped = element(cstaUri, "private", { children: [data] })
      return { children: [element(cstaUri, "privateData", { children: [wrapped] })] }
    },
    decode: (from) => {
      for (const data of from.children.filter((one) => one.name === "privateData")) {
        for (const wrapped of data.children.filter((one) => one.name === "private")) {
          const found = wrapped.children.find((one) => one.name === name)
          if (found !== undefined) return inner.decode(found)
        }
      }
      return undefined
    }
  }
  return optional(codec, { name: "extensions" })
}

/** One kind of message: the namespace of its element, and its members. */
export interface MessageCodec<F extends Fields> {
  readonly uri: string
  readonly codec: Codec<Value<F>>
}
export const message = <F extends Fields>(uri: string, fields: F): MessageCodec<F> => ({
  uri,
  codec: record(uri, fields)
})
