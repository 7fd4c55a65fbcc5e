import type { PageModel } from '@cg/charts/page/page-model'
import { withLook } from '@cg/charts/page/look'
import { pageFrom } from '@cg/charts/page/page'
import { scoreFacts, units } from '@cg/charts/testing/fixtures'
import { mapSheet } from '@cg/charts/testing/map-fixture'
import { pageAnswers } from '@cg/charts/testing/page-fixture'
import type { PageName } from '@cg/contract/page-choices'
import { pageNames } from '@cg/contract/page-choices'
import { must } from '@cg/domain/must'
import { getDocumentProxy } from 'unpdf'
import { expect, it } from 'vitest'
import { readXlsx } from 'hucre/xlsx'
import { renderCsv } from '../sheet/csv.ts'
import { renderXlsx } from '../sheet/xlsx.ts'
import { checkPptx } from '../slides/check.ts'
import { officeFindings } from '../testing/office.ts'
import { partNames, partText } from '../testing/zip.ts'
import { renderPage } from './render-page.ts'
import { wordSlides } from './slide-words.ts'

/* What a reader gets: the words of the page, whole and in its order, in a file that a screen reader can follow. */

const unit = must(pageAnswers.unit.matrix.units.code[0])

function pageOf(name: PageName): PageModel {
  return pageFrom(pageAnswers[name], name === 'unit' ? { unit } : {}, null)
}

type PdfText = { readonly words: string; readonly pages: readonly string[] }

async function readPdf(bytes: Uint8Array) {
  return await getDocumentProxy(new Uint8Array(bytes))
}

async function textOf(bytes: Uint8Array): Promise<PdfText> {
  const pdf = await readPdf(bytes)
  const pages: string[] = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    pages.push(
      items
        .map((item) => ('str' in item ? item.str : ''))
        .join('')
        .replaceAll(/\s/g, ''),
    )
  }
  return { words: pages.join(''), pages }
}

const plain = (words: string): string => words.replaceAll(/\s/g, '')

/** Everything the page says in words and figures, apart from what is only drawn. */
function saidBy({ title, subtitle, blocks, notes }: PageModel): string[] {
  const blockWords = blocks.flatMap((block) => {
    const own = [block.title]
    if (block.kind === 'sentences') return [...own, ...block.lists.flatMap(({ items }) => items)]
    if (block.kind === 'facts') return [...own, ...block.pairs.flat()]
    if (block.kind === 'cards') return own
    const tables = block.kind === 'table' ? [block.table] : block.tables
    const told = block.kind === 'panel' ? block.told : []
    return [
      ...own,
      ...told,
      ...tables.flatMap(({ rows }) =>
        rows.flatMap((row) => (row.kind === 'row' ? row.cells.map(({ text }) => text) : [row.text])),
      ),
    ]
  })
  return [title, subtitle, ...blockWords, ...notes].map(plain).filter((words) => words !== '')
}

/** How far down each page of a file its last words stand, 0 to 1; the foot of the page apart. */
async function reachOf(bytes: Uint8Array): Promise<number[]> {
  const pdf = await readPdf(bytes)
  const reach: number[] = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number)
    const { height } = page.getViewport({ scale: 1 })
    const { items } = await page.getTextContent()
    const lines = items.flatMap((item) =>
      'str' in item && item.str.trim() !== '' ? [1 - item.transform[5] / height] : [],
    )
    reach.push(Math.max(...lines.filter((line) => line < 0.92)))
  }
  return reach
}

it('sets a drawing a little smaller rather than leave the rest of a page blank', async () => {
  const overview = pageFrom({ ...pageAnswers.overview, sheet: mapSheet() }, {}, null)
  const map = overview.blocks.filter((block) => 'model' in block && block.model.kind === 'map')
  const items = Array.from({ length: 22 }, (_, at) => `第${at + 1}件`)
  const lines = { kind: 'sentences' as const, title: '需关注', subtitle: '', lists: [{ title: '', items, empty: '' }] }
  const [first] = await reachOf((await renderPage({ ...overview, blocks: [lines, ...map] }, 'pdf')).bytes)
  expect(first).toBeGreaterThan(0.85)
})

