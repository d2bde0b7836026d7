import { judgeFile, type FileJudgement } from './judge-file.ts'
import { firstLine } from './rule-failure.ts'
import type { Session } from './session.ts'

/** A file to lint. `text` may be a getter: it is read when the file is judged, and again only where a finding needs it. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

/** Judges a file, or says that it cannot be read. */
export function judgeSource(file: SourceFile, session: Session, patches: ReadonlySet<string>): FileJudgement {
  let text: string
  try {
    text = file.text
  } catch (error) {
    const unchecked = [{ file: file.path, line: 1, reason: 'unreadable', message: reasonOf(error, file.path) }]
    return { path: file.path, findings: [], workloads: [], objects: [], suppressions: [], unchecked, documents: 0 }
  }
  return judgeFile(file.path, text, session, patches.has(file.path))
}

/** The text, or nothing where the file cannot be read: its judgement says so. */
export function textOf(file: SourceFile): string | undefined {
  try {
    return file.text
  } catch {
    return undefined
  }
}

function reasonOf(error: unknown, path: string): string {
  const message = firstLine(error)
  return message.startsWith(`${path}: `) ? message.slice(path.length + 2) : `cannot be read: ${message}`
}
