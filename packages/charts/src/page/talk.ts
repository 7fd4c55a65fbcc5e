import type { AnswersOf, PageParams } from '@cg/contract/release/page'
import type { RegisterRangeFact } from '@cg/contract/release/register'
import type { TalkFacts, TalkFigure } from '@cg/contract/release/talk'
import type { TalkFilter } from '@cg/contract/talk-filters'
import type { TalkPoint } from '@cg/contract/talk'
import { namesWords } from '@cg/domain/claim/words'
import { changeWords } from '@cg/domain/number/difference'
import { formatProse, formatState } from '@cg/domain/number/number-format'
import type { NumberFormat } from '@cg/domain/number/number-format'
import { formatPeriod } from '@cg/domain/number/date-format'
import { parsePeriod, yearOf } from '@cg/domain/period'
import { rangeText } from '@cg/domain/register/range'
import { standingWords } from '@cg/domain/target/standing'
import { lightLegend } from '../light-legend.ts'
import { periodWords } from '../lines.ts'
import { ChartRefusal } from '../refusal.ts'
import type { PageBlock, PageModel, PageRow, PageTable, ToldBlock } from './page-model.ts'
import { pageModel, plainCell } from './page-model.ts'
import { lightCell } from './tables.ts'
import { talkBook } from './talk-book.ts'
import { toldOf } from './talk-told.ts'
import type { TalkLine, TalkRow, TalkSection, TalkText } from './talk-rows.ts'

/** Every statement under its part, in the order of the speech, as far as the filter lets it. */
export function talkSections(facts: TalkFacts, show: TalkFilter | undefined): TalkSection[] {
  return facts.parts.flatMap(({ code, name }) => {
    const rows = facts.points.filter(({ point }) => point.part === code).map((one) => talkRow(facts, one))
    const shown = rows.filter((row) => show === undefined || isUnder(row, show))
    return shown.length === 0 ? [] : [{ code, name, rows: shown }]
  })
}

export type TalkCounts = Readonly<Record<TalkFilter, number>> & {
  readonly measurable: number
  readonly all: number
  readonly figured: number
}

/** How many statements there are, how many can be measured, and of those how many have all their figures. */
export function talkCounts(facts: TalkFacts): TalkCounts {
  const rows = facts.points.map((one) => talkRow(facts, one))
  const measurable = rows.filter(({ point }) => point.why === undefined)
  const figured = measurable.filter(({ lines }) => lines.length > 0 && lines.every(({ hasValue }) => hasValue))
  const under = (show: TalkFilter) => rows.filter((row) => isUnder(row, show)).length
  return {
    all: rows.length,
    measurable: measurable.length,
    figured: figured.length,
    unmet: under('unmet'),
    lacking: under('lacking'),
    unmeasured: under('unmeasured'),
  }
}

function isUnder({ point, lines }: TalkRow, show: TalkFilter): boolean {
  if (show === 'unmeasured') return point.why !== undefined
  return lines.some((line) => isLineUnder(line, show)) || (show === 'lacking' && point.open !== undefined)
}

function isLineUnder({ light, hasValue }: TalkLine, show: Exclude<TalkFilter, 'unmeasured'>): boolean {
  return show === 'unmet' ? light === 'near' || light === 'late' : !hasValue
}

function talkRow(facts: TalkFacts, { point, shown, range }: TalkFacts['points'][number]): TalkRow {
  const lines = shown.map((figure) => talkLine(facts, point, figure))
  return {
    point,
    lines: range === undefined ? lines : lines.map((line, at) => (at === 0 ? withRange(line, range) : line)),
    said: point.page?.words ?? point.open ?? point.why ?? '',
  }
}

/** What a register tells beside the figure: 技能等级证书一次性奖励标准300元至5,000元 */
function withRange(line: TalkLine, range: RegisterRangeFact): TalkLine {
  const { text, note } = line.now
  const words = `${range.name}${rangeText(range)}`
  return { ...line, now: { text, note: note === '' ? words : `${note}，${words}` } }
}

