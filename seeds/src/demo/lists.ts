import type { RegisterRow } from '@cg/contract/register'
import { must } from '@cg/domain/must'
import { periodEnd } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import type { Services } from '@cg/services/context'
import { readDemoCity } from '../city-files.ts'
import { addDays, chinaTime } from './calendar.ts'
import type { People } from './people.ts'
import { unitProfiles } from './profile.ts'
import type { UnitProfile } from './profile.ts'
import { fraction } from './random.ts'
import { acceptRecords } from './records.ts'

type Place = { readonly name: string; readonly unit: string; readonly at: number }

/** A register that no form asks for: who keeps it, how many records a unit has, how far back they lie, and a record. */
type List = {
  readonly kind: string
  readonly keeper: string
  readonly count: (unit: UnitProfile) => number
  /** Days before the quarter's end within which its records lie. */
  readonly within: number
  readonly made: (place: Place, day: string) => Record<string, string>
}

const pick = <T>(list: readonly T[], at: number): T => must(list[at % list.length])
const trades = ['工程机械操作', '电工', '焊工', '数控车工', '钳工', '汽车装调工', '铸造工', '化学检验员', '起重装卸工', '工业机器人系统操作员'] // prettier-ignore
const surnames = ['周', '吴', '郑', '王', '冯', '陈', '蒋', '沈', '韩', '杨', '朱', '秦', '许', '何', '吕', '张', '孔', '曹', '严', '魏'] // prettier-ignore
const givenNames = ['建国', '志强', '秀英', '海燕', '立军', '晓东', '春梅', '永刚', '卫平', '丽娟', '国栋', '文斌', '小勇', '玉兰'] // prettier-ignore
const countries = ['俄罗斯', '哈萨克斯坦', '蒙古', '越南', '老挝', '柬埔寨', '泰国', '马来西亚', '印度尼西亚', '菲律宾', '印度', '巴基斯坦', '孟加拉国', '沙特阿拉伯', '阿联酋', '土耳其', '埃及', '阿尔及利亚', '尼日利亚', '加纳', '肯尼亚', '坦桑尼亚', '南非', '巴西', '智利', '秘鲁', '墨西哥', '德国', '波兰', '澳大利亚'] // prettier-ignore
const topics = ['数控加工', '智能焊接', '新能源电池', '汽车检修', '工业机器人', '精密模具']

const person = ({ unit, at }: Place, kind: string): string =>
  pick(surnames, Math.floor(fraction(`${kind}${unit}${at}|姓`) * 97)) +
  pick(givenNames, Math.floor(fraction(`${kind}${unit}${at}|名`) * 89))
const firm = ({ name, at }: Place): string =>
  `${name}${pick(['重工', '汽车部件', '机床', '新材料', '电机', '轴承'], at)}公司`
const per = (people: number) => (unit: UnitProfile) => Math.max(1, Math.round(unit.workers / people))
const only = (counts: Readonly<Record<string, number>>) => (unit: UnitProfile) => counts[unit.code] ?? 0
const paper = (place: Place, day: string): string => `演示〔${day.slice(0, 4)}〕${place.at + 1}号`

/** Places of the units that build machinery: each market stands with one of them. */
const exporters = ['DWQ', 'XPQ', 'NLQ', 'BDQ', 'CYS', 'QYS', 'JKQ'] as const
const marketsOf = (code: string): readonly string[] =>
  countries.filter((_country, at) => exporters[at % exporters.length] === code)

const skills: readonly List[] = [
  { kind: 'ORDER_CLASS', keeper: 'JYJ', within: 300, count: per(20_000), made: (place, day) => ({
    name: `${place.name}${pick(topics, place.at)}订单班`, school: '云川技师学院', firm: firm(place), trade: pick(trades, place.at), day, people: String(28 + place.at * 4),
  }) },
  { kind: 'MODEL_PROJECT', keeper: 'RSJ', within: 700, count: only({ DWQ: 1, NLQ: 1, JKQ: 1 }), made: (place, day) => ({
    name: `${place.name}${pick(topics, place.name.length)}培训项目`, level: '省级', host: `${place.name}公共实训基地`, day, document: paper(place, day),
  }) },
  { kind: 'MENTOR', keeper: 'ZGH', within: 600, count: per(5_000), made: (place, day) => {
    const apprentices = 2 + Math.floor(fraction(`师${place.unit}${place.at}`) * 3)
    return {
      name: person(place, '师'), firm: firm(place), trade: pick(trades, place.at), grade: pick(['高级技师', '技师', '首席技师'], place.at), apprentices: String(apprentices), young: String(apprentices - 1), day,
      ...(place.at % 3 === 2 ? {} : { months: String(2 + Math.round(20 * fraction(`熟${place.unit}${place.at}`)) / 10) }),
    }
  } },
] // prettier-ignore

