import type { CatalogueSeed, IndicatorSeed, WorkerGroups } from '@cg/contract/catalogue'
import type { IndicatorCode, ItemCode } from '@cg/domain/indicator'
import { describe, expect, it } from 'vitest'
import { requireWorkerGroups } from './worker-groups.ts'

const code = (text: string) => text as IndicatorCode

/** Workers, those insured of them, and migrants among either. */
const parents = { W: null, INS: 'W', MIG: 'W', INS_M: 'INS', FIRMS: null }

function rate(name: string, subject: string, [upper, lower]: readonly [string, string], more = {}): IndicatorSeed {
  const term = (item: string) => [{ item: item as ItemCode, coefficient: 1 }]
  const formula = { kind: 'quotient', numerator: term(upper), denominator: term(lower), multiplier: 100 }
  const own = { unit: '%', decimals: 1, direction: 'higher', periodKind: 'STOCK_EOQ', frequency: 'Q', formula }
  const words = { code: code(name), name: `${subject}参保率`, phrase: { subject, measure: '参保率' } }
  // What else an indicator holds is not asked.
  return { ...own, ...words, ...more } as unknown as IndicatorSeed
}

const all = rate('A', '', ['INS', 'W'])
const migrants = rate('M', '农民工', ['INS_M', 'MIG'])
const [group, whole, part] = ['migrant', code('A'), code('M')]

function check(measures: WorkerGroups['measures'], indicators: readonly IndicatorSeed[] = [all, migrants]): () => void {
  const groups = [
    { code: 'migrant', name: '农民工' },
    { code: 'youth', name: '青年' },
  ]
  const guide = { workerGroups: { name: '人群', whole: '全体', wholeShort: '全体', groups, measures } }
  const items = Object.entries(parents).map(([item, parentItem]) => ({ code: item, parentItem }))
  return () => {
    requireWorkerGroups({ guide, indicators, items } as unknown as CatalogueSeed)
  }
}

describe('an indicator of one group of workers', () => {
  it('is the same measure as everybody’s, of people among everybody', () => {
    expect(check([{ group, whole, part }])).not.toThrow()
  })

  it.each([
    [{ direction: 'lower' }, '两者的单位、小数位、评价方向、统计时段、频度和倍数须一致'],
    [{ unit: '‰' }, '两者的单位、小数位、评价方向、统计时段、频度和倍数须一致'],
    [{ formula: { kind: 'sum', terms: [], multiplier: 1 } }, '两者都须是同一种比率'],
    [{ phrase: { subject: '农民工', measure: '签订率' } }, '看不出是同一件事'],
  ])('of another kind is refused: %j', (more, words) => {
    expect(check([{ group, whole, part }], [all, { ...migrants, ...more } as IndicatorSeed])).toThrow(words)
  })

  it('that is no part of everybody is refused, with the item to be named', () => {
    expect(check([{ group, whole, part }], [all, rate('M', '农民工', ['FIRMS', 'MIG'])])).toThrow(
      '指标 M（农民工参保率）不能作为指标 A（参保率）的一个人群：它的分子须是对方分子的其中项。请在数据项的 parentItem 中写明',
    )
    expect(check([{ group, whole, part }], [all, rate('M', '农民工', ['INS_M', 'FIRMS'])])).toThrow(
      '两者的分母须同属一个总数',
    )
  })

  it('of a group that is not there, or twice over, is refused', () => {
    expect(check([{ group: 'women', whole, part }])).toThrow('归在人群 women 下，人群里没有它。可用的是migrant、youth')
    expect(
      check([
        { group, whole, part },
        { group: 'youth', whole, part },
      ]),
    ).toThrow('关系重复')
    const deeper = rate('D', '青年农民工', ['INS_M', 'MIG'])
    expect(
      check(
        [
          { group, whole, part },
          { group: 'youth', whole: part, part: code('D') },
        ],
        [all, migrants, deeper],
      ),
    ).toThrow('指标 M 既是某一人群的，又被当作全体')
    expect(check([{ group, whole, part: whole }])).toThrow('指标 A 既是某一人群的，又被当作全体（它自己）')
  })
})