it('draws a chart across a page that lies on its side', async () => {
  const { matrix } = pageAnswers.compare
  const page = pageFrom(
    { page: 'compare', matrix, indicator: pageAnswers.indicator.indicator, history: null },
    {},
    null,
  )
  const pdf = await readPdf((await renderPage(page, 'pdf')).bytes)
  const last = await pdf.getPage(pdf.numPages)
  const { width } = last.getViewport({ scale: 1 })
  const { items } = await last.getTextContent()
  const right = Math.max(...items.flatMap((item) => ('str' in item ? [item.transform[4] + item.width] : [])))
  expect([Math.round(width), right / width > 0.85]).toEqual([842, true])
})

it.each(pageNames)('prints every title, sentence and figure of the page as text: %s', async (name) => {
  const page = pageOf(name)
  const file = await renderPage(page, 'pdf')
  const { words, pages } = await textOf(file.bytes)
  for (const said of saidBy(page)) expect(words).toContain(said)
  for (const [at, text] of pages.entries()) {
    expect(text).toContain(`第${at + 1}页，共${pages.length}页`)
    for (const line of [page.lines.asOf, page.lines.release]) expect(text).toContain(plain(line))
  }
  expect(file.fileName).toMatch(/^2026Q3_.+_CG-2026Q3-01\.pdf$/u)
})

it('prints scores by block alike on the screen, on paper, in the deck, in CSV and in the workbook', async () => {
  const page = pageFrom(pageAnswers.ranking, { view: 'dimensions' }, null)
  const block = must(page.blocks[0])
  if (block.kind !== 'panel' || block.model.body.form !== 'grid') throw new Error('no scores by block')
  const { model } = block
  const shown = block.model.body.rows
    .flatMap(({ cells }) => cells.map(({ text }) => text))
    .filter((text) => /\d/.test(text))
  expect(shown.length).toBeGreaterThan(20)
  // 97.20（3）: the score of a hundred and its place.
  const scores = shown.map((text) => must(/^[\d.,]+/.exec(text)?.[0]))
  const { words } = await textOf((await renderPage(page, 'pdf')).bytes)
  const deck = (await renderPage(page, 'pptx')).bytes
  const names = (await partNames(deck)).filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name))
  const slides = (await Promise.all(names.map((name) => partText(deck, name)))).join('')
  const csv = renderCsv(model)
  const book = await readXlsx(await renderXlsx(model))
  const cells = new Set(book.sheets.flatMap(({ rows }) => rows.flat()))
  for (const score of scores) {
    expect(words).toContain(score)
    expect(slides).toContain(score)
    expect(csv).toContain(score)
    expect(cells).toContain(Number(score))
  }
})

type Node = { readonly role?: string; readonly alt?: string; readonly children?: readonly unknown[] }

function nodesOf(value: unknown): Node[] {
  if (typeof value !== 'object' || value === null) return []
  const node = value as Node
  return [node, ...(node.children ?? []).flatMap(nodesOf)]
}

it('is tagged: language, headings, table heads, and the sentence of each chart for a screen reader', async () => {
  const page = pageOf('indicator')
  const { bytes } = await renderPage(page, 'pdf')
  const pdf = await readPdf(bytes)
  expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true })
  const { info } = await pdf.getMetadata()
  expect(info).toMatchObject({ Language: 'zh-CN', Title: page.title })
  const nodes: Node[] = []
  for (let number = 1; number <= pdf.numPages; number += 1)
    nodes.push(...nodesOf(await (await pdf.getPage(number)).getStructTree()))
  const roles = nodes.map(({ role }) => role)
  expect(roles.filter((role) => role === 'H1')).toHaveLength(1)
  expect(roles.filter((role) => role === 'H2')).toHaveLength(page.blocks.length + 1)
  expect(roles).toContain('TH')
  const drawn = page.blocks.flatMap((block) => (block.kind === 'panel' && block.isDrawn ? [block.model.altText] : []))
  expect(nodes.flatMap(({ role, alt }) => (role === 'Figure' && alt !== undefined ? [alt] : []))).toEqual(drawn)
})

