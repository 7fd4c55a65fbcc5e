import { describe, expect, it } from 'vitest'
import { parsePeriod } from '../period.ts'
import { setupSteps } from './setup.ts'
import type { SetupFacts, SetupStepCode } from './setup.ts'

const empty: SetupFacts = {
  city: '',
  units: 0,
  departmentsWithout: ['市人社局', '市统计局'],
  unitsWithout: [],
  reviewers: 0,
  publishers: 0,
  signers: 0,
  indicators: 70,
  assessed: 30,
  forms: 25,
  year: 2026,
  targets: 0,
  targetsWanted: 30,
  baselines: 0,
  scheme: null,
  period: null,
  sent: 0,
  accepted: 0,
  due: 0,
  hasPreview: false,
  release: null,
}
const period = { code: parsePeriod('2026Q3'), dueAt: '2026-10-15T10:00:00.000Z' }
const step = (code: SetupStepCode, change: Partial<SetupFacts> = {}) => {
  const found = setupSteps({ ...empty, ...change }).find((one) => one.code === code)
  return [found?.state, found?.sentence]
}

describe('setupSteps', () => {
  it('tells of an empty installation what is to be done first, and that the catalogue is there', () => {
    expect(setupSteps(empty).map(({ state }) => state)).toEqual([
      'todo', 'todo', 'done', 'wanted', 'wanted', 'todo', 'todo', 'todo',
    ]) // prettier-ignore
    expect(step('catalogue')).toEqual(['done', '内置指标目录：70项指标，其中30项参加评价，25张报表'])
  })

  it('names who lacks a filler, and asks for two persons to publish', () => {
    expect(step('people')).toEqual(['todo', '2个部门还没有填报人（市人社局、市统计局）；还没有审核人；还没有发布人。'])
    const names = ['东区', '西区', '南区', '北区', '中区']
    const whole = { departmentsWithout: [], reviewers: 1, publishers: 1, signers: 2 }
    expect(step('people', { ...whole, unitsWithout: names })).toEqual([
      'todo',
      '5个单位还没有填报人（东区、西区、南区、北区等5个单位）。',
    ])
    expect(step('people', { ...whole, signers: 1 })).toEqual([
      'todo',
      '发布要两个人：一人生成试看，另一位发布人复核，现在只有一人。',
    ])
    expect(step('people', whole)[0]).toBe('done')
  })

  it('says what lacks without targets and without a scheme; neither keeps a city from beginning', () => {
    expect(step('aims')).toEqual(['wanted', '2026年目标0个，基期0个；没有目标的指标不判达标和滞后。'])
    expect(step('aims', { targetsWanted: 0 })[0]).toBe('wanted')
    expect(step('aims', { targets: 28, baselines: 30 })).toEqual([
      'wanted',
      '2026年目标28个，基期30个；参加评价的指标还差2个目标，没有目标的不判达标和滞后。',
    ])
    expect(step('aims', { targets: 30 })[0]).toBe('done')
    expect(step('scheme')[0]).toBe('wanted')
    expect(step('scheme', { scheme: { name: '综合评价方案', version: 2 } })).toEqual([
      'done',
      '采用《综合评价方案》第2版',
    ])
  })

  it('follows the first quarter to its release', () => {
    expect(step('period', { period })).toEqual(['done', '2026年第三季度已开放填报，2026年10月15日 18:00截止'])
    const under = { period, due: 25, sent: 9, accepted: 4 }
    expect(step('entry', under)).toEqual(['todo', '应报25张，已报送9张，已审核通过4张。'])
    expect(step('entry', { ...under, sent: 25, accepted: 25 })[0]).toBe('done')
    expect(step('release', { hasPreview: true })).toEqual(['todo', '试看已生成，待另一位发布人复核后发布。'])
    expect(step('release', { release: 'CG-2026Q3-01' })).toEqual(['done', '最近一次发布：CG-2026Q3-01'])
  })

  it('asks for nothing between two quarters', () => {
    const between = { release: 'CG-2026Q3-01' }
    expect(step('period', between)).toEqual(['done', '现在没有开放的期次'])
    expect(step('entry', between)).toEqual(['done', '现在没有在填的报表'])
  })
})
