import { expect, test } from 'vitest'
import { isMadeUpApproval, readApproval } from './approval.ts'

test.each([
  ['GS(2024)1234号', 'GS(2024)1234号'],
  ['审图号：川S【2024】00012号', '川S【2024】00012号'],
  [' GS 京（2022）1061 号 ', 'GS京（2022）1061号'],
  ['粤AS(2023)034号', '粤AS(2023)034号'],
  ['鲁SG（2021）026号', '鲁SG（2021）026号'],
  ['国审字(2002)第051号', '国审字(2002)第051号'],
  ['沪S〔2023〕12-1号', '沪S〔2023〕12-1号'],
])('%s is a 审图号', (text, number) => {
  expect(readApproval(text, 2026)).toBe(number)
})

test.each([
  '',
  '无',
  '演示，无审图号',
  'GS(2024)号',
  'GS2024-1234',
  'GS(1949)1号',
  'GS(2027)1号',
  '川政办(2024)12号',
  'GS(2024)1234号<b>',
])('%s is none', (text) => {
  expect(readApproval(text, 2026)).toBeNull()
})

test('a made-up number is known by its first words', () => {
  expect(['演示S(2026)0001号', 'GS(2024)1234号'].map(isMadeUpApproval)).toEqual([true, false])
})
