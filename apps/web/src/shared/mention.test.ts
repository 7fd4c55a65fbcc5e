import { describe, expect, it } from 'vitest'
import { callOn, calledIn, offered, unmatched } from './mention.ts'

const people = [
  { id: 3, name: '张伟', body: '市人社局' },
  { id: 4, name: '张伟', body: '东湾区' },
  { id: 5, name: '李敏', body: '市产改办' },
]
const written = (text: string, called = '') => ({ text, called })

describe('calling on a person', () => {
  it('offers those whose name or body holds what was typed after the @', () => {
    expect(offered(written('请@张'), people).map(({ id }) => id)).toEqual([3, 4])
    expect(offered(written('请@东湾'), people).map(({ id }) => id)).toEqual([4])
    expect(offered(written('请@'), people).map(({ id }) => id)).toEqual([3, 4, 5])
    expect(offered(written('请看'), people)).toEqual([])
    expect(offered(written('请@张伟 看'), people)).toEqual([])
  })

  it('completes what was begun, and tells two of one name apart', () => {
    const one = callOn(written('请@东湾'), { id: 4, name: '张伟', body: '东湾区' })
    expect(one).toEqual({ text: '请@张伟 ', called: '4' })
    expect(calledIn(one, people).map(({ id }) => id)).toEqual([4])
    expect(callOn(written('请看', ''), { id: 5, name: '李敏', body: '市产改办' })).toEqual({
      text: '请看@李敏 ',
      called: '5',
    })
  })

  it('lets go of whose name was taken out of the text', () => {
    expect(calledIn(written('请看', '4,5'), people)).toEqual([])
  })

  it('names whom nobody was chosen for; an address of mail is no mention', () => {
    expect(unmatched(written('@张伟 和@王五，', '3'), people)).toEqual(['王五'])
    expect(unmatched(written('发到a@b.com'), people)).toEqual([])
    expect(unmatched(written('@张伟请看', '3'), people)).toEqual([])
  })
})
