import { expect, test } from 'vitest'
import { comparePlaces, Path } from '../../lib/kubernetes/field-path.ts'

test('a path in two notations', () => {
  const path = new Path()
  for (const step of ['spec', 'containers', 10, 'resources', 'limits']) path.push(step)
  path.pushKey('nvidia.com/gpu')
  expect(path.text()).toBe('spec.containers[10].resources.limits[nvidia.com/gpu]')
  expect(path.fieldNames()).toBe('spec.containers.resources.limits')
  path.pop()
  path.pop()
  expect(path.text()).toBe('spec.containers[10].resources')
})

test('places in the order in which sorted JSON is read', () => {
  const places = [['b'], ['a', 10], ['a', 2], ['a'], ['B'], ['a', 2, 'x'], ['\u{1f600}'], ['\uffff']]
  expect(places.toSorted(comparePlaces)).toEqual([['B'], ['a'], ['a', 2], ['a', 2, 'x'], ['a', 10], ['b'], ['\uffff'], ['\u{1f600}']])
})
