import type { Reminders } from '@cg/contract/review'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { formatDateTime } from '@cg/domain/number/number-format'
import type { BoardForm } from '../entry/board.ts'
import { loadSupplyRows } from '../entry/assist/supplies.ts'
import { assistsIn, dueOf } from '../entry/assist/tasks.ts'

type Debt = Reminders['assists'][number]

/** What assisting departments have not supplied to forms that are still owed. */
export async function assistDebts(db: Db, period: string, owed: readonly BoardForm[]): Promise<Debt[]> {
  const assists = assistsIn(owed)
  const given = await loadSupplyRows(db, period, [...new Set(assists.map(({ item }) => item))])
  return assists.flatMap((assist): Debt[] => {
    const { item, asked, boards } = assist
    if (given.some((row) => row.itemCode === item && row.departmentCode === asked.department)) return []
    const { form, definitions, rows } = must(boards[0]).plan
    const nameOf = (code: string) => definitions.departments.find((one) => one.code === code)?.name ?? code
    return [
      {
        item,
        itemName: must(rows.find((row) => row.item.code === item)).item.name,
        department: asked.department,
        departmentName: nameOf(asked.department),
        supplies: asked.supplies,
        responsible: nameOf(form.department),
        formName: form.name,
        dueAt: dueOf(assist),
      },
    ]
  })
}

/** 请为市人社局《技能提升情况表》“技能培训人次”提供规上企业名单（截止 …） */
export function assistWords({ responsible, formName, itemName, supplies, dueAt }: Debt): string {
  return `请为${responsible}《${formName}》“${itemName}”提供${supplies}（截止 ${formatDateTime(dueAt)}）`
}
