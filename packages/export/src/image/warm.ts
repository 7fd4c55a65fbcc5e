import type { BarRow, ChartModel, ChartTable } from '@cg/charts/model'
import { renderChart } from '../render.ts'
import { renderPanel } from './panel.ts'

/*
 * A picture that nobody sees: engine, fonts, glyphs and writers are loaded and compiled by it, so that the first picture
 * that somebody asks for is as quick as the next ones.
 */

/** Draws it as a file and as a panel. */
export async function warmUp(): Promise<void> {
  await renderChart(model, { format: 'png', preset: 'slide' })
  renderPanel(model, { width: 640, height: 360, theme: 'light' })
}

const noTable: ChartTable = { columns: [], rows: [] }

const row = (at: number): BarRow => ({
  key: String(at),
  name: `区县${at}`,
  rank: String(at),
  tone: 'plain',
  detail: [],
  figure: { value: 10 * at, state: 'reported', text: `${10 * at}.0` },
  light: null,
  target: null,
  reason: null,
  full: null,
  move: null,
})

const model: ChartModel = {
  kind: 'district-ranking',
  title: '预热',
  neutralTitle: '预热',
  titleSource: 'neutral',
  claim: null,
  lines: {
    subtitle: '（%）',
    source: '数据来源：',
    asOf: '截至',
    definition: '口径：',
    note: null,
    release: '发布编号：',
    generated: '生成时间：',
    demo: null,
  },
  fullNote: null,
  methods: [],
  watermark: null,
  unbroken: [],
  generatedAt: '2026-01-01T00:00:00.000Z',
  body: {
    form: 'bars',
    mark: 'bar',
    unit: '%',
    decimals: 1,
    rows: [1, 2, 3, 4, 5, 6].map(row),
    brackets: [],
    scale: { unit: '%', from: 0, to: 60, ticks: [0, 20, 40, 60].map((value) => ({ value, text: String(value) })) },
    reference: null,
    targetWord: null,
    outside: [],
  },
  table: noTable,
  records: noTable,
  ranking: null,
  altText: '',
  file: { period: '2026Q1', subject: '', view: '', release: '' },
}
