/* What can be chosen of a 情况通报: apart from the schemas, which its page need not wait for. */

export const bulletinFormats = ['docx', 'pdf'] as const
export type BulletinFormat = (typeof bulletinFormats)[number]

export const namings = ['certain', 'never'] as const
export type Naming = (typeof namings)[number]

/** 22 lines of 28.9 points fill the 225 mm of GB/T 9704—2012; the narrower ones get a line or two more on a page. */
export const bulletinLines = [28, 28.5, 28.9] as const
export type BulletinLine = (typeof bulletinLines)[number]

/**
 * 《整治形式主义为基层减负若干规定》（2024年8月6日发布）一、切实精简文件：除部署综合性工作外，地方和部门文件一般不超过5000字，部署专项
 * 工作或者具体任务的文件一般不超过4000字。A 情况通报 is of the second kind.
 */
export const bulletinLimit = 4000
