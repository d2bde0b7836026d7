// The page of `timeline --html` without its data: one file, whose policy lets nothing run or load but the code and the styles that it contains.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const folder = fileURLToPath(new URL('../lib/page', import.meta.url))

export async function builtPage() {
  const [script, style] = await Promise.all([bundle('main.ts'), bundle('page.css')])
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    // The empty icon, so that no browser asks a server for one.
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return readFileSync(join(folder, 'page.html'), 'utf8')
    .replace('CRONWRIGHT-POLICY', () => policy)
    .replace('<style></style>', () => `<style>${style}</style>`)
    .replace('<script></script>', () => `<script>${script}</script>`)
}

async function bundle(name) {
  const { outputFiles } = await build({
    entryPoints: [join(folder, name)],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: ['chrome111', 'firefox113', 'safari16.2'],
    minify: true,
    legalComments: 'none',
    charset: 'ascii',
    logLevel: 'warning',
  })
  const text = outputFiles[0].text.trim()
  if (/<(\/(script|style)|!--)/i.test(text)) throw new Error(`${name} would end its own element`)
  return text
}

function hashOf(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
