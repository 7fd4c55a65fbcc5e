import type { FormParams } from '@cg/contract/entry'
import { useMutation } from '@tanstack/react-query'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Button } from '../../ui/button.tsx'
import type { FormEditor } from './editor/form-editor.ts'
import { saveCells } from './queries.ts'

type CountedLineProps = { editor: FormEditor; params: FormParams; onReload: () => void }

/** Of a form in hand whose cells registers or the key tasks count: takes in what they amount to now, so that nothing has to be typed first. */
export function CountedLine({ editor: { detail }, params, onReload }: CountedLineProps) {
  const { fed, submission } = detail
  const isPlanned = (one: (typeof fed)[number]) => one.kind === null
  const from = fed.every(isPlanned) ? '重点任务' : fed.some(isPlanned) ? '台账和重点任务' : '台账'
  const apart = fed.filter(({ isApart }) => isApart).length
  const take = useMutation({ mutationFn: () => saveCells(params, { source: 'grid', cells: [] }), onSuccess: onReload })
  const isWaiting = submission.state === 'not_started' || apart > 0
  if (fed.length === 0 || !isWaiting || !submission.allowedActions.includes('save')) return null
  return (
    <div className="fill-banner fill-counted">
      <span>
        本表有 {fed.length} 格由{from}计数，不用填写
        {apart > 0 && (
          <>
            ，其中 {apart} 格还没有计入或与{from}现计的不同
          </>
        )}
        。
      </span>
      <Button isBusy={take.isPending} onClick={() => take.mutate()}>
        计入{from}数
      </Button>
      {take.error !== null && <ProblemPanel error={take.error} />}
    </div>
  )
}
