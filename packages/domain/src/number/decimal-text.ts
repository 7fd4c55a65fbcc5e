/** A non-negative decimal as text, '12.5': arithmetic on digits, so that 1.2万 is 12000 and never 11999.999. */
export type DecimalText = string

const plain = /^\d+(\.\d+)?$/

/** Multiplies by 10^places by moving the point; places may be negative. */
export function shiftDecimal(text: DecimalText, places: number): DecimalText {
  if (!plain.test(text)) throw new RangeError(`not a decimal: ${text}`)
  const [whole = '0', fraction = ''] = text.split('.')
  const digits = whole + fraction
  const point = whole.length + places
  if (point <= 0) return tidyDecimal(`0.${'0'.repeat(-point)}${digits}`)
  if (point >= digits.length) return tidyDecimal(digits + '0'.repeat(point - digits.length))
  return tidyDecimal(`${digits.slice(0, point)}.${digits.slice(point)}`)
}

/** Without leading zeros and without trailing zeros after the point. */
export function tidyDecimal(text: DecimalText): DecimalText {
  const [whole = '0', fraction = ''] = text.split('.')
  const head = whole.replace(/^0+(?=\d)/, '')
  const tail = fraction.replace(/0+$/, '')
  return tail === '' ? head : `${head}.${tail}`
}

export function decimalsOf(text: DecimalText): number {
  return tidyDecimal(text).split('.')[1]?.length ?? 0
}

/** A double holds 15 significant decimal digits exactly; longer text would be changed in silence. */
export function fitsDouble(text: DecimalText): boolean {
  return tidyDecimal(text).replace('.', '').replace(/^0+/, '').length <= 15
}
