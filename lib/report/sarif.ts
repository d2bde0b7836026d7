import type { Finding, SuppressedFinding } from '../lint/finding.ts'
import type { Reporter, RuleSummary } from './reporter.ts'
import { fullMessage } from './full-message.ts'
import { fingerprint } from './fingerprint.ts'

/** SARIF 2.1.0, for code scanning. Suppressed findings are results with a suppression, so that a dashboard can tell them from fixed ones. */
export const sarif: Reporter = (report, { toolVersion, rules }) => {
  const all: readonly (readonly [Finding, SuppressedFinding?])[] = [
    ...report.findings.map((finding) => [finding] as const),
    ...report.suppressed.map((suppressed) => [suppressed.finding, suppressed] as const),
  ]
  const ids = [...new Set(all.map(([finding]) => finding.rule))].sort()
  const indexOf = new Map(ids.map((id, index) => [id, index]))
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'cronwright',
            version: toolVersion,
            semanticVersion: toolVersion,
            informationUri: 'https://github.com/cronwright/cronwright',
            rules: ids.map((id) => descriptor(id, rules.get(id))),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: report.unchecked.map(({ file, line, message }) => ({
              level: 'note',
              message: { text: `not checked: ${message}` },
              locations: [{ physicalLocation: { artifactLocation: { uri: uri(file) }, region: { startLine: line } } }],
            })),
          },
        ],
        results: all.map(([finding, suppressed]) => result(finding, indexOf.get(finding.rule) ?? 0, suppressed)),
      },
    ],
  }
  return `${JSON.stringify(log, undefined, 2)}\n`
}

function descriptor(id: string, rule: RuleSummary | undefined): object {
  if (!rule) return { id }
  const { title, url, family } = rule
  return { id, name: id, shortDescription: { text: title }, ...(url === undefined ? {} : { helpUri: url }), properties: { tags: [family] } }
}

function result(finding: Finding, ruleIndex: number, suppressed: SuppressedFinding | undefined): object {
  const { rule, level, file, start, end, fix, path } = finding
  const artifactLocation = { uri: uri(file) }
  return {
    ruleId: rule,
    ruleIndex,
    level,
    message: { text: fullMessage(finding) },
    locations: [
      {
        physicalLocation: {
          artifactLocation,
          region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
        },
        ...(path === '' ? {} : { logicalLocations: [{ fullyQualifiedName: path }] }),
      },
    ],
    partialFingerprints: { 'cronwright/v1': fingerprint(finding) },
    ...(suppressed
      ? {
          suppressions: [
            { kind: suppressed.by === 'baseline' ? 'external' : 'inSource', status: 'accepted', justification: justification(suppressed) },
          ],
        }
      : {}),
    ...(fix
      ? {
          fixes: [
            {
              description: { text: fix.title },
              artifactChanges: [
                {
                  artifactLocation,
                  replacements: fix.edits.map((edit) => ({
                    deletedRegion: { charOffset: edit.start, charLength: edit.end - edit.start },
                    insertedContent: { text: edit.text },
                  })),
                },
              ],
            },
          ],
        }
      : {}),
  }
}

function justification({ reason, until, owner }: SuppressedFinding): string {
  const bounds = [...(until === undefined ? [] : [`until ${until}`]), ...(owner === undefined ? [] : [`owner ${owner}`])]
  return bounds.length === 0 ? reason : `${reason} (${bounds.join(', ')})`
}

/** A relative reference with forward slashes; characters that a URI cannot hold are escaped. */
function uri(file: string): string {
  return file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/')
}
