import { describe, expect, it } from 'vitest'
import { allowedWords, checkClaimWords, handmadeClaims } from './claim-words.ts'
import { root } from './repo.ts'

describe('claims are worded in one room', () => {
  it.each([
    ['packages/charts/src/models/a.ts', 'const title = `${name}较上季提高${size}`'],
    ['packages/charts/src/models/a.ts', "const title = name + '居首'"],
    ['packages/services/src/release/facts/a.ts', 'const words = `第${a}—${b}位之间差距不显著`'],
    ['packages/export/src/slides/a.ts', "const note = '各单位均达到目标'"],
    ['apps/web/src/features/unit/a.tsx', 'const a = <p>{name}首尾均居第{place}位</p>'],
    ['apps/web/src/features/unit/a.tsx', 'const a = <p>差距收窄</p>'],
    ['packages/charts/src/models/a.ts', 'const title = `较${year}年提高`'],
    ...[
      '明显退步',
      '增长6.1%',
      '同比增加',
      '环比减少',
      '与上年持平',
      '位列首位',
      '领先全市',
      '最高的是',
      '高于全市',
      '低于平均',
    ].map((words): [string, string] => ['apps/web/src/features/unit/a.tsx', `const a = <p>{name}${words}</p>`]),
  ])('a planted one in %s is found: %s', (path, text) => {
    expect(handmadeClaims(path, text)).toHaveLength(1)
  })

  it.each([
    ['packages/charts/src/models/a.ts', '// 较上季提高\nconst a = sentence(claim)'],
    ['packages/charts/src/models/a.ts', "const title = '各区县排名'"],
    ['apps/web/src/features/scheme/a.tsx', "const a = { label: '不低于' }"],
    ['apps/web/src/features/setup/a.tsx', "const a = '建立首位管理员'"],
  ])('nothing is found in %s: %s', (path, text) => {
    expect(handmadeClaims(path, text)).toEqual([])
  })

  it('reads every file and says why each exception is none', () => {
    const { seen } = checkClaimWords(root)
    expect(seen).toEqual(expect.arrayContaining(['packages/charts/src/titles.ts', 'apps/web/src/main.tsx']))
    expect(seen.some((path) => path.includes('/claim/'))).toBe(false)
    for (const { why } of allowedWords) expect(why.length).toBeGreaterThan(20)
  })
})
