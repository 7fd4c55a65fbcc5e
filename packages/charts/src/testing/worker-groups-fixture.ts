import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { RankingFacts } from '@cg/contract/release/ranking'
import type { GroupSide } from '@cg/contract/release/worker-groups'
import { roundHalfAway } from '@cg/domain/number/round'

/** Everybody, and two groups: one among those under the line, one held against other people. */
export function workerGroupsOf({ value, state, city }: RankingFacts): NonNullable<IndicatorFacts['workerGroups']> {
  const side = (
    more: Omit<GroupSide, 'numerator' | 'denominator' | 'carriedFrom' | 'missing' | 'units'>,
    shift: number,
  ): GroupSide => ({
    ...more,
    numerator: more.value === null ? null : Math.round(more.value * 1_000),
    denominator: more.value === null ? null : 100_000,
    carriedFrom: null,
    missing: [],
    units: {
      value: value.map((own, at) => (own === null ? null : roundHalfAway(own - shift * (1 + (at % 4)), 1))),
      state,
      carriedFrom: value.map(() => null),
      isThin: value.map((own, at) => own !== null && shift > 0 && at === 5),
    },
  })
  const own = (group: string, name: string) => ({
    group,
    name,
    indicator: `JN03${group}`,
    indicatorName: `${name}技能培训覆盖率`,
  })
  const whole = { group: '', name: '全体产业工人', indicator: 'JN03', indicatorName: '技能培训覆盖率' }
  const groups = [
    side(
      {
        ...own('migrant', '农民工'),
        base: '农民工产业工人数（期末）',
        isSameBase: true,
        value: 74.3,
        state: 'reported',
      },
      2.1,
    ),
    side({ ...own('youth', '青年'), base: '青年从业人员数', isSameBase: false, value: null, state: 'withheld' }, -1.3),
  ]
  return {
    name: '人群',
    own: '',
    topic: '技能培训覆盖率',
    whole: side({ ...whole, base: '产业工人总数（期末）', isSameBase: true, value: city.value, state: city.state }, 0),
    wholeShort: '全体',
    groups,
  }
}
