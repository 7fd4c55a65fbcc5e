import { createDataset, fillQuarter, benchPeriods, actor } from '/work/main/packages/tooling/src/bench/dataset.ts'
import { loadInput } from '/work/main/packages/services/src/release/load-input.ts'
import { computeFigures } from '/work/main/packages/services/src/release/figures.ts'
import { releaseEngine, computeResults } from '/work/main/packages/services/src/release/compute-results.ts'
import { renderAnswers, innerBytes } from '/work/main/packages/services/src/release/render.ts'
import { resultRows, scoreRows } from '/work/main/packages/services/src/release/rows.ts'
import { rowsHash, inputHash } from '/work/main/packages/services/src/release/digest.ts'
import { releaseHead } from '/work/main/packages/services/src/release/head.ts'
import { preparePreview } from '/work/main/packages/services/src/release/prepare.ts'
import { publishPreview } from '/work/main/packages/services/src/release/publish.ts'
const n = Number(process.argv[2])
const q = Number(process.argv[3])
const t = (label: string, s: number) =>
  console.log(
    label.padEnd(22),
    Math.round(performance.now() - s),
    'ms',
    Math.round(process.memoryUsage.rss() / 1e6),
    'MB',
  )
const d = await createDataset({ name: 'x', units: n } as any)
for (const p of benchPeriods.slice(-q)) {
  let s = performance.now()
  const cells = await fillQuarter(d, p)
  t(`${p} fill ${cells}`, s)
  s = performance.now()
  const input = await d.services.store.read((db) => loadInput(db, p))
  t('load', s)
  s = performance.now()
  const engine = releaseEngine(input)
  computeResults(input, engine)
  t('results', s)
  s = performance.now()
  const f = computeFigures(input)
  t('figures', s)
  s = performance.now()
  const a = renderAnswers(releaseHead(f.basis, { sequence: 1, preparedAt: '', reason: null }, 'x'), f)
  t('render ' + [...a.values()].reduce((x, b) => x + b.length, 0), s)
  s = performance.now()
  const rr = resultRows(f)
  t('rows', s)
  s = performance.now()
  rowsHash(rr)
  t('rowsHash', s)
  s = performance.now()
  inputHash(f.basis, input.cells)
  t('inputHash', s)
  s = performance.now()
  const pv = await preparePreview({ ...d.services, actor: actor('reviewer') }, { period: p })
  t('PREPARE', s)
  s = performance.now()
  await publishPreview({ ...d.services, actor: actor('publisher') }, { id: pv.id, version: pv.version })
  t('PUBLISH', s)
}
d.close()
