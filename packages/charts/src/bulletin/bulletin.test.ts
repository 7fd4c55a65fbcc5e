import type { BulletinAsked, BulletinModel } from '@cg/contract/bulletin'
import type { OverviewFacts } from '@cg/contract/release/overview'
import type { ReleaseHead } from '@cg/contract/release/head'
import { claimSilent } from '@cg/domain/claim/attention'
import { must } from '@cg/domain/must'
import { quotedNumbers } from '@cg/domain/number/quoted-numbers'
import { describe, expect, it } from 'vitest'
import { bulletinAnswers } from '../testing/bulletin-fixture.ts'
import { overviewFacts, release, scoreFacts, units } from '../testing/fixtures.ts'
import { targetsFacts } from '../testing/targets-fixture.ts'
import { bulletinModel } from './bulletin.ts'
import { strangeNumbers, withEdits } from './edits.ts'
import type { BulletinAnswers } from './sources.ts'

const draft = (change: Partial<BulletinAnswers> = {}, asked: BulletinAsked = {}, correction: string | null = null) =>
  bulletinModel(bulletinAnswers(change), asked, correction)

function textOf({ paragraphs }: BulletinModel, start: string): string {
  const own = paragraphs.filter(({ id }) => id.startsWith(start))
  return own.map(({ runs }) => runs.map((run) => run.text).join('')).join('\n')
}

const released = (change: Partial<ReleaseHead>) => ({ overview: overviewFacts({ release: { ...release, ...change } }) })

describe('a 通报 of a full quarter', () => {
  it('has its four sections in order, and blanks for what the office alone knows', () => {
    const model = draft()
    expect(textOf(model, '')).toMatch(
      /一、总体情况[^]*二、主要成效[^]*三、存在问题[^]*四、下一步工作[^]*〔工作要求由起草单位填写〕$/u,
    )
    expect([model.title.join(''), model.date]).toEqual([
      '关于2026年第三季度产业工人队伍建设改革进展情况的通报',
      '2026年10月28日',
    ])
    expect(must(model.title[0]).length).toBeLessThan(must(model.title[1]).length)
    expect(model.length).toBe(Array.from(textOf(model, '').replaceAll('\n', '')).length)
  })

  it('knows of every number which release, indicator and place in the answers it is', () => {
    const model = draft()
    for (const { runs } of model.paragraphs)
      for (const run of runs.filter(({ number }) => number === null))
        expect(quotedNumbers(run.text, model.names), run.text).toEqual([])
    const known = new Map(model.numbers.map((number) => [number.id, number]))
    expect(known.size).toBeGreaterThan(30)
    const own = must(model.numbers.find(({ text }) => text === '82.6%'))
    expect(own).toMatchObject({ indicator: 'JN03', unit: null, period: '2026Q3', path: 'indicators/JN03/city/value' })
    expect(own.words).toBe('技能培训覆盖率，全市，2026年第三季度')
    expect(structuredClone(model)).toEqual(model)
  })

  it('praises by name in protocol order, and only whose place is sure', () => {
    const [, names = ''] =
      /前3位以内的单位有（按行政区划顺序）：(.+?)。/u.exec(textOf(draft(), 'results-districts')) ?? []
    const places = names.split('、').map((name) => units.shortName.indexOf(name))
    expect(places).toEqual(places.toSorted((left, right) => left - right))
    const { rankHigh } = scoreFacts()
    expect(places.every((at) => must(rankHigh[at]) <= 3)).toBe(true)
  })
})

