/** Which of two reasons for having no figure is told. */
const reasons = ['withheld', 'not_available', 'not_reported', 'invalid', 'not_applicable']

export const worse = (left: string, right: string): string =>
  reasons.indexOf(left) >= reasons.indexOf(right) ? left : right
