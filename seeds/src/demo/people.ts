import type { CatalogueSeed, UnitSeed, UserSeed } from '@cg/contract/catalogue'
import type { Finding } from '@cg/contract/entry'
import type { FormPlan } from '@cg/services/entry/form/plan'
import type { Actor } from '@cg/services/context'
import type { InstalledUsers, LiaisonSeed } from '@cg/services/catalogue/install-city'
import { must } from '@cg/domain/must'
import { fraction } from './random.ts'

/** Who does what in the demo city. */
export type People = {
  readonly filler: (reporter: string) => Actor
  /** Null for a department or unit that nobody fills for. */
  readonly fillerOrNone: (reporter: string) => Actor | null
  readonly named: (login: string) => Actor
  readonly reviewer: Actor
  /** Prepares releases; the publisher signs them (decision 18). */
  readonly preparer: Actor
  readonly publisher: Actor
  readonly admin: Actor
}

export function castPeople(users: InstalledUsers): People {
  const byReporter = new Map<string, Actor>()
  for (const actor of users.values()) {
    for (const grant of actor.grants) {
      if (grant.role === 'filler') byReporter.set(grant.department ?? grant.unit ?? '', actor)
    }
  }
  const named = (login: string) => must(users.get(login), `no demo account ${login}`)
  return {
    filler: (reporter) => must(byReporter.get(reporter), `nobody fills for ${reporter}`),
    fillerOrNone: (reporter) => byReporter.get(reporter) ?? null,
    named,
    reviewer: named('shenhe'),
    preparer: named('fuhe'),
    publisher: named('fabu'),
    admin: named('admin'),
  }
}

/** The demo's accounts, with one more for every department whose forms nobody of them fills. */
export function withFillers(users: readonly UserSeed[], { forms, departments }: CatalogueSeed): UserSeed[] {
  const filled = new Set(
    users.flatMap(({ grants }) => grants.map(({ role, department }) => role === 'filler' && department)),
  )
  const unfilled = [...new Set(forms.map((form) => form.departmentCode))].filter((code) => !filled.has(code))
  const { password } = must(users.find(({ grants }) => grants.some((grant) => grant.role === 'filler')))
  return [
    ...users,
    ...unfilled.map((code) => {
      const name = departments.find((department) => department.code === code)?.name ?? code
      const grants = [{ role: 'filler' as const, department: code, unit: null }]
      return { login: `tianbao-${code.toLowerCase()}`, name: '填报员', password, label: `填报人（${name}）`, grants }
    }),
  ]
}

/** Each filler is also whom the office calls, at a number of the fictional city hall; towns are their district's to call. */
export function demoLiaisons(users: readonly UserSeed[], units: readonly UnitSeed[]): LiaisonSeed[] {
  const first = new Map<string, LiaisonSeed>()
  const towns = new Set<string | null>(units.filter(({ kind }) => kind === 'town').map(({ code }) => code))
  for (const { name, grants } of users)
    for (const { role, department, unit } of grants) {
      const reporter = department ?? unit
      if (role !== 'filler' || reporter === null || first.has(reporter) || towns.has(unit)) continue
      first.set(reporter, { department, unit, name, phone: `内线 ${firstPhone + first.size}`, mail: '' })
    }
  return [...first.values()]
}

const firstPhone = 8101

/** The lead department's own filler checks what units send. */
export function checkerOf(people: People, plan: FormPlan): Actor | null {
  return plan.form.filledBy === 'unit' ? people.filler(plan.form.department) : null
}

const words: Readonly<Record<string, readonly string[]>> = {
  MISSING: ['该县本季度未报送台账，已两次催报，待其补报后更正。'],
  R05: ['就业人员数为上年末公布数，与本季度时点不同。'],
  'R06b|E_LIA_IND': ['有1家企业本季度刚达到规模以上标准，尚未列入统计名录，联络员已经设立。'],
  'R06b|E_LIA_IND|CYS': ['含1家总部在外地的规上企业分厂，联络员名册可查，请与统计名录核对。'],
  R07: ['本季度以小班实训为主，场均人数偏少，已与台账核对。'],
  R32: [
    '已与台账逐项核对，变动属实，主要是新投产企业集中用工。',
    '已核对原始记录，本季度集中开展专项行动，数量增加较多。',
    '基数较小，个别事项变动即引起较大波动，数字属实。',
  ],
  R32d: ['已与台账逐项核对，数字属实，凭证可查。'],
  R33: ['经逐项核对，本季度情况与上季度相同，数字属实。'],
  'R32a|P_TRAIN': ['新增2家企业集中开展岗前培训，人次增加较多，已与培训台账核对。'],
  R34: ['已与原始台账核对，数字属实，并非估计。'],
  R35: ['已核对，本季度集中组织大型活动，参与人次较多。'],
}

/** What a filler writes about a finding: plain, and the same every time. */
export function explain({ rule, unit, item, breakdown }: Finding): string {
  const known = words[`${rule}|${item}|${unit}`] ??
    words[`${rule}|${item}`] ??
    words[rule] ??
    words[rule.slice(0, 3)] ?? ['已与业务台账核对，数字属实。']
  return must(known[Math.floor(fraction(`${rule}|${unit}|${item}|${breakdown}`) * known.length)])
}
