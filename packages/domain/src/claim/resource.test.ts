import { describe, expect, it } from 'vitest'
import { resourceConcentration } from '../equity/concentration.ts'
import { sentence } from './claim.ts'
import { claimResource } from './resource.ts'
import type { ResourceUnit } from './resource.ts'

const names = { resource: '培训场次', need: '产业工人' }
const unit = (name: string, resource: number, need: number): ResourceUnit => ({ name, resource, need })
const say = (units: readonly ResourceUnit[]): string | null => {
  const claim = claimResource(names, units)
  return claim === null ? null : sentence(claim)
}

describe('a resource against its need', () => {
  it('says which part would have to move and who lacks most, as the printed shares show', () => {
    const units = [unit('甲区', 60, 4000), unit('乙区', 30, 3000), unit('丙县', 10, 3000)]
    expect(say(units)).toBe('按产业工人分布，20.0%的培训场次需要调整；丙县产业工人占全市30.0%，培训场次占10.0%')
    const found = resourceConcentration(units.map(({ name, resource, need }) => ({ unit: name, resource, need })))
    expect(found.kind === 'measured' && found.dissimilarity).toBeCloseTo(0.2, 12)
  })

  it('names nobody where two lack the same', () => {
    expect(say([unit('甲区', 60, 4000), unit('乙县', 20, 3000), unit('丙县', 20, 3000)])).toBe(
      '按产业工人分布，20.0%的培训场次需要调整',
    )
  })

  it('calls less than five percent 基本相称, and nothing at all 一致', () => {
    expect(say([unit('甲区', 42, 4000), unit('乙区', 29, 3000), unit('丙县', 29, 3000)])).toBe(
      '培训场次的分布与产业工人基本相称，按产业工人分布只有2.0%的培训场次需要调整',
    )
    expect(say([unit('甲区', 45, 4000), unit('乙区', 30, 3000), unit('丙县', 25, 3000)])).toBe(
      '按产业工人分布，5.0%的培训场次需要调整；丙县产业工人占全市30.0%，培训场次占25.0%',
    )
    expect(say([unit('甲区', 40, 4000), unit('乙区', 30, 3000), unit('丙县', 30, 3000)])).toBe(
      '培训场次的分布与产业工人一致',
    )
  })

  it.each([
    ['two units', [unit('甲区', 1, 1), unit('乙区', 9, 1)]],
    ['no sessions', [unit('甲区', 0, 1), unit('乙区', 0, 1), unit('丙县', 0, 1)]],
    ['no workers', [unit('甲区', 1, 0), unit('乙区', 1, 0), unit('丙县', 1, 0)]],
    ['sessions without workers', [unit('甲区', 1, 0), unit('乙区', 1, 5), unit('丙县', 1, 5)]],
  ])('says nothing of %s', (_, units) => {
    expect(say(units)).toBeNull()
  })
})
