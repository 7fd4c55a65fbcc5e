import type { Recipe, RecipePage } from '@cg/contract/material/recipe'
import { must } from '@cg/domain/must'
import { describe, expect, it } from 'vitest'
import { factsForSpec } from '../testing/gallery.ts'
import { matrixFacts, release, scoreFacts } from '../testing/fixtures.ts'
import { pageAnswers } from '../testing/page-fixture.ts'
import { answersNeeded } from './answers.ts'
import type { PackAnswers, PageAnswer } from './answers.ts'
import { builtinRecipe } from './builtin.ts'
import { packModel } from './pack.ts'
import { passedWords, remarksOf } from './remarks.ts'

const { indicators } = matrixFacts()
const context = { release, correction: null, unitName: null, indicators, look: { office: '', emblem: null } }

function answersOf(recipe: Recipe, refused: readonly string[] = []): PackAnswers {
  const entries = [...answersNeeded(recipe)].map(([id, ask]): [string, PageAnswer] => {
    const refusal = { refusal: `没有“${id}”的数据。` }
    if (ask.kind === 'page')
      return [id, { kind: 'page', page: refused.includes(id) ? refusal : { answer: pageAnswers[ask.page] } }]
    const charts = ask.specs.map((spec) => (refused.includes(id) ? refusal : { answer: factsForSpec(spec) }))
    return [id, { kind: 'charts', charts }]
  })
  return new Map(entries)
}

function recipeOf(pages: RecipePage[], change: Partial<Recipe> = {}): Recipe {
  return { kind: 'own', name: '材料', skin: 'blue', unit: null, pages, ...change }
}

const ranking: RecipePage = {
  kind: 'chart',
  id: 'r',
  chart: { kind: 'district-ranking', measure: 'JN03' },
  as: 'chart',
  title: null,
  remark: '讲一分钟',
}

function packOf(recipe: Recipe, refused: readonly string[] = [], head = {}) {
  return packModel(recipe, answersOf(recipe, refused), { ...context, release: { ...release, ...head } })
}

function remarksOn(recipe: Recipe, head = {}) {
  const pack = packOf(recipe, [], head)
  return pack.pages.flatMap((page, at) => remarksOf(page, pack, at === 0))
}

