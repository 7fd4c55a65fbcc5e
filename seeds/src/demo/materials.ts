import type { Recipe, RecipePage } from '@cg/contract/material/recipe'
import type { Services } from '@cg/services/context'
import { createRecipe, saveRecipe } from '@cg/services/material/recipes'
import { addDays, chinaTime } from './calendar.ts'
import { contextOf } from './context.ts'
import type { People } from './people.ts'

/** The office's 季度通报, ready for the next release: who opens 会议材料 for the first time finds one to look at. */
export async function keepMaterial(
  services: Services,
  people: People,
  { asOf }: { readonly asOf: string },
): Promise<void> {
  const at = (minute: number) => contextOf(services, people.preparer, chinaTime(addDays(asOf, -2), 15, minute))
  const { info } = await createRecipe(at(10), { recipe: briefing })
  await saveRecipe(at(35), { id: info.id, recipe: briefing, isShared: true, version: info.version })
}

type NewPage = RecipePage extends infer P ? (P extends RecipePage ? Omit<P, 'id'> : never) : never

/** A chapter of one dimension: its matrix, and the indicator of it that weighs most. */
function dimension(title: string, code: string, measure: string): NewPage[] {
  return [
    { kind: 'chapter', title },
    { kind: 'chart', chart: { kind: 'tartan', dimension: code }, as: 'chart', title: null, remark: '' },
    { kind: 'chart', chart: { kind: 'district-ranking', measure }, as: 'chart', title: null, remark: '' },
  ]
}

const pages: readonly NewPage[] = [
  { kind: 'cover', title: null, subtitle: null },
  { kind: 'agenda' },
  { kind: 'chapter', title: '总体情况' },
  {
    kind: 'chart',
    chart: { kind: 'kpi' },
    as: 'chart',
    title: null,
    remark: '先讲达到时序目标的指标，再讲还有差距的指标；数据尚不完整的，请说明哪些单位未报。',
  },
  {
    kind: 'chart',
    chart: { kind: 'district-ranking', measure: 'score' },
    as: 'chart',
    title: null,
    remark: '同一方括号内的单位差距很小，不点名排先后。',
  },
  ...dimension('思想引领', 'IDEOLOGY', 'SZ01'),
  ...dimension('技能提升', 'SKILLS', 'JN03'),
  ...dimension('权益保障', 'RIGHTS', 'QY01'),
  { kind: 'chapter', title: '存在问题' },
  { kind: 'words', page: 'overview', params: {}, heading: '需关注的事项', title: null, remark: '' },
  { kind: 'words', page: 'overview', params: {}, heading: '没有按期审核通过的报表', title: null, remark: '' },
  { kind: 'closing', title: null },
]

const briefing: Recipe = {
  kind: 'quarter',
  name: '产改工作季度通报',
  skin: 'blue',
  unit: null,
  pages: pages.map((page, at): RecipePage => ({ ...page, id: `p${at + 1}` })),
}
