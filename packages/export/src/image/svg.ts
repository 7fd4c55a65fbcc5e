import { footerLines } from '@cg/charts/model'
import type { ChartModel } from '@cg/charts/model'
import { buildOption } from '@cg/charts/options/build'
import type { PictureOptions } from '@cg/charts/settings-for'
import { pictureSettings } from '@cg/charts/settings-for'
import { init, prepareEngine } from './engine.ts'
import { settleSvg } from './settle-svg.ts'
import { xmlText } from '../inert-text.ts'

/** A chart as SVG: text stays text, named for screen readers, no style sheet and nothing from outside. */
export function renderSvg(model: ChartModel, options: PictureOptions): string {
  prepareEngine(model)
  const settings = pictureSettings(options)
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: settings.width, height: settings.height })
  try {
    chart.setOption(buildOption(model, settings))
    return withWords(withoutMeta(settleSvg(chart.renderToSVGString(), 'cg', settings.fontFamily)), model)
  } finally {
    chart.dispose()
  }
}

/** Named for screen readers, as every picture of a page must be. */
export function withWords(svg: string, model: ChartModel): string {
  const description = `${model.altText}。${footerLines(model.lines).join('。')}`
  const words = `<title id="cg-title">${xmlText(model.title)}</title><desc id="cg-desc">${xmlText(description)}</desc>`
  return svg.replace(
    /^<svg([^>]*)>/,
    (_, attributes: string) => `<svg${attributes} role="img" aria-labelledby="cg-title cg-desc">${words}`,
  )
}

/** What a page needs to make the picture live, a file does not. */
function withoutMeta(svg: string): string {
  return svg.replace(/ ecmeta_\w+="[^"]*"/g, '')
}