function talkLine(facts: TalkFacts, point: TalkPoint, figure: TalkFigure): TalkLine {
  const { indicator, group, name, isKnown, value, department, light, standing } = figure
  const format = formatOf(figure)
  return {
    key: `${point.id}-${indicator}-${group}`,
    indicator,
    figure,
    isWhole: isKnown && group === '',
    name,
    hasValue: value !== null,
    now: isKnown ? nowText(facts, figure) : { text: '—', note: figure.isUnreadable === true ? unreadable : unknown },
    ...(isKnown ? sinceTexts(facts, figure) : { base: none, change: none }),
    target: targetText(facts, figure, format),
    light,
    standing: standing === 'no_target' || !isKnown ? '' : standingWords[standing],
    ends: endTexts(figure),
    department,
  }
}

const unknown = '这次发布时还没有这个指标'
const unreadable = '由旧版软件发布，现在的软件读不出这一项'

const none: TalkText = { text: '—', note: '' }

function formatOf({ unit, decimals }: TalkFigure): NumberFormat {
  return { unit, decimals }
}

function nowText({ release }: TalkFacts, figure: TalkFigure): TalkText {
  const { value, state, carriedFrom, lacking, span } = figure
  const text = value === null ? formatState(state) : formatProse(value, formatOf(figure))
  const period = parsePeriod(release.period)
  const dated =
    value === null
      ? ''
      : carriedFrom !== null
        ? `${timeWords(carriedFrom, span)}的数据`
        : span === 'yearToDate'
          ? `${formatPeriod(period, 'ytd')}累计`
          : span === 'quarter'
            ? `${formatPeriod(period)}当季`
            : ''
  const without = lacking.length === 0 ? '' : `缺${namesWords(lacking, 2)}`
  return { text, note: [dated, without].filter((words) => words !== '').join('，') }
}

function sinceTexts(facts: TalkFacts, figure: TalkFigure): Pick<TalkLine, 'base' | 'change'> {
  const { base, compared, obstacle, span } = figure
  const format = formatOf(figure)
  if (base === null) return sinceSaid(facts, figure)
  const printed = { text: formatProse(base.value, format), note: timeWords(base.period, span) }
  if (figure.value === null) return { base: printed, change: none }
  if (compared === null) return { base: printed, change: { text: '—', note: obstacleWords[obstacle ?? 'no_base'] } }
  const isOwn = compared.period === facts.release.period
  const note = isOwn ? '' : `${timeWords(compared.period, span)}为${formatProse(compared.value, format)}`
  return { base: printed, change: { text: changeWords(compared.value, base.value, format), note } }
}

/** No figure of that time was published: the number that the speech names, as exactly as it names it. */
function sinceSaid(facts: TalkFacts, figure: TalkFigure): Pick<TalkLine, 'base' | 'change'> {
  const { said, value } = figure
  const format = formatOf(figure)
  const then = timeWords(facts.basePeriod, figure.span)
  // A group's earlier figures are in the releases of their quarters, not in this one.
  const missing = figure.group.includes(':') ? `分组只列本期，未列${then}的数` : `没有${then}的发布数`
  if (said === null) return { base: { text: '—', note: missing }, change: none }
  const printed = formatProse(said, format)
  if (value === null) return { base: { text: printed, note: '讲话数' }, change: none }
  const now = formatProse(value, format) === printed ? said : value
  return {
    base: { text: printed, note: '讲话数' },
    change: { text: changeWords(now, said, format), note: '与讲话数相比' },
  }
}

const obstacleWords: Readonly<Record<NonNullable<TalkFigure['obstacle']>, string>> = {
  no_base: '没有可比的数',
  break: '口径调整过，不作比较',
  partial: '两期缺报的单位不同，不作比较',
  year_open: '此后还没有一个整年的数',
}