it('carries its own fonts and nothing of a picture in dots', async () => {
  const { bytes } = await renderPage(pageOf('overview'), 'pdf')
  const source = Buffer.from(bytes).toString('latin1')
  const fonts = [...source.matchAll(/\/BaseFont\s*\/([^\s/]+)/g)].map(([, font]) => must(font))
  expect(fonts.length).toBeGreaterThan(0)
  for (const font of fonts) expect(font).toMatch(/^[A-Z]{6}\+NotoSansSC/)
  expect(source).not.toMatch(/\/Subtype\s*\/Image/)
})

/** Enough units for a table that goes over several pages. */
function manyUnits(count: number): Pick<typeof pageAnswers.ranking, 'page' | 'ranking'> {
  const facts = scoreFacts()
  const repeat = <T>(list: readonly T[]): T[] => Array.from({ length: count }, (_, at) => list[at % list.length] as T)
  const columns = Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [
      key,
      Array.isArray(value) && value.length === facts.units.code.length ? repeat(value as unknown[]) : value,
    ]),
  ) as typeof facts
  const named = Object.fromEntries(
    Object.entries(units).map(([key, value]) => [key, repeat(value as unknown[])]),
  ) as typeof units
  const code = Array.from({ length: count }, (_, at) => `U${at}`)
  const names = code.map((_, at) => `第${at + 1}县`)
  const history = {
    ...facts.history,
    rank: facts.history.rank.map(repeat),
    value: facts.history.value.map(repeat),
  }
  return {
    page: 'ranking',
    ranking: {
      ...columns,
      units: { ...named, code, name: names, shortName: names },
      rank: code.map((_, at) => at + 1),
      isTied: code.map(() => false),
      history,
      contributions: facts.contributions.map(repeat),
      partState: facts.partState.map(repeat),
      groups: [],
      closeTo: code.map(() => []),
      dimensions: [],
      explanations: [],
      claims: [],
    },
  }
}

it('names every one of 45 units, and repeats the heads of a table that goes on', async () => {
  const page = pageFrom(manyUnits(45), { view: 'table' }, null)
  const { pages, words } = await textOf((await renderPage(page, 'pdf')).bytes)
  const at = pages.flatMap((text, number) => (/第\d+县/.test(text) ? [number] : []))
  expect(at.length).toBeGreaterThan(1)
  for (let number = 1; number <= 45; number += 1) expect(words).toContain(`第${number}县`)
  const block = must(page.blocks[0])
  const head = block.kind === 'panel' ? must(must(block.tables[0]).columns[1]).header : ''
  for (const number of at.slice(0, 2)) expect(pages[number]).toContain(plain(head))
})

it('sets a page closer whose last sheet would hold next to nothing', async () => {
  const page = pageOf('compare')
  const lastSheets: number[] = []
  for (let lines = 4; lines <= 30; lines += 1) {
    const notes = Array.from({ length: lines }, (_, at) => `第${at + 1}条说明`)
    const { pages } = await textOf((await renderPage({ ...page, notes }, 'pdf')).bytes)
    if (pages.length > 1) lastSheets.push([...must(pages.at(-1)).matchAll(/条说明/g)].length)
  }
  expect(lastSheets.length).toBeGreaterThan(0)
  expect(Math.min(...lastSheets)).toBeGreaterThan(2)
})

it('bears a watermark where a table goes on overleaf', async () => {
  const page = pageOf('targets')
  const blocks = page.blocks.map((block) =>
    'tables' in block
      ? {
          ...block,
          tables: block.tables.map((table) => ({
            ...table,
            rows: Array.from({ length: 12 }, () => table.rows).flat(),
          })),
        }
      : block,
  )
  const { pages } = await textOf((await renderPage({ ...page, blocks, watermark: '试看 · 未发布' }, 'pdf')).bytes)
  expect(pages.length).toBeGreaterThan(3)
  for (const text of pages) expect(text).toContain('试看·未发布')
})

it('marks every page of a preview, and refuses a letter that its fonts lack by name', async () => {
  const page = pageOf('compare')
  const { pages } = await textOf((await renderPage({ ...page, watermark: '试看 · 未发布' }, 'pdf')).bytes)
  for (const text of pages) expect(text).toContain('试看·未发布')
  await expect(renderPage({ ...page, subtitle: '安平县😀' }, 'pdf')).rejects.toThrow('“😀”（U+1F600）不在导出字体中')
})

