/**
 * Must every rule have its story and every behaviour its row? Until then what is open is printed, not failed.
 * `STROWGER_COMPLETE=1` fails it in one run.
 */
export const mustBeComplete = process.env.STROWGER_COMPLETE === "1"
