import type { Chart } from "./Chart.ts"
import { dataOf, inWords } from "./inWords.ts"
import { layoutOf } from "./layout.ts"
import { optionOf } from "./option.ts"

/** What the library keeps to itself: its public way adds rules for a mouse that a file has no use for. */
interface SvgPainter {
  renderToString(options: { cssAnimation: boolean; cssEmphasis: boolean; useViewBox: boolean }): string
}

/**
 * The chart as an SVG document: a picture with title and description, and the data in `<metadata>` as JSON. The same chart gives the
 * same bytes. The library is loaded when the first chart is drawn.
 */
export const drawSvg = async (chart: Chart, widthPx = 960): Promise<string> => {
  const { init } = await import("echarts/dist/echarts.esm.min")
  const layout = layoutOf(chart, widthPx)
  const size = { width: layout.widthPx, height: layout.heightPx }
  const drawn = init(null, null, { renderer: "svg", ssr: true, ...size })
  drawn.setOption(optionOf(chart, layout))
  const painter = drawn.getZr().painter as unknown as SvgPainter
  const svg = painter.renderToString({ cssAnimation: false, cssEmphasis: false, useViewBox: true })
  drawn.dispose()
  return dressed(svg, chart)
}

const dressed = (svg: string, chart: Chart): string =>
  svg
    // The library counts its drawings; our ids are the chart's, so that several can stand in one page.
    .replaceAll(/( id="| class="|url\(#)zr\d+-/g, `$1${chart.name}-`)
    .replace(
      /^<svg ([^>]*)>/,
      (_, attributes: string) =>
        `<svg ${attributes} role="img" aria-labelledby="${chart.name}-title" aria-describedby="${chart.name}-desc">\n` +
        `<title id="${chart.name}-title">${escaped(chart.title)}</title>\n` +
        `<desc id="${chart.name}-desc">${escaped(inWords(chart))}</desc>\n` +
        `<metadata>${escaped(JSON.stringify(dataOf(chart)))}</metadata>`
    )
    .concat("\n")

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