describe('criticism', () => {
  it('names a unit only where its whole interval lies at that end', () => {
    const { rankLow, rank, rankHigh } = scoreFacts()
    expect(textOf(draft(), 'problems-districts')).toContain('后3位以内的单位有（按行政区划顺序）：青石县、丰泽县')
    const open = { score: scoreFacts({ rankLow: rankLow.map((low) => low && 1), rankHigh, rank }) }
    expect(textOf(draft(open), 'problems-districts')).not.toContain('后3位')
  })

  it('names nobody where an indicator has no intervals', () => {
    const { rankings, ...rest } = overviewFacts()
    const bare = rankings.map((one) => ({ ...one, low: one.low.map(() => null), high: one.high.map(() => null) }))
    const text = textOf(draft({ overview: { ...rest, rankings: bare } }), 'problems-districts')
    expect(text).toMatch(/有5个单位的技能培训覆盖率低于时序目标。/u)
  })

  it('names who reported late in protocol order, departments first, by the names of the rest of the paper', () => {
    const { reporting, ...rest } = overviewFacts()
    const [first, second] = [must(units.name[0]), must(units.name[1])]
    const [department] = targetsFacts().departments
    const names = [second, must(department).name, first, second]
    const overdue = names.map((reporter) => ({ ...must(reporting.overdue[0]), state: 'late' as const, reporter }))
    const text = textOf(draft({ overview: { ...rest, reporting: { ...reporting, overdue } } }), 'problems-reporting')
    const called = [`${must(department).name}1张`, `${units.shortName[0]}1张`, `${units.shortName[1]}2张`]
    expect(text).toContain(`迟报报表的有：${called.join('、')}。`)
  })

  it('blames a unit for missing figures only where it owes a form itself', () => {
    const { alerts: _, reporting, ...rest } = overviewFacts()
    const [unit, name] = [must(units.shortName[3]), must(units.name[3])]
    const claim = must(claimSilent(unit, ['a', 'b', 'c', 'd'], []))
    const plain = { title: '', detail: '', owners: [], units: [], indicator: null, unit: null }
    const alerts = [{ ...plain, kind: 'not_reported' as const, claim }]
    const told = (overdue: OverviewFacts['reporting']['overdue'], asked: BulletinAsked = {}) =>
      textOf(
        draft({ overview: { ...rest, alerts, reporting: { ...reporting, overdue } } }, asked),
        'problems-reporting',
      )
    const owed = { form: '技能培训情况表', reporter: name }
    expect(told([{ ...owed, state: 'missing' }])).toContain(
      `未报报表的有：${unit}1张。因未报报表缺少考核指标数据的单位有：${unit}4项。`,
    )
    expect(told([{ ...owed, state: 'late' }])).not.toContain('缺少考核指标数据')
    expect(told([{ ...owed, reporter: '市人社局', state: 'missing' }])).not.toContain(unit)
    expect(told([{ ...owed, state: 'missing' }], { naming: 'never' })).toContain(
      '有1个单位因未报报表缺少考核指标数据。',
    )
  })

  it('names nobody at all where that is asked for', () => {
    const text = textOf(draft({}, { naming: 'never' }), 'problems-')
    expect(units.shortName.filter((name) => text.includes(name))).toEqual([])
    expect(text).toContain('有2个单位综合得分位次区间在后3位以内')
    expect(text).not.toMatch(/岚谷县|北渡区/u)
  })
})

