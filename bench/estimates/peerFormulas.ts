/**
 * What two widely used systems tell their callers, as their sources say it. Nothing of it is ours: it stands here to be held against what
 * happens, beside our own.
 */

/** Asterisk's app_queue keeps a queue's mean wait as whole seconds: a quarter of each new wait, three quarters of what was. */
export const asteriskHold = (holdS: number, waitedS: number): number =>
  ((holdS << 2) - holdS + Math.round(waitedS)) >> 2

/** And announces to who has waited so long: `labs((holdtime + 30) - waited) / 60`, in whole minutes. Neither places nor agents count. */
export const asteriskMinutes = (holdS: number, waitedS: number): number =>
  Math.floor(Math.abs(holdS + 30 - Math.floor(waitedS)) / 60)

/**
 * Rocket.Chat: mean chat duration x ((spot - 1) / n + 1), where n is meant to be how many chats are served at a time and what is passed is
 * the number of recent chats that statistics are taken of (default 100). Agents do not count.
 */
export const rocketChatSeconds = (spot: number, meanChatS: number, mostRecentChats = 100): number =>
  meanChatS * ((spot - 1) / mostRecentChats + 1)
