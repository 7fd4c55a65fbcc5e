import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { cellPlace, rowName } from './editor/form-cells.ts'
import type { FormEditor } from './editor/form-editor.ts'
import type { PasteAsk } from './grid/paste-ask.ts'
import { putIn } from './grid/use-clipboard.ts'
import type { Pasted } from './grid/use-clipboard.ts'

const mostShown = 40

/** Shows where a pasted block would go, cell by cell, before anything of it is written. */
export function PasteDialog(props: {
  editor: FormEditor
  ask: PasteAsk
  onClose: () => void
  onPasted: (pasted: Pasted) => void
}) {
  const { editor, ask, onClose, onPasted } = props
  const put = (block: Parameters<typeof putIn>[1]) => {
    onClose()
    onPasted(putIn(editor, block))
  }
  const { otherwise } = ask
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={ask.title}
      shape="wide"
      footer={
        <>
          <Button onClick={onClose}>{ask.refusal === null ? '不放入' : '关闭'}</Button>
          {ask.refusal === null && otherwise !== null && (
            <Button onClick={() => put(otherwise)}>{otherwise.word}</Button>
          )}
          {ask.refusal === null && (
            <Button kind="primary" onClick={() => put({ edits: ask.edits, outside: 0 })}>
              {ask.confirmWord}
            </Button>
          )}
        </>
      }
    >
      {ask.refusal !== null && (
        <p className="side-message side-message-bad" role="alert">
          {ask.refusal}
        </p>
      )}
      {ask.notes.length > 0 && (
        <ul className="paste-notes">
          {ask.notes.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      {ask.refusal === null && <Places editor={editor} edits={ask.edits} />}
    </Dialog>
  )
}

function Places({ editor, edits }: { editor: FormEditor; edits: PasteAsk['edits'] }) {
  return (
    <table className="data-table paste-places">
      <caption className="visually-hidden">放入的位置</caption>
      <thead>
        <tr>
          <th scope="col">单位</th>
          <th scope="col">数据项</th>
          <th scope="col">现在</th>
          <th scope="col">放入</th>
        </tr>
      </thead>
      <tbody>
        {edits.slice(0, mostShown).map(({ index, text }) => {
          const { row, unit } = cellPlace(editor.detail, index)
          return (
            <tr key={index}>
              <th scope="row">{unit.shortName}</th>
              <td>{rowName(row)}</td>
              <td>{editor.cell(index).text || '—'}</td>
              <td>{text}</td>
            </tr>
          )
        })}
        {edits.length > mostShown && (
          <tr>
            <td colSpan={4}>另有 {edits.length - mostShown} 格</td>
          </tr>
        )}
      </tbody>
    </table>
  )
}
