import type { CatalogueGuide } from '@cg/contract/catalogue'
import type { ItemCode } from '@cg/domain/indicator'

/** A plan of two tasks with a measure each: one of RSJ with a milestone of the districts and one of the city, one of ZGH. */
export function twoTasks(items: {
  readonly due: string
  readonly done: string
}): NonNullable<CatalogueGuide['keyPlan']> {
  const plain = { assists: [], evidence: '检查台账', origin: 'proposal' as const, source: '' }
  return {
    name: '实施方案',
    due: items.due as ItemCode,
    done: items.done as ItemCode,
    tasks: [
      {
        code: 'T1',
        name: '提升技能',
        origin: 'speech',
        source: '讲话原文',
        measures: [
          {
            ...plain,
            name: '送教下乡',
            lead: 'RSJ',
            assists: ['ZGH'],
            milestones: [
              { code: 'b', name: '确定年度班次', dueOn: '2026-03-31', isByUnit: true },
              { code: 'a', name: '全市动员', dueOn: '2026-06-30', isByUnit: false },
            ],
          },
        ],
      },
      {
        code: 'T2',
        name: '保障权益',
        origin: 'proposal',
        source: '',
        measures: [{ ...plain, name: '清理选择性参保', lead: 'ZGH', milestones: [] }],
      },
    ],
  }
}
