// The schema of cronwright.yaml for editors: lib/lint/config.schema.json, with every rule and its options for completion.
const level = { $ref: '#/definitions/level' }

/** What an option takes follows from its default. */
const optionSchema = ({ default: standard, description }) => ({
  ...(Array.isArray(standard) ? { type: 'array', items: { type: 'string' } } : { type: typeof standard }),
  default: standard,
  description,
})

const ruleSchema = ({ title, options = {} }) => ({
  description: title,
  anyOf: [
    level,
    {
      type: 'object',
      additionalProperties: false,
      properties: {
        level,
        options: {
          type: 'object',
          additionalProperties: false,
          properties: Object.fromEntries(Object.entries(options).map(([name, option]) => [name, optionSchema(option)])),
        },
      },
    },
  ],
})

export function configSchema(base, rules) {
  const properties = Object.fromEntries(rules.map((rule) => [rule.id, ruleSchema(rule)]))
  return { ...base, definitions: { ...base.definitions, rules: { ...base.definitions.rules, properties } } }
}
