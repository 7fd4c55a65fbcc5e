import type { PeriodKind } from './indicator.ts'

/** What span a figure is of, in words. */
export const periodKindWords: Readonly<Record<PeriodKind, string>> = {
  FLOW_Q: '当季数',
  STOCK_EOQ: '季末数',
  YTD_CUM: '年内累计数',
  YTD_UNIQUE: '年内累计去重数',
  SINCE_BASE: '自基期起累计数',
  ANNUAL: '年度数',
  SURVEY: '调查数',
}
