import type { FormDetail, FormParams } from '@cg/contract/entry'
import { useState } from 'react'
import { draftsBelow } from '../../lib/draft-room.ts'
import { useMe } from '../../shared/session.ts'
import { Button } from '../../ui/button.tsx'
import { draftPlace } from './draft-place.ts'
import type { DraftKind } from './draft-place.ts'
import { cellPlace, indexOf, rowName } from './editor/form-cells.ts'

type KeptText = { readonly kind: DraftKind; readonly index: number }

const kindWords: Readonly<Record<DraftKind, string>> = { explain: '情况说明', note: '批注', evidence: '佐证' }

type KeptTextsProps = { params: FormParams; detail: FormDetail; onGo: (index: number) => void }

/** Texts of an earlier visit stand in panels of cells: a form says at its head where they are. */
export function KeptTexts({ params, detail, onGo }: KeptTextsProps) {
  const me = useMe()
  const [found] = useState(() => keptTexts(me.user.id, params, detail))
  const [isShown, setShown] = useState(true)
  if (found.length === 0 || !isShown) return null
  return (
    <p className="fill-banner fill-kept no-print" role="status">
      上次有 {found.length} 处文字没有保存，已从本机恢复，请打开核对后保存：
      {found.map(({ kind, index }) => (
        <Button key={`${kind} ${index}`} kind="quiet" onClick={() => onGo(index)}>
          {placeWords(detail, index)}（{kindWords[kind]}）
        </Button>
      ))}
      <Button kind="quiet" onClick={() => setShown(false)}>
        知道了
      </Button>
    </p>
  )
}

function placeWords(detail: FormDetail, index: number): string {
  const { row, unit } = cellPlace(detail, index)
  return `${unit.shortName} · ${rowName(row)}`
}

/** Of cells that may be written; an explanation only where it is still wanted. */
export function keptTexts(userId: number, params: FormParams, detail: FormDetail): KeptText[] {
  const kinds = ['explain', 'note', 'evidence'] as const
  return kinds.flatMap((kind) =>
    draftsBelow(userId, draftPlace(params, kind)).flatMap((key): KeptText[] => {
      const index = cellOf(detail, kind, key)
      return index === null ? [] : [{ kind, index }]
    }),
  )
}

function cellOf(detail: FormDetail, kind: DraftKind, key: string): number | null {
  if (kind === 'explain') {
    if (detail.submission.closedReason !== null) return null
    const wanted = detail.findings.find(
      (one) => one.class === 'explain' && [one.rule, one.item, one.unit, one.breakdown].join('|') === key,
    )
    return wanted === undefined ? null : indexOf(detail, wanted)
  }
  const [item = '', unit = '', breakdown = ''] = key.split('|')
  const index = indexOf(detail, { item, unit, breakdown })
  return index === null || detail.cells.isOpen[index] !== true ? null : index
}
