import type { Finding } from '@cg/contract/entry'
import { IconButton } from '../../ui/button.tsx'
import { StatusMark } from '../../ui/status-chip.tsx'
import { findingWords } from './explain-box.tsx'

export type OpenFindings = { blocking: readonly Finding[]; unexplained: readonly Finding[] }

/** What still blocks, and what still wants an explanation. */
export function openFindings(findings: readonly Finding[]): OpenFindings {
  return {
    blocking: findings.filter((finding) => finding.class === 'block'),
    unexplained: findings.filter((finding) => finding.class === 'explain' && !finding.isExplained),
  }
}

export function countWords({ blocking, unexplained }: OpenFindings): string {
  return [
    blocking.length > 0 ? `强制性 ${blocking.length} 处` : '',
    unexplained.length > 0 ? `待说明 ${unexplained.length} 处` : '',
  ]
    .filter(Boolean)
    .join(' · ')
}

/** The findings that are open, each a way to its cell. */
export function FindingList(props: {
  findings: readonly Finding[]
  onJump: (finding: Finding) => void
  onClose: () => void
}) {
  const { findings, onJump, onClose } = props
  return (
    <section
      className="fill-findings no-print"
      aria-label="校验结果"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <header className="fill-findings-head">
        <h2>待处理 {findings.length} 处</h2>
        <span className="side-hint">点一条到那一格</span>
        <span className="fill-spring" />
        <IconButton icon="close" label="收起校验结果" onClick={onClose} />
      </header>
      <ul>
        {findings.map((finding) => (
          <li key={`${finding.rule}|${finding.item}|${finding.unit}|${finding.breakdown}`}>
            <button type="button" onClick={() => onJump(finding)}>
              <StatusMark tone={finding.class === 'block' ? 'late' : 'near'} />
              <b>{findingWords[finding.class]}</b>
              <span>{finding.message}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