describe('quarters in which something is not there', () => {
  it('tells the states of a core indicator apart and takes none for 0', () => {
    const { cards, ...rest } = overviewFacts()
    const states = ['not_reported', 'withheld', 'not_available', 'not_applicable'] as const
    const empty = cards.map((card, at) => ({
      ...card,
      fact: { ...card.fact, value: null, light: null, state: must(states[at % states.length]) },
    }))
    const text = textOf(draft({ overview: { ...rest, cards: empty } }), 'general-core')
    expect(text).toMatch(/没有全市数值的有：.+（未报）、.+（不公布）、.+（无法提供）、.+（不适用）。$/u)
    expect(text).not.toMatch(/为0/u)
  })

  it('says that there is no ranking without a scheme, and has no annex of it', () => {
    const model = draft({ score: null })
    expect(textOf(model, 'general-score')).toBe('本期没有采用计分方案，不作综合排名。')
    expect(model.annexes.map(({ title }) => title).filter((title) => title.includes('得分'))).toEqual([])
    expect(model.warnings).toContain('本期没有采用计分方案，通报不含综合得分和位次。')
    expect(textOf(model, '')).not.toContain('位次区间')
  })

  it('compares nothing in a first quarter and leaves the section to the office', () => {
    const overview = overviewFacts()
    const rankings = overview.rankings.map((one) => ({ ...one, claims: [] }))
    const first = { ...overview, rankings, claims: overview.claims.filter(({ kind }) => kind === 'goal') }
    const matrix = { ...bulletinAnswers().matrix, claims: [] }
    const model = draft({ overview: first, matrix, score: null })
    expect(textOf(model, 'results')).toBe('二、主要成效\n〔本期数据没有可以自动写入的内容，请起草单位填写〕')
    expect(textOf(model, '')).not.toMatch(/较上/u)
  })

  it('asks those who stated nothing, and writes what was stated in their own words', () => {
    const { rows, ...rest } = targetsFacts()
    const statement = {
      id: 1,
      cause: '人员流动大',
      measures: '上门办理，逐企核实。',
      until: '2026Q4',
      value: 90,
      acceptedAt: '2026-10-20T02:00:00.000Z',
    }
    const stated = rows.map((row, at) => ({
      ...row,
      lapse:
        at === 0 ? { kind: 'late' as const, statement } : at === 1 ? { kind: 'late' as const, statement: null } : null,
    }))
    const model = draft({ targets: { ...rest, rows: stated } })
    const [one, two] = rows
    expect(textOf(model, `next-${must(one).indicator.code}`)).toBe(
      `${must(one).indicator.name}滞后于时序目标，由${must(one).indicator.leadDepartment}牵头，措施是：上门办理，逐企核实。预计2026年第四季度达到90.0%。`,
    )
    expect(textOf(model, 'next-unstated')).toContain(must(two).indicator.name)
    expect(model.warnings).toContain('1项滞后或未报的指标，牵头部门还没有经审定的原因说明和措施。')
  })
})

it('says where the figures of forty units are, which no paper takes', () => {
  const { matrix } = bulletinAnswers()
  const many = <T>(list: readonly T[]): T[] => [...list, ...list, ...list, ...list]
  const wide = { ...matrix.units, code: many(matrix.units.code) }
  const [narrow, large] = [draft(), draft({ matrix: { ...matrix, units: wide } })]
  const titles = ({ annexes }: BulletinModel) => annexes.map(({ title }) => title).join()
  expect([titles(narrow).includes('各区县'), titles(large).includes('各区县')]).toEqual([true, false])
  expect(must(large.annexes.at(-1)).notes.join('')).toContain(
    `${wide.code.length}个单位的各项指标较多，不列入本通报，见平台“对比”页和数据下载。`,
  )
})

