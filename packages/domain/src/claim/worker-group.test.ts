import { describe, expect, it } from 'vitest'
import { claimGroupUnits, claimWorkerGroup, groupBaseWords, groupUnitsWords, workerGroupWords } from './worker-group.ts'
import type { GroupUnit, GroupUnitsFigures, WorkerGroupFigures } from './worker-group.ts'

const facts: WorkerGroupFigures = {
  group: '农民工',
  whole: '全体产业工人',
  topic: '工伤保险参保率',
  value: 62.1,
  wholeValue: 70.4,
  isSameBase: true,
  format: { unit: '%', decimals: 1 },
}

function words(change: Partial<WorkerGroupFigures> = {}): string | null {
  const claim = claimWorkerGroup({ ...facts, ...change })
  return claim === null ? null : workerGroupWords(claim)
}

describe('a group of workers beside everybody', () => {
  it('is above, below or level by the printed figures, and is always among everybody', () => {
    expect(words()).toBe('农民工的工伤保险参保率为62.1%，低于全体产业工人（含农民工）8.3个百分点')
    expect(words({ value: 70.44 })).toBe('农民工的工伤保险参保率为70.4%，与全体产业工人（含农民工）持平')
    expect(words({ value: 71 })).toBe('农民工的工伤保险参保率为71.0%，高于全体产业工人（含农民工）0.6个百分点')
  })

  it('says where other people stand under the line', () => {
    expect(words({ isSameBase: false })).toBe(
      '农民工的工伤保险参保率为62.1%，低于全体产业工人（含农民工）8.3个百分点，两者分母口径不同',
    )
    const bases = { whole: '应参保人数', group: '农民工人数' }
    const base = { whole: '全体产业工人', group: '农民工', bases }
    expect(groupBaseWords({ ...base, isSameBase: true })).toEqual(['全体产业工人含农民工'])
    expect(groupBaseWords({ ...base, isSameBase: false })).toEqual([
      '全体产业工人含农民工',
      '两者分母口径不同，全体产业工人为“应参保人数”，农民工为“农民工人数”',
    ])
  })

  it('is not said without both figures, or of what is counted', () => {
    expect(words({ value: null })).toBeNull()
    expect(words({ wholeValue: null })).toBeNull()
    expect(words({ format: { unit: '人', decimals: 0 } })).toBeNull()
  })
})

const unit = (name: string, value: number | null, wholeValue: number | null, isThin = false): GroupUnit => ({
  name,
  value,
  wholeValue,
  isThin,
})

function inUnits(units: readonly GroupUnit[], change: Partial<GroupUnitsFigures> = {}): string | null {
  const { group, whole, topic, format } = facts
  const claim = claimGroupUnits({ group, whole, topic, format, direction: 'higher', units, ...change })
  return claim === null ? null : groupUnitsWords(claim)
}

describe('in how many units a group is worse off', () => {
  const three = [unit('甲县', 60, 70), unit('乙县', 64.8, 70), unit('丙县', 72, 70)]

  it('counts those on the worse side and names the one that differs most', () => {
    expect(inUnits(three)).toBe(
      '3个单位中有2个单位的农民工工伤保险参保率低于本单位全体产业工人，甲县相差最大（10.0个百分点）',
    )
    expect(inUnits(three, { direction: 'lower' })).toBe(
      '3个单位中有1个单位的农民工工伤保险参保率高于本单位全体产业工人，丙县相差最大（2.0个百分点）',
    )
    expect(inUnits(three.slice(0, 2).concat(unit('丁县', 69, 70)))).toMatch(
      /^3个单位的.*均低于本单位全体产业工人，甲县/,
    )
    expect(inUnits([unit('甲县', 70, 70), unit('乙县', 71, 70), unit('丙县', 72, 70)])).toBe(
      '3个单位的农民工工伤保险参保率均不低于本单位全体产业工人',
    )
  })

  it('names nobody where two are level or a handful of people decides', () => {
    const tied = [unit('甲县', 60, 70), unit('乙县', 50, 60), unit('丙县', 72, 70)]
    expect(inUnits(tied)).toBe('3个单位中有2个单位的农民工工伤保险参保率低于本单位全体产业工人')
    expect(inUnits([unit('甲县', 0, 70, true), ...three.slice(1)])).toBe(
      '3个单位中有2个单位的农民工工伤保险参保率低于本单位全体产业工人',
    )
  })

  it('says that some do not compare, and nothing of fewer than three or without a better side', () => {
    expect(inUnits([...three, unit('丁县', null, 70)])).toMatch(/^可比的3个单位中有2个/)
    expect(inUnits([...three.slice(0, 2), unit('丁县', null, 70)])).toBeNull()
    expect(inUnits(three, { direction: 'neutral' })).toBeNull()
  })
})
