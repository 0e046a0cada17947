import type { AttributeType, AttributeValue } from "../../Command.ts"
import { didYouMean } from "./nearest.ts"

/** What is known by name. Left out = anything. */
export interface Words {
  /** The declared skills. */
  readonly skills?: ReadonlyArray<string>
  /** The declared attributes and their types. */
  readonly attributes?: Readonly<Record<string, AttributeType>>
}

/** The skills and attributes that are known, where the configuration says so; what it leaves out is anything. */
export class Vocabulary {
  private readonly skills: ReadonlySet<string> | undefined
  private readonly attributes: ReadonlyMap<string, AttributeType> | undefined

  constructor({ skills, attributes }: Words) {
    this.skills = skills && new Set(skills)
    this.attributes = attributes && new Map(Object.entries(attributes))
  }

  /** Anything is known. */
  get isOpen(): boolean {
    return this.skills === undefined && this.attributes === undefined
  }

  /** Why there is no such skill; undefined = there may be. */
  whyNoSkill(skill: string): string | undefined {
    if (this.skills === undefined || this.skills.has(skill)) return undefined
    if (this.attributes?.has(skill)) return `${skill} is an attribute: write @${skill}`
    return `no skill "${skill}"${didYouMean(skill, this.skills) || knownAre(this.skills)}`
  }

  whyNoAttribute(attribute: string): string | undefined {
    if (this.attributes === undefined || this.attributes.has(attribute)) return undefined
    if (this.skills?.has(attribute)) return `${attribute} is a skill: write it without "@"`
    return `no attribute "${attribute}"${didYouMean(attribute, this.attributes.keys()) || knownAre(this.attributes.keys())}`
  }

  /** Why an attribute cannot be this; an unknown one can be anything. */
  whyNot(attribute: string, value: AttributeValue): string | undefined {
    const type = this.attributes?.get(attribute)
    if (type === undefined || type === typeOf(value)) return undefined
    return `attribute ${attribute} is ${typeWords[type]}`
  }
}

export const anyWords = new Vocabulary({})

const typeOf = (value: AttributeValue): AttributeType =>
  typeof value === "string" ? "text" : typeof value === "number" ? "number" : "flag"

const typeWords = {
  text: 'a text: write it in double quotes, e.g. "Pudong"',
  number: "a whole number: write e.g. 3",
  flag: "a flag: write true or false"
} as const

function knownAre(names: Iterable<string>): string {
  const all = [...names]
  const more = all.length > 20 ? ` and ${all.length - 20} more` : ""
  return all.length === 0 ? ": none is known" : `: known are ${all.slice(0, 20).join(", ")}${more}`
}
