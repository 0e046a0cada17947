import { known, type NoDevice } from "./messages/values.ts"

/**
 * The bare extension of a device id (`extension:switch:address:instance`, parts may be empty). Ids are compared without regard to case.
 * `undefined` where the switch names no device.
 */
export const extensionOf = (device: string | NoDevice | undefined): string | undefined => {
  const id = known(device)
  if (id === undefined) return undefined
  const end = id.indexOf(":")
  const extension = (end === -1 ? id : id.slice(0, end)).trim().toLowerCase()
  return extension === "" ? undefined : extension
}
