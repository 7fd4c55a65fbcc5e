import { bodyTracking } from './measure.ts'

/** Styles of our own, by the name that the office sees; a template of the office has styles of the same names. */
export const paperStyles = {
  number: { id: 'TongbaoWenhao', name: '通报文号' },
  title: { id: 'TongbaoBiaoti', name: '通报标题' },
  salutation: { id: 'TongbaoZhusong', name: '通报主送' },
  text: { id: 'TongbaoZhengwen', name: '通报正文' },
  heading: { id: 'TongbaoYiji', name: '通报一级标题' },
  topic: { id: 'TongbaoErji', name: '通报二级标题' },
  signature: { id: 'TongbaoShuming', name: '通报署名' },
  date: { id: 'TongbaoRiqi', name: '通报成文日期' },
  foot: { id: 'TongbaoShuoming', name: '通报数据说明' },
  annex: { id: 'TongbaoFujian', name: '通报附件' },
  tableTitle: { id: 'TongbaoBiaoge', name: '通报表题' },
  head: { id: 'TongbaoBiaotou', name: '通报表头' },
  cell: { id: 'TongbaoBiaowen', name: '通报表文' },
  page: { id: 'TongbaoYema', name: '通报页码' },
} as const
export type PaperStyle = keyof typeof paperStyles
/** A cast: the keys of a constant. */
export const paperStyleNames = Object.keys(paperStyles) as readonly PaperStyle[]

const latin = 'Times New Roman'
const [fangsong, kaiti, heiti, songti, xiaobiaosong] = ['仿宋_GB2312', '楷体_GB2312', '黑体', '宋体', '方正小标宋简体']

/** What stands in for a face that a machine lacks. */
const substitutes: readonly (readonly [face: string, instead: string])[] = [
  [fangsong, '仿宋,FangSong,STFangsong'],
  [kaiti, '楷体,KaiTi,STKaiti'],
  [xiaobiaosong, '华文中宋,宋体,SimSun'],
  [heiti, 'SimHei'],
  [songti, 'SimSun'],
]

function faces(eastAsia: string, own: string = latin): string {
  return `<w:rFonts w:ascii="${own}" w:hAnsi="${own}" w:eastAsia="${eastAsia}" w:cs="${own}"/>`
}

type Look = {
  readonly face: string
  /** Half points. */
  readonly size: number
  readonly paragraph: string
  readonly run?: string
}

/** Schema order within a run: fonts, bold, spacing, size. */
function styleXml(style: PaperStyle, { face, size, paragraph, run = '' }: Look, base = 'a'): string {
  const { id, name } = paperStyles[style]
  return (
    `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="${base}"/><w:qFormat/>` +
    `<w:pPr>${paragraph}</w:pPr><w:rPr>${faces(face, face === songti ? songti : latin)}${run}<w:sz w:val="${size}"/><w:szCs w:val="${size}"/></w:rPr></w:style>`
  )
}

function exact(points: number): string {
  return `<w:spacing w:before="0" w:after="0" w:line="${Math.floor(points * 20 + 0.5)}" w:lineRule="exact"/>`
}

const twoIn = '<w:ind w:firstLine="640" w:firstLineChars="200"/>'
const tracking = `<w:spacing w:val="${bodyTracking}"/>`

export type Leading = { readonly line: number; readonly isBold: boolean }

