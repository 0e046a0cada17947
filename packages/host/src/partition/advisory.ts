import type { Router } from "@strowger/router"

/**
 * The router for somebody who only listens and advises. A listener that throws would otherwise close the partition; here it is told
 * of once, hears no more, and routing goes on.
 */
export const advisory = (router: Router, failed: (cause: unknown) => void): Router =>
  Object.create(router, {
    subscribe: {
      value: (listener: Parameters<Router["subscribe"]>[0]): (() => void) => {
        const stop = router.subscribe((event) => {
          try {
            listener(event)
          } catch (cause) {
            stop()
            failed(cause)
          }
        })
        return stop
      }
    }
  }) as Router
