import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where the application listens while pages are being written. */
const application = process.env.SECONDCHAIR_URL ?? 'http://localhost:4310'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: { proxy: { '/api': application } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // Content that stands in the page's own address (data:) would need a hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
})
