import type { PackRemark } from '@cg/contract/material/pack'
import type { Recipe } from '@cg/contract/material/recipe'
import { Button } from '../../ui/button.tsx'
import { StatusMark } from '../../ui/status-chip.tsx'
import { isTitled, keepTitle } from './edit.ts'
import type { Outline } from './use-outline.ts'
import type { Pages } from './use-pages.ts'

type ChecksProps = { outline: Outline; pages: Pages; recipe: Recipe; code: string; mayChange: boolean }

/** What was looked at before the material leaves: what is in order, and page by page what should be seen. */
export function Checks(props: ChecksProps) {
  const { outline, recipe } = props
  const { last, current, error } = outline
  const found = recipe.pages.flatMap(({ id }, at) =>
    (last?.pages.find((page) => page.id === id)?.remarks ?? []).map((remark) => ({ at, remark })),
  )
  return (
    <section className="material-checks panel" aria-label="检查" aria-busy={current === undefined && error === null}>
      <h2 className="panel-title">{headWords(found, last !== undefined)}</h2>
      {error !== null && (
        <p className="field-error" role="alert">
          未能检查：{error.message}
          <Button kind="quiet" onClick={outline.retry}>
            重试
          </Button>
        </p>
      )}
      <ul>
        {found.map(({ at, remark }) => (
          <Found key={`${at} ${remark.words}`} {...props} at={at} remark={remark} />
        ))}
        {last?.passed.map((words) => (
          <li key={words}>
            <StatusMark tone="good" shape="check" />
            <span>{words}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function headWords(found: readonly { remark: PackRemark }[], isThere: boolean): string {
  if (!isThere) return '检查'
  const stops = found.filter(({ remark }) => remark.weight === 'stop').length
  const looks = found.length - stops
  if (found.length === 0) return '检查：没有发现问题'
  return `检查：${[stops > 0 ? `${stops}处须处理` : '', looks > 0 ? `${looks}处请看一看` : ''].filter(Boolean).join('，')}`
}

function Found({ at, remark, pages, mayChange, ...props }: ChecksProps & { at: number; remark: PackRemark }) {
  return (
    <li>
      <StatusMark tone={remark.weight === 'stop' ? 'late' : 'near'} />
      <div>
        <Button kind="quiet" className="material-go" onClick={() => pages.choose(at)}>
          第{at + 1}页
        </Button>
        {remark.words}
        {remark.check === 'claim' && mayChange && <ClaimActs {...props} at={at} pages={pages} />}
      </div>
    </li>
  )
}

type ClaimProps = Omit<ChecksProps, 'mayChange'> & { at: number }

/** A title of an earlier release: take what is true now, or say that it still holds. */
function ClaimActs({ at, recipe, outline, code, pages }: ClaimProps) {
  const page = recipe.pages[at]
  const now = outline.last?.pages.find(({ id }) => id === page?.id)?.generatedTitle
  if (page === undefined || !isTitled(page) || now === undefined) return null
  return (
    <span className="material-claim">
      <Button aria-label={`第${at + 1}页改用本期的标题`} onClick={() => pages.put({ ...page, title: null })}>
        改用本期的标题
      </Button>
      <Button
        kind="quiet"
        aria-label={`第${at + 1}页的标题仍然成立`}
        onClick={() => pages.put(keepTitle(page, { title: now, release: code }))}
      >
        仍然成立，保留
      </Button>
    </span>
  )
}
