/**
 * Colours and type of the design (`web/src/styles/tokens.css`, light: charts are printed). A test holds that they are the same.
 * What tells two series apart is never colour alone: lines have a dash and a symbol of their own, bars a tone or a hatching.
 */
export const theme = {
  surface: "#ffffff",
  ink: "#16201e",
  "ink-2": "#45504d",
  "ink-3": "#5e6865",
  "line-strong": "#7c8581",
  "c-grid": "#e3e6e2",
  c1: "#0f6a66",
  c2: "#b9c6c1",
  c3: "#c2571a",
  c4: "#1f55c4",
  "ch-chat": "#6a38b4",
  "ch-sms": "#a8246a",
  "st-wrap": "#745600"
} as const

export const fonts =
  "-apple-system, 'Segoe UI', 'PingFang SC', 'HarmonyOS Sans SC', 'Microsoft YaHei UI', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', system-ui, sans-serif"

interface LineStyle {
  readonly colour: string
  readonly dash: "solid" | ReadonlyArray<number>
  readonly symbol: "circle" | "triangle" | "rect" | "diamond" | "roundRect" | "emptyCircle"
}

/** In the order of the lines; more lines than styles begin anew. */
export const lineStyles: ReadonlyArray<LineStyle> = [
  { colour: theme.c1, dash: "solid", symbol: "circle" },
  { colour: theme.c3, dash: [8, 4], symbol: "triangle" },
  { colour: theme.c4, dash: [3, 3], symbol: "rect" },
  { colour: theme["ch-chat"], dash: [10, 4, 2, 4], symbol: "diamond" },
  { colour: theme["st-wrap"], dash: [14, 4], symbol: "roundRect" },
  { colour: theme["ch-sms"], dash: [6, 2, 2, 2, 2, 2], symbol: "emptyCircle" }
]
export const referenceStyle: LineStyle = { colour: theme["ink-2"], dash: [2, 3], symbol: "emptyCircle" }

interface BarStyle {
  readonly colour: string
  /** Degrees of the hatching; undefined = plain. */
  readonly hatching?: number
}
export const barStyles: ReadonlyArray<BarStyle> = [
  { colour: theme.c1 },
  { colour: theme.c2 },
  { colour: theme.c3, hatching: 45 },
  { colour: theme.c4, hatching: -45 },
  { colour: theme["ch-chat"], hatching: 90 }
]
