declare module 'echarts/dist/echarts.esm.min.mjs' {
  export { graphic, init, setPlatformAPI } from 'echarts'
}