function looksOf({ line, isBold }: Leading): Readonly<Record<PaperStyle, Look>> {
  const body = `${exact(line)}${twoIn}`
  return {
    number: {
      face: fangsong,
      size: 32,
      paragraph: `<w:tabs><w:tab w:val="right" w:pos="8845"/></w:tabs>${exact(line)}`,
    },
    title: {
      face: xiaobiaosong,
      size: 44,
      paragraph: `<w:keepNext/>${exact(35)}<w:jc w:val="center"/><w:outlineLvl w:val="0"/>`,
    },
    salutation: { face: fangsong, size: 32, paragraph: exact(line), run: tracking },
    text: { face: fangsong, size: 32, paragraph: `${body}<w:jc w:val="both"/>`, run: tracking },
    heading: { face: heiti, size: 32, paragraph: `<w:keepNext/>${body}<w:outlineLvl w:val="1"/>`, run: tracking },
    topic: {
      face: kaiti,
      size: 32,
      paragraph: `<w:keepNext/>${body}<w:outlineLvl w:val="2"/>`,
      run: `${isBold ? '<w:b/>' : ''}${tracking}`,
    },
    signature: {
      face: fangsong,
      size: 32,
      paragraph: `<w:keepNext/>${exact(line)}<w:ind w:right="640" w:rightChars="200"/><w:jc w:val="right"/>`,
    },
    date: {
      face: fangsong,
      size: 32,
      paragraph: `${exact(line)}<w:ind w:right="1280" w:rightChars="400"/><w:jc w:val="right"/>`,
    },
    foot: {
      face: songti,
      size: 18,
      paragraph: '<w:keepLines/><w:spacing w:before="0" w:after="0" w:line="280" w:lineRule="exact"/>',
    },
    annex: { face: heiti, size: 32, paragraph: `<w:keepNext/><w:pageBreakBefore/>${exact(line)}` },
    tableTitle: {
      face: xiaobiaosong,
      size: 36,
      paragraph: `<w:keepNext/>${exact(32)}<w:jc w:val="center"/><w:outlineLvl w:val="1"/>`,
    },
    head: {
      face: heiti,
      size: 21,
      paragraph: '<w:spacing w:before="20" w:after="20" w:line="300" w:lineRule="exact"/><w:jc w:val="center"/>',
    },
    cell: {
      face: fangsong,
      size: 21,
      paragraph: '<w:spacing w:before="20" w:after="20" w:line="300" w:lineRule="exact"/>',
    },
    page: {
      face: songti,
      size: 28,
      paragraph: '<w:spacing w:before="0" w:after="0" w:line="320" w:lineRule="exact"/>',
    },
  }
}

/** styles.xml. `line`: points from line to line of the text; `isBold`: （一） in bold. */
export function stylesXml(leading: Leading): string {
  const own = Object.entries(looksOf(leading)).map(([style, look]) => styleXml(style as PaperStyle, look))
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr>${faces(fangsong)}<w:kern w:val="2"/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/></w:pPr></w:style><w:style w:type="character" w:default="1" w:styleId="a0"><w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style><w:style w:type="table" w:default="1" w:styleId="a1"><w:name w:val="Normal Table"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="60" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style><w:style w:type="paragraph" w:styleId="CommentText"><w:name w:val="annotation text"/><w:basedOn w:val="a"/><w:rPr>${faces(songti)}<w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style><w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/><w:basedOn w:val="a0"/><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>${own.join('')}</w:styles>`
}

/** A template's styles.xml with those of ours that it lacks, by its own base. */
export function withOwnStyles(styles: string, lacking: readonly PaperStyle[], leading: Leading): string {
  const base = /<w:style\s(?=[^>]*w:type="paragraph")(?=[^>]*w:default="(?:1|true)")[^>]*w:styleId="([^"]*)"/u.exec(
    styles,
  )?.[1]
  const looks = looksOf(leading)
  const own = lacking.map((style) => styleXml(style, looks[style], base))
  return styles.replace('</w:styles>', () => `${own.join('')}</w:styles>`)
}

/** fontTable.xml: the faces by name, none of them shipped, each with what may stand in for it. */
export function fontsXml(): string {
  const fonts = substitutes.map(
    ([face, instead]) => `<w:font w:name="${face}"><w:altName w:val="${instead}"/><w:charset w:val="86"/></w:font>`,
  )
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:font w:name="${latin}"><w:charset w:val="00"/></w:font>${fonts.join('')}</w:fonts>`
}
