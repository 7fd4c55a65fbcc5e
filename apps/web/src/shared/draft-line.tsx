import './draft-line.css'
import { Button } from '../ui/button.tsx'
import type { Draft } from './use-draft.ts'

type DraftLineProps<Value> = {
  draft: Draft<Value>
  /** 文字 where nothing else is said. */
  what?: string
  /** What was typed, as it is read. */
  wordsOf: (value: Value) => string
  /** Where the field has no button of its own. */
  onSave?: () => void
}

/** Says quietly that what was typed on an earlier visit is back, and how to be rid of it. */
export function DraftLine<Value>({ draft, what = '文字', wordsOf, onSave }: DraftLineProps<Value>) {
  const { note } = draft
  if (note.kind === 'none') return null
  if (note.kind === 'unkept')
    return (
      <p className="draft-line" role="status">
        这个浏览器不能在本机暂存，离开本页前请先保存。
      </p>
    )
  return (
    <p className="draft-line" role="status">
      {note.kind === 'changed'
        ? `您上次输入的${what}没有保存，此后这里另有保存。上次输入的是：“${wordsOf(note.kept)}”`
        : `已恢复未保存的${what}`}
      {note.kind === 'restored' && onSave !== undefined && (
        <Button kind="quiet" onClick={onSave}>
          保存
        </Button>
      )}
      {note.kind === 'changed' && (
        <Button
          kind="quiet"
          onClick={() => {
            draft.drop()
            draft.put(note.kept)
          }}
        >
          改用上次的
        </Button>
      )}
      <Button kind="quiet" onClick={draft.discard}>
        放弃
      </Button>
    </p>
  )
}

/** For a draft that is one text. */
export const itself = (text: string): string => text
