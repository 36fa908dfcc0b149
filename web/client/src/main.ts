/** Starts the client: language, theme, who sits here, then the page. */
import '@fontsource-variable/noto-sans-sc'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import { createApp } from 'vue'
import App from './App.vue'
import { startSpeaking } from './core/i18n'
import { tellProblem } from './core/notices'
import { defineRoutes } from './core/router'
import { recognise } from './core/session'
import { startTheme } from './core/theme'
import { routes } from './routes'

async function start(): Promise<void> {
  startTheme()
  defineRoutes(routes)
  const known = recognise()
  known.catch(() => undefined) // told below, once there are words
  await startSpeaking()
  await known.catch(tellProblem)
  const app = createApp(App)
  app.config.errorHandler = (problem) => tellProblem(problem)
  app.mount('#app')
}

void start()
