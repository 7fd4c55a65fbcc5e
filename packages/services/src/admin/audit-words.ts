import { correctionReasonNames } from '@cg/contract/publish'
import { roleNames } from '@cg/contract/schema'
import { schemeStateNames } from '@cg/contract/scheme'
import { tokenScopeNames } from '@cg/contract/token-scope'
import {
  dataItem,
  department,
  form,
  indicator,
  indicatorVersion,
  orgUnit,
  rule,
  schemeVersion,
  user,
} from '@cg/db/schema'
import { unitKindNames } from '@cg/contract/unit-kind'
import type { Db } from '@cg/db/store'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { isPeriod } from '@cg/domain/period'
import { asc, eq } from 'drizzle-orm'
import { loadLayer } from '../catalogue/layer.ts'
import { loadGuide } from '../catalogue/guide.ts'

type Kind =
  | 'item'
  | 'unit'
  | 'department'
  | 'form'
  | 'rule'
  | 'indicator'
  | 'user'
  | 'scheme'
  | 'breakdown'
  | 'area'
  | 'register'

/** The name of a thing by its code or id; one that is gone keeps its code. */
export type AuditNames = (kind: Kind, code: string) => string

/** The names of everything that the trail refers to by code. */
export async function loadAuditNames(db: Db): Promise<AuditNames> {
  const versions = await db
    .select({ code: indicator.code, name: indicatorVersion.name })
    .from(indicatorVersion)
    .innerJoin(indicator, eq(indicator.code, indicatorVersion.indicatorCode))
    .orderBy(asc(indicatorVersion.version))
  const schemes = await db.select().from(schemeVersion)
  const people = await db.select({ id: user.id, name: user.name, login: user.login }).from(user)
  const { axes, areas, registerKinds = [] } = await loadGuide(db)
  const { items, forms } = await loadLayer(db)
  const named: Record<Kind, Map<string, string>> = {
    item: byCode([
      ...(await db.select({ code: dataItem.code, name: dataItem.name }).from(dataItem)),
      ...items.map(({ code, item }) => ({ code, name: item.name })),
    ]),
    unit: byCode(await db.select({ code: orgUnit.code, name: orgUnit.shortName }).from(orgUnit)),
    department: byCode(await db.select({ code: department.code, name: department.name }).from(department)),
    form: byCode([
      ...(await db.select({ code: form.code, name: form.name }).from(form)),
      ...forms.map(({ code, head }) => ({ code, name: head.name })),
    ]),
    rule: byCode(await db.select({ code: rule.code, name: rule.title }).from(rule)),
    indicator: byCode(versions),
    user: new Map(people.map(({ id, name, login }) => [String(id), `${name}（${login}）`])),
    area: new Map(Object.entries(areas)),
    register: byCode(registerKinds),
    breakdown: new Map(
      axes.flatMap((axis) => axis.groups.map(({ code, name }) => [`${axis.code}:${code}`, name] as const)),
    ),
    scheme: new Map(schemes.map(({ id, name, version }) => [String(id), `《${name}》第${version}版`])),
  }
  return (kind, code) => named[kind].get(code) || code
}

function byCode(rows: readonly { code: string; name: string }[]): Map<string, string> {
  return new Map(rows.map(({ code, name }) => [code, name]))
}

/** 'form:2026Q3/RSJ-SKILLS/RSJ' as 《技能培训情况表》（市人社局，2026年第三季度）. */
export function auditObject(object: string, names: AuditNames): string {
  const at = object.indexOf(':')
  const [kind, rest] = [object.slice(0, Math.max(at, 0)), object.slice(at + 1)]
  switch (kind) {
    case 'form':
      return formName(rest, names)
    case 'assist':
      return assistName(rest, names)
    case 'user':
      return `账号 ${names('user', rest)}`
    case 'login':
      return `登录名 ${rest}`
    case 'period':
      return periodWords(rest)
    case 'holidays':
      return `${rest}年放假安排`
    case 'unit':
      return names('unit', rest)
    case 'reporter':
      return reporterName(rest, names)
    case 'register':
      return `“${names('register', rest)}”台账`
    case 'release':
      return /^\d+$/.test(rest) ? `试看 ${rest} 号` : rest
    case 'rule':
      return `校验规则 ${rest}（${names('rule', rest)}）`
    case 'scheme':
      return names('scheme', rest)
    case 'handover':
      return `第${rest}版省平台对照表`
    case 'meeting-links':
      return '会议链接'
    case 'bulletin':
      return '通报模板'
    case 'appearance':
      return '名称与标识'
    case 'map':
      return `第${rest}版地图`
    case 'cockpit':
      return `${rest}年总览首屏`
    default:
      return numberedNames.has(kind) ? `${numberedNames.get(kind)} ${rest} 号` : (objectNames.get(object) ?? object)
  }
}

