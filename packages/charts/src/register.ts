import { BarChart, CustomChart, LineChart } from 'echarts/charts'
import { GraphicComponent, GridComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { registerOutline } from './options/outline-shape.ts'

echarts.use([BarChart, CustomChart, LineChart, GraphicComponent, GridComponent, SVGRenderer])
registerOutline(echarts.graphic)

/** ECharts with only the parts our options use, drawing SVG; the web loads this as a chunk of its own. */
export const { init, use, setPlatformAPI } = echarts
