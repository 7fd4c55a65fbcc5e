import { expect, test } from 'vitest'
import { parseHtml } from './parse-html.ts'

test('a page from elsewhere is read without its styles', () => {
  const page = parseHtml(
    `<html><head><STYLE>\ntd {mso-number-format:General}\n</STYLE></head><table style='width:48pt'><td class=a style="height:14pt" id=b>1</td></table>`,
  )
  expect(page.querySelectorAll('style, [style]')).toHaveLength(0)
  expect([page.querySelector('#b')?.textContent, page.querySelector('.a')?.id]).toEqual(['1', 'b'])
})
