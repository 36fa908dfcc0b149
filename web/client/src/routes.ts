/** Lists the pages of the client by address; each is a bundle of its own. */
import type { Route } from './core/router'

export const routes: Route[] = [
  { pattern: '/', name: 'lobby', load: () => import('./lobby/LobbyPage.vue') },
  { pattern: '/j/:token', name: 'enter', load: () => import('./lobby/EnterPage.vue') },
  { pattern: '/join', name: 'join', load: () => import('./lobby/JoinPage.vue') },
  { pattern: '/join/:code', name: 'join', load: () => import('./lobby/JoinPage.vue') },
  { pattern: '/demo', name: 'demo', load: () => import('./lobby/DemoPage.vue') },
  { pattern: '/scenarios/:id', name: 'scenario', load: () => import('./scenario/ScenarioPage.vue') },
  { pattern: '/scenarios/:id/launch', name: 'launch', load: () => import('./launch/LaunchPage.vue') },
  {
    pattern: '/scenarios/:id/rehearse',
    name: 'rehearsal.title',
    load: () => import('./rehearsal/RehearsePage.vue'),
  },
  {
    pattern: '/rehearsals/:id',
    name: 'rehearsal.title',
    load: () => import('./rehearsal/RehearsalPage.vue'),
  },
  { pattern: '/exercises/:id', name: 'exercise', load: () => import('./launch/ExercisePage.vue') },
  { pattern: '/exercises/:id/compare', name: 'compare', load: () => import('./compare/ComparePage.vue') },
  {
    pattern: '/exercises/:id/findings',
    name: 'register.findings',
    load: () => import('./register/FindingsPage.vue'),
  },
  { pattern: '/register', name: 'register', load: () => import('./register/RegisterPage.vue') },
  {
    pattern: '/register/settings',
    name: 'register.settings',
    load: () => import('./register/SettingsPage.vue'),
  },
  { pattern: '/register/actions/:id', name: 'action', load: () => import('./register/ActionPage.vue') },
  { pattern: '/plans/:id', name: 'plan', load: () => import('./plans/PlanPage.vue') },
  { pattern: '/plans/:id/history', name: 'trend', load: () => import('./compare/HistoryPage.vue') },
  { pattern: '/plans/:id/versions/:version', name: 'plan', load: () => import('./plans/PlanPage.vue') },
  { pattern: '/drafts/:id', name: 'draft', load: () => import('./plans/DraftPage.vue') },
  { pattern: '/tables/:id/control', name: 'control', load: () => import('./facilitator/ControlDesk.vue') },
  { pattern: '/tables/:id/seat', name: 'seat', load: () => import('./participant/SeatDesk.vue') },
  { pattern: '/tables/:id/evaluate', name: 'evaluate', load: () => import('./evaluator/EvaluatorDesk.vue') },
  {
    pattern: '/tables/:id/evaluation',
    name: 'panel.title',
    load: () => import('./evaluation/EvaluationPage.vue'),
  },
  { pattern: '/tables/:id/wall', name: 'wall', load: () => import('./wall/WallPage.vue') },
  { pattern: '/tables/:id/travel', name: 'travel', load: () => import('./travel/TravelPage.vue') },
  { pattern: '/tables/:id/hotwash', name: 'hotwash', load: () => import('./hotwash/HotwashPage.vue') },
  { pattern: '/tables/:id/review', name: 'review', load: () => import('./review/ReviewPage.vue') },
  { pattern: '/tables/:id/report', name: 'report', load: () => import('./review/ReportPage.vue') },
  { pattern: '/tables/:id/whatif', name: 'whatif.title', load: () => import('./whatif/WhatIfPage.vue') },
]
