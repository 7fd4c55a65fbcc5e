import { formatDateTime, formatPeriod } from '../number/date-format.ts'
import type { Period } from '../period.ts'
import { namesWords } from './words.ts'

/** The way of an empty installation to its first release, in the order in which one thing needs the other. */
export const setupStepCodes = ['units', 'people', 'catalogue', 'aims', 'scheme', 'period', 'entry', 'release'] as const
export type SetupStepCode = (typeof setupStepCodes)[number]

/** wanted: it can be left out, and the sentence says what is then missing. */
export type SetupState = 'done' | 'todo' | 'wanted'

/** What stands in the installation; counts, and names where something lacks. */
export type SetupFacts = {
  readonly city: string
  /** Units that report. */
  readonly units: number
  /** Bodies that have a form to fill or to check and no active filler. */
  readonly departmentsWithout: readonly string[]
  readonly unitsWithout: readonly string[]
  /** Active accounts that may review, that may publish, and how many persons they are together. */
  readonly reviewers: number
  readonly publishers: number
  readonly signers: number
  readonly indicators: number
  readonly assessed: number
  readonly forms: number
  /** The year of the quarter below, or of today. */
  readonly year: number
  /** Targets of the year, and how many there would be with one for each assessed indicator, city and unit. */
  readonly targets: number
  readonly targetsWanted: number
  readonly baselines: number
  /** The scheme that would be used; null: none was adopted. */
  readonly scheme: { readonly name: string; readonly version: number } | null
  /** The newest open quarter; null: none is open. */
  readonly period: { readonly code: Period; readonly dueAt: string } | null
  readonly sent: number
  readonly accepted: number
  readonly due: number
  readonly hasPreview: boolean
  /** The newest release of all; null: nothing was ever published. */
  readonly release: string | null
}

export type SetupStep = { readonly code: SetupStepCode; readonly state: SetupState; readonly sentence: string }

/** Where the installation stands, step by step; each sentence says what is there, or what lacks and who does it. */
export function setupSteps(facts: SetupFacts): SetupStep[] {
  return setupStepCodes.map((code) => ({ code, ...said[code](facts) }))
}

type Said = Omit<SetupStep, 'code'>
const done = (sentence: string): Said => ({ state: 'done', sentence })
const todo = (sentence: string): Said => ({ state: 'todo', sentence })
const wanted = (sentence: string): Said => ({ state: 'wanted', sentence })

const said: Readonly<Record<SetupStepCode, (facts: SetupFacts) => Said>> = {
  units: ({ city, units }) =>
    units === 0
      ? todo('还没有报送单位。下载城市资料工作簿，填好“单位”表后上传；也可以在“单位”页逐个增加。')
      : done(`${city === '' ? '' : `${city}，`}${units}个报送单位`),
  people: (facts) => {
    const lacks = peopleLacks(facts)
    return lacks.length === 0 ? done('各填报单位都有填报人，审核、发布都有人') : todo(`${lacks.join('；')}。`)
  },
  catalogue: ({ indicators, assessed, forms }) =>
    done(`内置指标目录：${indicators}项指标，其中${assessed}项参加评价，${forms}张报表`),
  aims: ({ year, targets, targetsWanted, baselines }) => {
    const held = `${year}年目标${targets}个，基期${baselines}个`
    if (targets > 0 && targets >= targetsWanted) return done(held)
    const lack =
      targets === 0
        ? '没有目标的指标不判达标和滞后'
        : `参加评价的指标还差${targetsWanted - targets}个目标，没有目标的不判达标和滞后`
    return wanted(`${held}；${lack}。`)
  },
  scheme: ({ scheme }) =>
    scheme === null
      ? wanted('还没有采用计分方案，发布后不排总分。由发布人在“方案”页试算、采用。')
      : done(`采用《${scheme.name}》第${scheme.version}版`),
  period: ({ period, release }) => {
    if (period !== null) return done(`${formatPeriod(period.code)}已开放填报，${formatDateTime(period.dueAt)}截止`)
    return release === null ? todo('还没有开放的期次。在“期次”页新建并开放第一个季度。') : done('现在没有开放的期次')
  },
  entry: ({ due, sent, accepted, period, release }) => {
    if (period === null) return release === null ? todo('期次开放后，各单位开始填报。') : done('现在没有在填的报表')
    const count = `应报${due}张，已报送${sent}张，已审核通过${accepted}张`
    return accepted === due && due > 0 ? done(count) : todo(`${count}。`)
  },
  release: ({ release, hasPreview }) => {
    if (release !== null) return done(`最近一次发布：${release}`)
    return todo(
      hasPreview
        ? '试看已生成，待另一位发布人复核后发布。'
        : '还没有发布。报表审核通过后，审核人或发布人在“发布”页生成试看，由另一位发布人复核发布。',
    )
  },
}

/** Acceptance wants other eyes than those that sent; publication wants a second person. */
function peopleLacks(facts: SetupFacts): string[] {
  const { departmentsWithout, unitsWithout, reviewers, publishers, signers } = facts
  return [
    ...without('部门', departmentsWithout),
    ...without('单位', unitsWithout),
    ...(reviewers === 0 ? ['还没有审核人'] : []),
    ...(publishers === 0 ? ['还没有发布人'] : []),
    ...(publishers > 0 && signers < 2 ? ['发布要两个人：一人生成试看，另一位发布人复核，现在只有一人'] : []),
  ]
}

function without(kind: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${names.length}个${kind}还没有填报人（${namesWords(names, 4, `个${kind}`)}）`]
}
