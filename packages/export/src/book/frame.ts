import { sealRows } from '@cg/charts/stamp'
import { createHash } from 'node:crypto'
import { releaseWord } from '@cg/charts/lines'
import { approvalWords } from '@cg/charts/models/map'
import { supersededWords } from '@cg/charts/superseded'
import { fontStack, themes } from '@cg/charts/theme'
import type { BookFacts } from '@cg/contract/release/book'
import { formatDate, formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { printedStampCode, stampCode } from '@cg/domain/stamp-code'
import type { Markup } from './html.ts'
import { html, trusted } from './html.ts'
import { leaf } from './parts.ts'

const { page, card, line, lineStrong, ink, ink2, ink3, primary, brandRed, focusTint } = themes.light

const style = `
*{box-sizing:border-box}body{margin:0;background:${page};color:${ink};font:14px/1.6 ${fontStack}}
a{color:${primary}}header{border-top:3px solid ${brandRed};background:${card};border-bottom:1px solid ${line};padding:12px 24px}
header b{font-size:18px}header p{margin:2px 0;overflow-wrap:anywhere;color:${ink2}}.mark{display:inline-block;border:1px solid ${brandRed};color:${brandRed};padding:0 8px;margin-left:8px;font-weight:bold}
nav{position:sticky;top:0;z-index:1;background:${card};border-bottom:1px solid ${lineStrong};padding:8px 24px;display:flex;flex-wrap:wrap}
nav>*{margin:2px 16px 2px 0}nav a[aria-current]{font-weight:bold;color:${ink};text-decoration:none;border-bottom:2px solid ${brandRed}}
select{max-width:16em;margin-left:8px;font:inherit}label{white-space:nowrap}main{max-width:1100px;margin:0 auto;padding:16px 24px 48px}
section{background:${card};border:1px solid ${line};padding:16px 24px;margin:0 0 24px;scroll-margin-top:56px}section:focus{outline:none}
h1{font-size:22px;line-height:1.4;margin:4px 0 12px}h2{font-size:17px;margin:24px 0 8px}h3{font-size:14px;margin:12px 0 4px}
figure{margin:16px 0 24px}figcaption{break-inside:avoid}figcaption b{display:block;font-size:16px}figcaption span,.note,caption,dt,.none{color:${ink3}}
.note{font-size:12px;margin:6px 0}.plot svg{display:block;width:100%;height:auto}.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:13px;margin:8px 0}caption{text-align:left;font-size:12px;padding:4px 0}
th,td{text-align:left;vertical-align:top;min-width:5.4em;padding:4px 8px;border-bottom:1px solid ${line};font-weight:normal}thead th{color:${ink2};border-bottom-color:${lineStrong};vertical-align:bottom}
.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.block th{font-weight:bold;padding-top:12px}tr:target{background:${focusTint};outline:2px solid ${primary}}
tr{scroll-margin-top:120px}ul{margin:4px 0;padding-left:20px}.links{columns:3;padding:0;list-style:none}.alerts li{margin-bottom:8px}
dl{margin:8px 0}dl div{display:flex;padding:3px 0;border-bottom:1px solid ${line}}dt{flex:0 0 9em}dd{margin:0;overflow-wrap:anywhere}
@media (max-width:600px){header,nav,main{padding-left:12px;padding-right:12px}section{padding:12px;scroll-margin-top:112px}.links{columns:1}.wide th,.wide td{white-space:nowrap}.plot{overflow-x:auto}.plot svg{min-width:660px}}
@media screen{.one section{display:none}.one section.open{display:block}}
@media print{@page{size:A4;margin:16mm 14mm}body{background:#fff;font-size:10pt}nav,.print{display:none}main{max-width:none;padding:0}
header{padding:0 0 8px}section{border:0;padding:0;break-before:page}.plot,tr,li{break-inside:avoid}h1,h2,figcaption{break-after:avoid}thead{display:table-header-group}.wide{overflow:visible}
a{color:inherit;text-decoration:none}.only section{display:none}.only section.open{display:block;break-before:auto}}
`

/** Shows one leaf at a time and marks where the reader is; without scripts all leaves stand one after another. */
const script = `
(function(){
var body=document.body,links=document.querySelectorAll('nav a'),pick=document.querySelector('nav select');
function show(){
var at=document.getElementById(decodeURIComponent(location.hash.slice(1)))||document.querySelector('section'),leaf=at.closest('section');
document.querySelectorAll('section.open').forEach(function(old){old.classList.remove('open')});
leaf.classList.add('open');body.classList.add('one');
links.forEach(function(link){if(link.hash==='#'+leaf.id)link.setAttribute('aria-current','page');else link.removeAttribute('aria-current')});
pick.value=leaf.id.indexOf('u-')===0||leaf.id.indexOf('i-')===0?leaf.id:'';
if(at===leaf)scrollTo(0,0);else at.scrollIntoView({block:'center'});leaf.focus({preventScroll:true});
}
addEventListener('hashchange',show);pick.addEventListener('change',function(){if(pick.value)location.hash=pick.value});
document.querySelector('button').addEventListener('click',function(){body.classList.add('only');print();body.classList.remove('only')});
show();
})();
`

/** The whole file. Its own rule (CSP) lets nothing be fetched and no other script run. */
export function bookPage(book: BookFacts, leaves: Markup): string {
  const { head } = book.release
  const hash = createHash('sha256').update(script).digest('base64')
  const rule = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`
  const title = `${head.city}产业工人队伍建设改革进展离线册 ${head.code}`
  const { markup } = html`<html lang="zh-CN">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="${rule}" />
      <meta name="viewport" content="width=device-width,initial-scale=1" />
      <title>${title}</title>
      <style>
        ${trusted(style)}
      </style>
    </head>
    <body>
      ${masthead(book)}${navigation(book)}
      <main>${leaves}</main>
      <script>
        ${trusted(script)}
      </script>
    </body>
  </html>`
  return `<!doctype html>\n${markup}\n`
}

function masthead({ release: { head, contentHash }, correction }: BookFacts): Markup {
  const period = formatPeriod(parsePeriod(head.period))
  return html`<header>
    <b>${head.city}产业工人队伍建设改革进展 · ${period}</b
    >${head.isDemo ? html`<span class="mark">演示数据</span>` : null}
    <p>截至${formatDate(head.asOf)} ｜ 发布编号 ${head.code}（${releaseWord(head)}） ｜ 离线册，只供查阅</p>
    <p>内容校验码 ${contentHash}</p>
    ${correction === null ? null : html`<p><span class="mark">${supersededWords(correction)}</span></p>`}
  </header>`
}

function navigation({ profiles, indicators }: BookFacts): Markup {
  const units = profiles.map(({ unit }) => html`<option value="u-${unit.code}">${unit.name}</option>`)
  const measures = indicators.map(
    ({ facts }) => html`<option value="i-${facts.indicator.code}">${facts.indicator.name}</option>`,
  )
  return html`<nav aria-label="目录">
    <a href="#overview">总览</a><a href="#ranking">排名</a>
    <label
      >区县与指标
      <select>
        <option value="">请选择</option>
        <optgroup label="区县画像">${units}</optgroup>
        <optgroup label="指标">${measures}</optgroup>
      </select></label
    >
    <a href="#seal">发布与校验</a><button type="button" class="print">打印本页</button>
  </nav>`
}

/** 发布与校验: who made and signed the release, its digests, and how to hold the book against the platform. */
export function sealLeaf({ release, sheet }: BookFacts): Markup {
  const { head } = release
  const pairs: [string, string][] = [
    ['发布编号', `${head.code}（${releaseWord(head)}）`],
    ['截至', formatDate(head.asOf)],
    ['发布时间', head.publishedAt === null ? '—' : formatDateTime(head.publishedAt)],
    ['制表', release.preparedBy],
    ['签发', release.publishedBy ?? '—'],
    ['修订原因', head.reason ?? '首次发布'],
    ['计分方案', head.scheme === null ? '未采用' : head.scheme.name],
    ['内容校验码', release.contentHash],
    ['核验码', printedStampCode(stampCode(release.contentHash))],
    ...sealRows(release.seal),
    ...(sheet === null ? [] : [['地图', approvalWords(sheet)] satisfies [string, string]]),
    ['上一发布的校验码', release.previousHash ?? '无'],
  ]
  return leaf('seal', '发布与校验', [
    html`<dl>
      ${pairs.map(
        ([term, words]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${words}</dd>
          </div>`,
      )}
    </dl>`,
    html`<p>
      核对方法：在平台“发布记录”中找到同一发布编号，比较内容校验码；两者一致，则本册所载内容为该次发布的内容。同一发布导出的离线册逐字节相同${sheet === null ? '' : '（更换或停用地图之后导出的除外）'}，平台日志记有每次导出文件的校验码（SHA-256）。
    </p>`,
    html`<p>本册不联网，不含任何外部链接；数值以发布时为准，之后的更正见平台新的发布编号。</p>`,
    html`<p>符号说明：0 为实际数值零；未报、不适用、无法提供、不公布分别以文字列出，均不作零处理。</p>`,
  ])
}
