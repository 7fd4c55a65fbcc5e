/* What can be asked of a page as a file: apart from the schemas, which the shell of the web does not need. */

/** The pages of a release that can leave as a file. */
export const pageNames = ['overview', 'ranking', 'indicator', 'unit', 'compare', 'equity', 'targets', 'talk'] as const
export type PageName = (typeof pageNames)[number]

/** `xlsx`: only of a page whose figures stand in no chart. */
export const pageFormats = ['pdf', 'pptx', 'xlsx'] as const
export type PageFormat = (typeof pageFormats)[number]

/** What each page is called, as in the navigation. */
export const pageTitles: Readonly<Record<PageName, string>> = {
  overview: '总览',
  ranking: '排名',
  indicator: '指标',
  unit: '区县画像',
  compare: '对比',
  equity: '均衡性',
  targets: '目标',
  talk: '讲话对照',
}

/** The forms of the ranking page; `table`: its figures alone. */
export const rankingViews = ['bars', 'dumbbell', 'bump', 'interval', 'dimensions', 'table'] as const
export type RankingView = (typeof rankingViews)[number]
