import type { RegisterKind } from '@cg/contract/catalogue'
import type { ItemCode } from '@cg/domain/indicator'

/** A kind of register of a department, whose records' people amount to an item. */
export function contestKind(item: string): RegisterKind {
  return {
    code: 'CONTEST',
    name: '竞赛',
    definition: '一条记录是一次竞赛',
    department: 'RSJ',
    fields: [
      { code: 'name', name: '竞赛名称', type: 'text', isRequired: true },
      { code: 'day', name: '举办日期', type: 'date', isRequired: true },
      { code: 'people', name: '参赛人数', type: 'number', isRequired: true, unit: '人', decimals: 0 },
    ],
    title: 'name',
    day: 'day',
    proof: { name: '竞赛通知', isRequired: false },
    isNamed: false,
    feeds: [{ item: item as ItemCode, measure: 'people', span: 'year' }],
  }
}
