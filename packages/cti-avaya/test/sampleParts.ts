/** Pieces the samples are made of. */
export const device = (extension: string): string => `${extension}:CM1:10.0.0.9:0`
export const leg = (extension: string, callID = "179") => ({ callID, deviceID: device(extension) })
export const ucid = "00001001791428242051"
export const linkage = { ucid, switchName: "CM1" }
export const monitorCrossRefID = "3"
export const parties = { callingDevice: device("13800138000"), calledDevice: device("4000") }
export const lastRedirectionDevice = device("6000")
export const caused = (localConnectionInfo: string, cause: string) => ({
  localConnectionInfo,
  cause,
  callLinkageData: linkage
})
export const uui = "E8B4B7E6ACBE"
export const origin = {
  trunkGroup: "11",
  trunkMember: "4",
  lookAheadInfo: {
    type: "vectoringInterflow",
    priority: "medium",
    hours: 9,
    minutes: 30,
    seconds: 5,
    sourceVDN: "Main <VDN> & co"
  },
  userEnteredCode: {
    userEnteredCodeType: "callPrompter",
    userEnteredCodeIndicator: "collect",
    data: "8675309",
    collectVDN: device("4000")
  }
}
export const agent = {
  monitorCrossRefID,
  agentDevice: device("5001"),
  agentID: "2001",
  acdGroup: device("6000"),
  cause: "normal"
}
export const joined = [
  { newConnection: leg("5001", "180"), oldConnection: leg("5001") },
  { newConnection: leg("5002", "180"), oldConnection: leg("5002", "180") }
]
export const session = "469421A9364D46D6444524AE41BEAD72-0"
export const dialogue = { crossRefIdentifier: "501", routeRegisterReqID: "12" }
