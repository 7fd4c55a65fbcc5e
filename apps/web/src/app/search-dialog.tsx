import './search-dialog.css'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import { matrixQuery } from '../shared/matrix.ts'
import { useReleaseChoice } from '../shared/release-gate.tsx'
import { hasCityRole, useMe } from '../shared/session.ts'
import { dimensionWords } from '../shared/words.ts'
import { Dialog } from '../ui/dialog.tsx'
import { TextInput } from '../ui/field.tsx'
import { checkNav, inboxNav, navFor, screenNav } from './nav.ts'
import {
  appraisalNav,
  conflictsNav,
  denominatorsNav,
  departmentsNav,
  followUpsNav,
  registersNav,
  rulesNav,
  tasksNav,
} from './search-nav.ts'

type Hit = { key: string; label: string; kind: string; open: () => void }

function matches(hit: Hit, words: string): boolean {
  const text = `${hit.label} ${hit.key} ${hit.kind}`.toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

function useHits(onClose: () => void): Hit[] {
  const me = useMe()
  const navigate = useNavigate()
  const choice = useReleaseChoice()
  const code = choice?.kind === 'found' ? choice.head.code : ''
  const { data } = useQuery({ ...matrixQuery(code), enabled: code !== '' })
  const { reading, working } = navFor(me)
  const besides = [checkNav, conflictsNav, registersNav, tasksNav, followUpsNav].filter(
    (item) => item.may(me) && !working.some(({ to }) => to === item.to),
  )
  const then = (go: () => Promise<void>) => () => {
    onClose()
    void go()
  }
  const catalogue = {
    key: '/admin?part=catalogue',
    label: '指标目录',
    kind: '页面',
    open: then(() => navigate({ to: '/admin', search: { part: 'catalogue' } })),
  }
  const materials = [
    { to: '/materials', label: '会议材料' },
    { to: '/materials/bulletin', label: '情况通报' },
    { to: '/materials/speech', label: '讲话稿核对' },
    { to: '/materials/talk', label: '讲话对照' },
    { to: '/materials/check', label: '核验文件' },
  ]
  return [
    ...[
      ...reading,
      ...working,
      ...besides,
      inboxNav,
      screenNav,
      rulesNav,
      denominatorsNav,
      departmentsNav,
      appraisalNav,
      ...materials,
    ].map((item) => ({
      key: item.to,
      label: item.label,
      kind: '页面',
      open: then(() => navigate({ to: item.to })),
    })),
    ...(hasCityRole(me, 'reviewer', 'publisher', 'admin', 'auditor') ? [catalogue] : []),
    ...(data?.indicators ?? []).map((indicator) => ({
      key: indicator.code,
      label: indicator.name,
      kind: dimensionWords[indicator.dimension] ?? '指标',
      open: then(() => navigate({ to: '/i/$code', params: { code: indicator.code } })),
    })),
    ...(data?.units.name ?? []).map((name, index) => ({
      key: data?.units.code[index] ?? name,
      label: name,
      kind: '区县',
      open: then(() => navigate({ to: '/u/$unit', params: { unit: data?.units.code[index] ?? '' } })),
    })),
  ]
}

const mostShown = 12

/** `/`: finds an indicator, a district or a page by name or code. */
export function SearchDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const [words, setWords] = useState('')
  const [active, setActive] = useState(0)
  const all = useHits(onClose)
  const hits = all.filter((hit) => matches(hit, words.trim())).slice(0, mostShown)
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') setActive(Math.min(active + 1, hits.length - 1))
    else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0))
    else if (event.key === 'Enter') hits[active]?.open()
    else return
    event.preventDefault()
  }
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="搜索">
      <TextInput
        role="combobox"
        aria-label="搜索指标、区县与页面"
        aria-expanded="true"
        aria-controls="search-hits"
        aria-activedescendant={hits[active] ? `search-hit-${active}` : undefined}
        autoFocus
        placeholder="指标、区县或页面名称"
        value={words}
        onChange={(event) => {
          setWords(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKey}
      />
      <ul id="search-hits" role="listbox" aria-label="结果" className="search-hits">
        {hits.map((hit, index) => (
          <li
            key={`${hit.kind}-${hit.key}`}
            id={`search-hit-${index}`}
            role="option"
            aria-selected={index === active}
            className="search-hit"
            onMouseMove={() => setActive(index)}
            onClick={hit.open}
          >
            <span>{hit.label}</span>
            <span className="muted">{hit.kind}</span>
          </li>
        ))}
      </ul>
      {hits.length === 0 && <p className="muted">没有找到“{words}”。可试试指标名称中的一两个字。</p>}
    </Dialog>
  )
}
