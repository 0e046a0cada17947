export declare const peers: Record<string, { packages: Array<string>; paths: Array<string>; why: string }>
export declare const present: () => Record<string, boolean>
export declare const missingPackages: () => Array<string>
