import type { Finding } from '../lint/finding.ts'
import { fullMessage } from './full-message.ts'
import type { Reporter } from './reporter.ts'

/**
 * JUnit XML: a suite a file, a failed test case a finding; a note is skipped, not failed. Servers keep only the first of two cases with one name, so that names carry
 * rule, place and object. A clean report has one passed case: an empty file reads as "no tests ran".
 */
export const junit: Reporter = ({ findings, summary }) => {
  const files = new Map<string, Finding[]>()
  for (const finding of findings) {
    const list = files.get(finding.file)
    if (list) list.push(finding)
    else files.set(finding.file, [finding])
  }
  const suites = [...files].map(([file, list]) => suite(file, list))
  if (suites.length === 0)
    suites.push(
      '  <testsuite name="cronwright" tests="1" failures="0" skipped="0">\n    <testcase classname="cronwright" name="no findings"/>\n  </testsuite>\n',
    )
  const notes = summary.notes
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<testsuites name="cronwright" tests="${Math.max(1, findings.length)}" failures="${findings.length - notes}" skipped="${notes}">\n` +
    `${suites.join('')}</testsuites>\n`
  )
}

function suite(file: string, findings: readonly Finding[]): string {
  const skipped = findings.filter(({ level }) => level === 'note').length
  return (
    `  <testsuite name="${escape(file)}" tests="${findings.length}" failures="${findings.length - skipped}" skipped="${skipped}">\n` +
    `${findings.map(testCase).join('')}  </testsuite>\n`
  )
}

function testCase(finding: Finding): string {
  const { rule, level, message, file, start, object } = finding
  const named =
    object?.name === undefined ? '' : ` (${object.kind} ${object.namespace === undefined ? '' : `${object.namespace}/`}${object.name})`
  const name = `${rule} at ${start.line}:${start.column}${named}`
  const attributes = `classname="${escape(file)}" name="${escape(name)}" file="${escape(file)}" line="${start.line}"`
  if (level === 'note') return `    <testcase ${attributes}>\n      <skipped message="${escape(message)}"/>\n    </testcase>\n`
  const body = `${file}:${start.line}:${start.column}: ${fullMessage(finding)}`
  return (
    `    <testcase ${attributes}>\n` +
    `      <failure message="${escape(message)}" type="${level}">${escape(body)}</failure>\n` +
    '    </testcase>\n'
  )
}

const ENTITY: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
  '\r': '&#13;',
}

/** XML 1.0 has no way to write most control characters and lone surrogates: they are dropped. */
function escape(text: string): string {
  return text
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '',
    )
    .replace(/[&<>"\n\t\r]/g, (character) => ENTITY[character] ?? '')
}
