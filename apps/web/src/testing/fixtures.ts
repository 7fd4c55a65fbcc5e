import {
  equityFacts,
  indicatorFacts,
  matrixFacts,
  overviewFacts,
  rankingFacts,
  release,
  scoreFacts,
} from '@cg/charts/testing/fixtures'
import { profileClaims } from '@cg/contract/claims/profile'
import type { ProfileFacts } from '@cg/contract/release/profile'
import type { QualityFacts } from '@cg/contract/release/quality'
import { claimSilent } from '@cg/domain/claim/attention'
import { must } from '@cg/domain/must'
import type { OverviewFacts } from '@cg/contract/release/overview'
import type { PassportFacts } from '@cg/contract/release/passport'
import type { ReleaseHead, ReleaseListItem } from '@cg/contract/release/head'
import type { Me, Welcome } from '@cg/contract/session'

/*
 * Answers of the API for tests and the dev-only mock (12 districts, one 未报, one 不适用, a tie). Never in the build.
 */

export { equityFacts, indicatorFacts, matrixFacts, overviewFacts, rankingFacts, release, scoreFacts }

export function me(change: Partial<Me> = {}): Me {
  return {
    user: { id: 1, login: 'leader', name: '陈书记', mustChangePassword: false },
    grants: [{ role: 'leader', department: null, departmentName: null, unit: null, unitName: null }],
    city: '云川市',
    isDemo: true,
    prefix: '',
    emblem: null,
    mayShare: false,
    lastBackupAt: null,
    ...change,
  }
}

export function welcome(change: Partial<Welcome> = {}): Welcome {
  return {
    city: '云川市',
    isDemo: true,
    needsFirstAdmin: false,
    prefix: '',
    emblem: null,
    hasIdentityService: false,
    demoAccounts: [
      { login: 'leader', password: 'demo-leader', name: '周明远', role: '领导（全市）' },
      { login: 'rsj', password: 'demo-filler', name: '陈晓岚', role: '填报人（市人社局）' },
      { login: 'reviewer', password: 'demo-reviewer', name: '赵一鸣', role: '审核人（市产改办）' },
    ],
    ...change,
  }
}

function listItem(change: Partial<ReleaseHead>, isCurrent = true): ReleaseListItem {
  const head = { ...release, ...change }
  return {
    head,
    contentHash: `c0ffee${head.code.replaceAll(/\D/g, '')}`.padEnd(64, '0'),
    previousHash: 'beef'.padEnd(64, '1'),
    publishedBy: '周立',
    preparedBy: '吴敏',
    isCurrent,
  }
}

/** Newest first: the shown quarter, a corrected quarter with both its releases, an older one. */
export function releaseItems(): ReleaseListItem[] {
  return [
    listItem({}),
    listItem({
      code: 'CG-2026Q2-02',
      period: '2026Q2',
      sequence: 2,
      asOf: '2026-06-30',
      publishedAt: '2026-08-20T02:00:00.000Z',
      reason: '安平县更正工伤保险参保人数',
    }),
    listItem(
      { code: 'CG-2026Q2-01', period: '2026Q2', asOf: '2026-06-30', publishedAt: '2026-07-28T02:00:00.000Z' },
      false,
    ),
    listItem({ code: 'CG-2026Q1-01', period: '2026Q1', asOf: '2026-03-31', publishedAt: '2026-04-27T02:00:00.000Z' }),
  ]
}

export function passportFacts(): PassportFacts {
  const facts = indicatorFacts()
  const cell = (item: string, itemName: string, value: number, edits: number): PassportFacts['cells'][number] => ({
    item,
    itemName,
    unit: 'YC01',
    unitName: '江北区',
    period: '2026Q3',
    state: 'reported',
    value,
    itemUnit: '人',
    decimals: 0,
    form: 'F-RSJ',
    responsible: '市人社局',
    assisting: [],
    receiptNo: 'HZ-2026Q3-0041',
    finalBy: null,
    enteredBy: '张三',
    enteredAt: '2026-10-12T03:00:00.000Z',
    sentBy: {
      filler: { by: '张三', at: '2026-10-12T04:00:00.000Z' },
      checker: { by: '周敏', at: '2026-10-12T05:00:00.000Z' },
      head: { by: '吴国平', at: '2026-10-12T06:00:00.000Z' },
    },
    acceptedBy: '李四',
    acceptedAt: '2026-10-14T03:00:00.000Z',
    revisions: Array.from({ length: edits }, (_, index) => ({
      at: `2026-10-1${index}T03:00:00.000Z`,
      by: '张三',
      old: index === 0 ? null : value - 100,
      oldState: null,
      new: index === edits - 1 ? value : value - 100,
      newState: 'reported',
      reason: index === 0 ? '' : '核对台账后更正',
    })),
    evidence: null,
  })
  return {
    release,
    indicator: facts.indicator,
    unit: null,
    unitName: '云川市',
    fact: facts.city,
    working: '330,412 人 ÷ 400,015 人 × 100% = 82.6%',
    cells: [
      cell('P_TRAIN_UNQ', '参加技能培训人数（去重）', 41_203, 2),
      cell('W_TOTAL', '产业工人总数（期末）', 48_415, 1),
    ],
    scorings: [],
    contentHash: 'c0ffee'.padEnd(64, '0'),
  }
}

