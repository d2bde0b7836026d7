import type { Finding, Report } from '../lint/index.ts'
import { lineTable, positionAt, secondOpinion } from '../manifest/index.ts'
import { readYaml } from '../reader/index.ts'
import type { FileOnDisk } from './file-on-disk.ts'

/** Broken documents that our own reader cannot explain further get the words of another reader beside its own. */
export async function withSecondOpinions(report: Report, files: readonly FileOnDisk[]): Promise<Report> {
  const texts = new Map(files.map((file) => [file.path, file]))
  const findings = await Promise.all(
    report.findings.map((finding) =>
      finding.rule === 'syntax' && finding.help === undefined ? explained(finding, texts.get(finding.file)?.text) : finding,
    ),
  )
  return { ...report, findings }
}

async function explained(finding: Finding, text: string | undefined): Promise<Finding> {
  const document = text === undefined ? undefined : readYaml(text).find(({ index }) => index === finding.document)
  const opinion = text !== undefined && document ? await secondOpinion(text, document) : undefined
  if (text === undefined || !opinion) return finding
  const { line, column } = positionAt(lineTable(text), opinion.offset)
  return { ...finding, help: `another YAML reader says at ${line}:${column}: ${opinion.message}` }
}
