import { bulletinSentence, claimUndertaking, claimUnstated } from '@cg/domain/claim/bulletin'
import { parsePeriod } from '@cg/domain/period'
import { expectationWords } from '@cg/domain/target/statement'
import type { TargetRow } from '@cg/contract/release/targets'
import type { BulletinSubject } from './sources.ts'
import { ofCity, ofRelease } from './sources.ts'
import type { Said } from './written.ts'

/** 四、下一步工作: what lead departments stated and the office accepted, department by department in protocol order. */
export function writtenMeasures(subject: BulletinSubject): { readonly id: string; readonly said: readonly Said[] }[] {
  const { departments, rows } = subject.targets
  const order = departments.map(({ code }) => code)
  const known = rows.toSorted((left, right) => order.indexOf(left.department) - order.indexOf(right.department))
  return known.flatMap((row) => {
    const said = undertakingSaid(subject, row)
    return said === null ? [] : [{ id: `next-${row.indicator.code}`, said: [said] }]
  })
}

function undertakingSaid(subject: BulletinSubject, { indicator, lapse }: TargetRow): Said | null {
  const statement = lapse?.statement ?? null
  if (lapse === undefined || lapse === null || statement === null) return null
  const { kind } = lapse
  const until = parsePeriod(statement.until)
  const claim = claimUndertaking({
    owner: indicator.leadDepartment,
    subject: indicator.name,
    lapse: kind,
    measures: statement.measures,
    expectation: expectationWords({ lapse: kind, until, value: statement.value }, indicator),
  })
  if (claim === null) return null
  const source = { ...ofCity(subject, indicator), path: `targets/${indicator.code}/lapse/statement` }
  return { text: bulletinSentence(claim), source }
}

/** Late and missing figures of which nothing was stated. */
export function unstatedSaid(subject: BulletinSubject): Said[] {
  const claim = claimUnstated(
    subject.targets.rows.flatMap(({ indicator, lapse }) =>
      lapse !== undefined && lapse !== null && lapse.statement === null
        ? [{ name: indicator.name, owner: indicator.leadDepartment }]
        : [],
    ),
  )
  return claim === null
    ? []
    : [{ text: bulletinSentence(claim), source: ofRelease(subject, 'targets/rows', '原因和措施') }]
}
