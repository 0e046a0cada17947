/** The form of a device id: `extension:switchName:switchIP:instance`, parts may be empty. */
export class DeviceIds {
  readonly #switchName: string

  constructor(switchName: string) {
    this.#switchName = switchName
  }

  of(extension: string): string {
    return `${extension}:${this.#switchName}::0`
  }

  /** The extension of an id, or of a bare extension; ids are compared without regard to case. */
  extension(id: string): string {
    return (id.split(":")[0] ?? "").trim()
  }

  /** Whether an id speaks of this switch. */
  ours(id: string): boolean {
    const name = id.split(":")[1] ?? ""
    return name === "" || name.toLowerCase() === this.#switchName.toLowerCase()
  }
}
