import type { RegisterRow } from '@cg/contract/register'
import { must } from '@cg/domain/must'
import { periodEnd } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import type { Services } from '@cg/services/context'
import { decideRecords } from '@cg/services/register/decide'
import { enterRecords } from '@cg/services/register/enter'
import { useRegister } from '@cg/services/register/use'
import { readDemoCity } from '../city-files.ts'
import { addDays, chinaTime } from './calendar.ts'
import { contextOf } from './context.ts'
import type { DemoCell } from './generate.ts'
import type { OpenQuarter } from './open-quarter.ts'
import type { People } from './people.ts'
import { fraction } from './random.ts'

type Made = (place: {
  readonly name: string
  readonly unit: string
  readonly at: number
  readonly day: string
}) => Record<string, string>

const topics = ['焊接工艺改进', '班组创新工作室', '数字化技能评价', '技能积分兑换', '工匠学院共建', '师带徒积分管理']
const trades = ['重型机械', '汽车零部件', '数控机床', '液压元件', '精密轴承', '特种电机', '铸造', '模具', '电池材料', '线缆', '仪器仪表', '复合材料'] // prettier-ignore
const kindsOfPlatform = ['市域产教联合体', '行业产教融合共同体', '开放型区域产教融合实践中心'] as const
const clusters = ['汽车制造', '装备制造', '新材料', '其他'] as const

const standings = ['全国前三', '全国前十', '其他', '其他', '其他'] as const

/** Whose records stand with its district as well. */
const zone = 'GXQ'
const isProvincial = (unit: string, at: number): boolean => at === 0 && unit !== zone

const pick = <T>(list: readonly T[], at: number): T => must(list[at % list.length])

/** Registers whose records amount to what the demo's departments report: kind, who keeps it, the item, and a record of it. */
const registers: readonly { kind: string; keeper: string; item: string; made: Made }[] = [
  {
    kind: 'CASE',
    keeper: 'ZGH',
    item: 'N_CASE',
    made: ({ name, unit, at, day }) => ({
      name: `${name}${pick(topics, at + name.length)}`,
      level: isProvincial(unit, at) ? '省级' : '国家级',
      body: isProvincial(unit, at) ? '省总工会' : '全国总工会',
      day,
      firm: `${name}${pick(trades, at)}厂`,
      document: `演示〔${day.slice(0, 4)}〕${at + 1}号`,
    }),
  },
  {
    kind: 'PLATFORM',
    keeper: 'JYJ',
    item: 'N_PLAT',
    made: ({ name, at, day }) => ({
      name: `${name}${pick(trades, at + 2)}产教融合平台`,
      type: pick(kindsOfPlatform, at),
      school: '云川职业技术学院',
      firm: `${name}${pick(trades, at + 2)}公司`,
      day,
      document: `演示备案〔${day.slice(0, 4)}〕${at + 1}号`,
    }),
  },
  {
    kind: 'KEY_FIRM',
    keeper: 'GXJ',
    item: 'E_KEY',
    made: ({ name, unit, at, day }) => ({
      name: `${name}${pick(trades, at)}公司`,
      creditCode: `演示-${unit}-${at + 1}`,
      cluster: pick(clusters, at),
      ownership: at % 4 === 0 ? '国有控股' : '民营控股',
      product: `${pick(trades, at)}产品`,
      standing:
        unit === zone ? '其他' : pick(standings, Math.floor(fraction(`${unit}${at}|standing`) * standings.length)),
      day,
      people: String(300 + Math.round(fraction(`${unit}${at}`) * 1700)),
    }),
  },
]

type Counted = Pick<OpenQuarter, 'period' | 'cells'> & {
  /** What the records entered before amount to. */
  readonly before: readonly DemoCell[]
  /** The day before yesterday the records were entered and accepted. */
  readonly asOf: string
}

/** Enters invented records of three registers until they amount to what a quarter's forms count, and has them accepted. */
export async function keepCounts(services: Services, people: People, quarter: Counted): Promise<void> {
  const { units } = readDemoCity()
  const { period, asOf, cells, before } = quarter
  const when = (hour: number) => chinaTime(addDays(asOf, -2), hour)
  for (const { kind, keeper, item, made } of registers) {
    const said = (of: readonly DemoCell[], code: string): number =>
      of.find((one) => one.item === item && one.unit === code && one.breakdown === '')?.value ?? 0
    // A zone's records stand in its district's count as well, and are entered once.
    const countOf = (of: readonly DemoCell[], code: string): number =>
      units
        .filter(({ parent, countsInParent }) => parent === code && !countsInParent)
        .reduce((left, inside) => left - said(of, inside.code), said(of, code))
    const rows = units.flatMap(({ code: unit, shortName: name }): RegisterRow[] => {
      const known = countOf(before, unit)
      const since = known === 0 && before.length === 0 ? 240 : 60
      return Array.from({ length: Math.max(0, countOf(cells, unit) - known) }, (_record, more) => {
        const at = known + more
        const day = addDays(periodEnd(period), -20 - Math.floor(fraction(`${kind}${unit}${at}`) * since))
        return { unit, values: made({ name, unit, at, day }) }
      })
    })
    await acceptRecords(services, people, { kind, keeper, rows, when })
  }
}

type Batch = {
  readonly kind: string
  readonly keeper: string
  readonly rows: readonly RegisterRow[]
  readonly when: (hour: number) => Date
}

/** Enters records in the name of who keeps the register, and accepts them in the office's. */
export async function acceptRecords(
  services: Services,
  people: People,
  { kind, keeper, rows, when }: Batch,
): Promise<void> {
  if (rows.length === 0) return
  const { records } = await enterRecords(contextOf(services, people.filler(keeper), when(9)), { kind, rows })
  const seen = records.flatMap(({ id, version, state }) => (state === 'submitted' ? [{ id, version }] : []))
  const reviewer = contextOf(services, people.reviewer, when(15))
  await decideRecords(reviewer, { kind, action: 'accept', note: '', records: seen })
}

/** The registers' records fill the forms' cells from a quarter on. */
export async function useRegisters(
  services: Services,
  people: People,
  { period, day }: { readonly period: Period; readonly day: string },
): Promise<void> {
  const office = contextOf(services, people.reviewer, chinaTime(day, 16))
  for (const { kind } of registers)
    await useRegister(office, { kind, since: period, reason: '台账已登记齐全，与报表一致' })
}

/** What came to the three registers in the open quarter; one record more still waits to be reviewed. */
export async function keepRegisters(
  services: Services,
  people: People,
  quarter: OpenQuarter & Pick<Counted, 'before'>,
): Promise<void> {
  const { asOf } = quarter
  await keepCounts(services, people, quarter)
  const waiting = must(registers[0])
  const place = { name: '岚谷县', unit: 'LGX', at: 0, day: addDays(asOf, -9) }
  const values = { ...waiting.made(place), level: '市级', body: '其他' }
  const late = contextOf(services, people.filler(waiting.keeper), chinaTime(addDays(asOf, -2), 16))
  await enterRecords(late, { kind: waiting.kind, rows: [{ unit: place.unit, values }] })
}
