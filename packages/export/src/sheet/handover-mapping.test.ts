import type { Handover } from '@cg/contract/handover'
import { mappingSheets, partWords, placeWords } from '@cg/contract/handover-book'
import { must } from '@cg/domain/must'
import JSZip from 'jszip'
import { expect, it } from 'vitest'
import { renderHandoverMapping } from './handover-mapping.ts'

const page = {
  release: { city: '云川市', preparedAt: '2026-10-20T02:00:00.000Z', publishedAt: '2026-10-21T02:00:00.000Z' },
  indicators: [
    { code: 'JN03', name: '培训覆盖率', unit: '%', numerator: '培训人数', denominator: '职工总数', groups: [] },
    { code: 'QY01', name: '签订率', unit: '%', numerator: null, denominator: null, groups: [] },
  ],
  items: [{ code: 'W', name: '工人', unit: '人', time: '季末数', groups: [], lacks: null, hasCity: true }],
  units: [{ code: 'AP', name: '安平区' }],
  mapping: { rows: [], regions: [], states: [] },
} as unknown as Handover

it('offers own indicators, parts and places as lists in an empty mapping, so that nobody types them', async () => {
  const zip = await JSZip.loadAsync(await renderHandoverMapping(page))
  const xml = await must(zip.file('xl/worksheets/sheet1.xml')).async('string')
  const lists = [...xml.matchAll(/<dataValidation [^>]*sqref="([^"]+)"[^>]*>(.*?)<\/dataValidation>/gu)].map(
    ([, where, inner]) => [
      where,
      /<formula1>(.*?)<\/formula1>/u.exec(inner ?? '')?.[1]?.replaceAll(/&quot;|&apos;|'/gu, ''),
    ],
  )
  expect(lists).toEqual([
    ['F2:F1001', `${mappingSheets.own}!$A$2:$A$3`],
    ['G2:G1001', `${mappingSheets.items}!$A$2:$A$2`],
    ['H2:H1001', expect.stringContaining(partWords.join(','))],
    ['J2:J1001', expect.stringContaining(placeWords.join(','))],
  ])
})
