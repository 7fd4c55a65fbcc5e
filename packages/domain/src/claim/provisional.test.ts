import { expect, it } from 'vitest'
import { provisionalWords } from './provisional.ts'

const form = (formName: string, finalBy: string) => ({ formName, reporterName: '市统计局', finalBy })

it('names the forms and the day of the last final figures, counts them beyond three, and says nothing of none', () => {
  expect(provisionalWords([])).toBeNull()
  expect(provisionalWords([form('基本情况表', '2026-11-30')])).toBe(
    '本次发布含快报数：《基本情况表》（市统计局），正式数预计2026年11月30日前报送，届时更正发布',
  )
  const four = ['甲表', '乙表', '丙表', '丁表'].map((name, at) => form(name, `2026-12-0${4 - at}`))
  expect(provisionalWords(four)).toBe(
    '本次发布含快报数：《甲表》（市统计局）、《乙表》（市统计局）、《丙表》（市统计局）等4张表，正式数预计2026年12月4日前报送，届时更正发布',
  )
})
