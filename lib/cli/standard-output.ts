import { fstatSync, writeSync } from 'node:fs'
import { reason } from './reason.ts'
import { UsageError } from './usage-error.ts'

/**
 * Writes to standard output. `process.stdout` brings streams and sockets with it, a tenth of a short run; the system call alone does the same on files, pipes and terminals. Where
 * a pipe cannot take all of it at once, and on consoles that are no UTF-8, the stream takes over for good.
 */
export function print(text: string): void {
  if (stream === undefined && process.platform !== 'win32') {
    const bytes = Buffer.from(text)
    const written = writeBytes(bytes)
    if (written < bytes.length) openStream().write(bytes.subarray(written))
  } else openStream().write(text)
}

let stream: NodeJS.WriteStream | undefined

/** How many bytes were written. A reader that has seen enough (`cronwright lint | head`) is no error: it gets no more. */
function writeBytes(bytes: Uint8Array): number {
  let at = 0
  try {
    while (at < bytes.length) at += writeSync(1, bytes, at)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EPIPE') return bytes.length
    if (code !== 'EAGAIN') throw new UsageError(`standard output: ${reason(error)}`)
  }
  return at
}

function openStream(): NodeJS.WriteStream {
  if (stream) return stream
  stream = process.stdout
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  return stream
}

/** Whether a person reads it. Files and pipes, and /dev/null among the memory devices of Linux, are told without asking the stream. */
export function isTerminal(): boolean {
  const status = fstatSync(1)
  if (!status.isCharacterDevice() || (process.platform === 'linux' && status.rdev >> 8 === MEMORY_DEVICES)) return false
  return process.stdout.isTTY === true
}

const MEMORY_DEVICES = 1
