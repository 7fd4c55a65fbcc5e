import type { ChartKind } from '@cg/contract/chart'
import { chartKinds } from '@cg/contract/chart'
import type { PackFormat } from '@cg/contract/material/pack'
import type { Recipe, RecipePage } from '@cg/contract/material/recipe'
import { packSkins } from '@cg/contract/skin'
import { answersNeeded } from '@cg/charts/pack/answers'
import type { PageAnswer } from '@cg/charts/pack/answers'
import { builtinRecipe } from '@cg/charts/pack/builtin'
import { packModel } from '@cg/charts/pack/pack'
import type { PackModel } from '@cg/charts/pack/pack-model'
import { stampPack } from '@cg/charts/stamp'
import { matrixFacts, release } from '@cg/charts/testing/fixtures'
import { factsForSpec } from '@cg/charts/testing/gallery'
import { pageAnswers } from '@cg/charts/testing/page-fixture'
import { must } from '@cg/domain/must'
import { readXlsx } from 'hucre/xlsx'
import { getDocumentProxy } from 'unpdf'
import { expect, it } from 'vitest'
import { checkPptx } from '../slides/check.ts'
import { officeFindings } from '../testing/office.ts'
import { renderPack } from '../testing/pack.ts'
import { slideObjects } from '../testing/slide-part.ts'
import { partNames, partText } from '../testing/zip.ts'
import { leastLetters, letterRemarks } from './letters.ts'
import { packSlides } from './slides.ts'

/* A material as whoever takes it to a meeting opens it. */

const specs: Partial<Record<ChartKind, object>> = {
  contribution: { focus: 'YC09' },
  waterfall: { focus: 'YC09', against: 'ahead' },
  bump: { focus: 'YC09' },
  spine: { focus: 'YC09' },
  'gap-trend': { pair: '规上—中小微', measure: 'JN03' },
  difference: { before: 'CG-2026Q3-01' },
  breakdown: { axis: 'cluster', measure: 'JN03' },
}
const measured: ReadonlySet<ChartKind> = new Set([
  'trend',
  'by-unit',
  'multiples',
  'funnel',
  'worker-groups',
  'group-gaps',
  'unit-history',
  'map',
])

const chart = (kind: ChartKind, as: 'chart' | 'table', at: number): RecipePage => ({
  kind: 'chart',
  id: `${as}${at}`,
  chart: { kind, ...(measured.has(kind) ? { measure: 'JN03' } : {}), ...specs[kind] },
  as,
  title: null,
  remark: '先讲这一张。',
})

/** Every kind of page, every kind of chart, drawn and as a table. */
const everything: Recipe = {
  kind: 'own',
  name: '各种页面',
  skin: 'red',
  unit: null,
  pages: [
    { kind: 'cover', id: 'cover', title: null, subtitle: null },
    { kind: 'agenda', id: 'agenda' },
    { kind: 'chapter', id: 'chapter', title: '总体情况' },
    ...chartKinds.map((kind, at) => chart(kind, 'chart', at)),
    ...chartKinds.map((kind, at) => chart(kind, 'table', at)),
    {
      kind: 'two-charts',
      id: 'two',
      left: { kind: 'kpi' },
      right: { kind: 'trend', measure: 'JN03' },
      words: { page: 'overview', params: {}, heading: '指标与报送情况' },
      title: null,
      remark: '',
    },
    { kind: 'words', id: 'words', page: 'overview', params: {}, heading: null, title: null, remark: '' },
    { kind: 'closing', id: 'closing', title: null },
  ],
}

const { indicators } = matrixFacts()
const look = {
  office: '',
  emblem: {
    png: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
    width: 96,
    height: 48,
  },
}

function packOf(recipe: Recipe, head: object = {}, correction: string | null = null): PackModel {
  const answers = [...answersNeeded(recipe)].map(([id, ask]): [string, PageAnswer] => [
    id,
    ask.kind === 'page'
      ? { kind: 'page', page: { answer: pageAnswers[ask.page] } }
      : {
          kind: 'charts',
          charts: ask.specs.map((spec) => ({ answer: factsForSpec(spec, head) })),
          ...(ask.words === undefined ? {} : { words: { answer: pageAnswers[ask.words.page] } }),
        },
  ])
  return packModel(recipe, new Map(answers), {
    release: { ...release, ...head },
    correction,
    unitName: null,
    indicators,
    look,
  })
}

const quiet = (): void => undefined

const made = new Map<PackFormat, ReturnType<typeof renderPack>>()

