import fc from "fast-check"

// STROWGER_SEED makes every random test try the same again; without it each run tries something new and prints what failed.
const seed = process.env["STROWGER_SEED"]
if (seed !== undefined && seed !== "") fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) })
