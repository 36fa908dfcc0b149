import { expect, it } from 'vitest'
import { HOUR, MINUTE, SECOND, lengthText, lengthWords, sinceStart, timeColumn } from '../src/core/time'

it('writes a moment in running text as reports do: hours from an hour on', () => {
  const moments = [0, 59 * SECOND, 9 * MINUTE + 3 * SECOND, HOUR, HOUR + 12 * MINUTE + 30 * SECOND, -5]
  expect(moments.map(sinceStart)).toEqual(['T+0:00', 'T+0:59', 'T+9:03', 'T+1:00:00', 'T+1:12:30', 'T+0:00'])
})

it('writes every moment of a column equally wide', () => {
  expect([0, HOUR + 2 * MINUTE + 3 * SECOND].map(timeColumn)).toEqual(['00:00:00', '01:02:03'])
})

it('tells a written length as it tells any other, and leaves what is none as it stands', () => {
  expect(lengthWords('1h30m')).toBe(lengthText(HOUR + 30 * MINUTE))
  expect(['', '2 working-days'].map(lengthWords)).toEqual(['', '2 working-days'])
})
