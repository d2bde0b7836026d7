export * from './node.ts'
export { readYaml } from './read-yaml.ts'
export { toValue } from './to-value.ts'
