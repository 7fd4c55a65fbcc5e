import type { GoalRow, Reference } from '@cg/charts/model'
import { statusMarks } from '@cg/charts/theme'
import { findClaim } from '@cg/contract/claims'
import { forecastShort } from '@cg/domain/claim/outlook'
import { percentOf } from '../../charts/geometry.ts'
import { LightMark } from '../../charts/light-chip.tsx'
import { WholeWords } from '../../shared/whole-words.tsx'
import type { Slide, TargetLine } from './slides.ts'

/** ● 达标 ▲ 临近 ■ 滞后 */
const lightGlyphs = Object.values(statusMarks)
  .map(({ glyph, word }) => `${glyph} ${word}`)
  .join(' ')

type TargetsProps = {
  slide: Extract<Slide, { key: 'targets' }>
  unitName: string | null
  words: readonly string[] | undefined
}

/** The commitments of the last year: where each stands today, what is asked of it, where its line leads. */
export function TargetsSlide({ slide: { year, rows, all }, unitName, words }: TargetsProps) {
  return (
    <>
      <div className="wall-card">
        <table className="wall-table wall-goals">
          <thead>
            <tr>
              <th scope="col">指标</th>
              {unitName !== null && (
                <th scope="col" className="wall-own">
                  {unitName}
                </th>
              )}
              <th scope="col">进展（竖线为目标）</th>
              <th scope="col" className="num">
                本季
              </th>
              <th scope="col" className="num">
                {year}年目标
              </th>
              <th scope="col">推算，或每季所需</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((line) => (
              <Line key={line.goal.key} line={line} hasUnit={unitName !== null} words={words} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="wall-note">
        {lightGlyphs}，为本季对当年时序目标的状态，滞后、临近的在前；共{all}项，列{rows.length}项。推算不是统计数据
      </p>
    </>
  )
}

function Line({ line, hasUnit, words }: { line: TargetLine; hasUnit: boolean; words: TargetsProps['words'] }) {
  const { goal, row, unit } = line
  return (
    <tr>
      <th scope="row">
        <span className="wall-goal-name">
          <LightMark light={row.light} />
          <WholeWords text={goal.name} words={words} />
        </span>
      </th>
      {hasUnit && (
        <td className="wall-own">{unit?.light == null ? (unit?.words ?? '—') : <LightMark light={unit.light} />}</td>
      )}
      <td className="wall-goal-bar">
        <GoalBullet goal={goal} />
      </td>
      <td className="num">{goal.figure.text}</td>
      <td className="num">{goal.target?.text}</td>
      <td>{outlook(line)}</td>
    </tr>
  )
}

function outlook({ goal, row }: TargetLine): string {
  const forecast = findClaim(row.claims, 'forecast')
  if (forecast !== null) return forecastShort(forecast)
  return goal.need === '' ? '—' : goal.need
}

function GoalBullet({ goal: { figure, scale, base, target } }: { goal: GoalRow }) {
  const at = ({ value }: Pick<Reference, 'value'>) => `${percentOf(scale, value)}%`
  return (
    <div className="wall-bullet" aria-hidden="true">
      {figure.value !== null && <span className="wall-bar" style={{ width: at({ value: figure.value }) }} />}
      {base && <span className="wall-mark wall-mark-base" style={{ left: at(base) }} />}
      {target && <span className="wall-mark" style={{ left: at(target) }} />}
    </div>
  )
}
