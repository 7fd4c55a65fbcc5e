import { chartFromSpec } from '@cg/charts/from-spec'
import { changed } from '@cg/charts/late'
import type { GridBody } from '@cg/charts/model'
import type { PackContent, PackPage } from '@cg/charts/pack/pack-model'
import { factsForSpec } from '@cg/charts/testing/gallery'
import { must } from '@cg/domain/must'
import { expect, it } from 'vitest'
import { agendaColumns } from './frame.ts'
import { atAGlance } from './glance.ts'
import { packSlides } from './slides.ts'

/* What a material shows of what is long: its agenda, and a matrix of a large city. */

const page = (id: string, title: string, content: PackContent): PackPage => ({
  id,
  title,
  generatedTitle: '',
  written: null,
  remark: '',
  content,
})
const words: PackContent = { kind: 'words', subtitle: '', lists: [], source: '', notes: [] }
const model = chartFromSpec({ kind: 'tartan' }, factsForSpec({ kind: 'tartan' }))
const long = '一个比目录半行能放下的字数还要多出好几个字的本期结论标题'

function agendaOf(perChapter: number) {
  const chapters = ['甲', '乙', '丙', '丁'].flatMap((name, at) => [
    page(`c${at}`, name, { kind: 'chapter', number: String(at + 1) }),
    ...Array.from({ length: perChapter }, (_, place) =>
      place === 0 ? page(`p${at}`, long, { kind: 'chart', model }) : page(`p${at}-${place}`, `第${place}页`, words),
    ),
  ])
  const { shown } = must(packSlides({ pages: [page('agenda', '目录', { kind: 'agenda' }), ...chapters] })[0])
  return shown.kind === 'agenda' ? shown.lines : []
}

it('lists the pages below their chapters with their numbers, in two columns where one is too short', () => {
  expect(agendaOf(2).map(({ text }) => text)).toEqual(['甲', '乙', '丙', '丁'].flatMap((name) => [name, long, '第1页']))
  const lines = agendaOf(5)
  expect(lines).toHaveLength(24)
  expect(lines.filter(({ isChapter }) => !isChapter).every(({ text }) => text !== long)).toBe(true)
  expect(must(lines[1])).toMatchObject({ text: model.neutralTitle, slide: 3, isChapter: false })
  expect(agendaColumns(lines).map((column) => [column.length, column[0]?.text])).toEqual([
    [12, '甲'],
    [12, '丙'],
  ])
  expect(agendaOf(6).map(({ text }) => text)).toEqual(['甲', '乙', '丙', '丁'])
})

it('cuts a matrix of many units and indicators to where it is weakest, and says so', () => {
  const body = must(model.body.form === 'grid' ? model.body : null)
  const cell = must(body.rows[0]?.cells[0])
  const [row, column] = [must(body.rows[0]), must(body.columns[0])]
  const large: GridBody = {
    ...body,
    columns: Array.from({ length: 30 }, (_, at) => ({ ...column, name: `指标${at}` })),
    rows: Array.from({ length: 30 }, (_, at) => ({
      ...row,
      name: `单位${at}`,
      // The last units and the last indicators are weak.
      cells: Array.from({ length: 30 }, (__, place) => ({ ...cell, isWeak: at + place >= 36 })),
    })),
    totals: Array.from({ length: 30 }, (_, at) => String(at)),
  }
  const cut = atAGlance(changed(model, { body: large }))
  const shown = must(cut.body.form === 'grid' ? cut.body : null)
  expect(shown.rows.map(({ name }) => name)).toEqual(Array.from({ length: 12 }, (_, at) => `单位${18 + at}`))
  expect(shown.columns.map(({ name }) => name)).toEqual(Array.from({ length: 12 }, (_, at) => `指标${18 + at}`))
  expect(shown.totals).toEqual(Array.from({ length: 12 }, (_, at) => String(18 + at)))
  expect(cut.lines.subtitle).toContain('（只列滞后指标最多的12行、滞后单位最多的12列，全表见 XLSX）')
  expect(atAGlance(model)).toBe(model)
})