describe('what became of the release', () => {
  it('explains a correction', () => {
    const model = draft(released({ sequence: 2, code: 'CG-2026Q3-02', reason: '重复计入劳务派遣人员。' }))
    expect(textOf(model, 'correction')).toBe(
      '更正说明：CG-2026Q3-02是2026年第三季度的第2次发布，为更正发布。更正原因：重复计入劳务派遣人员。此前印发的材料与本通报不一致的，以本通报为准。',
    )
  })

  it('lays what a correction changed side by side: why, by whom, and no more than the paper takes', () => {
    const figure = {
      indicator: 'QY05',
      indicatorName: '工伤保险参保率',
      measureUnit: '%',
      decimals: 1,
      unit: 'D11',
      unitName: '经开区',
      from: { value: 91.04, state: 'reported', rank: 2, light: null, carriedFrom: null },
      to: { value: null, state: 'not_reported', rank: null, light: null, carriedFrom: null },
      absent: null,
      unlike: null,
      reasons: ['错报：重复计入劳务派遣人员。'],
      reporters: ['市人社局'],
    } as const
    const score = { ...figure, indicator: 'score', indicatorName: '综合得分', measureUnit: '分', decimals: 2 }
    const figures = [
      figure,
      { ...figure, unit: null, unitName: '云川市', from: null, reasons: [], reporters: [] },
      ...Array.from({ length: 60 }, () => ({ ...score, to: { ...figure.from, value: 0, rank: 12 } })),
    ]
    const correction = { from: 'CG-2026Q3-01', figures, moved: 4 }
    const again = released({ sequence: 2, code: 'CG-2026Q3-02', reason: '核对后更正' })
    const model = draft({ ...again, correction })
    expect(textOf(model, 'correction')).toContain(
      '更正原因：核对后更正。与CG-2026Q3-01相比，有2个指标数值和60个综合得分不同，涉及全市、经开区，',
    )
    const [annex] = model.annexes
    expect(must(annex).title).toBe('2026年第三季度更正前后数据对照')
    expect(must(annex).rows.slice(0, 3)).toEqual([
      ['工伤保险参保率（%）', '经开区', '91.0', '未报', '错报', '市人社局'],
      ['工伤保险参保率（%）', '全市', '未列', '未报', '—', '—'],
      ['综合得分（分）', '经开区', '91.04（第2位）', '0.00（第12位）', '随指标更正', '市人社局'],
    ])
    expect(must(annex).rows.length).toBe(60)
    expect(must(annex).notes).toEqual([
      '原数为CG-2026Q3-01公布的数值，现数为本次发布的数值。',
      '本表列前60项，其余2项见平台“发布差异”。',
      '错报：重复计入劳务派遣人员。',
      '原因为—的，没有单独登记原因，是随其他数据、目标或口径的变动重新计算的。',
      '另有4个数值不变，只是位次或状态随之变化，未列入本表。',
    ])
    const old = draft({ ...again, correction: { ...correction, figures: null } })
    expect(textOf(old, 'correction')).toContain('CG-2026Q3-01按旧的数据结构保存，不能逐项列出原数。')
    expect(old.annexes.map(({ title }) => title).join('')).not.toContain('对照')
  })

  it('says that a release was corrected since', () => {
    const model = draft({}, {}, 'CG-2026Q3-02')
    expect(model.foot.join('')).toContain('本发布已被 CG-2026Q3-02 更正')
    expect(model.warnings).toContain('这次发布已由CG-2026Q3-02更正，请改用更正后的发布。')
  })

  it('is no paper to be signed while it is a preview', () => {
    const model = draft(released({ state: 'preview', code: '试看-2026Q3-05', publishedAt: null }))
    expect([model.date, model.watermark]).toEqual([null, '试看 · 未发布'])
    expect(textOf(model, 'opening')).toContain('尚未发布（试看编号试看-2026Q3-05')
    expect(model.warnings).toContain('这是试看，数据尚未发布，不能印发。')
  })

  it('warns of more characters than the rule of 2024 allows', () => {
    expect(draft().warnings.join('')).not.toContain('请删减')
    expect(draft({}, { limit: 500 }).warnings.join('')).toMatch(/正文\d+字，超过500字，请删减。/u)
  })
})

describe('a draft that the office wrote otherwise', () => {
  it('keeps the source of a number that still stands, and marks one that is not the published one', () => {
    const model = draft()
    const paragraph = must(model.paragraphs.find(({ id }) => id === 'general-core'))
    const text = '技能培训覆盖率为82.6%，劳动合同签订率为97.0%。'
    expect(strangeNumbers(paragraph, text, model)).toEqual(['97.0%'])
    const edited = withEdits(model, [{ id: 'general-core', text }])
    const runs = must(edited.paragraphs.find(({ id }) => id === 'general-core')).runs
    expect(runs.map((run) => run.text)).toEqual(['技能培训覆盖率为', '82.6%', '，劳动合同签订率为97.0%。'])
    expect(must(model.numbers.find(({ id }) => id === runs[1]?.number)).indicator).toBe('JN03')
  })

  it('knows numbers in Chinese characters too, and takes a rounded one for what was published', () => {
    const model = draft()
    const paragraph = must(model.paragraphs.find(({ id }) => id === 'general-core'))
    expect(strangeNumbers(paragraph, '技能培训覆盖率为82.6%，超过八成，三个区县偏低。', model)).toEqual(['三个'])
    expect(strangeNumbers(paragraph, '技能培训覆盖率为百分之82.6，从两个方面改进。', model)).toEqual([])
    expect(strangeNumbers(paragraph, '技能培训覆盖率为百分之90', model)).toEqual(['百分之90'])
  })

  it('leaves a paragraph out with the heading above it, and counts the others anew', () => {
    const edited = withEdits(draft(), [
      { id: 'problems-late', text: null },
      { id: 'problems-slipped', text: null },
    ])
    expect(textOf(edited, 'problems')).toMatch(/^三、存在问题\n（一）部分区县仍有差距\n/u)
    expect(edited.length).toBeLessThan(draft().length)
  })

  it('refuses a paragraph that it does not have', () => {
    expect(() => withEdits(draft(), [{ id: 'gone', text: 'x' }])).toThrow('已经没有了')
  })
})

