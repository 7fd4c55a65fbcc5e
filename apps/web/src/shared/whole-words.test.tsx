import { render } from '@testing-library/react'
import { expect, test } from 'vitest'
import { WholeWords } from './whole-words.tsx'

test('a title may break between its words and nowhere within one', () => {
  const text = '规上企业与中小微企业的劳动合同签订率相差4.5个百分点，滞后'
  const { container } = render(<WholeWords text={text} words={['中小微企业', '签订率', '劳动']} />)
  expect(container.textContent).toBe(text)
  const parts = container.innerHTML.replace(/<\/?span[^>]*>/g, '').split('<wbr>')
  for (const whole of ['中小微企业', '签订率', '劳动', '4.5个百分点，', '滞后']) expect(parts).toContain(whole)
})

test('a range and a rate of so many in ten thousand stay on one line', () => {
  const { container } = render(<WholeWords text="居第8位（位次区间第7—8位），达到38.0人/万人" words={[]} />)
  const kept = [...container.querySelectorAll('.nowrap')].map((part) => part.textContent)
  expect(kept).toEqual(['第8位', '第7—8位），', '38.0人/万人'])
  // A browser parts a number from its counter, which is no letter to it.
  const counted = render(<WholeWords text="临近6项、滞后21项，不评价2项" words={[]} />).container
  expect([...counted.querySelectorAll('.nowrap')].map((part) => part.textContent)).toEqual(['6项、', '21项，', '2项'])
})
