/* Forms of names, each with the server's messages. */

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/
const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/
const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/
const NONE: readonly string[] = []

function tooLong(limit: number): string {
  return `must be no more than ${limit} characters`
}

/** `a-b`: at most 63 characters. */
export function dnsLabel(name: string): readonly string[] {
  if (name.length <= 63 && LABEL.test(name)) return NONE
  return [
    ...(name.length > 63 ? [tooLong(63)] : NONE),
    ...(LABEL.test(name)
      ? NONE
      : [
          "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
        ]),
  ]
}

/** `a-b.c`: at most 253 characters. */
export function dnsSubdomain(name: string): readonly string[] {
  if (name.length <= 253 && SUBDOMAIN.test(name)) return NONE
  return [
    ...(name.length > 253 ? [tooLong(253)] : NONE),
    ...(SUBDOMAIN.test(name)
      ? NONE
      : [
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        ]),
  ]
}

/** `prefix/Name_1`: the key of a label, annotation, condition or extended resource. */
export function qualifiedName(key: string): readonly string[] {
  const slash = key.indexOf('/')
  if (slash < 0 && key.length <= 63 && QUALIFIED.test(key)) return NONE
  if (slash > 0 && slash <= 253 && key.length - slash <= 64 && QUALIFIED.test(key.slice(slash + 1)) && SUBDOMAIN.test(key.slice(0, slash)))
    return NONE
  const parts = key.split('/')
  if (parts.length > 2) {
    return [
      "a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
    ]
  }
  const messages: string[] = []
  const name = parts.at(-1) as string
  if (parts.length === 2) {
    if (parts[0] === '') messages.push('prefix part must be non-empty')
    else messages.push(...dnsSubdomain(parts[0]).map((message) => `prefix part ${message}`))
  }
  if (name === '') messages.push('name part must be non-empty')
  else if (name.length > 63) messages.push(`name part ${tooLong(63)}`)
  if (!QUALIFIED.test(name))
    messages.push(
      "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    )
  return messages
}

export function labelValue(value: string): readonly string[] {
  if (value.length <= 63 && LABEL_VALUE.test(value)) return NONE
  return [
    ...(value.length > 63 ? [tooLong(63)] : NONE),
    ...(LABEL_VALUE.test(value)
      ? NONE
      : [
          "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
        ]),
  ]
}

/** The key of a ConfigMap or Secret. */
export function configMapKey(key: string): readonly string[] {
  const messages: string[] = []
  if (key.length > 253) messages.push(tooLong(253))
  if (!/^[-._a-zA-Z0-9]+$/.test(key))
    messages.push(
      "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
    )
  if (key === '.') messages.push("must not be '.'")
  if (key === '..') messages.push("must not be '..'")
  else if (key.startsWith('..')) messages.push("must not start with '..'")
  return messages
}

/** Environment variables: any printable ASCII but `=` since 1.32, an identifier with `-` and `.` before (and the relaxed form behind a gate). */
export function envVarName(name: string, minor: number): readonly string[] {
  if (minor >= 32)
    return /^[ -<>-~]+$/.test(name)
      ? NONE
      : ["a valid environment variable name must consist only of printable ASCII characters other than '='"]
  const messages: string[] = []
  if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name))
    messages.push(
      "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')",
    )
  if (name === '.') messages.push("must not be '.'")
  else if (name === '..') messages.push("must not be '..'")
  else if (name.startsWith('..')) messages.push("must not start with '..'")
  return messages
}

/** The name of a port: at most 15 characters, a letter among them. */
export function portName(name: string): readonly string[] {
  const messages: string[] = []
  if (name.length > 15) messages.push('must be no more than 15 characters')
  if (!/^[-a-z0-9]+$/.test(name)) messages.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)')
  if (!/[a-z]/.test(name)) messages.push('must contain at least one letter (a-z)')
  if (name.includes('--')) messages.push('must not contain consecutive hyphens')
  if (name.startsWith('-') || name.endsWith('-')) messages.push('must not begin or end with a hyphen')
  return messages
}
