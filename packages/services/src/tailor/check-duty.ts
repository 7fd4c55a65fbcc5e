import { evidenceNeeds } from '@cg/contract/catalogue-duty'
import type { Duty } from '@cg/contract/catalogue-duty'
import type { Db } from '@cg/db/store'
import { formatPeriod } from '@cg/domain/number/date-format'
import { shiftPeriod } from '@cg/domain/period'
import { loadDefinitions } from '../catalogue/read.ts'
import type { Definitions } from '../catalogue/read.ts'
import type { Part } from './change.ts'
import { wrongItem } from './check-form.ts'
import { sentForms } from './sent.ts'
import { nameOf } from './standing.ts'
import type { Tailored } from './standing.ts'

type Of<Kind extends Part['kind']> = Extract<Part, { kind: Kind }>

const nothing: Duty = { evidence: 'none', assisting: [] }

/** Why items cannot have these assisting departments, or this need of evidence. */
export async function dutyRefusals(db: Db, tailored: Tailored, { from, body }: Of<'duty'>): Promise<string[]> {
  const then = await loadDefinitions(db, from)
  const wrong = body.items.flatMap((item) => wrongItem(tailored, then, item, 'department'))
  if (wrong.length > 0) return wrong
  const isSame = body.items.every((item) => isLike(then.duties.get(item) ?? nothing, body))
  if (isSame) return ['协助部门和佐证要求没有变化。请先修改。']
  const codes = body.assisting.map(({ department }) => department)
  const twice = codes.find((code, at) => codes.indexOf(code) !== at)
  const nameOfDepartment = (code: string) => tailored.known.departments.find((one) => one.code === code)?.name ?? code
  return [
    ...codes.flatMap((code) =>
      tailored.known.departments.some((one) => one.code === code) ? [] : ['没有这个部门。请重新选协助部门。'],
    ),
    ...(twice === undefined ? [] : [`${nameOfDepartment(twice)}选了两次。请去掉一个，把要提供的内容写在一处。`]),
    ...ownAmong(then, body.items, codes).map(
      ({ item, code }) =>
        `${nameOf(tailored, 'items', item)}由${nameOfDepartment(code)}的报表填报，它是责任部门，不能再列为协助部门。`,
    ),
    ...(await sentAlready(db, then, { from, body })),
  ]
}

function isLike(left: Duty, right: Duty): boolean {
  const flat = ({ evidence, assisting }: Duty) =>
    JSON.stringify([evidence, assisting.map(({ department, supplies }) => [department, supplies])])
  return flat(left) === flat(right)
}

/** Items whose own department is to help itself. */
function ownAmong({ forms }: Definitions, items: readonly string[], codes: readonly string[]) {
  return items.flatMap((item) => {
    const form = forms.find(({ cells }) => cells.some((cell) => cell.item === item))
    return form !== undefined && codes.includes(form.department) ? [{ item, code: form.department }] : []
  })
}

/** What was sent without evidence is not faulty afterwards. */
async function sentAlready(
  db: Db,
  then: Definitions,
  { from, body }: Pick<Of<'duty'>, 'from' | 'body'>,
): Promise<string[]> {
  const strictness = (duty: Duty | undefined) => evidenceNeeds.indexOf(duty?.evidence ?? 'none')
  const tighter = body.items.filter((item) => strictness(body) > strictness(then.duties.get(item)))
  const forms = then.forms.filter(({ cells }) => cells.some(({ item }) => tighter.includes(item)))
  const sent = await sentForms(
    db,
    forms.map(({ code }) => code),
    from,
  )
  return sent.map(
    ({ period, form }) =>
      `${formatPeriod(period)}的《${forms.find(({ code }) => code === form)?.name ?? form}》已经报送，不能再加严佐证要求。请改从${formatPeriod(shiftPeriod(period, 1))}起。`,
  )
}
