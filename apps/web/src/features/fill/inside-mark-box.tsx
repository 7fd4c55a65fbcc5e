import { Checkbox, Field, TextInput } from '../../ui/field.tsx'
import type { FormEditor } from './editor/form-editor.ts'
import { putInsideMark, useInsideMarks } from './inside-marks.ts'

/** Marks one cell for giving the form back inside the unit, with what is wrong with it. */
export function InsideMarkBox({ editor, index }: { editor: FormEditor; index: number }) {
  const reason = useInsideMarks(editor).get(index)
  return (
    <section>
      <h3>内部审签</h3>
      <Checkbox
        label="退回填报人时标出这一格"
        checked={reason !== undefined}
        onChange={(event) => putInsideMark(editor, index, event.target.checked ? '' : null)}
      />
      {reason !== undefined && (
        <Field label="这一格的问题" isRequired>
          {(control) => (
            <TextInput
              {...control}
              maxLength={300}
              value={reason}
              placeholder="如：与台账不符"
              onChange={(event) => putInsideMark(editor, index, event.target.value)}
            />
          )}
        </Field>
      )}
    </section>
  )
}
