// The day that the tests of estimates hold: measured here at length.
export { patient, skilledDay } from "../../packages/router/test/skilledDay.ts"
