import { describe, expect, it } from 'vitest'
import { parsePeriod } from '../period.ts'
import { groupMessageKinds, messageKinds, messageSentence, personalMessageKinds } from './message.ts'
import type { MessageFacts, MessageKind } from './message.ts'

const period = parsePeriod('2026Q3')
const of = { period, form: '技能提升情况表' }
const dueAt = '2026-10-15T10:00:00.000Z'
const owed = { ...of, dueAt, isReturned: false }
const asked = { ...of, unit: '东湾区', figure: '职工总数', by: '周敏' }

const said: [MessageFacts, string][] = [
  [
    { kind: 'returned', ...of, by: '周敏', cells: 3, isCorrection: false },
    '2026年第三季度《技能提升情况表》被退回（周敏），标出3格需要修改。',
  ],
  [
    { kind: 'returned', ...of, by: '周敏', cells: 1, isCorrection: true },
    '2026年第三季度《技能提升情况表》通过后重新打开更正（周敏），标出1格需要修改。',
  ],
  [
    { kind: 'resubmitted', ...of, reporter: '市人社局', by: '李明', round: 2 },
    '市人社局重新报送了2026年第三季度《技能提升情况表》（李明），是第2次报送。',
  ],
  [
    { kind: 'checked', ...of, reporter: '东湾区', by: '王芳' },
    '东湾区重新报送的2026年第三季度《技能提升情况表》已由牵头部门审核（王芳），转产改办审核。',
  ],
  [{ kind: 'accepted', ...of, by: '周敏' }, '2026年第三季度《技能提升情况表》已审核通过（周敏）。'],
  [
    { kind: 'extended', ...of, by: '周敏', dueAt },
    '2026年第三季度《技能提升情况表》的截止时间延长到2026年10月15日 18:00（周敏）。',
  ],
  [
    { kind: 'admitted', ...of, by: '周敏', dueAt },
    '2026年第三季度《技能提升情况表》准予补报（周敏），截止时间为2026年10月15日 18:00。',
  ],
  [
    { kind: 'changeWaiting', by: '方敏', change: '从2027年起采用《综合评价》第2版' },
    '方敏提请从2027年起采用《综合评价》第2版，待另一位发布人确认。',
  ],
  [
    { kind: 'catalogueWaiting', by: '方敏', change: '2026年第四季度起停用 2 个指标' },
    '方敏提出变更指标目录：2026年第四季度起停用 2 个指标，待另一位发布人确认。',
  ],
  [
    { kind: 'tokenEnding', name: '市数据平台', expiresAt: '2026-12-30T02:00:00.000Z' },
    '接口令牌“市数据平台”将于2026年12月30日 10:00到期，请在此之前另外生成，换到所用的程序里。',
  ],
  [
    { kind: 'tokenEnded', name: '市数据平台', expiresAt: '2026-12-30T02:00:00.000Z' },
    '接口令牌“市数据平台”已于2026年12月30日 10:00到期，用它的程序已不能取数。',
  ],
  [
    { kind: 'materialReady', name: '季度通报', period: of.period, code: 'CG-2026Q3-01' },
    '材料“季度通报”已按2026年第三季度的发布（CG-2026Q3-01）生成，可以下载。',
  ],
  [
    { kind: 'materialFailed', name: '季度通报', period: of.period, code: 'CG-2026Q3-01', problem: '账号已停用。' },
    '材料“季度通报”没有随CG-2026Q3-01生成：账号已停用。',
  ],
  [{ kind: 'identityWaiting', name: '张三' }, '“张三”用统一身份认证登录，还没有关联账号，不能进入系统。'],
  [
    { kind: 'changeDecided', by: '钱向东', change: '从2027年起采用《综合评价》第2版', isConfirmed: false },
    '您提请从2027年起采用《综合评价》第2版，被退回（钱向东）。',
  ],
  [
    { kind: 'catalogueDecided', by: '钱向东', change: '2026年第四季度起停用 2 个指标', isConfirmed: false },
    '您提出的指标目录变更（2026年第四季度起停用 2 个指标）未予确认（钱向东）。',
  ],
  [
    { kind: 'signOffWaiting', ...of, by: '李明', step: 'check' },
    '2026年第三季度《技能提升情况表》已提请内部审核（李明），待单位审核人审核。',
  ],
  [
    { kind: 'signOffWaiting', ...of, by: '赵宁', step: 'sign' },
    '2026年第三季度《技能提升情况表》内部审核已同意（赵宁），待单位负责人签发。',
  ],
  [
    { kind: 'sentBack', ...of, by: '赵宁' },
    '2026年第三季度《技能提升情况表》内部审签时被退回填报人（赵宁），修改后须重新提请。',
  ],
  [{ kind: 'signedOff', ...of, by: '陈立' }, '2026年第三季度《技能提升情况表》已由单位负责人签发报送（陈立）。'],
  [
    { kind: 'checkWindow', period, closesAt: dueAt, isOpen: true },
    '2026年第三季度的数字在发布前请区县核对，2026年10月15日 18:00截止；有异议的可逐项提出。',
  ],
  [
    { kind: 'checkWindow', period, closesAt: dueAt, isOpen: false },
    '2026年第三季度的区县核对已于2026年10月15日 18:00结束。',
  ],
  [
    { kind: 'objected', period, unit: '东湾区', figure: '职工总数', by: '陈立' },
    '东湾区对2026年第三季度“职工总数”提出异议（陈立），待答复。',
  ],
  [
    { kind: 'objectionAnswered', period, unit: '东湾区', figure: '职工总数', by: '周敏', isUpheld: true },
    '东湾区对2026年第三季度“职工总数”的异议已答复（周敏）：成立，退回填报单位修改。',
  ],
  [
    { kind: 'objectionAnswered', period, unit: '东湾区', figure: '职工总数', by: '周敏', isUpheld: false },
    '东湾区对2026年第三季度“职工总数”的异议已答复（周敏）：不成立。',
  ],
  [{ kind: 'due', ...owed }, '2026年第三季度《技能提升情况表》尚未报送，截止时间为2026年10月15日 18:00。'],
  [
    { kind: 'overdue', ...owed, lockedAt: '2026-10-20T10:00:00.000Z' },
    '2026年第三季度《技能提升情况表》尚未报送，已过截止时间2026年10月15日 18:00，2026年10月20日 18:00前仍可报送，记为逾期。',
  ],
  [
    { kind: 'overdue', ...owed, lockedAt: null },
    '2026年第三季度《技能提升情况表》尚未报送，已过截止时间2026年10月15日 18:00，填报已关闭，确需补报的请向产改办申请延期。',
  ],
  [
    { kind: 'overdue', ...owed, isReturned: true, lockedAt: null },
    '2026年第三季度《技能提升情况表》退回后尚未重新报送，已过截止时间2026年10月15日 18:00，仍可修改后报送。',
  ],
  [
    { kind: 'checkDue', period, count: 2, by: dueAt, isPast: false },
    '2026年第三季度有2张报表等待本部门审核，部门审核应于2026年10月15日 18:00前完成。',
  ],
  [
    { kind: 'reviewDue', period, count: 2, by: dueAt, isPast: true },
    '2026年第三季度有2张报表等待审核，审核时限2026年10月15日 18:00已过。',
  ],
  [
    { kind: 'aimWaiting', by: '李明', changes: 4, indicators: ['甲', '乙', '丙', '丁'] },
    '李明提出变更目标与基期4处（甲、乙、丙等4项指标），待另一位发布人确认。',
  ],
  [
    { kind: 'aimDecided', by: '周敏', changes: 1, isConfirmed: true },
    '您提出的目标与基期变更（1处）已确认生效（周敏）。',
  ],
  [
    { kind: 'aimDecided', by: '周敏', changes: 1, isConfirmed: false },
    '您提出的目标与基期变更（1处）未予确认（周敏）。',
  ],
  [
    {
      kind: 'sourceAdopted',
      period,
      unit: '东湾区',
      sides: ['市人社局的“培训人数”', '市统计局的“职工总数”'],
      sources: ['市人社局', '市统计局'],
      adopted: 'second',
      by: '周敏',
      reason: '统计局口径为准',
    },
    '2026年第三季度东湾区：市人社局的“培训人数”与市统计局的“职工总数”不一致，产改办认定以市统计局的为准（周敏），依据：统计局口径为准。各表填报的数没有因此改动。',
  ],
  [
    {
      kind: 'sourceAdopted',
      period,
      unit: '东湾区',
      sides: ['市人社局的“培训人数”', '市统计局的“职工总数”'],
      sources: ['市人社局', '市统计局'],
      adopted: 'both',
      by: '周敏',
      reason: null,
    },
    '2026年第三季度东湾区：市人社局的“培训人数”与市统计局的“职工总数”不一致，产改办认定两者口径不同、均属实（周敏），依据请向产改办了解。各表填报的数没有因此改动。',
  ],
  [
    { kind: 'explanationRejected', ...asked },
    '2026年第三季度《技能提升情况表》东湾区“职工总数”的情况说明没有被认可（周敏），请改写说明，或者核实数字后改正。',
  ],
  [
    { kind: 'statementDecided', period, unit: '东湾区', figure: '培训覆盖率', by: '周敏', outcome: 'returned' },
    '2026年第三季度东湾区“培训覆盖率”的滞后说明被退回（周敏），请按退回意见修改后重新提交。',
  ],
  [
    { kind: 'matterDecided', unit: '东湾区', matter: '较大以上事故', by: '周敏', outcome: 'accepted' },
    '东湾区的加减分事项“较大以上事故”已采纳（周敏）。',
  ],
  [
    { kind: 'matterDecided', unit: '东湾区', matter: '较大以上事故', by: '周敏', outcome: 'revoked' },
    '东湾区的加减分事项“较大以上事故”原已采纳，现予撤销（周敏）。',
  ],
  [{ kind: 'recordsWaiting', register: '重点企业', count: 3 }, '重点企业台账有3条记录待审核。'],
  [
    {
      kind: 'recordsDecided',
      register: '重点企业',
      count: 2,
      by: '周敏',
      outcome: 'accepted',
      reason: null,
      figures: ['重点企业数'],
      isUsed: true,
    },
    '重点企业台账有2条记录已入账（周敏），“重点企业数”由台账计入报表。',
  ],
  [
    {
      kind: 'recordsDecided',
      register: '订单班',
      count: 1,
      by: '周敏',
      outcome: 'returned',
      reason: '请附文件',
      figures: [],
      isUsed: false,
    },
    '订单班台账有1条记录被退回（周敏）：请附文件，请修改后再报。',
  ],
  [
    {
      kind: 'recordsDecided',
      register: '创新案例',
      count: 1,
      by: '周敏',
      outcome: 'revoked',
      reason: '认定被撤销',
      figures: ['创新案例数', '市级案例数'],
      isUsed: false,
    },
    '创新案例台账有1条记录已销账（周敏）：认定被撤销，请核对报表中的“创新案例数”“市级案例数”。',
  ],
  [
    { kind: 'followUp', step: 'opened', subject: '云岭县“技能人才占比”', dueOn: '2026-12-20', by: '周敏' },
    '产改办发出督办事项（云岭县“技能人才占比”），请回复原因、措施和预计完成日期，并在2026年12月20日前办结。',
  ],
  [
    { kind: 'keyTask', step: 'due', period, count: 3 },
    '请报送2026年第三季度重点任务的进展：本部门牵头的措施有3项没有报。',
  ],
  [{ kind: 'keyTask', step: 'waiting', count: 2 }, '重点任务有2项措施的进展待审核。'],
  [
    { kind: 'keyTask', step: 'accepted', measure: '送教下乡', period, by: '周敏', reason: null },
    '重点任务措施“送教下乡”2026年第三季度的进展已采纳（周敏）。',
  ],
  [
    { kind: 'keyTask', step: 'returned', measure: '送教下乡', period, by: '周敏', reason: '请附文件' },
    '重点任务措施“送教下乡”2026年第三季度的进展被退回（周敏）：请附文件，请补充后再报。',
  ],
  [
    { kind: 'keyTask', step: 'returned', measure: '送教下乡', period, by: '周敏', reason: null },
    '重点任务措施“送教下乡”2026年第三季度的进展被退回（周敏），退回意见见重点任务，请补充后再报。',
  ],
  [
    { kind: 'followUp', step: 'extended', subject: '其他事项', dueOn: '2026-12-20', by: '周敏' },
    '督办事项（其他事项）已延期（周敏），请在2026年12月20日前办结。',
  ],
  [
    { kind: 'followUp', step: 'returned', subject: '讲话要求', dueOn: '2026-12-20', by: '周敏' },
    '督办事项（讲话要求）的回复被退回（周敏），请按退回意见补充后再报。',
  ],
  [
    { kind: 'mentioned', ...asked, isClosed: false },
    '周敏在2026年第三季度《技能提升情况表》东湾区“职工总数”的问答中提到了您。',
  ],
  [
    { kind: 'mentioned', ...asked, isClosed: true },
    '周敏在2026年第三季度《技能提升情况表》东湾区“职工总数”的问答中提到了您，该问答已办结。',
  ],
  [
    { kind: 'remarkAnswered', ...asked, isClosed: false },
    '周敏答复了您在2026年第三季度《技能提升情况表》东湾区“职工总数”下参与的问答。',
  ],
  [
    { kind: 'appraisalWanted', period, figure: '制度建设评分', by: '周敏', round: 1, left: 3 },
    '请您给2026年第三季度“制度建设评分”评分（周敏），还有3个区县没有评。',
  ],
  [
    { kind: 'appraisalWanted', period, figure: '制度建设评分', by: '周敏', round: 2, left: 3 },
    '2026年第三季度“制度建设评分”开始第2轮评分（周敏），您上一轮的评分仍然有效，可以修改；本轮有3个区县没有改评。',
  ],
  [
    { kind: 'finalDue', ...of, reporter: '市人社局', finalBy: '2026-11-30', next: 'correct' },
    '2026年第三季度《技能提升情况表》（市人社局）报的是快报数，正式数应在2026年11月30日前报送；本期已发布，要由产改办以“快报转正式数”打开更正。',
  ],
  [
    { kind: 'finalOverdue', ...of, reporter: '市人社局', finalBy: '2026-11-30', next: 'edit' },
    '2026年第三季度《技能提升情况表》（市人社局）报的是快报数，正式数应在2026年11月30日前报送，现已过期；表还在填报单位，改好后请标明是正式数。',
  ],
  [
    { kind: 'finalOverdue', ...of, reporter: '市人社局', finalBy: '2026-11-30', next: 'return' },
    '2026年第三季度《技能提升情况表》（市人社局）报的是快报数，正式数应在2026年11月30日前报送，现已过期；表已报送，要由产改办退回才能修改。',
  ],
  [
    {
      kind: 'assistWanted',
      period,
      form: '技能提升情况表',
      figure: '技能培训人次',
      supplies: '规上企业名单',
      responsible: '市人社局',
      dueAt: '2026-10-15T10:00:00.000Z',
    },
    '请在2026年10月15日 18:00前为市人社局的2026年第三季度《技能提升情况表》“技能培训人次”提供协助材料：规上企业名单。',
  ],
  [
    { kind: 'assistGiven', period, form: '技能提升情况表', figure: '技能培训人次', by: '市工信局' },
    '市工信局为2026年第三季度《技能提升情况表》“技能培训人次”提供了协助材料。',
  ],
  [
    { kind: 'published', period, code: 'CG-2026Q3-01', isCorrection: false },
    '2026年第三季度进展已发布，发布编号为CG-2026Q3-01。',
  ],
  [
    { kind: 'published', period, code: 'CG-2026Q3-02', isCorrection: true },
    '2026年第三季度进展已更正发布，发布编号为CG-2026Q3-02。',
  ],
]

