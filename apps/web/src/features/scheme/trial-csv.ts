import type { SchemeTrial } from '@cg/contract/scheme'
import { trialMark } from '@cg/contract/trial-mark'
import { formatValue } from '@cg/domain/number/number-format'
import { csvText } from '../../lib/csv.ts'

const head = [
  '性质',
  '方案',
  '版本',
  '季度',
  '对照发布',
  '单位',
  '正式位次',
  '试算位次',
  '位次变化',
  '正式得分',
  '试算得分',
  '说明',
]

/** Every line says 试算，非正式: whatever is cut out of the file, the mark goes with it. */
export function trialCsv(trial: SchemeTrial, decimals: number): string {
  const { name, version } = trial.version
  const score = (value: number | null): string => (value === null ? '' : formatValue(value, { unit: '分', decimals }))
  const lines = trial.quarters.flatMap(({ period, release, rows }) =>
    rows.map((row) => [
      trialMark,
      name,
      `第${version}版`,
      period,
      release,
      row.unitName,
      row.officialRank,
      row.rank,
      row.move,
      score(row.officialScore),
      score(row.score),
      row.reason,
    ]),
  )
  return csvText([head, ...lines])
}

/** '试算-非正式_方案第2版_2026Q3.csv' */
export function trialFileName({ version, quarters }: SchemeTrial): string {
  const name = version.name.replaceAll(/[\\/:*?"<>|\s]/g, '_')
  return `试算-非正式_${name}第${version.version}版_${quarters[0]?.period ?? '无季度'}.csv`
}
