import { expect, test } from 'vitest'
import { planTimeline } from '../../lib/cli/timeline-outputs.ts'

test.each<[given: readonly string[], options: Parameters<typeof planTimeline>[1], paths: readonly string[], outputs: readonly unknown[]]>([
  [['jobs'], { format: 'text' }, ['jobs'], [{ format: 'text' }]],
  [['jobs'], { format: 'html' }, ['jobs'], [{ format: 'html' }]],
  [['jobs'], { format: 'text', html: true }, ['jobs'], [{ format: 'html' }]],
  [['jobs'], { format: 'text', html: 'page.html' }, ['jobs'], [{ format: 'html', file: 'page.html' }]],
  [['jobs'], { format: 'text', html: '-' }, ['jobs'], [{ format: 'html' }]],
  // what stands after --html and is no page is something to read
  [['more'], { format: 'text', html: 'jobs.yaml' }, ['jobs.yaml', 'more'], [{ format: 'html' }]],
  [
    [],
    { format: 'text', output: ['html=a.html', 'json=b=c.json'] },
    [],
    [{ format: 'text' }, { format: 'html', file: 'a.html' }, { format: 'json', file: 'b=c.json' }],
  ],
])('%j %j', (given, options, paths, outputs) => {
  expect(planTimeline(given, options)).toEqual({ paths, outputs })
})

test.each<[options: Parameters<typeof planTimeline>[1], message: RegExp]>([
  [{ format: 'toString' }, /--format: unknown format 'toString'/],
  [{ format: 'text', output: ['pdf=a.pdf'] }, /--output: unknown format 'pdf'/],
  [{ format: 'text', output: ['html='] }, /is not format=file/],
  [{ format: 'json', html: true }, /both want standard output/],
])('%j is refused', (options, message) => {
  expect(() => planTimeline([], options)).toThrow(message)
})
