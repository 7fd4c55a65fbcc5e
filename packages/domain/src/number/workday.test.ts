import { describe, expect, it } from 'vitest'
import { dayWords, isHolidayName, isWorkday, readHolidayNotice, workdayAfter, writeHolidayNotice } from './workday.ts'
import type { SpecialDay } from './workday.ts'

/** The notice of 2026 as it was published (国务院办公厅, 4 November 2025). */
const notice = `国务院办公厅关于2026年部分节假日安排的通知
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
国务院办公厅
2025年11月4日`

function daysOf(text: string): readonly SpecialDay[] {
  const reading = readHolidayNotice(text)
  if (!reading.ok) throw new Error(reading.reason)
  return reading.days
}

describe('the yearly notice', () => {
  it('says which days are free and which are worked, and its own date is neither', () => {
    const reading = readHolidayNotice(notice)
    expect(reading).toMatchObject({ ok: true, year: 2026 })
    const days = daysOf(notice)
    expect(days.filter(({ kind }) => kind === 'off')).toHaveLength(3 + 9 + 3 + 5 + 3 + 3 + 7)
    expect(days.filter(({ kind }) => kind === 'work').map(({ day }) => day)).toEqual([
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
    ])
    expect(days.find(({ day }) => day === '2026-02-23')).toEqual({ day: '2026-02-23', kind: 'off', name: '春节' })
    expect(days.some(({ day }) => day === '2025-11-04')).toBe(false)
  })

  it('is read with a holiday that begins in the year before, a month that changes, and brackets of the keyboard', () => {
    expect(
      daysOf('关于2024年部分节假日安排的通知\n一、元旦：2023年12月30日(星期六)至2024年1月1日(星期一)放假，共3天。').map(
        ({ day }) => day,
      ),
    ).toEqual(['2023-12-30', '2023-12-31', '2024-01-01'])
    expect(
      daysOf('2023年放假通知：中秋节、国庆节：9月29日至10月6日放假调休，共8天。').map(({ day }) => day),
    ).toHaveLength(8)
  })

  it.each([
    ['', '没有读到是哪一年'],
    ['2026年部分节假日安排的通知', '没有读到放假的日期'],
    ['2026年节假日：国庆节：10月1日（周五）至7日放假', '2026-10-01 是星期四，不是星期五'],
    ['2026年节假日：劳动节：4月31日至5月5日放假', '不是日历上有的日子'],
    ['2026年节假日：国庆节：10月7日至1日放假', '次序反了'],
    ['2026年节假日：国庆节：1月1日至10月7日放假', '超过 15 天'],
    ['2026年节假日：国庆节：10月1日至7日放假。10月7日上班', '2026-10-07 既写了放假又写了上班'],
    ['2026年节假日：国庆节：10月1日至7日放假。10月9日上班', '2026-10-09 不是周六或周日'],
  ])('refuses %j and says why', (text, reason) => {
    expect(readHolidayNotice(text)).toEqual({ ok: false, reason: expect.stringContaining(reason) })
  })
})

describe('working days', () => {
  const special = daysOf(notice)

  it('move over a holiday and count the Saturday that is worked', () => {
    expect(isWorkday('2026-10-08', special)).toBe(true)
    expect(isWorkday('2026-10-10', special)).toBe(true)
    expect(isWorkday('2026-10-11', special)).toBe(false)
    // 8, 9, 10 (worked), 12, 13: the fifth working day after the quarter's end.
    expect(workdayAfter('2026-09-30', 5, special)).toBe('2026-10-13')
    // Without the notice: the first three days of October, and the weekends.
    expect(workdayAfter('2026-09-30', 5, [])).toBe('2026-10-09')
  })

  it('are told in words', () => {
    expect(['2026-10-05', '2026-10-10', '2026-10-11', '2026-10-12'].map((day) => dayWords(day, special))).toEqual([
      '星期一，国庆节放假',
      '星期六，调休上班',
      '星期日，不上班',
      '星期一',
    ])
    expect(dayWords('2027-10-01', special)).toBe('星期五，国庆节放假')
  })
})

describe('days written as a notice', () => {
  it('are read again as the same days, whichever year they reach into and whether they have a name', () => {
    const across: SpecialDay[] = [
      { day: '2025-12-31', kind: 'off', name: '元旦' },
      { day: '2026-01-01', kind: 'off', name: '元旦' },
      { day: '2026-01-04', kind: 'work', name: '元旦' },
      { day: '2026-03-03', kind: 'off', name: '' },
      { day: '2026-10-01', kind: 'off', name: '国庆节、中秋节' },
    ]
    for (const days of [daysOf(notice), across]) {
      expect(readHolidayNotice(writeHolidayNotice(2026, days))).toEqual({ ok: true, year: 2026, days })
    }
    expect(writeHolidayNotice(2026, across)).toBe(
      '2026年放假安排\n3月3日放假。\n元旦：2025年12月31日至2026年1月1日放假。\n元旦：1月4日上班。\n国庆节、中秋节：10月1日放假。',
    )
  })

  it('have names that can stand in front of a sentence', () => {
    expect(['国庆节', '国庆节、中秋节'].map(isHolidayName)).toEqual([true, true])
    for (const name of ['', '国庆节。', '十一、国庆', '10月1日', '我们自治州成立纪念日', '国 庆']) {
      expect([name, isHolidayName(name)]).toEqual([name, false])
    }
  })
})