/** What is called by its number alone. */
const numberedNames = new Map([
  ['aim', '目标与基期变更'],
  ['appraisal', '定性评分'],
  ['catalogue-change', '目录变更'],
  ['follow_up', '督办'],
  ['identity', '统一身份'],
  ['key_task', '重点任务'],
  ['key_measure', '重点任务措施'],
  ['key_report', '重点任务进展'],
  ['matter', '加减分事项'],
  ['objection', '异议'],
  ['recipe', '材料'],
  ['share', '会议链接'],
  ['statement', '滞后说明'],
  ['token', '接口令牌'],
  ['yardstick', '外部参照'],
])

const objectNames = new Map([
  ['catalogue', '指标目录'],
  ['city', '城市资料'],
  ['clock', '服务器时钟'],
  ['database', '数据库'],
  ['identity-service', '统一身份认证'],
  ['notices', '邮件与群机器人'],
  ['task_plan', '重点任务'],
  ['yardsticks', '外部参照'],
])

function formName(key: string, names: AuditNames): string {
  const [period = '', code = '', reporter = ''] = key.split('/')
  return `《${names('form', code)}》（${reporterName(reporter, names)}，${periodWords(period)}）`
}

function assistName(key: string, names: AuditNames): string {
  const [period = '', item = '', department = ''] = key.split('/')
  return `${periodWords(period)}“${names('item', item)}”（协助部门：${names('department', department)}）`
}

function reporterName(code: string, names: AuditNames): string {
  const own = names('department', code)
  return own === code ? names('unit', code) : own
}

function periodWords(text: string): string {
  return isPeriod(text) ? formatPeriod(text) : text
}

/** An event's detail as lines to read, '截止时间：2026年10月15日 18:00 → 2026年10月20日 18:00'. */
export function auditLines(detail: string, names: AuditNames): string[] {
  const parts = record(JSON.parse(detail))
  const { before, after, reason } = parts
  // What changed, and then why.
  if (isRecord(after))
    return [...changes(isRecord(before) ? before : {}, after, names), ...partLines({ reason }, names)]
  return partLines(parts, names)
}

function partLines(parts: Json, names: AuditNames): string[] {
  return Object.entries(parts).flatMap(([key, value]) => {
    const words = valueWords(key, value, names)
    return words === '' ? [] : [`${labels[key] ?? key}：${words}`]
  })
}

function changes(before: Json, after: Json, names: AuditNames): string[] {
  return Object.keys(after).flatMap((key) => {
    const [old, now] = [valueWords(key, before[key] ?? null, names), valueWords(key, after[key], names)]
    if (old === now) return []
    return [old === '' ? `${labels[key] ?? key}：${now}` : `${labels[key] ?? key}：${old} → ${now === '' ? '无' : now}`]
  })
}

