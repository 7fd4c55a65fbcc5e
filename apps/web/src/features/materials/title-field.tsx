import { glanceTitle } from '@cg/contract/material/recipe'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { writeTitle } from './edit.ts'
import type { Generated, TitledPage } from './edit.ts'

type TitleFieldProps = { page: TitledPage; generated: Generated; put: (page: TitledPage) => void }

/** The title: what the page says by itself, or what somebody wrote in its place, with the way back. */
export function TitleField({ page, generated, put }: TitleFieldProps) {
  // While it is typed, an emptied field stays empty and does not jump back to the generated sentence.
  const [typed, setTyped] = useState<string | null>(null)
  const value = typed ?? page.title?.text ?? generated.title
  const length = Array.from(value.trim()).length
  const hint = generated.title === '' ? '正在读取自动标题' : `${length}字，建议不超过${glanceTitle}字`
  return (
    <>
      <Field label={page.title === null ? '标题（自动）' : '标题（自拟）'} hint={hint}>
        {(control) => (
          <TextArea
            {...control}
            rows={3}
            value={value}
            maxLength={80}
            readOnly={generated.title === ''}
            onChange={(event) => {
              const text = event.target.value.replaceAll('\n', '')
              setTyped(text)
              put(writeTitle(page, text, generated))
            }}
            onBlur={() => setTyped(null)}
          />
        )}
      </Field>
      {page.title !== null && (
        <div className="material-auto">
          <p className="muted">自动标题：{generated.title}</p>
          <Button
            kind="quiet"
            onClick={() => {
              setTyped(null)
              put({ ...page, title: null })
            }}
          >
            恢复自动标题
          </Button>
        </div>
      )}
    </>
  )
}
