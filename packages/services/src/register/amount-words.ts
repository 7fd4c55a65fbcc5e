import type { RegisterFeed, RegisterLimit, RegisterShape } from '@cg/domain/register/kind'

const spanWords: Readonly<Record<RegisterFeed['span'], string>> = {
  total: '季末在账',
  year: '当年截至季末',
  quarter: '当季',
}

/** What an item is made of: 季末在账的记录数（认定单位：全国总工会、省总工会） */
export function amountWords(
  { fields }: Pick<RegisterShape, 'fields'>,
  { measure, span, only, also = [] }: RegisterFeed,
): string {
  const nameOf = (code: string) => fields.find((field) => field.code === code)?.name ?? code
  const what = measure === 'count' ? '的记录数' : `各条“${nameOf(measure)}”之和`
  const limits: readonly RegisterLimit[] = [...(only === undefined ? [] : [only]), ...also]
  const limited = limits.map(({ field, among }) => `${nameOf(field)}：${among?.join('、') ?? '已填写'}`)
  return `${spanWords[span]}${what}${limited.length === 0 ? '' : `（${limited.join('；')}）`}`
}
