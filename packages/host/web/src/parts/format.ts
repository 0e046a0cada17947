const two = (value: number): string => String(value).padStart(2, "0")

/** 0:38, 11:20, 2:54:10. */
export const duration = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const minutes = Math.floor(seconds / 60) % 60
  const hours = Math.floor(seconds / 3600)
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

/** 24 h clock; with the day in front unless it is today's. */
export const clock = (atMs: number, nowMs: number): string => {
  const at = new Date(atMs)
  const day =
    at.toDateString() === new Date(nowMs).toDateString() ? "" : `${two(at.getMonth() + 1)}-${two(at.getDate())} `
  return `${day}${two(at.getHours())}:${two(at.getMinutes())}`
}

export const clockSeconds = (atMs: number): string => {
  const at = new Date(atMs)
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
}

/** 84.2%, one decimal; unknown is a dash and not zero. */
export const percent = (share: number | undefined): string =>
  share === undefined ? "—" : `${(Math.round(share * 1000) / 10).toFixed(1)}%`

/** 1,076. */
export const count = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ",")

export const bytes = (size: number): string =>
  size < 1024
    ? `${size} B`
    : size < 1024 * 1024
      ? `${Math.round(size / 1024)} KB`
      : `${(size / 1024 / 1024).toFixed(1)} MB`
