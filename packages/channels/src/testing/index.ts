export { type AdapterWorld, adapterLaws, type Law, type MakeAdapterWorld } from "./adapterLaws.ts"
export { type Cut, type CuttingProxy, openCuttingProxy } from "./CuttingProxy.ts"
