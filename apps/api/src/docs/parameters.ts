import type { RouteContract } from '@cg/contract/route'
import { documentedSchema } from './schema.ts'
import type { Schema } from './schema.ts'

/** What the parameters mean, by name; where a route means something else by it, by its path and the name. */
export const parameterWords: Readonly<Record<string, string>> = {
  with: '连同各次发布的内容一起校验',
  link: '会议链接的编号',
  code: '发布编号，如 CG-2026Q3-01；试看编号只对审核、发布人员有效',
  '/api/v1/admin/backups/:name/preview name': '备份的文件名，取自备份列表',
  '/api/v1/admin/backups/:name/restore name': '备份的文件名，取自备份列表',
  '/api/v1/admin/periods/:code code': '期次，如 2026Q3',
  '/api/v1/aims/indicators/:code code': '指标代码',
  hash: '标识图片的校验码，取自登录页信息',
  id: '记录的编号，取自相应的列表',
  period: '期次，如 2026Q3；可不填时为当前一期',
  form: '报表代码',
  reporter: '填报单位代码：部门或区县',
  robot: '群机器人的编号；不填为发到各单位联络员的邮箱',
  '/api/v1/tasks/names/:code code': '重点任务的编号，如 T1',
  '/api/v1/tasks/reports/:id/files milestone': '材料证明哪个节点；不填为整份进展',
  '/api/v1/tasks/reports/:id/files/:file file': '材料编号',
  item: '填报项代码',
  breakdown: '分组代码，如企业规模；不填为合计',
  indicator: '指标代码',
  mapping: '对照表的版本，即试运行所用的那一版',
  measure: '指标代码；综合得分为 score',
  unit: '单位（区县、园区）代码',
  state: '报表状态',
  seen: '核对结果中的 digest：填写后才真正载入，不填只核对',
  limit: '最多返回多少条',
  '/api/v1/releases/:code/bulletin limit': '正文超过多少字即提示；不填为4000',
  naming: '存在问题中的点名：certain 差距可以确定的才点名，never 一律不点名',
  actor: '只看某人的操作（账号编号）',
  action: '只看某类操作',
  '/api/v1/audit before': '只看这一条之前的记录（编号），用于翻页',
  '/api/v1/change-log/:part before': '只看这一条之前的改动（审计编号），用于翻页',
  '/api/v1/change-log/:part part': '哪一页的改动：城市资料、单位、人员、报送单位、期次、目录、目标或方案',
  part: '只要其中一页的工作表：单位、人员或期次；不填为全部',
  before: 'difference 图所对比的另一次发布的编号',
  '/api/v1/releases/:code/difference from': '所对比的另一次发布的编号',
  from: '第一个季度，如 2025Q1；不填为全部',
  to: '最后一个季度；不填为本期',
  '/api/v1/registers/:kind kind': '台账代码',
  '/api/v1/registers/:kind/template.xlsx kind': '台账代码',
  '/api/v1/registers/:kind/records.xlsx kind': '台账代码',
  '/api/v1/registers/:kind/records/:id/files kind': '台账代码',
  '/api/v1/registers/:kind/records/:id/files/:file kind': '台账代码',
  '/api/v1/registers/:kind/records/:id/files/:file file': '材料编号',
  '/api/v1/registers/:kind/upload kind': '台账代码',
  '/api/v1/registers/:kind/upload/keep kind': '台账代码',
  '/api/v1/registers/:kind/records kind': '台账代码',
  '/api/v1/registers/:kind/records/:id kind': '台账代码',
  '/api/v1/registers/:kind/decisions kind': '台账代码',
  '/api/v1/registers/:kind/use kind': '台账代码',
  '/api/v1/releases/:code/registers/:kind kind': '台账代码',
  '/api/v1/releases/:code/registers/:kind/file kind': '台账代码',
  picks: '只要选择字段为这些值的记录：字段代码:值，多个之间用~相连；不填为全部',
  text: '只要含有这段文字的记录；不填为全部',
  kind: '图表类型',
  '/api/v1/releases/:code/data format': 'csv、json（含字段说明）或 dictionary（字段说明，CSV）',
  format: '文件格式',
  preset: '图片尺寸：幻灯整页、半页、公文版心、手机、大图、方形',
  theme: '配色：浅色、深色；导出另有党建红和印刷',
  background: '图片背景：白色或透明',
  letters: 'SVG 的文字：保留为文字或转为轮廓',
  qr: '图片上通向核对页面的二维码：印（with）或不印（without）；不填时，幻灯整页、公文版心和大图印',
  watermark: '横贯图片或每页的文字（水印），如“内部资料”；试看一律印“试看 · 未发布”',
  skin: '版式：政务蓝（blue）或党建红（red）；不填为政务蓝',
  width: '图框宽度（CSS 像素）',
  height: '图框高度（CSS 像素）',
  title: '自拟标题，代替系统生成的标题',
  focus: '突出显示的单位代码',
  compare: '第二个突出显示的单位代码',
  within: '只排该单位所辖的乡镇街道；不填为全市各区县',
  units: '只保留这些单位，代码以英文逗号相连',
  sort: '排序方式',
  group: '考核组名称，如 城区',
  cut: '着色依据',
  rows: '行是单位还是指标',
  first: 'weak：短板在前',
  dimension: '指标板块代码；ALL 为全部',
  dim: '指标板块代码',
  department: '牵头部门代码',
  dep: '牵头部门代码',
  standing: '只看某种目标状态',
  light: '只看某种目标状态',
  show: '讲话对照只列哪些表述：未达标、未有数据、不作计量',
  groupBy: '目标按板块或按牵头部门分组',
  by: '总览与排名所依据的指标；目标页为分组方式',
  i: '指标代码',
  axis: '分组的维度，如企业规模',
  base: '单位各项数值的参照',
  cmp: '单位各项数值的参照',
  against: '得分的参照；不填为上季度',
  vs: '得分的参照；不填为上季度',
  pair: '差距的名称，如 规上—中小微',
  span: '本季或累计；不填为指标本身的口径',
  axes: '各小图共用坐标轴还是各用各的',
  '/api/v1/inbox only': 'unread：只看未读的消息',
  '/api/v1/inbox page': '页码，每页 50 条，从 1 起',
  page: '小图的页码，每页 45 个单位，从 1 起',
  '/api/v1/releases/:code/pages/:page page':
    '页面：总览、排名、指标、区县画像、对比、均衡性或目标；查询参数中为小图的页码',
  map: '本市地图的版本编号；不填为本期在用的',
  place: '分布以方块图还是地图显示',
  view: '排名页的视图',
  over: '对比的时间范围；不填为一个季度',
  year: '年度',
}

