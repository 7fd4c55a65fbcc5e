import type { Statement } from '@cg/contract/statement'
import { parsePeriod } from '@cg/domain/period'
import { expectationWords } from '@cg/domain/target/statement'
import { WordList } from '../../ui/word-list.tsx'

type Said = Pick<Statement, 'cause' | 'measures' | 'until' | 'value' | 'kind' | 'measured' | 'decimals' | 'direction'>

/** What a statement says: 原因, 措施, 预计. */
export function SaidWords({ item }: { item: Said }) {
  const { kind, until, value, measured, decimals, direction } = item
  const expectation = expectationWords(
    { lapse: kind, until: parsePeriod(until), value },
    { unit: measured, decimals, direction },
  )
  const pairs = [
    ['原因', item.cause],
    ['措施', item.measures],
    ['预计', expectation.replace(/^预计/u, '')],
  ] as const
  return <WordList pairs={pairs} />
}
