/*
 * 台账: the list behind a count. What a record of a kind holds, what makes it count and which items equal a count or a sum
 * of its records is data of the catalogue; nothing here knows a kind.
 */

export type RegisterField = {
  readonly code: string
  readonly name: string
  readonly type: 'text' | 'number' | 'date' | 'choice'
  readonly isRequired: boolean
  /** Of a choice. */
  readonly choices?: readonly string[]
  /** Of a number: 人, 元 … */
  readonly unit?: string
  readonly decimals?: number
}

/** Over which records an item is reckoned at the end of a quarter: all up to then, those of the year, those of the quarter. */
export type RegisterSpan = 'total' | 'year' | 'quarter'

/** An item that equals a count of records, or the sum of one of their numbers. */
export type RegisterFeed = {
  readonly item: string
  /** 'count', or the code of a number field. */
  readonly measure: string
  readonly span: RegisterSpan
  /** Only records whose choice is one of these. */
  readonly only?: { readonly field: string; readonly among: readonly string[] }
  /** And of those only the ones that meet all of these as well. */
  readonly also?: readonly RegisterLimit[]
}

/** What the records that count for an item say from … to: two of their numbers, of one unit. */
export type RegisterRange = {
  readonly item: string
  readonly name: string
  readonly low: string
  readonly high: string
}

/** A choice that is one of these; without `among`, a field that is filled in. */
export type RegisterLimit = { readonly field: string; readonly among?: readonly string[] }

export type RegisterShape = {
  readonly fields: readonly RegisterField[]
  /** The field that a record is called by. */
  readonly title: string
  /** The date from which a record counts. */
  readonly day: string
  /** The date from which it counts no more; records without one count on. */
  readonly until?: string
  readonly feeds: readonly RegisterFeed[]
  readonly ranges?: readonly RegisterRange[]
}

/** By field: the text, the number, the day as 'YYYY-MM-DD'; null where nothing was written. */
export type RegisterValues = Readonly<Record<string, string | number | null>>

/** What is wrong with a shape, in words for who writes a catalogue; [] when nothing is. */
export function shapeFaults({ fields, title, day, until, feeds, ranges = [] }: RegisterShape): string[] {
  const codes = fields.map(({ code }) => code)
  const typeOf = (code: string) => fields.find((field) => field.code === code)?.type
  const twice = codes.filter((code, at) => codes.indexOf(code) !== at)
  const isNeeded = (code: string) => fields.some((field) => field.code === code && field.isRequired)
  return [
    ...twice.map((code) => `字段代码 ${code} 重复`),
    ...fields
      .filter((one) => one.type === 'choice' && (one.choices ?? []).length < 2)
      .map(({ name }) => `“${name}”没有可选的值`),
    ...(typeOf(title) === 'text' && isNeeded(title) ? [] : [`名称字段 ${title} 应是必填的文字`]),
    ...(typeOf(day) === 'date' && isNeeded(day) ? [] : [`日期字段 ${day} 应是必填的日期`]),
    ...(until === undefined || typeOf(until) === 'date' ? [] : [`终止字段 ${until} 应是日期`]),
    ...feeds.flatMap((feed) => {
      const { item, measure, only, also = [] } = feed
      const isFilled = isNeeded(measure) || also.some(({ field }) => field === measure)
      return [
        ...(measure === 'count' || (typeOf(measure) === 'number' && isFilled)
          ? []
          : [`数据项 ${item} 所加的 ${measure} 应是必填的数字`]),
        ...[...(only === undefined ? [] : [only]), ...also].flatMap((limit) => limitFaults(fields, item, limit)),
      ]
    }),
    ...ranges.flatMap(({ item, name, low, high }) => [
      ...(typeOf(low) === 'number' && typeOf(high) === 'number' ? [] : [`区间“${name}”的两端应是数字字段`]),
      ...(feeds.some((feed) => feed.item === item) ? [] : [`区间“${name}”所属的数据项 ${item} 不由本台账计数`]),
    ]),
  ]
}

function limitFaults(fields: readonly RegisterField[], item: string, { field: code, among }: RegisterLimit): string[] {
  const field = fields.find((one) => one.code === code)
  if (field === undefined) return [`数据项 ${item} 所限的 ${code} 不是本台账的字段`]
  if (among === undefined) return []
  if (field.type !== 'choice') return [`数据项 ${item} 所限的 ${code} 应是选择字段`]
  return among
    .filter((value) => field.choices?.includes(value) === false)
    .map((value) => `数据项 ${item} 所限的“${value}”不在可选的值中`)
}
