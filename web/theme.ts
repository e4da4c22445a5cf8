import { createTheme, type MantineColorsTuple } from '@mantine/core'

/** The ink of the house: dark enough in its middle for white text on it (WCAG 2.2, contrast 4.5). */
const ink: MantineColorsTuple = [
  '#eef4fa',
  '#dbe6f1',
  '#b4cbe2',
  '#8aaed3',
  '#6795c6',
  '#5186be',
  '#3a6ea5',
  '#2f5d8e',
  '#274d76',
  '#1d3557',
]

const systemFonts = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif'

/** Mantine's own, but with ends dark enough to be read on their own light beginnings. */
const yellow: MantineColorsTuple = [
  '#fff9db',
  '#fff3bf',
  '#ffec99',
  '#ffe066',
  '#ffd43b',
  '#fcc419',
  '#fab005',
  '#b97900',
  '#966000',
  '#6f4700',
]
const orange: MantineColorsTuple = [
  '#fff4e6',
  '#ffe8cc',
  '#ffd8a8',
  '#ffc078',
  '#ffa94d',
  '#ff922b',
  '#fd7e14',
  '#c25400',
  '#a34400',
  '#7d3400',
]
const teal: MantineColorsTuple = [
  '#e6fcf5',
  '#c3fae8',
  '#96f2d7',
  '#63e6be',
  '#38d9a9',
  '#20c997',
  '#12b886',
  '#0a8f68',
  '#077553',
  '#055c41',
]

/** Calm and dense: small type, small gaps, one colour. */
export const theme = createTheme({
  colors: { ink, yellow, orange, teal },
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  fontFamily: systemFonts,
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: { fontFamily: systemFonts, fontWeight: '650' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Card: { defaultProps: { padding: 'md', withBorder: true } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
    Modal: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Select: { defaultProps: { clearButtonProps: { 'aria-label': 'Clear' } } },
  },
})