/** 2024年末 of a stock, 2024年全年 of what grows through a year. */
function timeWords(code: string, span: TalkFigure['span']): string {
  const period = parsePeriod(code)
  if (!code.endsWith('Q4')) return span === 'yearToDate' ? `${formatPeriod(period, 'ytd')}累计` : formatPeriod(period)
  if (span === 'yearToDate' || span === 'year') return `${yearOf(period)}年全年`
  if (span === 'quarter') return formatPeriod(period)
  return span === 'halfYear' ? `${yearOf(period)}年下半年` : `${yearOf(period)}年末`
}

function targetText({ targetYear }: TalkFacts, { target, lastTarget }: TalkFigure, format: NumberFormat): TalkText {
  const isLater = lastTarget !== null && lastTarget.year > targetYear
  const later = isLater ? `${lastTarget.year}年${formatProse(lastTarget.value, format)}` : ''
  if (target === null) return { text: '—', note: later }
  return { text: formatProse(target, format), note: later }
}

function endTexts(figure: TalkFigure): string[] {
  const { highest, lowest, direction } = figure
  if (highest === null || lowest === null) return []
  const end = (word: string, { value, units }: NonNullable<TalkFigure['highest']>) =>
    `${word} ${units.length > 2 ? `${units.length}个单位` : units.join('、')} ${formatProse(value, formatOf(figure))}`
  const both = [end('最高', highest), end('最低', lowest)]
  return direction === 'lower' ? both.toReversed() : both
}

const filterWords: Readonly<Record<TalkFilter, string>> = {
  unmet: '未达标',
  lacking: '未有数据',
  unmeasured: '不作计量',
}

/** The word of a filter. */
export function talkFilterWord(filter: TalkFilter): string {
  return filterWords[filter]
}

/** What the page says first: of how many statements there are figures, and how many targets are not met. */
export function talkTitle(facts: TalkFacts): string {
  const { measurable, figured, unmet } = talkCounts(facts)
  const late = unmet === 0 ? '没有未达标的目标' : `${unmet}条未达标`
  return `讲话中可以计量的${measurable}条表述，${figured}条有本期数据，${late}`
}

/** Where the figures come from and how the columns are to be read. */
export function talkNotes({ basePeriod, targetYear, isToday }: TalkFacts): string[] {
  const base = `${yearOf(parsePeriod(basePeriod))}年`
  return [
    `讲话时：${base}末或${base}全年的发布数，以今日的口径；没有发布数而讲话写明数字的，用讲话的数字；讲话公开文本中多数数字留空`,
    `变化：时点数、比率以本期与讲话时相比；全年累计的数以最近一个整年与${base}全年相比`,
    `目标和状态：${targetYear}年的目标；${lightLegend}`,
    ...(isToday === true ? ['这次发布时还没有讲话条目，条目按指标目录现在的列出，数值是这次发布的'] : []),
  ]
}

/** 讲话对照 as a file: how many statements have figures, and all of them in the order of the speech. */
export function talkPage({ talk }: AnswersOf<'talk'>, { show }: PageParams): PageModel {
  const sections = talkSections(talk, show)
  if (sections.length === 0)
    throw new ChartRefusal(`没有“${show === undefined ? '' : filterWords[show]}”的表述`, '请放宽条件')
  const departments = new Set(talk.points.flatMap(({ shown }) => shown.map(({ department }) => department)))
  const subtitle = `《${talk.title}》，${talk.release.city}，${periodWords(talk.release.period)}`
  const page = pageModel(talk.release, {
    page: 'talk',
    title: talkTitle(talk),
    subtitle: show === undefined ? subtitle : `${subtitle} ｜ 只列${filterWords[show]}的`,
    subject: '讲话对照',
    source: [...departments]
      .filter((name) => name !== '')
      .slice(0, 4)
      .join('、'),
    blocks: [countsBlock(talk), ...sections.map((section) => partBlock(talk, section))],
    notes: talkNotes(talk),
  })
  return { ...page, book: talkBook(talk, sections), told: talkTold(talk, show) }
}

