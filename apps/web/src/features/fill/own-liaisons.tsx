import type { Liaison } from '@cg/contract/liaison'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { LiaisonDialog, contactWords, liaisonsQuery } from '../../shared/liaison.tsx'
import { useMe } from '../../shared/session.ts'
import { Button } from '../../ui/button.tsx'

/** Whom the office calls about the forms of one's own department or unit. */
export function OwnLiaisons() {
  const { grants } = useMe()
  const { data } = useQuery(liaisonsQuery)
  const [edited, setEdited] = useState<Liaison | null>(null)
  const own = data?.items.filter(({ code }) => grants.some((one) => one.department === code || one.unit === code)) ?? []
  if (own.length === 0) return null
  return (
    <section className="work">
      <h2>联络员</h2>
      <p className="work-note">产改办催报、核对数字时找的人，只有产改办和本单位看得到。</p>
      <ul className="own-liaisons">
        {own.map((one) => (
          <li key={one.code}>
            <span>
              {one.reporterName}：{one.contact === null ? '还没有登记' : contactWords(one.contact)}
            </span>
            <Button
              kind="quiet"
              aria-label={`${wordOf(one)}${one.reporterName}的联络员`}
              onClick={() => setEdited(one)}
            >
              {wordOf(one)}
            </Button>
          </li>
        ))}
      </ul>
      {edited !== null && <LiaisonDialog one={edited} onClose={() => setEdited(null)} />}
    </section>
  )
}

function wordOf({ contact }: Liaison): string {
  return contact === null ? '登记' : '修改'
}
