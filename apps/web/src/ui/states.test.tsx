import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { EmptyState, ErrorState } from './states.tsx'

test('where nothing else is the state is the head of the page; under a head it is words', () => {
  const { unmount } = render(<ErrorState detail="请稍后再试。" />)
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('内容未能读取')
  unmount()
  render(
    <>
      <h1>区县排名</h1>
      <EmptyState title="本期不能这样看" />
    </>,
  )
  expect(screen.getAllByRole('heading').map((one) => one.textContent)).toEqual(['区县排名'])
  expect(screen.getByText('本期不能这样看')).toBeTruthy()
})
