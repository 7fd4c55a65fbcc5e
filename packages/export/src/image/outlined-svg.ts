import './no-system-fonts.ts'
import type { ChartModel } from '@cg/charts/model'
import { buildOption } from '@cg/charts/options/build'
import type { PictureOptions } from '@cg/charts/settings-for'
import { pictureSettings } from '@cg/charts/settings-for'
import { SvgExportFlag, createCanvas } from '@napi-rs/canvas'
import { init, prepareEngine } from './engine.ts'
import { withWords } from './svg.ts'

/** A chart as SVG with every letter as an outline of the export font (文字转曲): the same in any program, its text no longer text. */
export function renderOutlinedSvg(model: ChartModel, options: PictureOptions): string {
  prepareEngine(model)
  const settings = pictureSettings(options)
  const { width, height } = settings
  const canvas = createCanvas(width, height, SvgExportFlag.ConvertTextToPaths)
  const chart = init(canvas as unknown as HTMLElement, null, { renderer: 'canvas', width, height, devicePixelRatio: 1 })
  try {
    chart.setOption(buildOption(model, settings))
    chart.getZr().flush()
    return withWords(compact(canvas.getContent().toString('utf8'), width, height), model)
  } finally {
    chart.dispose()
  }
}

/** Two decimals are a fiftieth of a pixel at the largest size; the head as in the other SVG. */
function compact(svg: string, width: number, height: number): string {
  return svg
    .replace(/^<\?xml[^>]*\?>\s*/, '')
    .replace(/<svg ([^>]*)>/, (_, attributes: string) => `<svg ${attributes} viewBox="0 0 ${width} ${height}">`)
    .replace(/\d+\.\d{3,}/g, (number) => String(Math.round(Number(number) * 100) / 100))
    .replace(/>\s+</g, '><')
}
