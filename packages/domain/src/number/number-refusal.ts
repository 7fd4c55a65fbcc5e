export const numberRefusalCodes = [
  'blank_word', 'approximate', 'range', 'date', 'fraction', 'scientific', 'excel_error', 'formula', 'grouping', 'spaces', 'several_values',
  'letters', 'leading_zero', 'percent_of_count', 'unit_mismatch', 'ambiguous_scale', 'decimals', 'negative', 'too_long', 'not_a_number', 'direction_control',
] as const // prettier-ignore
export type NumberRefusalCode = (typeof numberRefusalCodes)[number]

type Refusal = { readonly code: NumberRefusalCode; readonly reason: string }
type Spelling = { readonly pattern: RegExp; readonly code: NumberRefusalCode; readonly words: string }

/** The text as quoted in a sentence, cut so that a pasted page does not fill the screen. */
export function shown(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 20 ? `${line.slice(0, 20)}…` : line
}

const blankWords =
  /^([-–—―─_/\\*.·…。?×x]+|无|没有|暂无|无数据|暂缺|缺|缺失|待定|待补|不详|不清楚|空|空白|null|nil|none|na|n\/a|n\.a\.|nan|未知|保密|不统计)$/i

/** Marks that stand for "nothing" in a spreadsheet, but may be 0, 未报, 不适用 or 无法提供. */
export function blankWordRefusal(text: string): Refusal | null {
  if (!blankWords.test(text)) return null
  return {
    code: 'blank_word',
    reason: `“${shown(text)}”含义不明：没有发生请填 0，尚未掌握请留空（未报），本单位没有此项请选“不适用”，另可选“无法提供”“不公布”`,
  }
}

const spellings: readonly Spelling[] = [
  { pattern: /[\t\r\n]/, code: 'several_values', words: '含有换行或制表符，像是几个格的内容，请逐格填写或整块粘贴' },
  { pattern: /^#/, code: 'excel_error', words: '是 Excel 的出错标记，请先在原表中改正公式' },
  { pattern: /^[=@]/, code: 'formula', words: '是公式，请填写算出的数值' },
  {
    pattern:
      /约|大概|大致|估计|左右|上下|近|多|余|超|以上|以下|不足|不到|不少于|至少|最多|几|若干|数[十百千万]|[<>≥≤≈≦≧]/,
    code: 'approximate',
    words: '是约数，请填写确切的数',
  },
  {
    pattern: /^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}|[月日]|\d{4}年|^\d{1,2}:\d{2}/,
    code: 'date',
    words: '像是日期或时间，请核对是否填错了格',
  },
  {
    pattern: /\d\s*[eE][+-]?\d+/,
    code: 'scientific',
    words: '是科学计数法，请写出完整的数字（在 Excel 中把单元格设为“数值”格式）',
  },
  { pattern: /\d\s*[/÷]\s*\d|[½¼¾]|(^|[^百])分之/, code: 'fraction', words: '是分数或日期，请填写数值' },
  { pattern: /[\d%]\s*[-~–—至到]+\s*\d/, code: 'range', words: '像是一个区间，请填写一个确切的数' },
  {
    pattern: /^[-负]?￥?\d{1,3}(\.\d{3})+,\d|\.\d*[,.]|,\D|,$|^,|^￥?\d*,(?!\d{3}(\D|$))|,\d{4}|^￥?-?\d{4,},|^0,/,
    code: 'grouping',
    words: '的逗号或小数点位置不对：千分位用逗号、每三位一组，小数点用“.”',
  },
  { pattern: /\d\s+\d/, code: 'spaces', words: '中间有空格，看不出是一个数还是两个数，请去掉空格' },
  { pattern: /^[-负]?￥?0\d/, code: 'leading_zero', words: '以 0 开头，像是编号，请核对' },
  { pattern: /[A-Za-z]/, code: 'letters', words: '含有字母，请只用数字（例如 1.2万，不写 1.2w）' },
]

/** Spellings that look like a number and could be read in more than one way, with words for each. */
export function spellingRefusal(text: string): Refusal | null {
  const found = spellings.find(({ pattern }) => pattern.test(text))
  return found ? { code: found.code, reason: `“${shown(text)}”${found.words}` } : null
}