/** The material with everything in it, made once in each format. */
function renderedEverything(format: PackFormat): ReturnType<typeof renderPack> {
  const known = made.get(format) ?? renderPack(packOf(everything), format, quiet)
  made.set(format, known)
  return known
}

async function textsOfPdf(bytes: Uint8Array): Promise<string[]> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes))
  const texts: string[] = []
  for (let page = 1; page <= pdf.numPages; page++) {
    const { items } = await (await pdf.getPage(page)).getTextContent()
    texts.push(
      items
        .map((item) => ('str' in item ? item.str : ''))
        .join('')
        .replaceAll(/\s/gu, ''),
    )
  }
  return texts
}

/** Forms that are cut into slides until their letters can be read from the back of a room (ux 4). */
const readable: ReadonlySet<string> = new Set(['bars', 'grid'])

/** Points of the smallest letters of a slide between its head and its foot. */
function smallest(slide: string): number {
  const body = slideObjects(slide).filter(({ name }) => !/^(?:标题|副标题|演示数据|来源与口径|页码|试看)/u.test(name))
  const sizes = body.flatMap(({ xml }) => [...xml.matchAll(/ sz="(\d+)"/gu)].map(([, size]) => Number(size) / 100))
  return Math.min(...sizes)
}

it('is a deck without a fault, a slide for each that the outline counts, titles in their placeholders', async () => {
  const pack = packOf(everything)
  expect(pack.pages.filter(({ content }) => content.kind === 'refused')).toEqual([])
  const slides = packSlides(pack)
  const { bytes, fileName } = await renderedEverything('pptx')
  expect(fileName).toBe('2026Q3_各种页面_CG-2026Q3-01.pptx')
  expect(await checkPptx(bytes)).toEqual([])
  expect(await officeFindings(bytes, 'pptx')).toEqual([])
  const names = await partNames(bytes)
  expect(names.filter((name) => /^ppt\/slides\/slide\d+\.xml$/u.test(name))).toHaveLength(slides.length)
  for (const { number, title, shown } of slides) {
    const text = await partText(bytes, `ppt/slides/slide${number}.xml`)
    const placeholder = must(/<p:sp>(?:(?!<\/p:sp>)[^])*type="title"[^]*?<\/p:sp>/u.exec(text))[0]
    const said = [...placeholder.matchAll(/<a:t>([^<]*)<\/a:t>/gu)].map(([, words]) => words).join('')
    expect(said.replaceAll('&amp;', '&')).toBe(title)
    if (shown.kind === 'chart' && readable.has(shown.model.body.form))
      expect(smallest(text), title).toBeGreaterThanOrEqual(14)
    if (shown.kind === 'chart')
      expect(await partText(bytes, `ppt/notesSlides/notesSlide${number}.xml`)).toContain('讲稿：先讲这一张。')
  }
})

it('is a PDF of the same slides in 16:9, each with its title, its foot and its number', async () => {
  const pack = packOf(everything)
  const slides = packSlides(pack)
  const { bytes } = await renderedEverything('pdf')
  const texts = await textsOfPdf(bytes)
  const behind = texts.slice(slides.length)
  expect(behind.length).toBeGreaterThan(0)
  expect(behind.at(-1)).toContain(`附${behind.length}/${behind.length}`)
  for (const { name, definition, source } of pack.measures)
    for (const words of [name, definition, source]) expect(behind.join('')).toContain(words.replaceAll(/\s/gu, ''))
  for (const { number, title, shown } of slides) {
    const text = must(texts[number - 1])
    expect(text).toContain(title.replaceAll(/\s/gu, ''))
    if (shown.kind === 'cover' || shown.kind === 'closing') continue
    expect(text).toContain(`${number}/${slides.length}`)
    if (shown.kind === 'chapter') continue
    for (const line of ['云川市', '截至2026年9月30日', '发布编号：CG-2026Q3-01（正式发布）'])
      expect(text).toContain(line)
  }
})

