import type { Mutant } from "./Mutant.ts"

/** Bugs of what is kept where next to nobody is like another: shared lanes under keys, shelves of agents, single tests. */
export const ofUnlike: ReadonlyArray<Mutant> = [
  {
    bug: "abandoned contact left in the pivot",
    file: "evolve.ts",
    text: "case Kind.Cancelled: leaveLane(s, c) drop(s, c)",
    instead: "case Kind.Cancelled:\n drop(s, c)"
  },
  {
    bug: "who leaves a shared lane is still counted among those of his demand",
    file: "index/Lanes.ts",
    text: "if (demand < 0) this.pivot!.part(contact)",
    instead: ""
  },
  {
    bug: "empty shared lane stays under its keys",
    file: "index/Pivot.ts",
    text: "for (const key of keys) drop(this.lists[key * 8 + channel]!, entryOf(lane, keys))",
    instead: "void lane\n void keys\n void channel"
  },
  {
    bug: "shared lane takes contacts of every priority",
    file: "index/Pivot.ts",
    text: "`${queue}/${step} ${channel} ${priority} ${creditMs} ${cover}`",
    instead: "`${queue}/${step} ${channel} ${creditMs} ${cover}`"
  },
  {
    bug: "a lane whose first contact does not fit is given up",
    file: "match/Walk.ts",
    text: "const contact = this.contacts.i[this.next[place]! * 16 + I.Next]!",
    instead: "const contact = -1 as number"
  },
  {
    bug: "lanes are gone down in the order of their keys",
    file: "match/Walk.ts",
    text: "|| cells[b * 8 + C.OrderAt]! - cells[a * 8 + C.OrderAt]! return ahead > 0 || (ahead === 0 && this.contacts.isOlder(this.next[a]!, this.next[b]!))",
    instead: "\n return ahead > 0"
  },
  {
    bug: "agent stands on the shelf of his first key alone",
    file: "index/Shelves.ts",
    text: "for (const key of keys) { const place",
    instead: "for (const key of keys.slice(0, 1)) {\n const place"
  },
  {
    bug: "place on a shelf searched from the head is one too far",
    file: "index/Chains.ts",
    text: "after = previous[before]! break",
    instead: "after = before\n break"
  },
  {
    bug: "place on a shelf taken without a search by rest",
    file: "index/Chains.ts",
    text: "while (after >= 0 && this.isBefore(member, after)) {",
    instead: "while (after < -1) {"
  },
  {
    bug: "of several skills only the first is tested",
    file: "index/Tests.ts",
    text: "const last = first + wanted[first - 1]! * 2 for (let at = first; at < last; at += 2) if (mine[",
    instead:
      "const last = first + Math.min(1, wanted[first - 1]!) * 2\n for (let at = first; at < last; at += 2) if (mine["
  },
  {
    bug: "levels of the profile tested before are still there",
    file: "index/Tests.ts",
    text: "mine[before[at]!] = 0",
    instead: "void before"
  }
]
