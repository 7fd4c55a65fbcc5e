const token =
  /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+|</g
// oxlint-disable-next-line no-control-regex -- these are the characters that XML forbids
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/
const bareAmpersand = /&(?!amp;|lt;|gt;|quot;|apos;|#\d+;|#x[0-9a-fA-F]+;)/

/** Why a text is no well-formed XML; null when it is. Small on purpose: no entities of its own, no DTD. */
export function illFormed(text: string): string | null {
  if (forbidden.test(text)) return 'a control character'
  const open: string[] = []
  for (const [whole, closing, tag, attributes = '', empty] of text.matchAll(token)) {
    if (whole === '<') return 'a tag that does not read'
    if (tag === undefined) {
      if (!whole.startsWith('<') && bareAmpersand.test(whole)) return 'a bare ampersand'
      continue
    }
    if (bareAmpersand.test(attributes)) return 'a bare ampersand in an attribute'
    if (closing === '/' && open.pop() !== tag) return `</${tag}> closes nothing`
    if (closing === '' && empty === '') open.push(tag)
  }
  const last = open.at(-1)
  return last === undefined ? null : `<${last}> stays open`
}
