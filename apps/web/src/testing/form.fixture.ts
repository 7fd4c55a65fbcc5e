import type { FormDetail } from '@cg/contract/entry'
import type { RuleDefinition } from '@cg/domain/check/rule'

const due = '2026-10-15T10:00:00.000Z'

const row = {
  breakdown: '',
  breakdownName: '',
  unit: '人',
  decimals: 0,
  definition: '',
  periodKind: 'STOCK_EOQ' as const,
  isRequired: true,
  mayBeNegative: false,
  limits: { hardMin: null, hardMax: null, softMin: null, softMax: null, softChange: null },
  parentRow: null,
  isDistinctPeople: false,
  ownerName: '市统计局',
  evidence: 'none' as const,
  assisting: [],
}

const unit = { parent: null, areaType: null, isCity: false, countsInParent: true }

/** 其中：规上 must not exceed the total. */
const rule: RuleDefinition = {
  code: 'T01',
  family: 'T01',
  title: '规上企业工人数不大于产业工人总数',
  severity: 'error',
  scope: 'form',
  active: true,
  inactiveReason: null,
  body: { kind: 'expression', expression: 'W_BIG <= W_ALL' },
}

/** Two items × three units, of which the last asks nothing of the second item: cells 0-2 and 3-4; 5 is no field. */
export function formDetail(change: Partial<FormDetail> = {}): FormDetail {
  const six = <T>(value: T) => Array.from({ length: 6 }, () => value)
  return {
    head: {
      code: 'F1',
      name: '产业工人情况表',
      dimension: '',
      filledBy: 'department',
      department: 'TJJ',
      departmentName: '市统计局',
      reporter: 'TJJ',
      reporterName: '市统计局',
      period: '2026Q3',
      issuer: '市产改办',
      tableNo: null,
      approvalNo: null,
      validUntil: null,
      legalNote: null,
      isDemo: true,
    },
    submission: {
      state: 'draft',
      version: 1,
      round: 1,
      dueAt: due,
      closesAt: due,
      isOverdue: false,
      extension: null,
      leftOutOf: null,
      isReopened: false,
      supplement: null,
      firstSubmittedAt: null,
      submittedAt: null,
      submittedBy: null,
      acceptedAt: null,
      acceptedBy: null,
      receiptNo: null,
      contentHash: null,
      signOff: null,
      finalBy: null,
      allowedActions: ['save', 'submit'],
      decideRefusal: null,
      closedReason: null,
      events: [],
    },
    units: [
      { ...unit, code: 'A', name: '东湾区', shortName: '东湾区' },
      { ...unit, code: 'B', name: '西屏区', shortName: '西屏区' },
      { ...unit, code: 'C', name: '云川高新技术产业开发区', shortName: '高新区', countsInParent: false },
    ],
    rows: [
      { ...row, item: 'W_ALL', name: '产业工人总数' },
      { ...row, item: 'W_BIG', name: '规上企业工人数' },
    ],
    cells: {
      isEntry: [true, true, true, true, true, false],
      isOpen: [true, true, true, true, true, false],
      state: ['reported', 'reported', 'not_reported', 'reported', 'not_reported', 'not_reported'],
      value: [1000, 2000, null, 400, null, null],
      note: six(null),
      version: [1, 1, 0, 1, 0, 0],
      updatedBy: six(null),
      updatedAt: six(null),
      previous: [990, 1980, 500, 390, 800, null],
      lastYear: six(null),
    },
    history: { periods: [], state: [], value: [] },
    references: [],
    rates: [],
    rules: [rule],
    findings: [],
    explanations: [],
    remembered: [],
    returnMarks: [],
    insideMarks: [],
    scored: [],
    fed: [],
    axes: [{ code: 'size', name: '企业规模' }],
    evidence: [],
    supplies: [],
    lastUpload: null,
    serverTime: '2026-10-12T00:00:00.000Z',
    ...change,
  }
}