describe('a material under a release', () => {
  it('gives a chart page the finding of its chart, and keeps a written title beside it', () => {
    const found = must(packOf(recipeOf([ranking])).pages[0])
    expect(found.title).toBe(found.generatedTitle)
    const written = { text: '培训覆盖率两头差距大', instead: found.title, release: 'CG-2026Q2-01' }
    const titled = must(packOf(recipeOf([{ ...ranking, title: written }])).pages[0])
    expect([titled.title, titled.generatedTitle]).toEqual([written.text, found.title])
    expect(titled.content.kind === 'chart' && titled.content.model.title).toBe(written.text)
  })

  it('lists every measure that its pages name, once, the score before them', () => {
    const own = { ...ranking, id: 's', chart: { kind: 'district-ranking', measure: 'score' } } as const
    const { measures } = packOf(recipeOf([ranking, own, { ...ranking, id: 'two' }]))
    const trained = must(indicators.find(({ code }) => code === 'JN03'))
    expect(measures.map(({ name }) => name)).toEqual(['综合得分', trained.name])
    expect(measures[1]).toEqual({ name: trained.name, definition: trained.definition, source: trained.source })
    expect(packOf(recipeOf([{ kind: 'chapter', id: 'c', title: '总体情况' }])).measures).toEqual([])
  })

  it('is signed by the office, else by the city, with the emblem on its cover', () => {
    const cover: RecipePage = { kind: 'cover', id: 'c', title: null, subtitle: null }
    const emblem = { png: 'iVBORw0KGgo=', width: 96, height: 48 }
    const look = { office: '云川市产改办', emblem }
    const signed = packModel(recipeOf([cover, ranking]), answersOf(recipeOf([cover, ranking]), []), {
      ...context,
      look,
    })
    expect(signed.foot.unit).toBe('云川市产改办')
    expect(must(signed.pages[0]).content).toMatchObject({ emblem, lines: expect.arrayContaining(['云川市产改办']) })
    expect(packOf(recipeOf([ranking])).foot.unit).toBe(release.city)
  })

  it('marks its unit on every chart that names none, and asks for its page', () => {
    const page = { kind: 'words', id: 'w', page: 'unit', params: {}, heading: null, title: null, remark: '' } as const
    const own: RecipePage = { ...ranking, id: 'o', chart: { ...ranking.chart, focus: 'YC03' } }
    const asks = answersNeeded(recipeOf([ranking, own, page], { unit: 'YC09' }))
    expect(asks.get('r')).toMatchObject({ specs: [{ focus: 'YC09' }] })
    expect(asks.get('o')).toMatchObject({ specs: [{ focus: 'YC03' }] })
    expect(asks.get('w')).toMatchObject({ params: { unit: 'YC09', focus: 'YC09' } })
  })

  it('says on the page what this release does not have, and keeps the others', () => {
    const recipe = recipeOf([ranking, { ...ranking, id: 'gone' }])
    const pack = packOf(recipe, ['gone'])
    expect(pack.pages.map(({ content }) => content.kind)).toEqual(['chart', 'refused'])
    const remarks = pack.pages.flatMap((page, at) => remarksOf(page, pack, at === 0))
    expect(remarks).toContainEqual({
      check: 'empty',
      weight: 'stop',
      words: '这一页没有内容：没有“gone”的数据。请删去这一页，或换一张图。',
    })
    expect(passedWords(pack.pages, remarks).join()).not.toContain('没有空页')
  })

  it('takes of 讲话对照 what is behind, or one of its parts', () => {
    const words = (heading: string | null): RecipePage => ({
      kind: 'words',
      id: 'w',
      page: 'talk',
      params: {},
      heading,
      title: null,
      remark: '',
    })
    const listsOf = (heading: string | null) => {
      const { title, content } = must(packOf(recipeOf([words(heading)])).pages[0])
      return [title, content.kind === 'words' ? content.lists.map((list) => list.title) : content.kind]
    }
    expect(listsOf(null)).toEqual([
      '讲话中可以计量的5条表述，2条有本期数据，1条未达标',
      ['概况', '二、（一）权益保障机制'],
    ])
    expect(listsOf('二、（一）权益保障机制')).toEqual(['二、（一）权益保障机制', ['']])
    expect(listsOf('没有的部分')[1]).toBe('refused')
  })

  it('takes the sentences under a heading, however many it counts, and refuses a heading that is not there', () => {
    const words = (heading: string): RecipePage => ({
      kind: 'words',
      id: 'w',
      page: 'overview',
      params: {},
      heading,
      title: null,
      remark: '',
    })
    const [named, counted] = ['没有按期审核通过的报表', '没有按期审核通过的99张报表'].map((heading) =>
      must(packOf(recipeOf([words(heading)])).pages[0]),
    )
    expect(named?.content).toEqual(counted?.content)
    expect(named?.title).toMatch(/^没有按期审核通过的\d+张报表$/u)
    const gone = must(packOf(recipeOf([words('天气')])).pages[0])
    expect(gone.content).toMatchObject({ kind: 'refused', words: expect.stringContaining('没有“天气”这一栏') })
  })

  it('is built from every built-in recipe with no id twice', () => {
    for (const kind of ['quarter', 'topic', 'talk', 'one-page', 'own'] as const) {
      const recipe = builtinRecipe(kind, { measure: 'JN03' }, matrixFacts())
      expect(new Set(recipe.pages.map(({ id }) => id)).size).toBe(recipe.pages.length)
      expect(packOf(recipe).pages).toHaveLength(recipe.pages.length)
    }
  })
})

