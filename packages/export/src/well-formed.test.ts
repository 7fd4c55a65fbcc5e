import { expect, test } from 'vitest'
import { illFormed } from './well-formed.ts'

test.each([
  ['<a b="1"><c/></a>', null],
  ['<?xml version="1.0"?><a><!-- & --><b x=\'"\'>1 &lt; 2</b></a>', null],
  ['<a style="font: "Noto""/>', 'a tag that does not read'],
  ['<a>', '<a> stays open'],
  ['<a></b>', '</b> closes nothing'],
  ['<a>1 & 2</a>', 'a bare ampersand'],
  ['<a b="1 & 2"/>', 'a bare ampersand in an attribute'],
  ['<a>\u0008</a>', 'a control character'],
  ['<a>1 < 2</a>', 'a tag that does not read'],
])('%s: %s', (text, fault) => {
  expect(illFormed(text)).toBe(fault)
})