it('is a paper whose headings are the titles, with a picture and its figures under each, which Word opens', async () => {
  const pack = packOf(everything)
  const { bytes } = await renderPack(pack, 'docx', quiet)
  expect(await officeFindings(bytes, 'docx')).toEqual([])
  const text = await partText(bytes, 'word/document.xml')
  const headings = [...text.matchAll(/<w:pStyle w:val="Heading[12]"\/>[^]*?<\/w:p>/gu)].map(([paragraph]) =>
    [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/gu)].map(([, words]) => words).join(''),
  )
  const titled = pack.pages.filter(({ content }) => !['cover', 'agenda', 'closing'].includes(content.kind))
  expect(headings).toEqual([
    ...titled.map(({ title, content }) => (content.kind === 'chapter' ? `一、${title}` : title)),
    '附：口径与来源',
  ])
  expect(text.match(/备注：先讲这一张。/gu)).toHaveLength(2 * chartKinds.length)
  for (const { name } of pack.measures) expect(text).toContain(`${name}：`)
  // A grid is drawn as a table; the two of a page of two charts are drawn each.
  const grids = pack.pages.filter(({ content }) => content.kind === 'chart' && content.model.body.form === 'grid')
  const least = chartKinds.length - grids.length + 2
  expect(text.split('<w:drawing>').length - 1).toBeGreaterThanOrEqual(least)
  expect(text.match(/descr="[^"]+"/gu)?.length).toBeGreaterThanOrEqual(least)
  expect(text).not.toContain('图幅所限')
  expect(text).not.toMatch(/<w:gridCol w:w="0"/u)
  expect(text.match(/<w:tblHeader\/>/gu)?.length).toBeGreaterThanOrEqual(chartKinds.length)
})

it('is a workbook with a sheet a chart, which Excel opens', async () => {
  const pack = packOf(everything)
  const { bytes } = await renderPack(pack, 'xlsx', quiet)
  expect(await officeFindings(bytes, 'xlsx')).toEqual([])
  const { sheets } = await readXlsx(bytes)
  expect(sheets.map(({ name }) => name)[0]).toBe('说明')
  expect(sheets.map(({ name }) => name)[1]).toBe('文字')
  expect(sheets).toHaveLength(2 + 2 * chartKinds.length + 2)
  // What the pages of sentences say, and what each sheet shows on paper.
  const told = packSlides(packOf(everything)).flatMap(({ shown }) =>
    shown.kind === 'words' ? shown.sections.flatMap(({ items }) => items) : [],
  )
  expect(sheets[1]?.rows.slice(1).map((row) => row[3])).toEqual(told)
  const heads = await Promise.all([2, 3].map((at) => partText(bytes, `xl/worksheets/sheet${at + 1}.xml`)))
  for (const head of heads) expect(head).toMatch(/<oddHeader>&amp;L&amp;11 [^<]{8,}<\/oddHeader>/u)
})

it.each(packSkins)(
  'is built from every built-in recipe in %s, and says on every slide what was not published',
  async (skin) => {
    for (const kind of ['quarter', 'topic', 'talk', 'one-page'] as const) {
      const recipe = { ...builtinRecipe(kind, { measure: 'JN03', unit: 'YC09' }, matrixFacts()), skin }
      const pack = packOf(recipe, { state: 'preview', code: '试看-2026Q3-05', publishedAt: null })
      const { bytes } = await renderPack(pack, 'pptx', quiet)
      expect(await checkPptx(bytes)).toEqual([])
      for (const { number } of packSlides(pack))
        expect(await partText(bytes, `ppt/slides/slide${number}.xml`)).toContain('试看 · 未发布')
      const texts = await textsOfPdf((await renderPack(pack, 'pdf', quiet)).bytes)
      expect(texts.filter((text) => !text.includes('试看·未发布'))).toEqual([])
    }
  },
  60_000,
)

const closing = { kind: 'closing', id: 'closing', title: null } as const

it('names the release that corrected it, bears its code, and holds every format in one archive of the same bytes', async () => {
  const recipe = builtinRecipe('one-page', {}, matrixFacts())
  const pack = packOf({ ...recipe, pages: [...recipe.pages, closing] }, {}, 'CG-2026Q3-02')
  const told: number[] = []
  const first = await renderPack(pack, 'zip', ({ done, total }) => told.push(done / total))
  expect(told).toEqual(told.toSorted((left, right) => left - right))
  expect(Math.max(...told)).toBeLessThan(1)
  expect(await partNames(first.bytes)).toEqual(
    ['pptx', 'docx', 'pdf', 'xlsx'].map((format) => `2026Q3_一页纸_CG-2026Q3-01.${format}`),
  )
  const second = await renderPack(pack, 'zip', quiet)
  expect(Buffer.compare(Buffer.from(first.bytes), Buffer.from(second.bytes))).toBe(0)
  const stamp = { code: 'K7QF3MXNAD', link: null, seal: '412-9f3a5c07d2e1' }
  const { bytes } = await renderPack(stampPack(pack, stamp), 'pptx', quiet)
  expect(await partText(bytes, 'ppt/slides/slide1.xml')).toContain('封签 412-9f3a5c07d2e1')
  expect(await partText(bytes, 'ppt/slides/slide1.xml')).toContain('本发布已被 CG-2026Q3-02 更正')
  expect(await checkPptx(bytes)).toEqual([])
  expect(await partText(bytes, 'ppt/slides/slide2.xml')).toContain('核验二维码')
})

