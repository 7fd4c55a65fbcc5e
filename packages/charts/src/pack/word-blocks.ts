import { unstatedWords } from '@cg/domain/target/statement'
import { lapseTitle } from '../lapses.ts'
import type { PageBlock, PageModel } from '../page/page-model.ts'
import { ChartRefusal } from '../refusal.ts'

/* The sentences of a page of the platform, block by block, as a material has them. */

/** What a release does not have is left out where something else stands on the page. */
export function foundUnder(model: PageModel, name: string): WordBlock[] {
  return [...wordBlocks(model), ...(model.told ?? [])].filter((block) => isCalled(block, name))
}

/** How figures were reckoned is asked for by few: it stands in the notes. */
const methodTerm = '方法'

export function methodsOf(blocks: readonly WordBlock[]): string[] {
  return blocks
    .flatMap((block) => (block.kind === 'facts' ? block.pairs : []))
    .flatMap(([term, words]) => (term === methodTerm ? [`${term}：${words}`] : []))
}

export type WordBlock = Extract<PageBlock, { readonly kind: 'sentences' | 'facts' }>

/** The blocks of sentences under a heading; all of them without one. */
export function blocksUnder(model: PageModel, heading: string | null): WordBlock[] {
  const { told = [] } = model
  const own = wordBlocks(model)
  if (heading === null) return [...own, ...told.filter(({ isAlone }) => !isAlone)]
  const worded = [...own, ...told]
  const called = worded.filter((block) => isCalled(block, heading))
  if (called.length > 0) return called
  const lists = worded.flatMap((block) => (block.kind === 'sentences' ? block.lists : []))
  const list = lists.find(({ title }) => title !== '' && title === heading)
  if (list !== undefined)
    return [{ kind: 'sentences', title: list.title, subtitle: '', lists: [{ ...list, title: '' }] }]
  const names = worded.map(({ title, ...rest }) => ('name' in rest ? rest.name : undefined) ?? title).join('、')
  throw new ChartRefusal(`本期的页面上没有“${heading}”这一栏，请换一栏${names === '' ? '' : `：${names}`}`)
}

function wordBlocks({ blocks }: PageModel): WordBlock[] {
  return blocks.flatMap((block): WordBlock[] => {
    if (block.kind === 'sentences' || block.kind === 'facts') return [block]
    return block.kind === 'table' && block.title === lapseTitle ? [toldTable(block)] : []
  })
}

/** 原因、措施、预计 a line a figure: 技能培训覆盖率：本期63.8%，滞后；市人社局牵头；原因：… */
function toldTable({ title, subtitle, table }: Extract<PageBlock, { readonly kind: 'table' }>): WordBlock {
  const items = table.rows.flatMap((row) => {
    if (row.kind === 'section') return []
    const cell = new Map(row.cells.map(({ text }, at) => [table.columns[at]?.header ?? '', text]))
    const told = (head: string): string => cell.get(head) ?? '—'
    const [figure, standing, owner, cause] = ['本期', '状态', '牵头部门', '原因'].map(told)
    const parts = [
      figure === standing ? `本期${standing}` : `本期${figure}，${standing}`,
      owner === '—' ? '' : `${owner}牵头`,
      ...(cause === unstatedWords ? [unstatedItem] : ['原因', '措施'].map((head) => headed(head, told(head)))),
      told('预计') === '—' ? '' : told('预计'),
    ]
    return [`${row.cells[0]?.text ?? ''}：${parts.filter((part) => part !== '').join('；')}`]
  })
  const silent = items.filter((item) => item.includes(unstatedItem)).length
  return {
    kind: 'sentences',
    title:
      silent === 0
        ? `滞后与未报${items.length}项，均已说明原因`
        : `滞后与未报${items.length}项，${silent}项未说明原因和措施`,
    name: title,
    subtitle,
    lists: [{ title: '', items, empty: '' }],
  }
}

const unstatedItem = '未说明原因和措施'

/** 原因：…; a text that begins with the head of its column says it once. '' for none. */
function headed(head: string, text: string): string {
  const bare = text.replace(/[。；;]+$/u, '')
  return bare === '—' ? '' : `${head}：${bare.replace(new RegExp(`^${head}[：:]?`, 'u'), '')}`
}

/** A heading that counts is called alike whatever it counts. */
function isCalled(block: WordBlock, heading: string): boolean {
  const bare = (words: string): string => words.replace(/\d+/gu, '')
  return ('name' in block && block.name === heading) || bare(block.title) === bare(heading)
}

/** `isNamed`: the page bears the heading already, so that a list without one of its own has none. */
export function listsOf(blocks: readonly WordBlock[], isNamed: boolean): { title: string; items: readonly string[] }[] {
  return blocks
    .flatMap((block) => {
      const heading = isNamed ? '' : block.kind === 'sentences' ? (block.name ?? block.title) : block.title
      if (block.kind === 'facts') {
        const pairs = block.pairs.filter(([term]) => term !== methodTerm)
        return [{ title: heading, items: pairs.map(([term, words]) => `${term}：${words}`) }]
      }
      return block.lists.map(({ title, items, empty }) => ({
        title: title === '' ? heading : title,
        items: items.length > 0 ? items : empty === '' ? [] : [empty],
      }))
    })
    .filter(({ items }) => items.length > 0)
}
