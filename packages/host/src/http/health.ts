import { Effect, Layer } from "effect"
import { HttpRouter, HttpServerResponse } from "effect/http"
import { PrometheusMetrics } from "effect/observability"
import { Adapters } from "../adapters/Adapters.ts"
import { sample } from "../metrics/sample.ts"
import { Partition } from "../partition/Partition.ts"
import { Tenure } from "../partition/Tenure.ts"

/**
 * `/health/live`: the process answers. `/health`: it leads its partition, and how every adapter is; 503 when it may not acknowledge
 * anything. `/metrics`: Prometheus text.
 */
export const healthRoutes = Layer.mergeAll(
  HttpRouter.add("GET", "/health/live", HttpServerResponse.text("ok")),
  HttpRouter.add(
    "GET",
    "/health",
    Effect.gen(function* () {
      const partition = yield* Partition
      const tenure = yield* Tenure
      const { all } = yield* Adapters
      const adapters = yield* Effect.forEach(all, (adapter) =>
        Effect.map(adapter.health, (health) => ({ id: adapter.id, channel: adapter.channel, ...health }))
      )
      const leading = tenure.alive()
      return HttpServerResponse.jsonUnsafe(
        { status: leading ? "up" : "down", partition: partition.id, position: partition.durableSeq(), adapters },
        { status: leading ? 200 : 503 }
      )
    })
  ),
  HttpRouter.add(
    "GET",
    "/metrics",
    Effect.gen(function* () {
      yield* sample
      return HttpServerResponse.text(yield* PrometheusMetrics.format(), {
        contentType: "text/plain; version=0.0.4; charset=utf-8"
      })
    })
  )
)
