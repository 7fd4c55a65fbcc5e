/**
 * What figures of pages are held against: a table of as many rows as a nation has counties, written by hand. A click sorts
 * it anew by its next column and draws those rows that a window holds. No library, nothing to fetch.
 */
export const handTable = `<!doctype html>
<meta charset="utf-8">
<title>by hand</title>
<style>table { border-collapse: collapse } td { border: 1px solid #ccc; padding: 2px 8px; font: 14px sans-serif }</style>
<button>sort</button>
<table><tbody></tbody></table>
<script>
  const rows = Array.from({ length: 2850 }, (_, at) => ({
    name: '测试区县' + at,
    values: Array.from({ length: 8 }, (_, column) => ((at + 1) * (column + 7) * 2654435761) % 100003 / 1000),
  }))
  const body = document.querySelector('tbody')
  let column = 0
  const draw = () => {
    column = (column + 1) % 8
    rows.sort((left, right) => right.values[column] - left.values[column] || left.name.localeCompare(right.name))
    body.replaceChildren(...rows.slice(0, 40).map(({ name, values }) => {
      const row = document.createElement('tr')
      row.append(...[name, ...values.map((value) => value.toFixed(1))].map((text) => {
        const cell = document.createElement('td')
        cell.textContent = text
        return cell
      }))
      return row
    }))
  }
  draw()
  document.querySelector('button').addEventListener('click', draw)
</script>`
