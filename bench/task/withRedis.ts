import { accessSync, constants } from "node:fs"
import { startRedis } from "../peer/redis.ts"

/** Why there is no Redis to stand beside; undefined = there is one. */
export function missingRedis(): string | undefined {
  try {
    accessSync("/usr/bin/redis-server", constants.X_OK)
    return undefined
  } catch {
    return "redis-server is not installed (apt-get install redis-server)"
  }
}

/** With a Redis of its own that is gone afterwards. */
export async function withRedis<A>(use: (url: string) => Promise<A>): Promise<A> {
  const redis = await startRedis()
  try {
    return await use(redis.url)
  } finally {
    await redis.stop()
  }
}
