/** A non-negative decimal as text, '12.5': arithmetic on digits, so that 1.2万 is 12000 and never 11999.999. */
export type DecimalText = string

const plain = /^\d+(\.\d+)?$/

const tidyWhole = /^(?:0|[1-9]\d*)$/

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
  // As nearly every figure is written; each is asked about several times.
  if (tidyWhole.test(text)) return text
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

/**
 * The number that Excel and WPS show for a double: 15 significant digits. 100.30000000000001, left over from adding
 * 100.1 and 0.2, is 100.3.
 */
export function asShown(value: number): number {
  return Number(value.toPrecision(15))
}

/**
 * A fraction of 16 or 17 significant digits, as programs print a double, at the 15 digits that spreadsheets show;
 * null for any other text. Longer text and whole numbers of that length are no float noise.
 */
export function withoutNoise(text: DecimalText): DecimalText | null {
  const tidy = tidyDecimal(text)
  const [whole = '0', fraction = ''] = tidy.split('.')
  const digits = (whole + fraction).replace(/^0+/, '')
  const extra = digits.length - 15
  if (extra < 1 || extra > 2 || fraction.length < extra) return null
  const unit = 10n ** BigInt(extra)
  const kept = (BigInt(digits) + unit / 2n) / unit
  return shiftDecimal(String(kept), extra - fraction.length)
}
