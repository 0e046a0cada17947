/** Figures as tables print them. Unknown is a dash, never zero. */
export const percent = (share: number | undefined): string =>
  share === undefined ? "—" : `${(share * 100).toFixed(1)}%`
export const seconds = (value: number | undefined): string => (value === undefined ? "—" : value.toFixed(1))
export const index = (value: number | undefined): string => (value === undefined ? "—" : value.toFixed(3))
