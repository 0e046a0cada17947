import type { RowsOut } from "../../ByNumber.ts"
import type { RouterEvent } from "../../Event.ts"
import { decodeRow } from "../log/decode.ts"
import type { Rows } from "../log/Rows.ts"
import { F } from "../state/Contacts.ts"
import type { State } from "../State.ts"

/** The rows of the last step as numbers: read where they stand, nothing is copied. */
export class StepRows implements RowsOut {
  private readonly s: State
  private readonly rows: Rows

  constructor(s: State) {
    this.s = s
    this.rows = s.rows
  }

  get count(): number {
    return this.rows.count
  }

  kind(row: number): number {
    return this.rows.kind[row]!
  }

  contact(row: number): number {
    const contact = this.rows.contact[row]!
    return contact < 0 ? -1 : this.s.contacts.f[contact * 8 + F.Sequence]!
  }

  agent(row: number): number {
    const agent = this.rows.agent[row]!
    return agent < 0 ? -1 : this.s.agents.ordinal[agent]!
  }

  offer(row: number): number {
    const engagement = this.rows.engagement[row]!
    return engagement < 0 ? -1 : this.s.engagements.sequence[engagement]!
  }

  x(row: number): number {
    return this.rows.x[row]!
  }

  event(row: number): RouterEvent {
    return decodeRow(this.s, row)
  }
}
