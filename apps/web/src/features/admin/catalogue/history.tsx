import { proposalStateNames } from '@cg/contract/proposal'
import type { CatalogueProposal } from '@cg/contract/catalogue-change'
import { formatDateTime } from '@cg/domain/number/number-format'

type HistoryProps = { readonly code: string; readonly proposals: readonly CatalogueProposal[] }

/** What changed of one thing, from when on, by whom, confirmed by whom: the newest first. */
export function History({ code, proposals }: HistoryProps) {
  const changes = proposals.flatMap((one) => {
    const parts = one.parts.filter(({ codes }) => codes.includes(code))
    return parts.map((part, at) => ({ key: `${one.id}.${at}`, proposal: one, part }))
  })
  return (
    <section>
      <h3>变更记录</h3>
      {changes.length === 0 ? (
        <p className="muted">还没有变更：一直按内置目录办理。</p>
      ) : (
        <ol className="catalogue-history">
          {changes.map(({ key, proposal, part }) => (
            <li key={key}>
              <p>
                <b>{part.title}</b>（第 {proposal.id} 号，{proposalStateNames[proposal.state]}）
              </p>
              <ul className="proposal-lines">
                {part.lines.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
              <p className="muted">{doneWords(proposal)}</p>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

/** 张三 2026年11月23日 10:00 提出：统计局批准；李四 2026年11月24日 9:00 确认 */
function doneWords({ proposedBy, proposedAt, reason, decidedBy, decidedAt, state, note }: CatalogueProposal): string {
  const proposed = `${proposedBy} ${formatDateTime(proposedAt)} 提出：${reason.replace(/。$/, '')}`
  if (decidedBy === null || decidedAt === null) return `${proposed}；等待确认。`
  const done = proposalStateNames[state].replace('已', '')
  return `${proposed}；${decidedBy} ${formatDateTime(decidedAt)} ${done}${note === '' ? '' : `：${note.replace(/。$/, '')}`}。`
}
