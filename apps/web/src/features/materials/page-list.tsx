import type { PackOutline } from '@cg/contract/material/pack'
import { mostSlides } from '@cg/contract/material/recipe'
import type { Recipe } from '@cg/contract/material/recipe'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { FocusEvent, KeyboardEvent } from 'react'
import { Button, IconButton } from '../../ui/button.tsx'
import { StatusMark } from '../../ui/status-chip.tsx'
import { pageName } from './gallery.ts'
import { useDrag } from './use-drag.ts'
import type { Pages } from './use-pages.ts'

type PageListProps = {
  pages: Pages
  recipe: Recipe
  outline: PackOutline | undefined
  matrix: MatrixFacts | undefined
  mayChange: boolean
  onAdd: () => void
}

const buttonId = (id: string) => `material-page-${id}`

/** The pages in their order: chosen and moved by pointer or by keys. */
export function PageList({ pages, recipe, outline, matrix, mayChange, onAdd }: PageListProps) {
  const [told, setTold] = useState('')
  const move = (from: number, to: number) => {
    if (to < 0 || to >= recipe.pages.length || to === from) return
    pages.move(from, to)
    setTold(`已移到第${to + 1}页`)
  }
  const drag = useDrag(move)
  const hasTitles = outline !== undefined
  const chosen = pages.page?.id
  useEffect(() => {
    // Also where the page was chosen in the checks beneath, and when titles make the rows before it higher.
    if (chosen !== undefined) document.getElementById(buttonId(chosen))?.scrollIntoView({ block: 'nearest' })
  }, [chosen, hasTitles])
  const keys = useKeys(pages, recipe, mayChange, move)
  return (
    <section className="material-pages" aria-label="页面">
      <ol {...keys}>
        {recipe.pages.map((page, at) => {
          const seen = outline?.pages.find(({ id }) => id === page.id)
          const remarks = seen?.remarks ?? []
          const isStopped = remarks.some(({ weight }) => weight === 'stop')
          return (
            <li key={page.id} data-at={at} className={drag.lookOf(at)}>
              {mayChange && (
                <span className="material-grip" title="拖动调整次序" aria-hidden="true" onPointerDown={drag.start(at)}>
                  ⠿
                </span>
              )}
              <button
                type="button"
                id={buttonId(page.id)}
                className="material-page"
                aria-current={at === pages.at ? 'true' : undefined}
                aria-keyshortcuts={mayChange ? 'Alt+ArrowUp Alt+ArrowDown Delete' : undefined}
                tabIndex={at === pages.at ? 0 : -1}
                onClick={() => pages.choose(at)}
              >
                <span className="material-page-number">{at + 1}</span>
                <PageName words={seen?.title || pageName(page, matrix)} />
                {remarks.length > 0 && (
                  <>
                    <StatusMark tone={isStopped ? 'late' : 'near'} />
                    <span className="visually-hidden">{isStopped ? '须处理' : '建议看一看'}</span>
                  </>
                )}
              </button>
            </li>
          )
        })}
      </ol>
      {mayChange && <PageTools pages={pages} count={recipe.pages.length} onMove={move} onAdd={onAdd} />}
      <p className="visually-hidden" role="status">
        {told}
      </p>
    </section>
  )
}

/** Letters of two lines. */
const mostLetters = 24

function PageName({ words }: { words: string }) {
  const letters = Array.from(words)
  const isLong = letters.length > mostLetters
  return (
    <span className="material-page-name" title={isLong ? words : undefined}>
      {isLong ? `${letters.slice(0, mostLetters - 1).join('')}…` : words}
    </span>
  )
}

/** ↑↓ choose, Alt+↑↓ move, Delete takes the page out; the focus follows the page. */
function useKeys(pages: Pages, { pages: all }: Recipe, mayChange: boolean, move: (from: number, to: number) => void) {
  /** The keys are used here: until the focus goes elsewhere it stays with the page in hand, also where its row is moved or gone. */
  const isHere = useRef(false)
  const id = pages.page?.id
  useLayoutEffect(() => {
    if (isHere.current && id !== undefined) document.getElementById(buttonId(id))?.focus()
  }, [id, all])
  const onBlur = (event: FocusEvent) => {
    if (event.relatedTarget !== null) isHere.current = event.currentTarget.contains(event.relatedTarget)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    const to = pages.at + step
    if (step !== 0 && (to < 0 || to >= all.length)) return event.preventDefault()
    if (step !== 0 && event.altKey && mayChange) move(pages.at, to)
    else if (step !== 0 && !event.altKey) pages.choose(to)
    else if (event.key === 'Delete' && mayChange) pages.take(pages.at)
    else return
    isHere.current = true
    event.preventDefault()
  }
  return { onKeyDown, onBlur }
}

type ToolsProps = {
  pages: Pages
  count: number
  onMove: (from: number, to: number) => void
  onAdd: () => void
}

function PageTools({ pages, count, onMove, onAdd }: ToolsProps) {
  const { at, taken } = pages
  const isFull = count >= mostSlides
  return (
    <>
      <div className="material-tools" role="group" aria-label="这一页">
        <Button onClick={onAdd} disabled={isFull}>
          加页面
        </Button>
        <IconButton icon="arrowUp" label="上移一页" disabled={at === 0} onClick={() => onMove(at, at - 1)} />
        <IconButton icon="arrowDown" label="下移一页" disabled={at === count - 1} onClick={() => onMove(at, at + 1)} />
        <Button kind="quiet" disabled={isFull} onClick={() => pages.copy(at)}>
          复制
        </Button>
        <Button kind="quiet" disabled={count === 1} onClick={() => pages.take(at)}>
          删除
        </Button>
      </div>
      {isFull && (
        <p className="muted">
          已有{count}页，一份材料最多{mostSlides}页。
        </p>
      )}
      {taken !== null && (
        <p className="material-undo" role="status">
          已删除第{taken.at + 1}页。
          <Button kind="quiet" onClick={pages.undo}>
            撤销
          </Button>
        </p>
      )}
      <p className="muted material-keys">↑↓ 选页，Alt+↑↓ 移动，Delete 删除；也可拖动 ⠿</p>
    </>
  )
}
