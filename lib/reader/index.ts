export * from './node.ts'
export { readYaml } from './read-yaml.ts'
export { resolvePlain as resolveText } from './scalar.ts'
export { toValue } from './to-value.ts'
