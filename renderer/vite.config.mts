import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/**
 * The page runs under `script-src 'self'; style-src 'self'; font-src 'self'`: nothing inline, no data: fonts.
 * `base: './'` lets the Electron window and the station serve the same files.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome120',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    sourcemap: false,
  },
})
