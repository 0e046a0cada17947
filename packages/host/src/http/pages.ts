import { existsSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { HttpRouter, HttpServerResponse, HttpStaticServer } from "effect/http"

/** The built screens, beside the sources and beside the built code alike. */
const built = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "web", "dist")
export const screensFolder = join(built, "inside")

/** The customer's page: on the chat's own port, apart from what is inside. */
export const customerPages = join(built, "customer")

/** The pages inside, when they were built. */
export const pagesLayer = existsSync(screensFolder)
  ? HttpStaticServer.layer({ root: screensFolder, index: "sign-in.html" })
  : HttpRouter.add(
      "GET",
      "/",
      HttpServerResponse.text("The screens are not built. Run `npm run build:screens` and start again.", {
        status: 503
      })
    )
