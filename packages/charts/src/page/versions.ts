import type { DefinitionFact } from '@cg/contract/release/indicator'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'

/** Every version of a definition, newest first: 第2版 · 自2025年第一季度起，分子由“甲”改为“乙”。调整原因：…. */
export function versionPairs(definitions: readonly DefinitionFact[]): [term: string, words: string][] {
  return definitions.map((one) => [`第${one.version}版`, versionWords(one)])
}

/** Of the first version what it counted. */
function versionWords({ validFrom, changes, reason, definition }: DefinitionFact): string {
  const from = `自${formatPeriod(parsePeriod(validFrom))}起，`
  if (changes.length === 0) return `${from}${definition}`
  return `${from}${changes.join('；')}${reason === undefined ? '' : `。调整原因：${reason}`}`
}
