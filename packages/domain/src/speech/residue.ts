/** Words that say nothing about which figure is meant. */
const filler = new RegExp(
  [
    '而支撑这一成绩|正是|数据显示|统计显示|调研发现|检查发现|截至|截止|同志们|一方面|另一方面',
    '提高到|提升到|提升至|提高至|上升到|上升至|增长到|增长至|增加到|增加至|扩大到|增至|升至|下降到|下降至|降低到|降至|降到|减少到|减至|(?:提高|提升|上升|增长|增加|下降|降低|减少)(?=　)',
    '稳步(?:提升|提高|增长|上升)|持续(?:提升|提高|增长)|不断(?:提升|提高)|明显(?:提升|提高)|稳定在|保持在|维持在',
    '(?:共|共计|总计|累计|合计)?(?:组织|开展|举办|完成|实现|建成|建立|发生|处理|调解处理|评选|产生|推送|培训|检查发现)(?:了|出)?',
    '现有|拥有|实有|当季|单季|总体|整体|各类|首次|高达|仍有|尚有|仍然|仍|大力|积极|广泛|深入|扎实|已经|达到|达成|约为|分别|目前|其中|同时|全年|累计|总共|共有|共计|总计|仅为|仅有|只有|也就是',
    '我们|产业工人(?:的)?|人数|规模|比例|水平|依次|以及|但仍|仅占|增加值',
    '[在从到由至达为是有共已约仅只就全均都则而其的了也又还、和及与并且占，,：:（）()“”"‘’\\s]',
  ].join('|'),
  'gu',
)

export type Stretch = { readonly start: number; readonly end: number }

/** What is left of a stretch of the sentence when all that is understood is taken out. */
export function residueOf(sentence: string, { start, end }: Stretch, known: readonly Stretch[]): string {
  const letters = Array.from({ length: Math.max(0, end - start) }, (_, at) => sentence[start + at] ?? '')
  for (const one of known)
    for (let at = Math.max(start, one.start); at < Math.min(end, one.end); at += 1) letters[at - start] = '　'
  return letters.join('').replaceAll(filler, '')
}

/** The text with stretches of it struck out, each letter by a sign that belongs to no word. */
export function blank(text: string, stretches: readonly Stretch[]): string {
  const letters = text.split('')
  for (const { start, end } of stretches)
    for (let at = Math.max(0, start); at < Math.min(end, letters.length); at += 1) letters[at] = '　'
  return letters.join('')
}

const parts =
  '规上|规模以上|中小微?企业|小微企业|民营|国有|外资|农民工|青年|女职工|女工|集群|试点|重点企业|制造业|建筑业|园区|街道|乡镇'
const bodies = /(?:集团|公司|学院|学校|院校|基地|该企业|企业(?=推行|开展|$))[^,，]*$/u
const heads = new RegExp(`^(?:在|对|从|就|其中)?[^,，把将]{0,4}?(?:${parts})`, 'u')

/** The part of the whole that the clauses before may have begun to speak of: a figure of the whole is then none of its own. */
export function partIn(before: string): string | null {
  for (const part of before.split(/[,，:：]/u)) {
    const clause = part.replaceAll('　', '')
    const found = bodies.exec(clause)?.[0] ?? heads.exec(clause)?.[0]
    if (found !== undefined) return found
  }
  return null
}
