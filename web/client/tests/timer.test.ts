/** The agenda timer over a reload. */
import { expect, test } from 'vitest'
import { recalled } from '../src/hotwash/timer'

test('a timer goes on after a reload as it was kept', () => {
  expect(recalled('{"used":1000,"since":5}')).toEqual({ used: 1000, since: 5 })
  expect(recalled('{"used":1000,"since":null}')).toEqual({ used: 1000, since: null })
})

test('a timer begins anew where nothing sound was kept', () => {
  for (const kept of [null, '', 'x', '3', 'null', '{"used":-1,"since":null}', '{"used":1,"since":"a"}'])
    expect(recalled(kept)).toEqual({ used: 0, since: null })
})
