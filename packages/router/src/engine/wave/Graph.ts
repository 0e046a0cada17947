/** Who may be given whom. Of contact c the edges `at[c]` to `at[c + 1] - 1` name agents, none twice. */
export interface Graph {
  readonly contacts: number
  readonly agents: number
  readonly at: Int32Array
  readonly agent: Int32Array
}
