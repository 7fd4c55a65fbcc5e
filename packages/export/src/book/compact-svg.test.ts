import { expect, it } from 'vitest'
import { compactSvg } from './compact-svg.ts'

it('draws the same with less: letters at their place, what is usual once, dots as circles', () => {
  const drawn =
    '<svg width="880"><rect width="880" height="414" x="0" y="0" fill="none"/>' +
    '<text text-anchor="start" x="8.719999999999999" transform="translate(10 234.1083)" fill="#667085" y="5.66" font-size="13">7</text>' +
    '<text text-anchor="end" transform="translate(-4.5 21)" fill="#1B2430" y="5.66" font-size="12">东湾区</text>' +
    '<text transform="rotate(-90) translate(3 4)" y="5.66">倒</text>' +
    '<path d="M1 0A1 1 0 1 1 1 -0.1A1 1 0 0 1 1 0" transform="translate(7 8)" fill="#fff"/></svg>'
  expect(compactSvg(drawn)).toBe(
    '<svg font-size="13" fill="#1B2430" width="880">' +
      '<text x="18.72" y="239.77" fill="#667085">7</text>' +
      '<text x="-4.5" y="26.66" text-anchor="end" font-size="12">东湾区</text>' +
      '<text transform="rotate(-90) translate(3 4)" y="5.66">倒</text>' +
      '<circle r="1" transform="translate(7 8)" fill="#fff"/></svg>',
  )
})
