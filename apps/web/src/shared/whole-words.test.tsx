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
