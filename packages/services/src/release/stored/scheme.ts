import { matterFact } from '@cg/contract/adjustment'
import { SchemeBody as PlainScheme } from '@cg/contract/catalogue'
import { parseAs, parseJsonAs } from '@cg/contract/parse'
import { SchemeBody } from '@cg/contract/scheme'
import { defaultMissingPolicy } from '@cg/domain/score/scheme'
import type { MissingAction } from '@cg/domain/score/scheme'
import { Type } from '@cg/contract/type'
import { canonicalJson, contentHash } from '../../catalogue/hash.ts'
import { invalid } from '../../errors.ts'

const AnyBody = Type.Object({})

/** What scheme_version.body holds, whether it was installed with the catalogue or saved on the scheme's page. */
export function parseScheme(row: { body: string; name: string; schemeCode: string; version: number }): SchemeBody {
  const what = `scheme_version.body of ${row.schemeCode} ${row.version}`
  const stored = parseJsonAs(AnyBody, row.body, what)
  return 'method' in stored ? schemeOf(parseAs(PlainScheme, stored, what), row.name) : parseAs(SchemeBody, stored, what)
}

/** The text and digest under which a scheme is stored. */
export function storedScheme(body: SchemeBody): { body: string; contentHash: string } {
  return { body: canonicalJson(body), contentHash: contentHash(body) }
}

type Stored = NonNullable<SchemeBody['adjustments']>[number]

function adjustmentOf({ kind, effect, perUnit, cap }: NonNullable<PlainScheme['matters']>[number]): Stored {
  return { kind: effect, fact: matterFact(kind), perUnit, cap }
}

/** The catalogue's plain scheme in the engine's words. */
function schemeOf({ cap, missing, decimals, parts, matters = [] }: PlainScheme, name: string): SchemeBody {
  const { not_applicable: notApplicable } = missing
  if (notApplicable === 'full') {
    throw invalid(`计分方案《${name}》规定“不适用按满分计”，目前的计分引擎不支持。请改为“权重分摊”或“计0分”。`)
  }
  const silent = { kind: missing.not_reported } satisfies MissingAction
  return {
    items: parts.map(({ indicator, weight }) => ({ indicator, weight, rule: { kind: 'target_ratio', cap } })),
    missing: {
      ...defaultMissingPolicy,
      not_reported: silent,
      not_available: silent,
      not_applicable: { kind: notApplicable },
    },
    availability: missing.minimumWeightShare,
    decimals,
    rankRule: 'competition',
    ...(matters.length === 0 ? {} : { adjustments: matters.map(adjustmentOf) }),
  }
}
