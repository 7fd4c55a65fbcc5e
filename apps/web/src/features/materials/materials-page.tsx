import './materials.css'
import { recipeKindNames, recipeKinds } from '@cg/contract/material/recipe'
import type { RecipeKind } from '@cg/contract/material/recipe'
import type { RecipeInfo } from '@cg/contract/material/recipe-routes'
import { chooseRelease } from '@cg/contract/release/choose'
import type { ReleaseHead } from '@cg/contract/release/head'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { recipesQuery } from '../../shared/recipes.ts'
import { releasesQuery } from '../../shared/release.ts'
import { useTitle } from '../../shared/use-title.ts'
import { PageHead } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { Delivered } from './delivered.tsx'
import { NewMaterial } from './new-material.tsx'
import { RecipeCard } from './recipe-card.tsx'

/** 会议材料: what is put together once and made anew with every release. */
export function MaterialsPage() {
  useTitle('会议材料')
  const recipes = useQuery(recipesQuery)
  const releases = useQuery(releasesQuery)
  const error = recipes.error ?? releases.error
  const isThere = recipes.data !== undefined && releases.data !== undefined
  const choice = releases.data && chooseRelease(releases.data.items, {})
  return (
    <>
      <PageHead
        title="会议材料"
        meta={
          <>
            <Link to="/materials/bulletin">情况通报 →</Link>
            <Link to="/materials/speech">讲话稿核对 →</Link>
            <Link to="/materials/check">核验文件 →</Link>
          </>
        }
        subtitle="选好页面存成一份材料，每期发布后打开即换成新一期的数据；上期写的标题不再成立的，逐页指出。"
      />
      {error !== null && !isThere && (
        <ProblemPanel
          error={error}
          onRetry={() => {
            void recipes.refetch()
            void releases.refetch()
          }}
        />
      )}
      {error === null && !isThere && <LoadingState shape="cards" />}
      {isThere && choice !== undefined && (
        <Materials items={recipes.data.items} latest={choice.kind === 'found' ? choice.head : null} />
      )}
    </>
  )
}

const kindWords: Readonly<Record<RecipeKind, string>> = {
  quarter: '封面、目录、总体情况、各维度和存在问题，供季度通报会使用',
  topic: '一个维度或一项指标：完成情况、走势、区县排名、差距',
  talk: '一个区县的画像、得分变化、位次和距目标，供约谈使用',
  'one-page': '首屏指标、排名和需关注的事项，合在一页',
  own: '只有一页封面，其余自己添加',
}

function Materials({ items, latest }: { items: readonly RecipeInfo[]; latest: ReleaseHead | null }) {
  const [making, setMaking] = useState<RecipeKind | null>(null)
  if (latest === null) {
    return (
      <EmptyState title="还没有发布任何一期数据">
        材料里的数字都取自已发布的数据。第一期发布后，在这里编制材料。
      </EmptyState>
    )
  }
  return (
    <div className="stack">
      <Delivered />
      <Panel
        title="新建材料"
        subtitle={`先按常用的式样配好页面，再增减、调整次序；现在打开用的是${formatPeriod(parsePeriod(latest.period))}的发布（${latest.code}）`}
      >
        <ul className="material-kinds">
          {recipeKinds.map((kind) => (
            <li key={kind}>
              <button type="button" className="material-kind" onClick={() => setMaking(kind)}>
                <span className="material-kind-name">{kind === 'own' ? '空白' : recipeKindNames[kind]}</span>
                <span className="muted">{kindWords[kind]}</span>
              </button>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel
        title={items.length === 0 ? '已有材料' : `已有材料：${items.length}份`}
        subtitle="自己编制的，以及他人设为所有人可见的"
      >
        {items.length === 0 ? (
          <EmptyState title="还没有材料">
            从上面选一种式样新建；也可以在任何一页的图表上按“导出”，再按“加入材料”。
          </EmptyState>
        ) : (
          <ul className="material-cards">
            {items.map((info) => (
              <RecipeCard key={info.id} info={info} latest={latest} />
            ))}
          </ul>
        )}
      </Panel>
      {making !== null && <NewMaterial kind={making} latest={latest} onClose={() => setMaking(null)} />}
    </div>
  )
}
