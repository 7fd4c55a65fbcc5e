import { gallery } from '@cg/charts/testing/gallery'
import { must } from '@cg/domain/must'
import { expect, test } from 'vitest'
import { openRenderPool } from './render-pool.ts'

const resident = (): number => process.memoryUsage.rss() / 2 ** 20

test('posters drawn one after another do not lie in memory beside one another', { timeout: 120_000 }, async () => {
  const pool = openRenderPool()
  const models = gallery()
  const draw = (at: number) =>
    pool.render({ ...must(models[at % models.length]), title: `第${at}张` }, { format: 'png', preset: 'poster' })
  await draw(0)
  const before = resident()
  let most = 0
  const watch = setInterval(() => (most = Math.max(most, resident())), 20)
  await Promise.all(Array.from({ length: 36 }, (_, at) => draw(at + 1)))
  clearInterval(watch)
  await pool.close()
  // The canvas of the one being drawn is 33 MB; what of each stayed was 37 MB.
  expect(most - before).toBeLessThan(250)
})
