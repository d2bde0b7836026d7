import { maxRuntimeIn, timeoutOperand } from '../script/index.ts'
import type { Container, PodSpec } from './workload.ts'

/**
 * The seconds after which the commands of a pod end themselves: `timeout 300 …` as the command or as every command of its script, or a `--max-runtime`. A worst case of
 * one try. `undefined` where a container has no such bound, or where init containers come first.
 */
export function scriptBound({ initContainers, containers }: PodSpec): number | undefined {
  if (initContainers.some(({ sidecar }) => !sidecar)) return undefined
  const bounds = containers.map(containerBound)
  return bounds.length > 0 && bounds.every((bound) => bound !== undefined) ? Math.max(...bounds) : undefined
}

function containerBound({ command = [], args = [] }: Container): number | undefined {
  const words = [...command, ...args]
  return maxRuntimeIn(words.join(' ')) ?? timeoutOf(words) ?? timeoutOfScript(words)
}

/** `[timeout, -k, 10, 300, ./run]`: the command itself. */
function timeoutOf(words: readonly string[]): number | undefined {
  return /(?:^|\/)timeout$/.test(words[0] ?? '') ? timeoutOperand(words.slice(1).join(' ')) : undefined
}

/** A script of which the last argument of a shell consists: bounded only if each command that is no setting stands under a timeout. */
function timeoutOfScript(words: readonly string[]): number | undefined {
  const flag = words.findIndex((word) => /^-[a-z]*c$/.test(word))
  if (flag < 0 || words.length <= flag + 1) return undefined
  const lines = words[flag + 1]
    .split(/\n|&&|;/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:#|set |export |cd |echo |exit\b)/.test(line))
  const bounds = lines
    .map((line) => /^(?:exec\s+)?timeout\s+(.*)$/.exec(line)?.[1])
    .map((rest) => (rest === undefined ? undefined : timeoutOperand(rest)))
  return bounds.length > 0 && bounds.every((bound) => bound !== undefined) ? bounds.reduce((sum, bound) => sum + bound, 0) : undefined
}
