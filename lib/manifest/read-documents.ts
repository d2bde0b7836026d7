import { readYaml, type YamlDocument } from '../reader/index.ts'
import { yamlBlocks } from './markdown.ts'
import { shiftDocument } from './shift.ts'

/** The documents of a text; of Markdown (`fenced`) those of its fenced `yaml` blocks, at the offsets of the Markdown and counted through the file. */
export function readDocuments(text: string, fenced: boolean): readonly YamlDocument[] {
  if (!fenced) return readYaml(text)
  const documents: YamlDocument[] = []
  for (const block of yamlBlocks(text)) {
    for (const document of readYaml(block.text)) documents.push({ ...shiftDocument(document, block.toFile), index: documents.length })
  }
  return documents
}
