import { cell, cellRevision } from '@cg/db/schema'
import type { Breach } from '@cg/db/seal/check'
import type { Db } from '@cg/db/store'
import { formatPeriod } from '@cg/domain/number/number-format'
import { isPeriod } from '@cg/domain/period'
import { eq } from 'drizzle-orm'
import type { AuditNames } from '../admin/audit-words.ts'

/** What is kept in each table that seals cover; one that came since is told by its own name. */
const tableNames: Readonly<Record<string, string>> = {
  aim_change: '目标变更',
  aim_proposal: '目标变更申请',
  appraisal: '定性评分',
  appraisal_score: '评分',
  appraisal_scorer: '评分人',
  appraisal_step: '评分经过', // prettier-ignore
  assist_supply: '协助材料',
  api_token: '接口令牌',
  baseline: '基期值',
  catalogue_change: '目录变更',
  cell: '填报格',
  cell_revision: '填报值修订',
  change_proposal: '变更申请',
  check_confirmation: '区县核对确认',
  check_window: '区县核对期', // prettier-ignore
  data_item: '数据项',
  delivered_pack: '自动材料',
  department: '部门',
  evidence: '佐证',
  explanation: '校验说明',
  extension: '延期',
  follow_up: '督办事项',
  follow_up_step: '督办经过', // prettier-ignore
  form: '报表',
  form_item: '报表栏目',
  former_name: '账号曾用名',
  former_unit: '单位沿革',
  grant: '账号权限',
  handover_mapping: '上报对照',
  holiday_notice: '节假日安排',
  identity: '统一身份', // prettier-ignore
  indicator: '指标',
  indicator_version: '指标口径',
  inside_mark: '内部退回标记',
  key_measure: '重点举措',
  key_measure_change: '重点举措变更',
  key_task: '重点任务',
  key_task_report: '重点任务进展',
  key_task_step: '重点任务经过', // prettier-ignore
  liaison: '联络员',
  mail_choice: '邮件设置',
  map_version: '地图',
  map_withdrawal: '地图停用',
  matter: '原因措施',
  matter_step: '原因措施经过',
  objection: '核对异议',
  period: '报告期', // prettier-ignore
  recipe: '材料',
  recipe_delivery: '材料投送',
  register_file: '台账附件',
  register_record: '台账记录',
  register_step: '台账经过',
  register_use: '台账计数',
  release: '发布',
  release_schedule: '定时发布', // prettier-ignore
  remark: '问答',
  remark_mention: '问答提醒',
  reminder: '催报',
  return_mark: '退回标记',
  rule: '校验规则',
  rule_switch: '规则启停',
  scheme_version: '考评方案',
  setting: '系统设置',
  share_link: '会议链接',
  grant_request: '授权申请',
  sign_off: '内部审签', // prettier-ignore
  source_choice: '数据来源',
  statement: '情况说明',
  statement_step: '情况说明经过',
  submission: '报表办理状态',
  submission_event: '报表办理经过',
  supplement: '补报',
  target: '目标值',
  thread: '问答', // prettier-ignore
  unit_industrial_base: '产业基础',
  unit_succession: '区划调整',
  user: '账号',
  yardstick: '参照值',
  org_unit: '单位', // prettier-ignore
}

const rowHow = {
  changed: '与程序最后一次写入的不同，在程序之外被改过',
  gone: '不见了，在程序之外被删除',
  foreign: '不是程序写入的，在程序之外被添加',
} as const

const trailHow = {
  missing: '不见了，审计记录被删除',
  other: '与留下时不同，审计记录被改写过',
  unsealed: '起不是程序留下的，在程序之外被添加',
} as const

/** What was found, in words that say where it stands. */
export async function breachWords(db: Db, names: AuditNames, breach: Breach): Promise<string> {
  switch (breach.kind) {
    case 'seal':
      return `第${breach.id}个封签与前后衔接不上：封签被改过，或它之前的被删除、插入。`
    case 'trail':
      return `第${breach.event}条审计记录${trailHow[breach.how]}。`
    case 'file':
      return `附件（校验码${breach.hash.slice(0, 12)}）的内容与上传时不同，在程序之外被改过。`
    case 'cell':
      return `${await cellPlace(db, names, breach.id)}的填报值与它最后一次修订不同，在程序之外被改过。`
    case 'row': {
      const place = await placeWords(db, names, breach)
      return `${tableNames[breach.table] ?? breach.table}（${rowName(breach, names)}）${place}${rowHow[breach.how]}。`
    }
  }
}

function rowName({ table, key }: Extract<Breach, { kind: 'row' }>, names: AuditNames): string {
  if (table === 'user') return names('user', String(key))
  if (table === 'scheme_version') return names('scheme', String(key))
  return typeof key === 'number' ? `第${key}号` : (JSON.parse(key) as unknown[]).join('，')
}

/** Where a figure stands, of what belongs to one. */
async function placeWords(
  db: Db,
  names: AuditNames,
  { table, key, how }: Extract<Breach, { kind: 'row' }>,
): Promise<string> {
  if (table === 'cell_revision') return revisionPlace(db, names, Number(key))
  return table === 'cell' && how !== 'gone' ? `：${await cellPlace(db, names, Number(key))}，` : ''
}

async function revisionPlace(db: Db, names: AuditNames, id: number): Promise<string> {
  const [row] = await db.select({ cell: cellRevision.cellId }).from(cellRevision).where(eq(cellRevision.id, id))
  return row === undefined ? '' : `：${await cellPlace(db, names, row.cell)}，`
}

async function cellPlace(db: Db, names: AuditNames, id: number): Promise<string> {
  const [row] = await db.select().from(cell).where(eq(cell.id, id))
  if (row === undefined) return `第${id}格`
  const group = row.breakdown === '' ? '' : `（${names('breakdown', row.breakdown)}）`
  // Where the quarter was edited, it is told as it stands.
  const quarter = isPeriod(row.period) ? formatPeriod(row.period) : row.period
  return `${quarter}${names('unit', row.unitCode)}“${names('item', row.itemCode)}”${group}`
}
