import { expect, test } from 'vitest'
import { closure, lazyOf } from './web.ts'

const manifest = {
  'index.html': {
    file: 'index.js',
    imports: ['_react.js'],
    dynamicImports: ['src/features/overview/page.tsx', 'admin.tsx'],
  },
  '_react.js': { file: 'react.js' },
  'src/features/overview/page.tsx': {
    file: 'page.js',
    imports: ['_react.js', '_table.js'],
    dynamicImports: ['chart.tsx'],
  },
  '_table.js': { file: 'table.js', imports: ['_react.js'] },
  'chart.tsx': { file: 'chart.js', imports: ['_echarts.js', 'index.html'] },
  '_echarts.js': { file: 'echarts.js' },
  'admin.tsx': { file: 'admin.js' },
}

test('a chunk is counted with all it imports, once', () => {
  expect(closure(manifest, ['index.html', 'src/features/overview/page.tsx'])).toEqual(
    new Set(['index.html', '_react.js', 'src/features/overview/page.tsx', '_table.js']),
  )
})

test('charts are the lazy chunks of the page, and other pages are not counted', () => {
  const lazy = lazyOf(manifest, 'src/features/overview/page.tsx')
  expect(lazy).toEqual(['chart.tsx'])
  expect(closure(manifest, lazy)).toContain('_echarts.js')
})

test('a page that the build does not have is an error, not a small figure', () => {
  expect(() => closure(manifest, ['gone.tsx'])).toThrow('gone.tsx')
})
