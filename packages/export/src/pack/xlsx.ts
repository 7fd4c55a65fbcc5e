import type { ChartModel } from '@cg/charts/model'
import { columnHeader } from '../sheet/csv.ts'
import type { Sheet } from '../sheet/chart-workbook.ts'
import { writeWorkbook } from '../sheet/chart-workbook.ts'
import { inertCell } from '../inert-text.ts'
import { chartSheet } from '../sheet/chart-sheet.ts'
import { tableSheet } from '../sheet/xlsx.ts'
import { nativeChart } from '../slides/forms.ts'
import { modelsOf } from './frame.ts'
import type { PackCommon, PackSlide, Tell } from './slides.ts'

/** The figures of a material: 说明 with what stands on which sheet, then a sheet a chart with its drawing, or its table. */
export async function renderPackXlsx(pack: PackCommon, slides: readonly PackSlide[], tell: Tell): Promise<Uint8Array> {
  const charts = drawnOf(slides)
  const sheets = charts.map(({ slide, model, name }): Sheet => {
    tell(slide.number)
    const native = nativeChart(model)
    const sheet = native === null ? tableSheet(name, model.table) : chartSheet(name, native, true)
    return { ...sheet, title: inertCell(`${slide.page.title}，${model.lines.subtitle}`) }
  })
  return await writeWorkbook([notesSheet(pack, charts), ...wordsSheet(slides), ...sheets], {
    title: pack.name,
    generatedAt: pack.generatedAt,
    foot: [pack.name, pack.foot.release, ...(pack.watermark === null ? [] : [pack.watermark])].join('\u3000'),
  })
}

/** What the pages of sentences say, line by line; no sheet without any. */
function wordsSheet(slides: readonly PackSlide[]): Sheet[] {
  const rows = slides.flatMap(({ number, page, shown }) =>
    shown.kind === 'words'
      ? shown.sections.flatMap(({ title, items }) => items.map((item) => [number, page.title, title, item]))
      : [],
  )
  if (rows.length === 0) return []
  return [{ name: '文字', header: ['张', '标题', '栏', '内容'], rows, decimals: [0, null, null, null] }]
}

type Drawn = { readonly slide: PackSlide; readonly model: ChartModel; readonly name: string }

/** Every chart once, whole, by the first of its slides: 图5, 表6, 图7左. */
function drawnOf(slides: readonly PackSlide[]): Drawn[] {
  const seen = new Set<string>()
  return slides.flatMap((slide) => {
    const { content } = slide.page
    if (seen.has(slide.page.id)) return []
    seen.add(slide.page.id)
    const models = content.kind === 'chart' || content.kind === 'table' ? [content.model] : modelsOf(slide.shown)
    return models.map((model, at) => {
      const side = models.length === 1 ? '' : at === 0 ? '左' : '右'
      return { slide, model, name: `${nativeChart(model) === null ? '表' : '图'}${slide.number}${side}` }
    })
  })
}

function notesSheet({ name, foot, watermark }: PackCommon, charts: readonly Drawn[]): Sheet {
  const about = [
    ['材料', name],
    ['单位', foot.unit],
    ['截至', foot.asOf],
    ['发布', foot.release],
    ['生成', foot.generated],
    ...(foot.demo === null ? [] : [['数据', foot.demo]]),
    ...(watermark === null ? [] : [['状态', watermark]]),
  ]
  const listed = charts.flatMap(({ slide, model, name: sheet }) => {
    const { subtitle, source, definition } = model.lines
    return [
      [`工作表“${sheet}”`, `第${slide.number}张：${slide.page.title}`],
      ['', [subtitle, source, definition, model.fullNote ?? ''].filter((part) => part !== '').join('；')],
      ['', `列：${model.table.columns.map(columnHeader).join('、')}`],
    ]
  })
  return { name: '说明', header: ['项目', '内容'], rows: [...about, ...listed], decimals: [null, null], isText: true }
}
