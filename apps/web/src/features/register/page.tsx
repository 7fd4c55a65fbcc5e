import './register.css'
import type { RegisterRecord, RegisterSheet } from '@cg/contract/register'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { useMe } from '../../shared/session.ts'
import { useTitle } from '../../shared/use-title.ts'
import { PageHead } from '../../ui/page.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { EntryPanel } from './entry-panel.tsx'
import { HeldPanel } from './held-panel.tsx'
import { MakeupPanel } from './makeup-panel.tsx'
import { registerQuery } from './queries.ts'
import { PublishedRegister } from './published-page.tsx'
import { RecordsPanel } from './records-panel.tsx'
import { RevisePanel } from './revise-panel.tsx'
import { keepsRegisters } from './words.ts'

/**
 * One register: its records are entered, reviewed and changed here; where the address names a release, and for who has no
 * part in them, as the release froze it.
 */
export function RegisterPage() {
  const { kind } = useParams({ from: '/signed-in/registers/$kind' })
  const { p, pub } = useSearch({ strict: false })
  const isFrozen = p !== undefined || pub !== undefined || !keepsRegisters(useMe())
  return isFrozen ? <PublishedRegister key={kind} code={kind} /> : <Register key={kind} code={kind} />
}

function Register({ code }: { code: string }) {
  const { data, error, refetch } = useQuery(registerQuery(code))
  useTitle(data === undefined ? '台账' : `${data.kind.name}台账`)
  const client = useQueryClient()
  const [revised, setRevised] = useState<RegisterRecord | null>(null)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  const take = (sheet: RegisterSheet) => {
    client.setQueryData(registerQuery(code).queryKey, sheet)
    setRevised(null)
  }
  const { kind } = data
  return (
    <>
      <PageHead
        title={`${kind.name}台账：入账${kind.counts.accepted}条，待审核${kind.counts.submitted}条`}
        subtitle={`${kind.departmentName}登记。${kind.definition}`}
        meta={<Link to="/registers">全部台账</Link>}
      />
      <div className="stack">
        {revised !== null && (
          <RevisePanel
            key={`${revised.id}.${revised.version}`}
            sheet={data}
            record={revised}
            onSheet={take}
            onClose={() => setRevised(null)}
          />
        )}
        {kind.mayEnter && revised === null && <EntryPanel sheet={data} onSheet={take} />}
        <RecordsPanel sheet={data} onSheet={take} onRevise={setRevised} />
        {data.makeup.count > 0 && data.makeup.groups.length > 0 && <MakeupPanel sheet={data} />}
        {data.held.items.length > 0 && <HeldPanel sheet={data} onSheet={take} />}
      </div>
    </>
  )
}