/** What a material takes of it: of all statements those behind their aims, and each part by its heading. */
function talkTold(talk: TalkFacts, show: TalkFilter | undefined): ToldBlock[] {
  const asked = show === 'unmeasured' ? undefined : show
  const listsUnder = (under: typeof asked) =>
    talkSections(talk, under).flatMap(({ name, rows }) => {
      const items = toldOf(rows, talk.targetYear, (line) => under === undefined || isLineUnder(line, under))
      return items.length === 0 ? [] : [{ title: name, items, empty: '' }]
    })
  const first = asked ?? 'unmet'
  const behind = listsUnder(first)
  const none = { title: '', items: [], empty: `没有${filterWords[first]}的表述。` }
  const lead = { title: `${filterWords[first]}的表述`, lists: behind.length === 0 ? [none] : behind, isAlone: false }
  const parts = listsUnder(asked).map((list) => ({
    title: list.title,
    lists: [{ ...list, title: '' }],
    isAlone: true,
  }))
  return [lead, ...parts].map((block) => ({ kind: 'sentences', subtitle: '', ...block }))
}

function countsBlock(talk: TalkFacts): PageBlock {
  const { all, measurable, figured, unmet, lacking, unmeasured } = talkCounts(talk)
  const counted = (count: number) => `${count}条`
  return {
    kind: 'facts',
    title: '概况',
    subtitle: `讲话共${counted(all)}表述`,
    pairs: [
      ['可以计量', counted(measurable)],
      ['有本期数据', counted(figured)],
      ['未达标', counted(unmet)],
      ['未有数据', counted(lacking)],
      ['不作计量', counted(unmeasured)],
    ],
  }
}

/** A part of the speech under its own heading: on paper it keeps with its first rows, on slides each names it. */
function partBlock(facts: TalkFacts, { name, rows }: TalkSection): PageBlock {
  return { kind: 'table', title: name, subtitle: `${rows.length}条表述`, table: partTable(facts, rows) }
}

function partTable({ targetYear }: TalkFacts, rows: readonly TalkRow[]): PageTable {
  return {
    columns: [
      { header: '讲话原句', isNumber: false },
      { header: '指标', isNumber: false },
      { header: '本期', isNumber: true },
      { header: '讲话时', isNumber: true },
      { header: '变化', isNumber: false },
      { header: `${targetYear}年目标`, isNumber: true },
      { header: '状态', isNumber: false },
      { header: '各单位', isNumber: false },
      { header: '说明', isNumber: false },
    ],
    rows: rows.flatMap(tableRows),
    isWide: true,
    legend: '',
  }
}

function tableRows({ point, lines, said }: TalkRow): PageRow[] {
  const dashes = Array.from({ length: 6 }, () => '—')
  if (lines.length === 0) return [wordsRow([point.quote, point.states, ...dashes, said])]
  return lines.map((line, at): PageRow => {
    const words = [
      at === 0 ? point.quote : '',
      line.name === '' ? point.states : line.name,
      ...[line.now, line.base, line.change, line.target].map(({ text }) => text),
    ]
    const ends = line.ends.length === 0 ? '—' : line.ends.join('；')
    const standing = lightCell(line.light, line.standing === '' ? '—' : line.standing)
    const cells = [...words.map(plainCell), standing, plainCell(ends), plainCell(notesOf(line))]
    return { kind: 'row', isFocus: false, cells }
  })
}

function wordsRow(cells: readonly string[]): PageRow {
  return { kind: 'row', isFocus: false, cells: cells.map(plainCell) }
}

/** What stands small beside the figures of a line on the screen. */
function notesOf({ now, base, change, target }: TalkLine): string {
  const named = (name: string, { note }: TalkText): string => (note === '' ? '' : `${name}${note}`)
  const notes = [named('本期：', now), named('讲话时：', base), change.note, named('目标：', target)]
  return notes.filter((words) => words !== '').join('；')
}
