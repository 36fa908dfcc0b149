/** Lists the pages of the client by address; each is a bundle of its own. */
import { page, type Route } from './core/router'

export const routes: Route[] = [
  { pattern: '/', name: 'lobby', page: page(() => import('./lobby/LobbyPage.vue')) },
  { pattern: '/j/:token', name: 'enter', page: page(() => import('./lobby/EnterPage.vue')) },
  { pattern: '/join', name: 'join', page: page(() => import('./lobby/JoinPage.vue')) },
  { pattern: '/join/:code', name: 'join', page: page(() => import('./lobby/JoinPage.vue')) },
  { pattern: '/demo', name: 'demo', page: page(() => import('./lobby/DemoPage.vue')) },
  { pattern: '/scenarios/:id', name: 'scenario', page: page(() => import('./scenario/ScenarioPage.vue')) },
  { pattern: '/scenarios/:id/launch', name: 'launch', page: page(() => import('./launch/LaunchPage.vue')) },
  { pattern: '/exercises/:id', name: 'exercise', page: page(() => import('./launch/ExercisePage.vue')) },
  { pattern: '/plans/:id', name: 'plan', page: page(() => import('./plans/PlanPage.vue')) },
  { pattern: '/plans/:id/versions/:version', name: 'plan', page: page(() => import('./plans/PlanPage.vue')) },
  { pattern: '/drafts/:id', name: 'draft', page: page(() => import('./plans/DraftPage.vue')) },
  { pattern: '/tables/:id/control', name: 'control', page: page(() => import('./facilitator/ControlDesk.vue')) },
  { pattern: '/tables/:id/seat', name: 'seat', page: page(() => import('./participant/SeatDesk.vue')) },
  { pattern: '/tables/:id/evaluate', name: 'evaluate', page: page(() => import('./evaluator/EvaluatorDesk.vue')) },
  { pattern: '/tables/:id/wall', name: 'wall', page: page(() => import('./wall/WallPage.vue')) },
  { pattern: '/tables/:id/review', name: 'review', page: page(() => import('./review/ReviewPage.vue')) },
  { pattern: '/tables/:id/report', name: 'report', page: page(() => import('./review/ReportPage.vue')) },
]
