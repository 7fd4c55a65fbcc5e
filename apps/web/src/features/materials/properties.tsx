import type { ChartSpec } from '@cg/contract/chart'
import type { PackOutline } from '@cg/contract/material/pack'
import { packSkinNames, packSkins } from '@cg/contract/skin'
import type { RecipePage } from '@cg/contract/material/recipe'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import { useId } from 'react'
import { Button } from '../../ui/button.tsx'
import { Checkbox, Field, TextArea, TextInput } from '../../ui/field.tsx'
import { SegmentedControl } from '../../ui/segmented.tsx'
import { chartName, takesUnit, wordChoices } from './gallery.ts'
import { isTitled } from './edit.ts'
import type { TitledPage } from './edit.ts'
import { UnitField } from './subject-fields.tsx'
import { TitleField } from './title-field.tsx'
import type { Pages } from './use-pages.ts'
import type { RecipeEditor } from './use-recipe-editor.ts'

type PropertiesProps = {
  editor: RecipeEditor
  pages: Pages
  outline: PackOutline | undefined
  code: string
  matrix: MatrixFacts | undefined
  /** Another chart or other sentences in the place of this page's; of two charts, in the place of one. */
  onInstead: (side?: Side) => void
}

/** Of a page of two charts. */
export type Side = 'left' | 'right'

/** What can be changed of the page in hand, and of the material as a whole. */
export function Properties(props: PropertiesProps) {
  const { editor, pages } = props
  const { page } = pages
  return (
    <section className="material-properties" aria-label="属性">
      <fieldset className="material-part" disabled={!editor.info.mayChange}>
        <legend className="material-part-name">第{pages.at + 1}页</legend>
        {page !== undefined && isTitled(page) && <TitledProperties key={page.id} {...props} page={page} />}
        {page !== undefined && !isTitled(page) && (
          <PlainProperties page={page} name={editor.recipe.name} put={pages.put} />
        )}
      </fieldset>
      <fieldset className="material-part" disabled={!editor.info.mayChange}>
        <legend className="material-part-name">整份材料</legend>
        <WholeProperties editor={editor} matrix={props.matrix} />
      </fieldset>
    </section>
  )
}

type PlainPage = Exclude<RecipePage, TitledPage>
type PlainProps = { page: PlainPage; name: string; put: (page: RecipePage) => void }

function PlainProperties({ page, name, put }: PlainProps) {
  const text = (label: string, value: string, placeholder: string, most: number, keep: (typed: string) => void) => (
    <Field label={label}>
      {(control) => (
        <TextInput
          {...control}
          value={value}
          placeholder={placeholder}
          maxLength={most}
          onChange={(event) => keep(event.target.value)}
        />
      )}
    </Field>
  )
  const orNull = (typed: string) => (typed === '' ? null : typed)
  switch (page.kind) {
    case 'agenda':
      return <p className="muted">按章节页自动列出，没有可填的内容。</p>
    case 'chapter':
      return text('章节标题', page.title, '', 40, (title) => put({ ...page, title }))
    case 'closing':
      return text('封底文字', page.title ?? '', '谢谢', 40, (title) => put({ ...page, title: orNull(title) }))
    case 'cover':
      return (
        <>
          {text('封面标题', page.title ?? '', name, 80, (title) => put({ ...page, title: orNull(title) }))}
          {text('副标题', page.subtitle ?? '', '自动写明城市、单位和期次', 80, (subtitle) =>
            put({ ...page, subtitle: orNull(subtitle) }),
          )}
        </>
      )
  }
}

function TitledProperties(props: PropertiesProps & { page: TitledPage }) {
  const { page, pages, outline, code, onInstead } = props
  const seen = outline?.pages.find(({ id }) => id === page.id)
  return (
    <>
      <TitleField page={page} generated={{ title: seen?.generatedTitle ?? '', release: code }} put={pages.put} />
      {page.kind === 'chart' && <ChartProperties {...props} page={page} />}
      {page.kind === 'two-charts' && <PairProperties {...props} page={page} />}
      {page.kind === 'words' && <HeadingFields page={page} put={pages.put} />}
      <Field label="备注（讲稿）" hint="写入 PPTX 的备注">
        {(control) => (
          <TextArea
            {...control}
            rows={4}
            value={page.remark}
            maxLength={2000}
            onChange={(event) => pages.put({ ...page, remark: event.target.value })}
          />
        )}
      </Field>
      {page.kind !== 'two-charts' && (
        <Button onClick={() => onInstead()}>{page.kind === 'chart' ? '换一张图' : '换成别的内容'}</Button>
      )}
    </>
  )
}

type WordsPage = Extract<RecipePage, { kind: 'words' }>

/** Which of a page's lists stand here: headings change with the release, so others than the usual ones may be typed. */
function HeadingFields({ page, put }: { page: WordsPage; put: (page: RecipePage) => void }) {
  const { also, ...bare } = page
  const headings = wordChoices.find((choice) => choice.page === page.page)?.headings ?? []
  return (
    <>
      <HeadingField
        label="只列一栏"
        hint="填页面上那一栏的标题；留空则全部列出"
        headings={headings}
        value={page.heading ?? ''}
        onChange={(heading) => put(heading === '' ? { ...bare, heading: null } : { ...page, heading })}
      />
      {page.heading !== null && (
        <HeadingField
          label="再列一栏"
          hint="同一页面上的另一栏，列在后面；本期没有的不列"
          headings={headings.filter((heading) => heading !== page.heading)}
          value={also ?? ''}
          onChange={(heading) => put(heading === '' ? bare : { ...page, also: heading })}
        />
      )}
    </>
  )
}