const labels: Readonly<Record<string, string>> = {
  adopted: '采用', condition: '要求', situation: '情况', anchored: '存证所在', found: '数据所在',
  address: '来源地址', answer: '答复', aims: '目标与基期', appliesFrom: '适用起始期次', approval: '批准依据', approvalNo: '审图号', backup: '事先的备份', baselines: '基期值', before: '此前', breakdown: '分组', catalogue: '指标目录', cells: '数据', checkBy: '部门审核截止', city: '城市',
  claimed: '应为', closed: '因发布关闭的报表', closesAt: '关闭时间', code: '编号', contentHash: '内容校验码', copiedFrom: '来源版本', daysOff: '放假', daysWorked: '调休上班', dueAt: '截止时间', editVersion: '修改次数', editedBy: '编制人', effectiveAt: '生效时间', expiresAt: '有效至',
  file: '文件', finalBy: '正式数预计', fileHash: '文件校验码', fileSize: '文件字节数', form: '报表', format: '格式', grants: '权限', hash: '内容校验码', indicators: '首屏指标', inputHash: '数据校验码', isActive: '启用', isDemo: '演示数据', item: '数据项',
  items: '说明', login: '登录名', maker: '制图单位', mentioned: '提及', name: '姓名', newVersions: '口径有变化的指标', note: '意见', opensAt: '开放时间', period: '期次', periods: '期次',
  preparedBy: '试看人', pack: '材料', page: '页面', place: '数据', previousHash: '上次发布的校验码', publishBy: '计划发布时间', purpose: '用途', reason: '原因', reasonClass: '原因类别', receiptNo: '回执编号', release: '发布编号', remark: '问答', replacedBy: '改用', reviewBy: '产改办审核截止',
  round: '报送轮次', rule: '规则', source: '方式', state: '状态', targets: '目标值', unit: '单位', uses: '打开次数', units: '单位', users: '账号', verdict: '结论', version: '版本',
  evidence: '证明材料', happenedOn: '发生日期', matterKind: '事项类别', what: '事由',
  mailAddress: '邮箱', mailFrom: '发件地址', mailKinds: '邮件事项', mailOn: '邮件提醒', mailServer: '邮件服务器', mailUser: '邮箱账号', messages: '通知条数', robot: '群机器人', robotKinds: '群事项', robotOn: '群机器人启用', secretChanged: '密码或地址',
  bases: '工业基础分类', cause: '原因', indicator: '指标', measures: '措施', until: '预计时间', value: '预计值',
  areaType: '区域类型', assessmentGroup: '考核组', changesFrom: '变更季度', countsInParent: '计入上级', parent: '上级单位', protocolOrder: '排列顺序', shortName: '简称',
  tile: '方块图位置', successionKind: '办理', predecessors: '原单位', successors: '新单位', moved: '改换上级的下属单位', extended: '增加权限的账号', unitKind: '类别', unitName: '名称', validFrom: '起始季度', validTo: '终止季度',
  owner: '令牌账号', prefix: '令牌前缀', scope: '令牌范围', token: '所用令牌',
  edited: '改写或删去的段落数', characters: '字数', mappingVersion: '对照表版本', rowCount: '省指标行数',
  account: '账号', clientId: '客户端编号', issuer: '认证平台', newSecret: '新填密钥', subject: '身份标识',
  allowsSame: '允许一人办理两步', liaison: '联络员', reminder: '催报文字', reminderTo: '催报发往', reminderOutcome: '催报结果', liaisons: '登记联络员的单位', reached: '改动的联系方式', endorsedBy: '单位审核人', proposedBy: '填报人', signsInside: '报表经内部审签报送',
  readers: '接收人数', problem: '没有生成的原因', copyOf: '复制自', isShared: '所有人可见', material: '材料名称', pageCount: '页数',
  least: '每个区县最少评分人数', scale: '评分标准', scorers: '评分人',
  records: '记录', entered: '新登记', revised: '修改', title: '记录名称',
  completions: '报完成的节点', dueOn: '办结期限', responsible: '责任单位', isDropped: '移出实施方案', measure: '措施', measureCount: '措施数', taskCount: '重点任务数',
  namePrefix: '名称前缀', office: '落款单位', removed: '不再使用',
  changed: '变更内容', clock: '服务器时间', by: '由谁恢复', proposer: '提出人', weights: '权重', yardsticks: '参照值', year: '年度',
} // prettier-ignore

type Json = Readonly<Record<string, unknown>>

/** A cast behind a test: an object that is no list. */
function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function record(value: unknown): Json {
  return isRecord(value) ? value : {}
}

const sources = new Map([
  ['grid', '逐格填报'],
  ['paste', '粘贴填报'],
  ['excel', 'Excel 导入'],
  ['seed', '演示数据'],
  ['load', '批量装载'],
  ['system', '系统写入'],
])
const states = new Map<string, string>([
  ...Object.entries(schemeStateNames),
  ['planned', '未开放'],
  ['open', '填报中'],
  ['closed', '已关闭'],
])
const verdicts = new Map([
  ['accepted', '认可'],
  ['rejected', '不认可'],
])