type Parameter = Readonly<Record<string, unknown>>

/** The parameters of path, query and headers. */
export function parametersOf(route: RouteContract): Parameter[] {
  return [
    ...listed(route, 'path', route.params),
    ...listed(route, 'query', route.query),
    ...(route.ifMatch === true ? [versionHeader] : []),
    ...(route.idempotent === true ? [retryHeader] : []),
  ]
}

function listed(route: RouteContract, place: 'path' | 'query', schema: Schema | undefined): Parameter[] {
  const { properties = {}, required = [] } = (schema ?? {}) as {
    properties?: Readonly<Record<string, Schema>>
    required?: readonly string[]
  }
  return Object.entries(properties).map(([name, own]) => {
    const description = parameterWords[`${route.path} ${name}`] ?? parameterWords[name]
    if (description === undefined) throw new Error(`${route.path}: no words for the parameter ${name}`)
    return { name, in: place, required: required.includes(name), description, schema: documentedSchema(own) }
  })
}

const versionHeader: Parameter = {
  name: 'If-Match',
  in: 'header',
  required: true,
  description: '所见内容的版本号，如 "7"。缺少时答复 428，已被他人更新时答复 412。',
  schema: { type: 'string', pattern: '^(?:W/)?"?\\d{1,9}"?$' },
}

const retryHeader: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: '由客户端为每次提交生成的编号，8 至 128 个可见字符。七天内以同一编号重发，得到同一答复，不会重复办理。',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{8,128}$' },
}
