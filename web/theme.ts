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

/** Calm and dense: small type, small gaps, one colour. */
export const theme = createTheme({
  colors: { ink },
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
