// One case of one section, in a process of its own: node child.ts SECTION CASE. What it found goes to the parent as a message.
import { sections } from "../sections.ts"

const [, , sectionName, caseName] = process.argv
const found = sections.find(({ name }) => name === sectionName)?.cases.find(({ name }) => name === caseName)
if (found === undefined) throw new Error(`no case ${caseName} in section ${sectionName}`)
const numbers = await found.measure()
if (process.send === undefined) console.log(numbers)
else process.send(numbers, () => process.disconnect())
