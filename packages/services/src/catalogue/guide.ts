import { breakdownKeys } from '@cg/contract/catalogue'
import type { BreakdownAxis, CatalogueSeed, GroupGap, InstalledGuide } from '@cg/contract/catalogue'
import { keyPlanUse } from '@cg/contract/task'
import type { Db } from '@cg/db/store'
import { shapeFaults } from '@cg/domain/register/kind'
import { measureFaults } from '@cg/domain/task/plan'
import { invalid } from '../errors.ts'
import { readSetting, writeSetting } from '../settings.ts'
import { requireWorkerGroups } from './worker-groups.ts'

/** For an installation whose catalogue names none of its parts. */
const emptyGuide: InstalledGuide = {
  people: null,
  cards: [],
  axes: [],
  areas: { centre: '一类地区', suburb: '二类地区', remote: '三类地区' },
  bases: { pair: '甲类—乙类', strong: '甲类单位', weak: '乙类单位' },
  gapPairs: [],
  groupGaps: [],
  workerGroups: { name: '人群', whole: '全体', wholeShort: '全体', groups: [], measures: [] },
  resources: [],
  swarm: [],
  peopleUnits: [],
  firmUnits: [],
  announcedItems: [],
  unbroken: [],
  matterKinds: [],
  phrases: {},
}

export async function loadGuide(db: Db): Promise<InstalledGuide> {
  return (await readSetting(db, 'catalogueGuide')) ?? emptyGuide
}

/** Axes and their groups have codes of their own, and nothing is broken down by an axis that is not there. */
export function requireAxes({ guide: { axes }, items, indicators }: CatalogueSeed): void {
  requireOnce('分组维度', axes)
  for (const { name, groups } of axes) requireOnce(`“${name}”的分组`, groups)
  const known = new Set(axes.map(({ code }) => code))
  const broken = [
    ...items.map(({ name, code, axes: { breakdowns } }) => ({ what: `数据项 ${code}（${name}）`, breakdowns })),
    ...indicators.map(({ name, code, breakdowns }) => ({ what: `指标 ${code}（${name}）`, breakdowns })),
  ]
  for (const { what, breakdowns } of broken) {
    const unknown = breakdowns.find((axis) => !known.has(axis))
    if (unknown !== undefined)
      throw invalid(`${what}按 ${unknown} 分组，指标目录的导引里没有这一分组维度。请在导引中补上或从${what}中删去。`)
  }
}

function requireOnce(what: string, coded: readonly { code: string }[]): void {
  const codes = coded.map(({ code }) => code)
  const twice = codes.find((code, at) => codes.indexOf(code) !== at)
  if (twice !== undefined) throw invalid(`指标目录的导引中，${what}有两个代码同为 ${twice}。请改为不同的代码。`)
}

/** Both sides of a gap are groups of its axis, and two of them. */
function requireGroups(axes: readonly BreakdownAxis[], { name, axis, high, low }: GroupGap): void {
  const known = breakdownKeys(axes, axis)
  const unknown = [high, low].find((group) => !known.includes(`${axis}:${group}`))
  if (unknown !== undefined)
    throw invalid(
      `指标目录的导引在“${name}”中提到分组 ${axis}:${unknown}，这一分组维度里没有它。可用的分组是${known.join('、')}，请改正。`,
    )
  if (high === low)
    throw invalid(`指标目录的导引在“${name}”中把分组 ${axis}:${high} 与它自己相比。请改为两个不同的分组。`)
}

/** Sentences and files tell areas, and units by their industrial base, apart by their names alone. */
function requireOtherNames({ areas, bases }: CatalogueSeed['guide']): void {
  const names = [...Object.values(areas), bases.strong, bases.weak]
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw invalid(`指标目录的导引中有两类区域同名“${twice}”。请改为不同的名称。`)
}

