import type { Unit } from "./Chart.ts"

/** How a number of an axis is written. Shares in percent, at most one digit behind the point. */
export const written = (value: number, unit: Unit): string => {
  switch (unit) {
    case "share":
      return `${short(value * 100)}%`
    case "clock": {
      const minutes = Math.round(value * 60)
      return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
    }
    case "seconds":
    case "count":
    case "day":
      return short(value)
  }
}

const short = (value: number): string => String(Math.round(value * 10) / 10)
const two = (value: number): string => String(value).padStart(2, "0")