describe('key tasks and follow-ups', () => {
  const milestone = {
    code: 'b',
    name: '排定50个班次',
    dueOn: '2026-06-30',
    isByUnit: true,
    of: 12,
    done: 10,
    late: 0,
    missing: [
      { code: 'YC09', name: '安平县' },
      { code: 'YC10', name: '青石县' },
    ],
    isOverdue: true,
    doneOn: null,
  }
  const measure = {
    id: 1,
    name: '送教下乡',
    lead: { code: 'RSJ', name: '市人社局' },
    assists: [],
    standing: 'overdue' as const,
    milestones: [milestone],
    report: null,
  }
  const item = {
    id: 3,
    kind: 'speech' as const,
    subject: '讲话要求',
    about: '讲话要求：“联络员全覆盖”',
    responsible: '市总工会',
    requirement: '核对名册',
    openedOn: '2026-10-01',
    dueOn: '2026-10-20',
    isOverdue: true,
    closed: null,
  }
  const plan = {
    plan: {
      name: '实施方案',
      tasks: [
        {
          code: 'T1',
          name: '提升技能',
          measures: [measure, { ...measure, id: 2, standing: 'on_time' as const, milestones: [] }],
        },
      ],
    },
    followUps: {
      asOf: '2026-10-28',
      items: [item, { ...item, id: 4, isOverdue: false, closed: { on: '2026-10-12', words: '已核对' } }],
    },
  }

  it('are told as a whole, by what is overdue, and in two annexes; every number is known', () => {
    const model = draft({ plan })
    expect(textOf(model, 'general-tasks')).toBe(
      '实施方案1项重点任务的2条措施中，按期推进1条，有节点逾期1条。截至2026年10月28日，督办事项在办1件，已逾期；本季以来销号1件。',
    )
    expect(textOf(model, 'problems-tasks')).toMatch(
      /^（.）部分重点任务逾期\n市人社局牵头的“送教下乡”，节点“排定50个班次”应于2026年6月30日前完成，安平县、青石县尚未完成。$/u,
    )
    expect(textOf(model, 'problems-followed')).toContain(
      '第3号督办事项（讲话要求），责任单位市总工会，应于2026年10月20日前办结。',
    )
    const [tasks, followed] = model.annexes.slice(-2)
    expect(must(tasks).rows).toEqual([
      ['提升技能', '送教下乡', '市人社局', '逾期', '排定50个班次（2026年6月30日，安平县、青石县）'],
      ['提升技能', '送教下乡', '市人社局', '按期', '—'],
    ])
    expect(must(followed).rows.map((row) => row.at(-1))).toEqual(['逾期未办结', '2026年10月12日销号'])
    for (const { runs } of model.paragraphs)
      for (const run of runs.filter(({ number }) => number === null))
        expect(quotedNumbers(run.text, model.names), run.text).toEqual([])
  })

  it('name no district where nobody is to be named', () => {
    const text = textOf(draft({ plan }, { naming: 'never' }), 'problems-tasks')
    expect(text).toContain('2个区县尚未完成')
    expect(text).not.toContain('安平县')
  })

  it('are not spoken of in a release without them', () => {
    const model = draft()
    expect(textOf(model, '')).not.toMatch(/重点任务|督办/u)
    expect(model.annexes.some(({ title }) => /重点任务|督办/u.test(title))).toBe(false)
  })
})
