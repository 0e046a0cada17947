export { type Cut, type CuttingProxy, openCuttingProxy } from "./CuttingProxy.ts"
