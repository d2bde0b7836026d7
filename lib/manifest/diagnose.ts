/** What another reader says of a document that Kubernetes' reader refuses, and where. */
export interface SecondOpinion {
  readonly message: string
  /** Offset into the text of the file. */
  readonly offset: number
}

/**
 * Asks the library `yaml`, which goes on behind a fault and often names the cause where ours names the consequence. Its verdict and values never count.
 * `undefined` where it sees nothing wrong. Loaded when it is asked only.
 */
export async function secondOpinion(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): Promise<SecondOpinion | undefined> {
  const { parseDocument } = await import('yaml')
  const [error] = parseDocument(text.slice(start, end), {
    prettyErrors: false,
    logLevel: 'silent',
    uniqueKeys: false,
    version: '1.1',
  }).errors
  return error && { message: error.message.split('\n')[0].replace(/\.$/, ''), offset: start + error.pos[0] }
}
