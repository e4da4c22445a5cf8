declare module '*.module.css' {
  const names: Readonly<Record<string, string>>
  // biome-ignore lint/style/noDefaultExport: this is how Vite hands out a style sheet's class names
  export default names
}
declare module '*.css'