it('wears the dress that was asked for, in both formats; own words never stand in the place of those of a preview', async () => {
  const page = withLook(pageOf('compare'), { skin: 'red', watermark: '内部资料' })
  const { pages } = await textOf((await renderPage(page, 'pdf')).bytes)
  for (const text of pages) expect(text).toContain('内部资料')
  const { bytes } = await renderPage(page, 'pptx')
  expect(await checkPptx(bytes)).toEqual([])
  const slides = (await partNames(bytes)).filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name))
  for (const slide of slides) expect(await partText(bytes, slide), slide).toContain('内部资料')
  for (const [look, colour] of [
    ['red', 'B3191F'],
    ['blue', '1B4B91'],
  ] as const) {
    const dressed = await renderPage({ ...page, skin: look }, 'pptx')
    expect(await partText(dressed.bytes, 'ppt/slideLayouts/slideLayout2.xml')).toContain(colour)
  }
  expect(withLook({ ...page, watermark: '试看 · 未发布' }, { watermark: '内部资料' }).watermark).toBe('试看 · 未发布')
})

it('prints a name of rare characters and one that looks like markup as they are', async () => {
  const odd = '#panic("x") $x$ *㙍县* [甲] "乙" \\u{41}'
  const page = { ...pageOf('compare'), subtitle: odd }
  expect((await textOf((await renderPage(page, 'pdf')).bytes)).words).toContain(plain(odd))
})

it('is the same bytes twice', async () => {
  const page = pageOf('equity')
  for (const format of ['pdf', 'pptx'] as const) {
    const [first, second] = [await renderPage(page, format), await renderPage(page, format)]
    expect(Buffer.from(first.bytes).equals(second.bytes)).toBe(true)
  }
})

/** The texts of each slide, in order. */
async function slidesOf(bytes: Uint8Array): Promise<string[]> {
  const names = (await partNames(bytes))
    .filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name))
    .toSorted((left, right) => Number(/\d+/.exec(left)) - Number(/\d+/.exec(right)))
  const texts: string[] = []
  for (const name of names) {
    const part = await partText(bytes, name)
    texts.push([...part.matchAll(/<a:t>([^<]*)<\/a:t>/g)].map(([, text]) => text).join(''))
  }
  return texts
}

it.each(pageNames)('is a sound deck: the title first, each panel under its own, the notes last: %s', async (name) => {
  const page = pageOf(name)
  const { bytes } = await renderPage(page, 'pptx')
  expect(await checkPptx(bytes)).toEqual([])
  const slides = (await slidesOf(bytes)).map((text) => plain(text))
  expect(must(slides[0])).toContain(plain(page.title).replaceAll('&', '&amp;'))
  expect(must(slides[0])).toContain(plain(page.lines.release))
  for (const block of page.blocks)
    if (block.kind === 'panel') expect(slides.some((text) => text.includes(plain(block.model.title)))).toBe(true)
  expect(must(slides.at(-1))).toContain('说明')
  expect(must(slides.at(-1))).toContain(plain(page.lines.generated))
})

it('titles a slide with the lists of one block by the block', () => {
  const lists = ['收敛（1）', '扩大（2）'].map((title) => ({ title: `各组差距的走势：${title}`, items: ['甲'] }))
  expect(wordSlides(lists).map(({ title }) => title)).toEqual(['各组差距的走势'])
  expect(wordSlides(lists.slice(1)).map(({ title }) => title)).toEqual(['各组差距的走势：扩大（2）'])
})

it('opens in Office without repair', async () => {
  const { bytes } = await renderPage(pageOf('unit'), 'pptx')
  expect(await officeFindings(bytes, 'pptx')).toEqual([])
})

it('says on each slide of figures what the page says of them', async () => {
  const page = pageOf('unit')
  const slides = plain((await slidesOf((await renderPage(page, 'pptx')).bytes)).join(''))
  for (const block of page.blocks) {
    if (block.kind === 'facts')
      for (const [term, words] of block.pairs) expect(slides).toContain(plain(`${term}：${words}`))
    if (block.kind === 'sentences')
      for (const item of block.lists.flatMap(({ items }) => items))
        expect(slides).toContain(plain(item).replaceAll('"', '&quot;'))
  }
})
