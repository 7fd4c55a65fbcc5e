import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'

const assets = join(import.meta.dirname, '../dist/assets')

/** Files of the build that hold the chart library. */
export function libraryFiles(): string[] {
  return readdirSync(assets).filter(
    (file) => file.endsWith('.js') && readFileSync(join(assets, file), 'utf8').includes('zrender'),
  )
}

export type FirstScreen = {
  /** Paths of all that it fetched, the page first. */
  readonly paths: readonly string[]
  /** Of its scripts, as sent. */
  readonly kB: number
  readonly scripts: readonly string[]
  /** Paths it asked of the server’s data, each as often as it was asked. */
  readonly asked: readonly string[]
}

/** Opens a page anew and tells what it fetched until nothing more came. */
export async function firstScreen(page: Page, place: string): Promise<FirstScreen> {
  const paths: string[] = []
  const note = (request: { url(): string }): unknown => paths.push(new URL(request.url()).pathname)
  page.on('request', note)
  await page.goto(place)
  await page.locator('main h1').first().waitFor()
  await page.waitForLoadState('networkidle')
  page.off('request', note)
  const scripts = [...new Set(paths.filter((path) => path.endsWith('.js')).map((path) => path.replace('/assets/', '')))]
  const bytes = scripts.reduce((sum, file) => sum + gzipSync(readFileSync(join(assets, file))).length, 0)
  return { paths, kB: bytes / 1000, scripts, asked: paths.filter((path) => path.startsWith('/api/')) }
}
