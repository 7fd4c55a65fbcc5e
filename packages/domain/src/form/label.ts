/** A unit of measure in brackets at the end of a label. */
const bracketed = /[（(]((?:百|千|万|亿)?(?:人次|人|名|家|户|个|件|起|场次|场|条|项|元|份|批次)|%)[)）]$/

/** How far back an item is counted, in brackets at the end of its name. */
const reach = /[（(](?:本年|年初至今|自年初)?(?:累计|本季|本季度|当季|期末|季末|年末)数?[)）]$/

/** A label as compared: without spaces, numbering, 其中 and the unit of measure in brackets. */
export function tidyLabel(text: string): string {
  return text
    .replaceAll(/[\s　]/g, '')
    .replace(/^[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]/, '')
    .replace(/^#?其中[:：]?/, '')
    .replace(bracketed, '')
}

/** Lines and columns that offices add up by hand: nothing is entered there. */
export function isTotalLabel(text: string): boolean {
  return /^(?:合计|总计|小计|全市|全市合计|平均|平均值)$/.test(tidyLabel(text))
}

/** Why what stands under a label is not taken: “合计”由系统计算 · “退休人数”不是本表的指标. */
export function unknownLabelWords(label: string, kind: '指标' | '单位'): string {
  const name = `“${label.trim().slice(0, 30)}”`
  return isTotalLabel(label) ? `${name}由系统计算` : `${name}不是本表的${kind}`
}

/** The unit of measure that a label names in brackets, as written: 产业工人总数（万人） is in 万人; '' without one. */
export function labelUnit(text: string): string {
  return bracketed.exec(text.replaceAll(/[\s　]/g, ''))?.[1] ?? ''
}

const placeKinds = /(?:自治县|新区|开发区|区|县|市|旗)$/

/**
 * Reads whose name a label is: the place in `names` of the one thing that bears it, null for none and for a name that two
 * bear. Places are also known without their kind, 东湾 for 东湾区, and items without 累计 or 期末 in brackets, where no other
 * is left with the same.
 */
export function nameReader(names: readonly (readonly string[])[]): (label: string) => number | null {
  const known = new Map<string, number | null>()
  const learn = (name: string, at: number) => {
    if (name.length < 2) return
    const other = known.get(name)
    known.set(name, other === undefined || other === at ? at : null)
  }
  const tidied = names.map((own) => [...new Set(own.map(tidyLabel))])
  const whole = new Set(tidied.flat())
  for (const [at, own] of tidied.entries()) {
    for (const name of own) learn(name, at)
    const stems = own.map((name) => name.replace(placeKinds, '').replace(reach, ''))
    for (const stem of new Set(stems)) if (!whole.has(stem)) learn(stem, at)
  }
  return (label) => known.get(tidyLabel(label)) ?? null
}

/** True where both measure the same in other steps: 万人 beside 人, 元 beside 万元. */
export function isOtherScale(written: string, unit: string): boolean {
  const bare = (text: string) => text.replace(/^[百千万亿]/, '')
  return written !== unit && bare(written) === bare(unit)
}

/** The quarter that a title names, as '2026Q2', with the words that name it; null for a text without one. */
export function namedQuarter(title: string): { readonly period: string; readonly words: string } | null {
  const [words, year = '', quarter = ''] = /(\d{4})年第?([一二三四1-4])季度/.exec(title.replaceAll(/\s/g, '')) ?? []
  return words === undefined ? null : { period: `${year}Q${'一二三四'.indexOf(quarter) + 1 || quarter}`, words }
}
