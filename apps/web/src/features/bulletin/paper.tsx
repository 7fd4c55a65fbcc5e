import { strangeNumbers } from '@cg/charts/bulletin/edits'
import type { BulletinModel, BulletinNumber, BulletinParagraph, BulletinRun } from '@cg/contract/bulletin'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Draft } from '../../shared/use-draft.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea } from '../../ui/field.tsx'
import { withEdit } from './edits.ts'
import type { Edits } from './edits.ts'

type PaperProps = {
  /** As the release has it. */
  model: BulletinModel
  /** As the office wrote it. */
  edited: BulletinModel
  edits: Draft<Edits>
}

/** The text as it will be printed, paragraph by paragraph; what is left out stays to be seen here, struck through. */
export function Paper({ model, edited, edits }: PaperProps) {
  const [open, setOpen] = useState<string | null>(null)
  const numbers = new Map(model.numbers.map((number) => [number.id, number]))
  return (
    <article className="bulletin-article" aria-label="通报正文">
      <h3 className="bulletin-title">
        {model.title.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </h3>
      {model.paragraphs.map((paragraph) => {
        const own = edits.value[paragraph.id]
        const shown = edited.paragraphs.find(({ id }) => id === paragraph.id) ?? paragraph
        const put = (text: string | null | undefined) => edits.put(withEdit(edits.value, paragraph.id, text))
        if (open === paragraph.id)
          return (
            <Editing
              key={paragraph.id}
              paragraph={paragraph}
              model={model}
              text={own ?? textOf(paragraph)}
              onText={(text) => put(text === textOf(paragraph) ? undefined : text)}
              onClose={() => setOpen(null)}
            />
          )
        return (
          <div key={paragraph.id} className="bulletin-block">
            <p className={`bulletin-${paragraph.kind}${own === null ? ' is-left-out' : ''}`}>
              {shown.runs.map((run, at) => (
                <Run key={`${run.number ?? ''}${at}`} run={run} number={numbers.get(run.number ?? '')} />
              ))}
            </p>
            <Strange paragraph={paragraph} model={model} text={own ?? null} />
            <Acts paragraph={paragraph} own={own} onEdit={() => setOpen(paragraph.id)} onPut={put} />
          </div>
        )
      })}
    </article>
  )
}

function textOf({ runs }: BulletinParagraph): string {
  return runs.map((run) => run.text).join('')
}

type RunProps = { run: BulletinRun; number: BulletinNumber | undefined }

/** A number that belongs to an indicator leads to its passport; one of the release as a whole says what it counts. */
function Run({ run, number }: RunProps) {
  if (number === undefined) return <>{run.text}</>
  if (number.indicator === null)
    return (
      <span className="bulletin-number" title={`${number.words}，由本次发布统计`}>
        {run.text}
      </span>
    )
  const passport = number.indicator
  return (
    <Link
      className="bulletin-number"
      from="/materials/bulletin"
      to="."
      search={(old) => ({ ...old, passport })}
      resetScroll={false}
      title={`${number.words}，看数据来路`}
    >
      {run.text}
    </Link>
  )
}

type EditingProps = {
  paragraph: BulletinParagraph
  model: BulletinModel
  text: string
  onText: (text: string) => void
  onClose: () => void
}

/** One paragraph being rewritten; it is kept as it is typed. */
function Editing({ paragraph, model, text, onText, onClose }: EditingProps) {
  return (
    <div className="bulletin-editing">
      <TextArea
        aria-label="改写这一段"
        autoFocus
        rows={Math.min(14, Math.max(3, Math.ceil(text.length / 34)))}
        maxLength={2000}
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
      <Strange paragraph={paragraph} model={model} text={text} />
      <div className="row">
        <Button kind="primary" onClick={onClose}>
          完成
        </Button>
        <Button
          onClick={() => {
            onText(textOf(paragraph))
            onClose()
          }}
        >
          恢复原文
        </Button>
      </div>
    </div>
  )
}

type StrangeProps = { paragraph: BulletinParagraph; model: BulletinModel; text: string | null }

/** Numbers of a rewritten paragraph that its published text does not have. */
function Strange({ paragraph, model, text }: StrangeProps) {
  const strange = text === null ? [] : strangeNumbers(paragraph, text, model)
  if (strange.length === 0) return null
  return (
    <p className="bulletin-strange" role="status">
      与发布值不符：{[...new Set(strange)].join('、')}。这段原文里没有这些数字，请核对。
    </p>
  )
}

type ActsProps = {
  paragraph: BulletinParagraph
  own: string | null | undefined
  onEdit: () => void
  onPut: (text: string | null | undefined) => void
}

function Acts({ paragraph, own, onEdit, onPut }: ActsProps) {
  const name = textOf(paragraph).slice(0, 12)
  if (own === null)
    return (
      <div className="bulletin-acts no-print">
        <Button kind="quiet" aria-label={`恢复：${name}`} onClick={() => onPut(undefined)}>
          恢复
        </Button>
      </div>
    )
  return (
    <div className="bulletin-acts no-print">
      <Button kind="quiet" aria-label={`改写：${name}`} onClick={onEdit}>
        改写
      </Button>
      {paragraph.kind !== 'heading' && (
        <Button kind="quiet" aria-label={`删去：${name}`} onClick={() => onPut(null)}>
          删去
        </Button>
      )}
      {own !== undefined && (
        <Button kind="quiet" aria-label={`恢复原文：${name}`} onClick={() => onPut(undefined)}>
          恢复原文
        </Button>
      )}
    </div>
  )
}