const career: readonly List[] = [
  { kind: 'TRADE', keeper: 'RSJ', within: 60, count: only({ DWQ: 3, JKQ: 4, NLQ: 2, CYS: 1 }), made: (place, day) => ({
    name: pick(trades, place.at + exporters.findIndex((code) => code === place.unit)), contest: `云川市第${Number(day.slice(0, 4)) - 2012}届职业技能大赛`, day, document: paper(place, day),
  }) },
  { kind: 'CONTEST', keeper: 'RSJ', within: 45, count: () => 1, made: (place, day) => {
    const people = 2 + Math.floor(6 * fraction(`赛${place.unit}`))
    return { name: '全省职业技能大赛', level: '省级', trade: pick(trades, place.unit.charCodeAt(0)), day, people: String(people), first: String(people > 6 ? 1 : 0), second: String(people > 4 ? 1 : 0), document: paper(place, day) }
  } },
  { kind: 'HONOUR', keeper: 'ZGH', within: 50, count: per(6_000), made: (place, day) => {
    const [title, worker, via] = pick([['五一劳动奖章', '是', '职业技能竞赛'], ['技术能手', '是', '职业技能竞赛'], ['五一劳动奖状', '集体', '评选表彰'], ['五一劳动奖章', '否', '评选表彰'], ['技术能手', '是', '职业技能竞赛'], ['五一劳动奖章', '是', '评选表彰']] as const, place.at)
    return { name: worker === '集体' ? firm(place) : person(place, '荣'), title, level: '市级', worker, firm: firm(place), day, via, document: paper(place, day) }
  } },
  { kind: 'PAY_SYSTEM', keeper: 'RSJ', within: 800, count: per(9_000), made: (place, day) => ({
    name: `${firm(place)}${place.at % 3 === 2 ? '技能津贴办法' : '技能等级证书奖励办法'}`, firm: firm(place), type: place.at % 3 === 2 ? '技能津贴' : '证书一次性奖励', lowest: pick(['300', '500', '800'], place.at), highest: pick(['2000', '3000', '5000'], place.at), day,
  }) },
] // prettier-ignore

const others: readonly List[] = [
  { kind: 'EXPORT', keeper: 'SWJ', within: 1200, count: ({ code }) => marketsOf(code).length, made: (place, day) => ({
    name: must(marketsOf(place.unit)[place.at]), firm: firm(place), product: pick(['挖掘机', '装载机', '起重机', '混凝土泵车'], place.at), day,
  }) },
  { kind: 'KEY_TECH', keeper: 'KJJ', within: 900, count: ({ clusters }) => Math.round(clusters.materials / 2_500), made: (place, day) => ({
    name: `${pick(['高强铝合金', '特种陶瓷', '碳纤维复合', '高温合金', '锂电正极'], place.at + place.name.length)}材料制备技术`, firm: firm(place), cluster: '新材料', plan: '市级重点研发计划', day, people: String(4 + place.at * 3), document: paper(place, day),
  }) },
  { kind: 'LECTURER', keeper: 'ZGH', within: 500, count: per(15_000), made: (place, day) => ({
    name: person(place, '讲'), honour: pick(['劳动模范', '五一劳动奖章', '大国工匠、工匠'], place.at), firm: firm(place), day,
  }) },
  { kind: 'YOUTH_EVENT', keeper: 'TSW', within: 80, count: per(25_000), made: (place, day) => ({
    name: `${place.name}${place.at % 2 === 0 ? '青年产业工人座谈会' : '技能成才故事分享会'}`, type: place.at % 2 === 0 ? '座谈会' : '技能成才故事分享会', host: `${place.name}团委`, day, sessions: '1', people: String(35 + place.at * 10),
  }) },
  { kind: 'FOUR_PARTY', keeper: 'ZGH', within: 600, count: only({ DWQ: 1, NLQ: 1, CYS: 1, JKQ: 2 }), made: (place, day) => ({
    name: `${place.name}${pick(['装备制造', '汽车制造'], place.at)}四方联动机制`, government: `${place.name}管理部门`, union: `${place.name}总工会`, firm: firm(place), school: '云川职业技术学院', day, document: paper(place, day),
  }) },
  { kind: 'CASE', keeper: 'ZGH', within: 400, count: only({ NLQ: 1, JKQ: 1 }), made: (place, day) => ({
    name: `${place.name}技能人才培育模式`, level: '国家级', body: place.unit === 'NLQ' ? '人力资源和社会保障部' : '全国产改试点案例汇编', day, firm: `${place.name}产改办`, document: paper(place, day),
  }) },
] // prettier-ignore

/** How many records of each register without a form the demo city keeps, by who keeps it. */
export function listedRecords(): { kind: string; keeper: string; records: number }[] {
  return [...skills, ...career, ...others].map(({ kind, keeper, count }) => ({
    kind,
    keeper,
    records: unitProfiles.reduce((sum, unit) => sum + count(unit), 0),
  }))
}

/**
 * Invented records of the registers whose figures no form asks for, entered after the quarter's end and accepted before it
 * is published. A record of the zone that lies in a district stands with the zone alone.
 */
export async function keepLists(services: Services, people: People, period: Period): Promise<void> {
  const { units } = readDemoCity()
  const end = periodEnd(period)
  const when = (hour: number) => chinaTime(addDays(end, 8), hour)
  for (const { kind, keeper, count, within, made } of [...skills, ...career, ...others]) {
    const rows = unitProfiles.flatMap((profile): RegisterRow[] => {
      const { code: unit } = profile
      const name = must(units.find(({ code }) => code === unit)).shortName
      return Array.from({ length: count(profile) }, (_record, at) => {
        const day = addDays(end, -1 - Math.floor(fraction(`${kind}${unit}${at}|日`) * within))
        return { unit, values: made({ name, unit, at }, day) }
      })
    })
    await acceptRecords(services, people, { kind, keeper, rows, when })
  }
}
