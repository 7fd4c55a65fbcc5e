import '../../charts/export-dialog.css'
import type { RecipePage } from '@cg/contract/material/recipe'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import { useState } from 'react'
import { ExportPreview } from '../../charts/export-preview.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { chartGroups, lackingWords, pageOf, plainChoices, specOf, wordChoices } from './gallery.ts'
import type { Choice, Subject } from './gallery.ts'
import { MeasureField, UnitField } from './subject-fields.tsx'

type Instead = 'none' | 'page' | 'half'

type AddPageProps = {
  code: string
  matrix: MatrixFacts
  /** The unit of the material, which is chosen first. */
  unit: string | null
  /** In the place of the page in hand pages without content are not offered; of one of two charts, charts that fit half a page alone. */
  instead: Instead
  onTake: (page: RecipePage) => void
  onClose: () => void
}

const titles: Readonly<Record<Instead, string>> = { none: '加页面', page: '换一种内容', half: '换一张图' }

/** 加页面: what a page can show, with a look at it before it is taken. */
export function AddPage({ code, matrix, unit, instead, onTake, onClose }: AddPageProps) {
  const [chosen, setChosen] = useState<Choice | null>(null)
  const [subject, setSubject] = useState<Subject>({
    measure: matrix.release.scheme === null ? '' : 'score',
    unit: unit ?? '',
  })
  const lacking = chosen === null ? `请先选一${instead === 'half' ? '张图' : '种页面'}` : lackingWords(chosen, subject)
  return (
    <Dialog
      isOpen
      onClose={onClose}
      shape="wide"
      title={titles[instead]}
      description={`内容取自 ${code}，换到别的发布时取那一期的`}
      footer={
        <>
          {lacking !== null && <span className="muted">{lacking}</span>}
          <Button
            kind="primary"
            disabled={chosen === null || lacking !== null}
            onClick={() => chosen !== null && onTake(pageOf(chosen, subject))}
          >
            {instead === 'none' ? '加入' : '换上'}
          </Button>
        </>
      }
    >
      <div className="material-gallery">
        <Gallery chosen={chosen} hasScore={matrix.release.scheme !== null} instead={instead} onChoose={setChosen} />
        <div className="material-gallery-look">
          <SubjectFields chosen={chosen} matrix={matrix} subject={subject} onChange={setSubject} />
          {chosen?.type === 'chart' && lacking === null && (
            <ExportPreview
              code={code}
              query={{ ...specOf(chosen.choice, subject), format: 'png', preset: 'slide' }}
              alt={`预览：${chosen.choice.name}`}
            />
          )}
          {chosen !== null && chosen.type !== 'chart' && <p className="muted">{chosen.choice.words}。</p>}
        </div>
      </div>
    </Dialog>
  )
}

type GalleryProps = {
  chosen: Choice | null
  hasScore: boolean
  instead: Instead
  onChoose: (choice: Choice) => void
}

function Gallery({ chosen, hasScore, instead, onChoose }: GalleryProps) {
  const card = (next: Choice, isDisabled = false) => (
    <label key={next.choice.name} className="material-kind">
      <input
        type="radio"
        name="material-kind"
        checked={chosen?.choice === next.choice}
        disabled={isDisabled}
        onChange={() => onChoose(next)}
      />
      <span>
        <span className="material-kind-name">{next.choice.name}</span>
        <span className="muted">{isDisabled ? '本期没有综合得分' : next.choice.words}</span>
      </span>
    </label>
  )
  return (
    <div className="material-gallery-list">
      {chartGroups.map(({ name, charts }) => (
        <fieldset className="material-part" key={name}>
          <legend className="material-part-name">图表：{name}</legend>
          {charts.map((choice) => {
            const isScore = choice.measure === 'score' || choice.kind === 'waterfall'
            if (instead === 'half' && choice.isWhole) return null
            return card({ type: 'chart', choice }, isScore && !hasScore)
          })}
        </fieldset>
      ))}
      {instead !== 'half' && (
        <fieldset className="material-part">
          <legend className="material-part-name">文字</legend>
          {wordChoices.map((choice) => card({ type: 'words', choice }))}
        </fieldset>
      )}
      {instead === 'none' && (
        <fieldset className="material-part">
          <legend className="material-part-name">其他页</legend>
          {plainChoices.map((choice) => card({ type: 'plain', choice }))}
        </fieldset>
      )}
    </div>
  )
}

type SubjectProps = {
  chosen: Choice | null
  matrix: MatrixFacts
  subject: Subject
  onChange: (subject: Subject) => void
}

/** What the chosen kind asks for: an indicator, a unit, or nothing. */
function SubjectFields({ chosen, matrix, subject, onChange }: SubjectProps) {
  if (chosen === null || chosen.type === 'plain') return null
  const { measure, unit } = chosen.choice
  return (
    <>
      {(measure === 'any' || measure === 'indicator') && (
        <MeasureField
          label="指标"
          matrix={matrix}
          hasScore={measure === 'any'}
          value={measure === 'indicator' && subject.measure === 'score' ? '' : subject.measure}
          onChange={(next) => onChange({ ...subject, measure: next })}
        />
      )}
      {unit !== 'none' && (
        <UnitField
          label={unit === 'must' ? '单位' : '强调单位'}
          matrix={matrix}
          value={subject.unit}
          onChange={(next) => onChange({ ...subject, unit: next })}
          {...(unit === 'must' ? {} : { none: '不强调' })}
        />
      )}
    </>
  )
}
