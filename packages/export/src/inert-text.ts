/* What people typed must not act in a spreadsheet, a slide or a picture (quality S6). */

const controls = new RegExp(
  `[${String.fromCharCode(0)}-\b\v\f${String.fromCharCode(14)}-${String.fromCharCode(31, 127)}\ufffe\uffff]`,
  'g',
)
const loneSurrogates = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Invisible marks that turn or join what stands around them: 123 would be read as 321, a name as another. */
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu

/** Without control characters, direction marks and broken surrogates: they hang renderers, turn numbers round and make XML ill-formed. */
export function stripControls(text: string): string {
  return text.replace(controls, '').replace(invisible, '').replace(loneSurrogates, '\ufffd')
}

const formulaStart = /^\s*[=+\-@|＝＋－＠]|^[\t\r\n]/u

/** -1, as a code: at worst a spreadsheet reads it as the number that it is. */
const negativeNumber = /^-\d{1,15}(?:\.\d{1,15})?$/

/** Text for a cell: what a spreadsheet could take for a formula gets an apostrophe before it. */
export function inertCell(text: string): string {
  const clean = stripControls(text)
  return formulaStart.test(clean) && !negativeNumber.test(clean) ? `'${clean.replace(/^[\t\r\n]+/, '')}` : clean
}

/** Text inside XML. */
export function xmlText(text: string): string {
  return stripControls(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
