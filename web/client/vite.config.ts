/** Builds the browser bundle into web/static/dist; `vite dev` passes API and socket on to a local server. */
import { defineConfig } from 'vite'
import vue from '@vitejs/plugin-vue'

const server = process.env.STARTEX_SERVER ?? 'http://127.0.0.1:8000'

export default defineConfig({
  base: '/static/dist/',
  plugins: [vue()],
  define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false' },
  build: {
    outDir: '../static/dist',
    emptyOutDir: true,
    manifest: true,
    license: true,
    assetsInlineLimit: 0,
  },
  server: {
    proxy: { '/api': server, '/socket.io': { target: server, ws: true } },
  },
})
