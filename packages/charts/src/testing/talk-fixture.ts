import type { TalkFacts, TalkFigure } from '@cg/contract/release/talk'
import { release } from './fixtures.ts'

/* Invented statements: one of each kind that the page must show. */

const plain: TalkFigure = {
  indicator: 'QY09',
  group: '',
  name: '基本养老保险参保率',
  unit: '%',
  decimals: 1,
  direction: 'higher',
  department: '市人社局',
  span: 'stock',
  isKnown: true,
  said: null,
  value: 92.65,
  state: 'reported',
  carriedFrom: null,
  lacking: [],
  base: { period: '2024Q4', value: 90.9 },
  compared: { period: release.period, value: 92.65 },
  obstacle: null,
  target: 93,
  lastTarget: { year: 2027, value: 94.5 },
  light: 'met',
  standing: 'met',
  highest: { value: 98.2, units: ['经开区'] },
  lowest: { value: 81, units: ['丰泽县'] },
}

const noGoal = {
  target: null,
  lastTarget: null,
  light: null,
  standing: 'no_target',
  highest: null,
  lowest: null,
} as const
const noBase = { base: null, compared: null, obstacle: 'no_base' } as const

const sessions: TalkFigure = {
  ...plain,
  ...noGoal,
  indicator: 'JN01',
  name: '技能培训场次',
  unit: '场',
  decimals: 0,
  span: 'yearToDate',
  value: 4781,
  state: 'partial',
  lacking: ['岚谷县'],
  base: { period: '2024Q4', value: 8996 },
  compared: { period: '2025Q4', value: 9468 },
}

const cluster: TalkFigure = {
  ...plain,
  ...noGoal,
  ...noBase,
  indicator: 'BF01',
  group: 'cluster:auto',
  name: '产业工人总数（汽车）',
  unit: '人',
  decimals: 0,
  said: 12_000,
  value: 11_995,
}

const rate: TalkFigure = {
  ...plain,
  indicator: 'QY16',
  name: '涉及产业工人的生产安全事故起数',
  unit: '起',
  decimals: 0,
  direction: 'lower',
  span: 'yearToDate',
  value: null,
  state: 'not_reported',
  base: { period: '2024Q4', value: 31 },
  compared: null,
  obstacle: 'year_open',
  target: 28,
  light: null,
  standing: 'not_reported',
}

const late: TalkFigure = {
  ...plain,
  indicator: 'SZ01',
  name: '规上工业企业思政工作联络员覆盖率',
  value: 82.1,
  light: 'late',
  standing: 'late',
  carriedFrom: '2026Q1',
  base: { period: '2024Q4', value: 92.2 },
  compared: null,
  obstacle: 'partial',
}

const unknown: TalkFigure = {
  ...plain,
  ...noGoal,
  ...noBase,
  indicator: 'BF07',
  name: '',
  unit: '',
  isKnown: false,
  value: null,
  state: 'not_available',
}

/** Six statements in two parts, with figures, a page, a gap and a reason. */
export function talkFacts(): TalkFacts {
  const point = (id: string, part: string, quote: string, states: string) => ({
    id,
    part,
    quote,
    states,
    scope: 'city' as const,
  })
  return {
    release,
    targetYear: 2026,
    title: '在全市产业工人队伍建设改革会议上的讲话',
    basePeriod: '2024Q4',
    parts: [
      { code: 'opening', name: '会议与实施方案' },
      { code: 'rights', name: '二、（一）权益保障机制' },
    ],
    points: [
      {
        point: { ...point('F004', 'opening', '10名产业工人代表', '参会的工人代表'), why: '这是参会人数，不作统计。' },
        shown: [],
      },
      {
        point: {
          ...point('F001', 'opening', '实施方案（2025-2027年）', '方案的期限'),
          page: { to: 'targets', words: '见“目标”页。' },
        },
        shown: [],
      },
      {
        point: { ...point('F018', 'opening', '推动整车产量突破万辆', '整车产量'), open: '目前没有收集这项数据。' },
        shown: [],
      },
      {
        point: {
          ...point('F017', 'opening', '在汽车制造园区，1.2万名产业工人', '汽车产业的产业工人数'),
          figures: [{ indicator: 'BF01', group: 'cluster:auto', said: 12_000 }],
        },
        shown: [cluster],
      },
      {
        point: {
          ...point('F034', 'rights', '开展产业工人技能培训场次', '技能培训场次'),
          figures: [{ indicator: 'JN01' }],
        },
        shown: [sessions],
      },
      {
        point: {
          ...point('F066', 'rights', '基本养老保险参保率达到*%', '参保率和事故'),
          figures: ['QY09', 'QY16', 'SZ01', 'BF07'].map((indicator) => ({ indicator })),
        },
        shown: [plain, rate, late, unknown],
      },
    ],
  }
}