/** Every kind of register is whole, kept by a department of the catalogue, and feeds items of that department, one kind each. */
function requireRegisters({ guide, items, departments }: CatalogueSeed): void {
  const kinds = guide.registerKinds ?? []
  requireOnce('台账', kinds)
  const fed = new Set<string>()
  for (const { name, department, ...shape } of kinds) {
    const fail = (what: string) => invalid(`指标目录的导引中，台账“${name}”${what}。请改正。`)
    if (!departments.some(({ code }) => code === department))
      throw fail(`由部门 ${department} 建立，目录里没有这个部门`)
    if (shape.code === keyPlanUse) throw fail(`的代码 ${keyPlanUse} 已用于重点任务`)
    const [fault] = shapeFaults(shape)
    if (fault !== undefined) throw fail(`有误：${fault}`)
    for (const { item } of shape.feeds) {
      const found = items.find(({ code }) => code === item)
      if (found?.ownerDepartment !== department) throw fail(`计入数据项 ${item}，它不是这个部门的数据项`)
      if (fed.has(item)) throw fail(`计入数据项 ${item}，已有别的台账计入它`)
      fed.add(item)
    }
  }
}

/** Every measure of a key task is led and assisted by departments of the catalogue and due on real days. */
function requireKeyPlan({ guide, departments, items }: CatalogueSeed): void {
  if (guide.keyPlan === undefined) return
  const { tasks, due, done } = guide.keyPlan
  const unknown = [due, done].find((code) => !items.some((item) => item.code === code))
  if (unknown !== undefined)
    throw invalid(`指标目录的导引中，重点任务计入数据项 ${unknown}，目录里没有它。请补上或更正。`)
  requireOnce('重点任务', tasks)
  const known = new Set<string>(departments.map(({ code }) => code))
  for (const { name, measures } of tasks)
    for (const measure of measures) {
      const [fault] = measureFaults(measure, known)
      if (fault !== undefined)
        throw invalid(`指标目录的导引中，重点任务“${name}”的措施“${measure.name}”有误：${fault}。请改正。`)
    }
}

/** Keeps the guide with the indicators' phrases; a code that the catalogue does not hold is refused. */
export async function installGuide(tx: Db, seed: CatalogueSeed): Promise<void> {
  const { guide, indicators, items, departments } = seed
  const codes = {
    指标: new Set<string>(indicators.map(({ code }) => code)),
    数据项: new Set<string>(items.map(({ code }) => code)),
  }
  const named = {
    指标: [
      ...(guide.people === null ? [] : [guide.people]),
      ...guide.cards,
      ...guide.gapPairs.flatMap(({ high, low }) => [high, low]),
      ...guide.workerGroups.measures.flatMap(({ whole, part }) => [whole, part]),
      ...guide.resources.flatMap(({ resource, need }) => [resource, need]),
      ...guide.swarm.map(({ indicator }) => indicator),
    ],
    数据项: guide.announcedItems,
  }
  for (const kind of ['指标', '数据项'] as const) {
    const unknown = named[kind].find((code) => !codes[kind].has(code))
    if (unknown !== undefined)
      throw invalid(`指标目录的导引提到${kind} ${unknown}，目录里没有它。请补上或从导引中删去。`)
  }
  for (const { name, high, low } of guide.gapPairs) {
    const [upper, lower] = [high, low].map((code) => indicators.find((one) => one.code === code))
    if (upper?.unit !== lower?.unit || upper?.decimals !== lower?.decimals)
      throw invalid(
        `指标目录的导引在“${name}”中比较指标 ${high} 与 ${low}，两者的单位或小数位不同。请改为同一单位的指标，或从 gapPairs 中删去。`,
      )
  }
  for (const gap of guide.groupGaps) requireGroups(guide.axes, gap)
  requireOnce('人群', guide.workerGroups.groups)
  requireWorkerGroups(seed)
  requireOtherNames(guide)
  requireOnce('加减分事项', guide.matterKinds)
  for (const { name, department } of guide.matterKinds) {
    if (!departments.some(({ code }) => code === department))
      throw invalid(`指标目录的导引中，加减分事项“${name}”由部门 ${department} 填报，目录里没有这个部门。请改正。`)
  }
  requireRegisters(seed)
  requireKeyPlan(seed)
  const phrases = Object.fromEntries(
    indicators.flatMap(({ code, phrase }) => (phrase === undefined ? [] : [[code, phrase]])),
  )
  await writeSetting(tx, 'catalogueGuide', { ...guide, phrases })
}