describe('sentences on a page', () => {
  const words = (page: 'equity' | 'indicator', heading: string, params = {}): RecipePage => ({
    kind: 'words',
    id: 'w',
    page,
    params,
    heading,
    title: null,
    remark: '',
  })
  const trend = {
    verdict: 'improving',
    points: 8,
    isSameQuarter: false,
    from: '2024Q3',
    to: '2026Q3',
    p: 0.001,
    words: '8期数据总体向好。',
    method: '走势按曼-肯德尔检验判断。',
  } as const
  const indicator = { ...pageAnswers.indicator, indicator: { ...pageAnswers.indicator.indicator, trend } }
  const saidOn = (page: RecipePage) => {
    const recipe = recipeOf([page])
    const answers = page.kind === 'words' && page.page === 'indicator' ? indicator : pageAnswers.equity
    const given: PackAnswers = new Map([['w', { kind: 'page', page: { answer: answers } }]])
    const { title, content } = must(packModel(recipe, given, context).pages[0])
    if (content.kind !== 'words') throw new Error(JSON.stringify(content))
    return { title, lists: content.lists, items: content.lists.flatMap(({ items }) => items), notes: content.notes }
  }

  it('are of the indicator that the page is about, and its title names it', () => {
    const { title, items, lists } = saidOn(words('equity', '各组差距的走势', { i: 'JN03' }))
    expect(title).toBe('技能培训覆盖率：各组差距的走势')
    expect(items.length).toBeGreaterThan(0)
    expect(items.filter((item) => !item.includes('技能培训覆盖率'))).toEqual([])
    expect(lists.every((list) => list.title !== '')).toBe(true)
  })

  it('leave how figures were reckoned to the notes, and repeat no title as a heading', () => {
    const { items, notes, lists } = saidOn(words('indicator', '走势与可信度', { i: 'JN03' }))
    expect(items.filter((item) => item.startsWith('方法'))).toEqual([])
    expect(notes.some((note) => note.startsWith('方法：'))).toBe(true)
    expect(lists.map(({ title }) => title)).toEqual([''])
  })
})

it('a 季度通报 without scores has no page twice', () => {
  const matrix = matrixFacts()
  const { pages } = builtinRecipe('quarter', {}, { ...matrix, release: { ...matrix.release, scheme: null } })
  const said = pages.map((page) => JSON.stringify({ ...page, id: '' }))
  expect(said.filter((page, at) => said.indexOf(page) !== at)).toEqual([])
})

it('stand under both headings of a page that names two, and the second is left out where the release has none', () => {
  const lists = (also?: string) => {
    const words = { kind: 'words', id: 'w', page: 'overview', params: {}, title: null, remark: '' } as const
    const heading = '没有按期审核通过的报表'
    const page = must(packOf(recipeOf([{ ...words, heading, ...(also === undefined ? {} : { also }) }])).pages[0])
    return {
      title: page.title,
      titles: page.content.kind === 'words' ? page.content.lists.map(({ title }) => title) : [],
    }
  }
  const alone = lists()
  expect(alone.titles.every((title) => title === '')).toBe(true)
  expect(lists('天气')).toEqual(alone)
  const both = lists('指标与报送情况')
  expect(both.title).toBe(alone.title)
  expect(both.titles[0]).toBe('没有按期审核通过的报表')
  expect(both.titles.length).toBeGreaterThan(1)
  expect(both.titles).not.toContain('')
})

it('keep a title that was written in the place of the whole sentence, before slides had shorter ones', () => {
  const long = must(packOf(recipeOf([ranking])).pages[0])
  const whole = long.content.kind === 'chart' ? long.content.model.title : ''
  const written = { text: '两头差距大', instead: whole, release: 'CG-2026Q3-01' }
  const pack = packOf(recipeOf([{ ...ranking, title: written }]))
  expect(remarksOf(must(pack.pages[0]), pack, false).filter(({ check }) => check === 'claim')).toEqual([])
})