describe('the sentence of a message', () => {
  it.each(said)('%o', (facts, sentence) => expect(messageSentence(facts)).toBe(sentence))

  it.each(said)('holds no figure: %o', (_facts, sentence) => expect(numbersLeft(sentence)).toEqual([]))

  it('exists for every kind', () => {
    expect(new Set(said.map(([{ kind }]) => kind))).toEqual(new Set(messageKinds))
  })
})

describe('the kinds that a group may be told of', () => {
  it('are all but those for one reader, so that no later kind is forgotten', () => {
    const placed: readonly MessageKind[] = [...groupMessageKinds, ...personalMessageKinds]
    expect(placed).toHaveLength(messageKinds.length)
    expect(new Set(placed)).toEqual(new Set(messageKinds))
  })

  it.each(said.filter(([{ kind }]) => isOfGroup(kind)))('speak to no single reader: %o', (_facts, sentence) =>
    expect(sentence).not.toMatch(/您|本部门|本单位/u),
  )
})

function isOfGroup(kind: MessageKind): boolean {
  return (groupMessageKinds as readonly MessageKind[]).includes(kind)
}

/** Numbers that are no date, quarter, round, count of things to do or release: none of a message may be a figure. */
function numbersLeft(sentence: string): readonly string[] {
  const known = [
    /CG-\d{4}Q\d-\d\d/gu,
    /\d{4}年\d{1,2}月\d{1,2}日 \d\d:\d\d/gu,
    /\d{4}年\d{1,2}月\d{1,2}日前/gu,
    /\d{4}年第.季度/gu,
    /第\d+(?:次报送|轮评分|版)/gu,
    /从\d{4}年起/gu,
    /\d+(?:格需要修改|张报表等待|处（|处）|项| 个指标|个区县没有|条记录)/gu,
  ]
  return known.reduce((text, pattern) => text.replaceAll(pattern, ''), sentence).match(/\d+/gu) ?? []
}
