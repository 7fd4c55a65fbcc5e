import type { AreaNames, AreaType } from '../indicator.ts'
import type { CompiledRule } from './rule.ts'
import type { RuleFinding } from './context.ts'

/** A district as the rules on units see it; the city itself and towns are not given. */
export type CatalogueUnit = { readonly code: string; readonly name: string; readonly areaType: AreaType | null }

/** R21: every district has an area type, and centre and remote ones both exist, or no gap can be computed. */
export function evaluateCatalogueRules(
  rules: readonly CompiledRule[],
  units: readonly CatalogueUnit[],
  names: AreaNames,
): RuleFinding[] {
  return rules
    .filter((rule) => rule.definition.body.kind === 'area-types')
    .flatMap(({ definition }) => {
      const { code, family, severity, scope } = definition
      const finding = (unit: string | null, sentence: string): RuleFinding => ({
      rule: code, family, severity, scope, unit, cells: [], sentence, blocks: false, needsExplanation: false,
    }) // prettier-ignore
      const unset = units
        .filter((unit) => unit.areaType === null)
        .map((unit) =>
          finding(
            unit.code,
            `${unit.name}：没有设置区域类型，请在“组织与区划”中选择${names.centre}、${names.suburb}或${names.remote}`,
          ),
        )
      const absent = (['centre', 'remote'] as const).filter((type) => units.every((unit) => unit.areaType !== type))
      return [
        ...unset,
        ...absent.map((type) =>
          finding(null, `没有一个单位是${names[type]}，区域差距不能计算，请在“组织与区划”中设置区域类型`),
        ),
      ]
    })
}
