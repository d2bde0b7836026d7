/** What of a container decides which program runs. */
export interface CommandLine {
  /** Field path of the container. */
  readonly path: string
  readonly command?: readonly string[] | undefined
  readonly args?: readonly string[] | undefined
}

/** One item of `command` or `args`, with its field path. */
export interface Word {
  readonly path: string
  readonly text: string
}

/** The words that the runtime hands to the kernel: `command`, then `args`. Without `command` the image's entrypoint comes first, which nobody knows here. */
export function wordsOf({ path, command = [], args = [] }: CommandLine): readonly Word[] {
  return [
    ...command.map((text, index) => ({ path: `${path}.command[${index}]`, text })),
    ...args.map((text, index) => ({ path: `${path}.args[${index}]`, text })),
  ]
}

/** `bash` of `/usr/local/bin/bash`. */
export function programOf(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1)
}