type Card = OverviewFacts['cards'][number]

function insurance(card: Card | undefined, code: string, name: string): Card | undefined {
  return card && { ...card, indicator: { ...card.indicator, code, name } }
}

/** What may be said of a unit over the invented rankings; null for a unit that does not exist. */
export function profileFacts(unit: string): ProfileFacts | null {
  const facts = matrixFacts()
  const at = facts.units.code.indexOf(unit)
  if (at < 0) return null
  const base = rankingFacts()
  const rankings = facts.indicators.map((indicator, i) => ({
    ...base,
    measure: { ...base.measure, code: indicator.code, name: indicator.name },
    value: must(facts.value[i]),
    state: must(facts.state[i]),
    light: must(facts.light[i]),
    rank: must(facts.rank[i]),
    compared: null,
  }))
  return {
    release,
    unit: { code: unit, name: must(facts.units.name[at]), shortName: must(facts.units.shortName[at]) },
    towns: null,
    claims: profileClaims({ indicators: facts.indicators, rankings, score: scoreFacts() }, unit),
  }
}

/** One district that files forms itself, in time but not whole. */
export function qualityFacts(): QualityFacts {
  const rates = {
    due: 4,
    onTime: 4,
    clean: 3,
    timeliness: 1,
    completeness: 0.975,
    firstPassRate: 0.75,
    revisionRate: 0,
  }
  return {
    release,
    overall: { ...rates, due: 33, onTime: 31, timeliness: 31 / 33 },
    departments: [],
    units: [{ code: 'YC09', name: '安平县总工会', rates, remarks: [] }],
    notes: ['及时率、一次通过率以应报报表为分母。'],
  }
}

/** What the alerts below rest on; the pages print only their words. */
const alertClaim = must(claimSilent('云岭满族自治县', ['技能培训覆盖率'], ['市人社局']))

/** The cockpit with alerts of every kind. */
export function fullOverview() {
  const [training, contract, injury, skilled] = overviewFacts().cards
  return overviewFacts({
    cards: [
      training,
      contract,
      insurance(injury, 'QY09', '基本养老保险参保率'),
      injury,
      insurance(contract, 'QY12', '失业保险参保率'),
      insurance(skilled, 'JN08', '高技能人才占技能人才比重'),
    ].filter((card) => card !== undefined),
    alerts: [
      {
        kind: 'late',
        claim: alertClaim,
        title: '工伤保险参保率：6个县（市）低于时序目标',
        detail: '牵头：市人社局｜差距最大：丰泽县，差9.8个百分点',
        owners: ['RSJ'],
        units: ['YC10', 'YC11'],
        indicator: 'QY11',
        unit: null,
      },
      {
        kind: 'not_reported',
        claim: alertClaim,
        title: '云岭满族自治县三季度报表尚未报送',
        detail: '责任：云岭满族自治县总工会',
        owners: ['ZGH'],
        units: ['YC12'],
        indicator: null,
        unit: 'YC12',
      },
      {
        kind: 'rank_fall',
        claim: alertClaim,
        title: '青石县位次由第6位降至第8位',
        detail: '主要拖累：培训覆盖率、失业保险参保率',
        owners: ['YC10'],
        units: ['YC10'],
        indicator: null,
        unit: 'YC10',
      },
      {
        kind: 'gap',
        claim: alertClaim,
        title: '中小微企业培训覆盖率48.2%，低于规上37.5个百分点',
        detail: '差距较上季收窄3.2个百分点',
        owners: ['RSJ'],
        units: [],
        indicator: 'JN03',
        unit: null,
      },
    ],
    owners: [
      { code: 'RSJ', name: '市人社局' },
      { code: 'ZGH', name: '市总工会' },
    ],
    notes: ['云岭满族自治县三季度未报送，全市值为其余单位合计'],
  })
}
