import type { UnitChange } from '@cg/contract/unit'
import { useEffect, useRef } from 'react'

/** Said once a change waits for a second person. */
export const proposedWords = '已提请，待发布人确认后写入'

/** What was found: errors to mend, or what becomes another and whom it reaches. */
export function UnitShown({ result: { stage, needsSecond, problems, changes, impact } }: { result: UnitChange }) {
  const block = useRef<HTMLDivElement>(null)
  // On a phone it stands below the fold: nobody saves what was not seen.
  useEffect(() => block.current?.focus(), [])
  const errors = problems.filter(({ isDoubt }) => !isDoubt)
  const doubts = problems.filter(({ isDoubt }) => isDoubt)
  const line = ({ column, message }: UnitChange['problems'][number]) =>
    column === null ? message : `${column}：${message}`
  if (stage === 'refused' && errors.length === 0) return <p role="status">没有改动，不需要保存。</p>
  return (
    <div ref={block} tabIndex={-1} className="unit-shown" role={errors.length > 0 ? 'alert' : 'status'}>
      <Lines title={`有 ${errors.length} 处错误，改正后再检查`} lines={errors.map(line)} />
      {errors.length === 0 && <Lines title="将要改动" lines={changes} />}
      <Lines title="影响" lines={impact} />
      {needsSecond && errors.length === 0 && (
        <p className="admin-hint">已有发布的期次，这项改动涉及排名或区县的分报合计，提请后由发布人确认才写入。</p>
      )}
      <Lines title="请核对" lines={doubts.map(line)} />
    </div>
  )
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul className="admin-list">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  )
}