/** '' where there is nothing to say. */
function valueWords(key: string, value: unknown, names: AuditNames): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) return listWords(key, value, names)
  if (isRecord(value)) return key === 'weights' ? weightWords(value, names) : ''
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : ''
  return textWords(key, text, names)
}

function textWords(key: string, text: string, names: AuditNames): string {
  switch (key) {
    case 'item':
    case 'unit':
    case 'rule':
    case 'indicator':
      return names(key, text)
    case 'parent':
      return names('unit', text)
    case 'areaType':
      return names('area', text)
    case 'successionKind':
      return text === 'merge' ? '合并' : '拆分'
    case 'unitKind':
      return unitKindNames[text] ?? text
    case 'scope':
      return new Map<string, string>(Object.entries(tokenScopeNames)).get(text) ?? text
    case 'account':
    case 'owner':
    case 'proposedBy':
    case 'endorsedBy':
    case 'preparedBy':
    case 'editedBy':
    case 'proposer':
      return names('user', text)
    case 'replacedBy':
      return names('scheme', text)
    case 'breakdown':
      return names('breakdown', text)
    case 'source':
      return sources.get(text) ?? text
    case 'verdict':
      return verdicts.get(text) ?? text
    case 'reasonClass':
      return new Map<string, string>(Object.entries(correctionReasonNames)).get(text) ?? text
    case 'state':
    case 'before':
      return states.get(text) ?? timeOrHash(text)
    case 'round':
      return `第${text}轮`
    case 'version':
    case 'copiedFrom':
      return `第${text}版`
    case 'units':
    case 'targets':
    case 'baselines':
    case 'bases':
      return text === '0' ? '' : `${text}条`
    case 'cells':
      return `${text}格`
    default:
      return periodWords(timeOrHash(text))
  }
}

function timeOrHash(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)) return formatDateTime(text)
  return /^[0-9a-f]{64}$/.test(text) ? text.slice(0, 12) : text
}

const mostListed = 12

function listWords(key: string, list: readonly unknown[], names: AuditNames): string {
  const words = list.slice(0, mostListed).map((one) => oneOfList(key, one, names))
  return words.length === 0 ? '' : `${words.join('、')}${list.length > mostListed ? `等${list.length}项` : ''}`
}

function oneOfList(key: string, one: unknown, names: AuditNames): string {
  if (key === 'grants') {
    const { role, department: of, unit } = record(one)
    const scope =
      typeof of === 'string' ? names('department', of) : typeof unit === 'string' ? names('unit', unit) : '全市'
    return `${new Map<string, string>(Object.entries(roleNames)).get(String(role)) ?? String(role)}（${scope}）`
  }
  if (key === 'newVersions' || key === 'indicators') return names('indicator', String(one))
  if (key === 'liaisons') return reporterName(String(one), names)
  if (key === 'closed' && Array.isArray(one)) {
    const [form = '', reporter = ''] = one.map(String)
    return `《${names('form', form)}》（${reporterName(reporter, names)}）`
  }
  if (Array.isArray(one)) {
    const [first, ...rest] = one.map(String)
    return key === 'items'
      ? `${names('rule', first ?? '')}（${placeWords(rest, names)}）`
      : placeWords([first ?? '', ...rest], names)
  }
  if (isRecord(one)) return placeWords([one['item'], one['unit'], one['breakdown'] ?? ''].map(String), names)
  return periodWords(String(one))
}

function placeWords([item = '', unit = '', breakdown = '']: readonly string[], names: AuditNames): string {
  const group = breakdown === '' ? '' : `，${names('breakdown', breakdown)}`
  return `${names('unit', unit)} ${names('item', item)}${group}`
}

function weightWords(weights: Json, names: AuditNames): string {
  const pair = (value: unknown): string => (typeof value === 'number' ? String(value) : '未列入')
  return Object.entries(weights)
    .map(([code, both]) => {
      const [old, now] = Array.isArray(both) ? both : []
      return `${names('indicator', code)} ${pair(old)} → ${pair(now)}`
    })
    .join('、')
}
