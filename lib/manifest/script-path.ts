/** Fields whose text is a script or an argument of one: there `${VAR}` is the shell's, in four of ten real files. */
export function isScriptPath(path: string): boolean {
  return /\.(command|args)(\[\d+\])?$/.test(path) || /^(data|binaryData|stringData)[.[]/.test(path)
}