type HeadingFieldProps = {
  readonly label: string
  readonly hint: string
  readonly headings: readonly string[]
  readonly value: string
  readonly onChange: (heading: string) => void
}

function HeadingField({ label, hint, headings, value, onChange }: HeadingFieldProps) {
  const list = useId()
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <>
          <TextInput
            {...control}
            list={list}
            value={value}
            maxLength={40}
            onChange={({ target }) => onChange(target.value)}
          />
          <datalist id={list}>
            {headings.map((heading) => (
              <option key={heading} value={heading} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  )
}

const forms = [
  { value: 'chart', label: '图' },
  { value: 'table', label: '表' },
] as const

type ChartPage = Extract<RecipePage, { kind: 'chart' }>

function ChartProperties({ page, pages, editor, matrix }: PropertiesProps & { page: ChartPage }) {
  const { chart } = page
  const next = editor.recipe.pages[pages.at + 1]
  return (
    <>
      <p className="muted">{chartName(chart, matrix)}</p>
      <SegmentedControl label="画成" options={forms} value={page.as} onChange={(as) => pages.put({ ...page, as })} />
      <MarkField
        label="强调单位"
        chart={chart}
        matrix={matrix}
        ofWhole={editor.recipe.unit !== null}
        onChange={(marked) => pages.put({ ...page, chart: marked })}
      />
      {next?.kind === 'chart' && (
        <Button kind="quiet" onClick={() => pages.pair(pages.at)}>
          与下一页并成双图
        </Button>
      )}
    </>
  )
}

type PairPage = Extract<RecipePage, { kind: 'two-charts' }>

const sides = [
  { side: 'left', word: '左图' },
  { side: 'right', word: '右图' },
] as const

function PairProperties({ page, pages, matrix, editor, onInstead }: PropertiesProps & { page: PairPage }) {
  return (
    <>
      {sides.map(({ side, word }) => (
        <fieldset key={side} className="material-half">
          <legend className="material-half-name">
            {word}：{chartName(page[side], matrix)}
          </legend>
          <MarkField
            label={`${word}强调单位`}
            chart={page[side]}
            matrix={matrix}
            ofWhole={editor.recipe.unit !== null}
            onChange={(chart) => pages.put({ ...page, [side]: chart })}
          />
          <Button aria-label={`换一张${word}`} onClick={() => onInstead(side)}>
            换一张图
          </Button>
        </fieldset>
      ))}
      {page.words !== undefined && <p className="muted">下方文字：{page.words.heading}</p>}
      <div className="material-tools">
        <Button kind="quiet" onClick={() => pages.put({ ...page, left: page.right, right: page.left })}>
          左右对调
        </Button>
        <Button kind="quiet" onClick={() => pages.part(pages.at)}>
          {page.words === undefined ? '拆成两页' : '拆成三页'}
        </Button>
      </div>
    </>
  )
}

type MarkProps = {
  label: string
  chart: ChartSpec
  matrix: MatrixFacts | undefined
  /** The material is about a unit, which is marked where the chart names none. */
  ofWhole: boolean
  onChange: (chart: ChartSpec) => void
}

/** 强调单位 of one chart, where its kind can mark one. */
function MarkField({ label, chart, matrix, ofWhole, onChange }: MarkProps) {
  if (matrix === undefined || !takesUnit(chart.kind)) return null
  const { focus, ...rest } = chart
  return (
    <UnitField
      label={label}
      matrix={matrix}
      value={focus ?? ''}
      none={ofWhole ? '与整份材料相同' : '不强调'}
      onChange={(unit) => onChange(unit === '' ? rest : { ...rest, focus: unit })}
    />
  )
}

const skins = packSkins.map((value) => ({ value, label: packSkinNames[value] }))

function WholeProperties({ editor, matrix }: { editor: RecipeEditor; matrix: MatrixFacts | undefined }) {
  const { recipe, change, info } = editor
  return (
    <>
      <Field label="名称" isRequired>
        {(control) => (
          <TextInput
            {...control}
            value={recipe.name}
            maxLength={40}
            onChange={(event) => change({ ...recipe, name: event.target.value })}
          />
        )}
      </Field>
      <SegmentedControl
        label="配色"
        options={skins}
        value={recipe.skin}
        onChange={(skin) => change({ ...recipe, skin })}
      />
      {matrix !== undefined && (
        <UnitField
          label="材料所讲的单位"
          hint="没有另选强调单位的图都强调它"
          matrix={matrix}
          value={recipe.unit ?? ''}
          none="全市"
          onChange={(unit) => change({ ...recipe, unit: unit === '' ? null : unit })}
        />
      )}
      <Checkbox
        label={info.isOwn ? '所有人可见，发布人也可修改' : `所有人可见（由${info.owner}编制）`}
        checked={editor.isShared}
        onChange={(event) => editor.share(event.target.checked)}
      />
    </>
  )
}