it('has the first sentences of a page below two charts, in the deck and in the PDF', async () => {
  const pack = packOf(everything)
  const { number, shown } = must(packSlides(pack).find((slide) => slide.page.id === 'two'))
  const told = must(shown.kind === 'two-charts' ? shown.told : null)
  expect([told.title, told.items.length]).toEqual(['指标与报送情况（列前2条）', 2])
  const text = await partText((await renderedEverything('pptx')).bytes, `ppt/slides/slide${number}.xml`)
  const page = must((await textsOfPdf((await renderedEverything('pdf')).bytes))[number - 1])
  for (const words of [told.title, ...told.items]) {
    expect(text).toContain(words)
    expect(page).toContain(words.replaceAll(/\s/gu, ''))
  }
})

it('has letters of one size on all slides of a page of sentences', () => {
  const full = Array.from({ length: 13 }, (_, at) => `第${at + 1}项指标低于时序目标`)
  const lists = [
    { title: '甲', items: full },
    { title: '乙', items: ['只有一句。'] },
  ]
  const content = { kind: 'words', subtitle: '', lists, source: '', notes: [] } as const
  const page = { id: 'w', title: '句子', generatedTitle: '', written: null, remark: '', content }
  const points = packSlides({ pages: [page] }).map(({ shown }) => (shown.kind === 'words' ? shown.points : 0))
  expect(points).toEqual([16, 16])
})

it('goes over several slides with a long table: the names on each, no heading at the end of one', () => {
  const tables = packSlides(packOf(everything)).flatMap(({ shown }) => (shown.kind === 'table' ? [shown.table] : []))
  expect(tables.length).toBeGreaterThan(chartKinds.length)
  for (const { columns, rows } of tables) {
    expect(columns.some(({ isNumber }) => !isNumber)).toBe(true)
    expect(rows.length).toBeLessThanOrEqual(13)
    expect(rows.at(-1)?.kind).not.toBe('section')
  }
})

/** The letters of a made slide between its head and its foot, with those of its charts. */
async function lettersIn(bytes: Uint8Array, number: number): Promise<number[]> {
  const around = /name="(?:标题|副标题|演示数据|来源与口径|水印|Slide Number[^"]*)"/u
  const slide = await partText(bytes, `ppt/slides/slide${number}.xml`)
  const shapes = slide.split(/(?=<p:(?:sp|graphicFrame)>)/u).slice(1)
  const own = shapes.filter((shape) => !around.test(shape))
  const rels = await partText(bytes, `ppt/slides/_rels/slide${number}.xml.rels`)
  const charts = [...rels.matchAll(/charts\/(chart\d+\.xml)/gu)].map(([, name]) => `ppt/charts/${name}`)
  const parts = await Promise.all(charts.map((name) => partText(bytes, name)))
  return [...own.join('').matchAll(/<a:rPr [^>]*sz="(\d+)"/gu), ...parts.join('').matchAll(/ sz="(\d+)"/gu)].map(
    ([, size]) => Number(size) / 100,
  )
}

it('reckons before the export the smallest letters that the deck then has, and tells them where they are too small', async () => {
  const pack = packOf(everything)
  const slides = packSlides(pack)
  const { bytes } = await renderedEverything('pptx')
  const contents = slides.filter(({ shown }) => !['cover', 'chapter', 'closing'].includes(shown.kind))
  for (const slide of contents) {
    const made = Math.min(...(await lettersIn(bytes, slide.number)))
    expect([slide.number, await leastLetters(slide, pack)]).toEqual([slide.number, made])
  }
  const of = (kind: ChartKind) => slides.filter(({ shown }) => shown.kind === 'chart' && shown.model.kind === kind)
  const [remark] = await letterRemarks(of('map'), pack)
  expect(remark?.words).toMatch(
    /^PPTX 这一页最小的字约1[0-3]磅，不到14磅，投影时后排看不清：可改为表格，或只留部分单位。$/u,
  )
  expect(await letterRemarks(of('spine'), pack)).toEqual([])
  expect(await letterRemarks(of('district-ranking'), pack)).toEqual([])
}, 60_000)
