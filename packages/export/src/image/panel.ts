import { createHash } from 'node:crypto'
import type { ChartModel } from '@cg/charts/model'
import { buildOption } from '@cg/charts/options/build'
import type { PanelOptions } from '@cg/charts/settings-for'
import { panelSettings } from '@cg/charts/settings-for'
import { cleanModel } from '../clean-model.ts'
import { init, prepareEngine } from './engine.ts'
import { settleSvg } from './settle-svg.ts'

export type PanelRequest = Omit<PanelOptions, 'animation'>

/**
 * A chart's plot as SVG for a page, from the option that the page builds itself (`panelSettings`). Marks carry the
 * `ecmeta_` attributes that `hydrate` of `echarts/ssr/client` reads; ids are the panel's own, so that several stand on
 * one page. The same model and size give the same text.
 */
export function renderPanel(model: ChartModel, request: PanelRequest): string {
  prepareEngine(model)
  const settings = panelSettings({ ...request, animation: false })
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: settings.width, height: settings.height })
  try {
    chart.setOption(buildOption(cleanModel(model), settings))
    return withOwnIds(compact(settleSvg(chart.renderToSVGString(), 'cg', settings.fontFamily)))
  } finally {
    chart.dispose()
  }
}

/** What takes no pointer says so, so that the mark beneath gets it. */
function compact(svg: string): string {
  return svg
    .replace(/<(\w+) ([^>]*)>/g, (tag, name: string, attributes: string) =>
      attributes.includes('ecmeta_silent="true"')
        ? `<${name} ${attributes.replace(/ ?ecmeta_\w+="[^"]*"/g, '').trim()} pointer-events="none">`
        : tag,
    )
    .replace(/ (?:version|baseProfile|xmlns:xlink)="[^"]*"/g, '')
    .replace(/<g>\s*<\/g>\n?/g, '')
    .replaceAll('\n', '')
}

function withOwnIds(svg: string): string {
  const mark = createHash('sha256').update(svg).digest('hex').slice(0, 10)
  return svg.replace(/\bcg-(\d+)\b/g, `cg${mark}-$1`)
}
