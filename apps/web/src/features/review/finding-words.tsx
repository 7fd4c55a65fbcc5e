import type { Explanation, Finding, FormParams } from '@cg/contract/entry'
import type { ReviewDetail } from '@cg/contract/review'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '../../ui/button.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { explanationOf } from './open-questions.ts'
import { judge, reviewFormQuery } from './queries.ts'

/** A finding with the filler's explanation, which the reviewer takes or not. */
export function FindingWords(props: {
  detail: ReviewDetail
  params: FormParams
  finding: Finding
  onJudge: () => Promise<void>
}) {
  const { detail, params, finding, onJudge } = props
  const queryClient = useQueryClient()
  const given = explanationOf(detail, finding)
  const verdict = useMutation({
    mutationFn: (word: 'accepted' | 'rejected') =>
      judge(params, {
        rule: finding.rule,
        item: finding.item,
        unit: finding.unit,
        breakdown: finding.breakdown,
        verdict: word,
        version: given?.version ?? 1,
      }),
    onSuccess: async () => {
      await onJudge()
      await queryClient.invalidateQueries({ queryKey: reviewFormQuery(params).queryKey })
    },
  })
  const canJudge = detail.form.submission.allowedActions.some((action) => action === 'accept' || action === 'check')
  return (
    <div className="review-finding">
      <p>
        <StatusChip tone={finding.class === 'block' ? 'late' : finding.class === 'explain' ? 'near' : 'info'}>
          {finding.title}
        </StatusChip>{' '}
        {finding.message}
      </p>
      {given !== undefined && (
        <p className="review-explained">
          “{given.text}” —— {given.by} <VerdictWord explanation={given} />
          {canJudge && given.verdict === null && (
            <>
              <Button kind="quiet" isBusy={verdict.isPending} onClick={() => verdict.mutate('accepted')}>
                采纳
              </Button>
              <Button kind="quiet" isBusy={verdict.isPending} onClick={() => verdict.mutate('rejected')}>
                不采纳
              </Button>
            </>
          )}
        </p>
      )}
      {verdict.error !== null && <p className="review-error">{verdict.error.message}</p>}
    </div>
  )
}

function VerdictWord({ explanation }: { explanation: Explanation }) {
  if (explanation.verdict === null) return null
  return (
    <StatusChip tone={explanation.verdict === 'accepted' ? 'good' : 'late'}>
      {explanation.verdict === 'accepted' ? '已采纳' : '未采纳'}
    </StatusChip>
  )
}