describe('a 专题 about a dimension', () => {
  const recipe = builtinRecipe('topic', { dimension: 'SKILLS' }, matrixFacts())
  const pack = packOf(recipe)
  const specs = recipe.pages.flatMap((page) => (page.kind === 'chart' ? [page.chart] : []))

  it('is named after it and holds nothing of another', () => {
    expect(recipe.name).toBe('技能提升专题会汇报')
    expect(specs.map(({ kind }) => kind).slice(0, 3)).toEqual(['targets', 'district-ranking', 'tartan'])
    expect(specs.slice(0, 3).map(({ dimension }) => dimension)).toEqual(['SKILLS', 'SKILLS', 'SKILLS'])
    expect(pack.pages.filter(({ content }) => content.kind === 'refused')).toEqual([])
  })

  it('ranks the units by its points of a hundred, by the places that the release holds', () => {
    const page = must(recipe.pages.find((one) => one.kind === 'chart' && one.chart.kind === 'district-ranking'))
    const { title, content } = must(pack.pages.find(({ id }) => id === page.id))
    if (content.kind !== 'chart' || content.model.body.form !== 'bars') throw new Error('no ranking')
    const facts = scoreFacts()
    const block = must(facts.dimensions?.[0])
    const drawn = content.model.body.rows.map(({ key, rank, figure }) => [key, Number(rank) || null, figure.value])
    for (const [at, code] of facts.units.code.entries())
      expect(drawn).toContainEqual([code, block.rank[at] ?? null, block.score[at] ?? null])
    expect(title).toMatch(/^\S+技能提升得分居首|^\S+居首，与居末的\S+相差[\d.]+分$/u)
    expect(content.model.lines.definition).toContain('占综合得分的30.0%')
    expect(content.model.table.rows).toHaveLength(12)
  })

  it('is refused by a release without scores, in words', () => {
    const page = { ...ranking, chart: { ...ranking.chart, measure: 'score', dimension: 'DRIVE' } }
    expect(packOf(recipeOf([page])).pages[0]?.content).toMatchObject({
      kind: 'refused',
      words: expect.stringContaining('没有推进机制的维度得分'),
    })
  })
})

describe('what is looked at before a material leaves', () => {
  const generated = must(packOf(recipeOf([ranking])).pages[0]).generatedTitle
  const titled = (text: string, instead = generated): RecipePage => ({
    ...ranking,
    title: { text, instead, release: 'CG-2026Q2-01' },
  })

  it('a number of a written title that stands nowhere on its page', () => {
    expect(remarksOn(recipeOf([titled('最高92.4%，最低63.8%')]))).toEqual([])
    expect(remarksOn(recipeOf([titled('最高92.1%，最低63.8%')]))).toEqual([
      { check: 'figures', weight: 'look', words: '标题中的“92.1%”不在本页数据中，请核对。' },
    ])
  })

  it('a title written when the chart found something else', () => {
    const [remark] = remarksOn(recipeOf([titled('安平县居首', '安平县居首位')]))
    expect(remark).toMatchObject({ check: 'claim', weight: 'look' })
    expect(remark?.words).toContain(`本期是“${generated}”`)
  })

  it('a title that is not read at a glance', () => {
    const long = '各'.repeat(29)
    expect(remarksOn(recipeOf([titled(long)])).map(({ check }) => check)).toEqual(['title'])
    expect(remarksOn(recipeOf([titled('各'.repeat(28))]))).toEqual([])
  })

  it('figures that are not published, said once', () => {
    const pages = [ranking, { ...ranking, id: 's' }]
    const head = { state: 'preview', code: '试看-2026Q3-05', publishedAt: null } as const
    expect(remarksOn(recipeOf(pages), head).filter(({ check }) => check === 'unpublished')).toHaveLength(1)
    expect(packOf(recipeOf(pages), [], head).watermark).toBe('试看 · 未发布')
  })
})
