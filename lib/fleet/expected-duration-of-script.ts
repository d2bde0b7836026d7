import type { Container, PodSpec } from './workload.ts'

const UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3_600, d: 86_400 }

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
  return maxRuntime(words) ?? timeoutOf(words) ?? timeoutOfScript(words)
}

/** `--max-runtime=280s`, `--max-runtime 280` */
function maxRuntime(words: readonly string[]): number | undefined {
  const text = words.join(' ')
  const match = /(?:^|\s)--max-runtime[= ](\d+(?:\.\d+)?)([smhd]?)(?=\s|$|["'])/.exec(text)
  return match ? Number(match[1]) * UNITS[match[2]] : undefined
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

/** What follows `timeout`: options, then the duration; `-k 10` adds the time until the kill. */
function timeoutOperand(rest: string): number | undefined {
  const match = /^((?:(?:-k|-s|--kill-after|--signal)[= ]\S+\s+|-\S+\s+)*)(\d+(?:\.\d+)?)([smhd]?)(?=\s|$)/.exec(rest)
  if (!match) return undefined
  const [, options, amount, unit] = match
  const kill = /(?:-k|--kill-after)[= ](\d+(?:\.\d+)?)([smhd]?)/.exec(options)
  return Number(amount) * UNITS[unit] + (kill ? Number(kill[1]) * UNITS[kill[2]] : 0)
}
