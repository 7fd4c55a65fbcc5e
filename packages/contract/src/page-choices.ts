/* What can be asked of a page as a file: apart from the schemas, which the shell of the web does not need. */

/** The pages of a release that can leave as a file. */
export const pageNames = ['overview', 'ranking', 'indicator', 'unit', 'compare', 'equity', 'targets'] as const
export type PageName = (typeof pageNames)[number]

/** The forms of the ranking page; `table`: its figures alone. */
export const rankingViews = ['bars', 'dumbbell', 'bump', 'interval', 'dimensions', 'table'] as const
export type RankingView = (typeof rankingViews)[number]
