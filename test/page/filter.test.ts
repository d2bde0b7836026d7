import { expect, test } from 'vitest'
import { EVERYTHING, matching, type Filter } from '../../lib/page/filter.ts'
import { modelOf } from '../../lib/page/model.ts'
import { timelineData } from '../../lib/report/timeline-data.ts'
import { FROM, timelineFor, UNTIL } from './fleet.ts'

const MODEL = modelOf(
  timelineData(
    timelineFor([
      { name: 'backup', namespace: 'shop', schedule: '15 2 * * *', takes: '1h', labels: { team: 'infra', tier: 'night' } },
      { name: 'load', namespace: 'shop', schedule: '0 2 * * *', zone: 'Europe/Berlin', takes: '30m', labels: { team: 'data' } },
      { name: 'warm', namespace: 'web', schedule: '*/5 * * * *', takes: '7m', labels: { team: 'web' } },
      { name: 'off', namespace: 'web', schedule: '0 3 * * *', suspend: true },
    ]),
    'UTC',
  ),
)
const WHOLE = { from: 0, until: UNTIL - FROM }

test.each<[filter: Partial<Filter>, names: readonly string[]]>([
  [{}, ['backup', 'load', 'off', 'warm']],
  [{ query: 'SHOP' }, ['backup', 'load']],
  // every word, in whatever field
  [{ query: 'shop berlin' }, ['load']],
  [{ query: 'every 5 minutes' }, ['warm']],
  [{ query: '<none>' }, []],
  [{ namespace: 'web' }, ['off', 'warm']],
  [{ cluster: 'prod' }, []],
  [{ label: 'team=data' }, ['load']],
  [{ label: 'tier' }, ['backup']],
  [{ label: 'team, tier=night' }, ['backup']],
  [{ only: 'overlaps' }, ['warm']],
  [{ only: 'clocks' }, ['load']],
  [{ only: 'idle' }, ['off']],
  [{ sort: 'runs' }, ['warm', 'backup', 'load', 'off']],
  [{ sort: 'longest' }, ['backup', 'load', 'warm', 'off']],
  [{ sort: 'next' }, ['warm', 'load', 'backup', 'off']],
])('%j', (filter, names) => {
  expect(matching(MODEL, { ...EVERYTHING, ...filter }, WHOLE).map(({ name }) => name)).toEqual(names)
})
