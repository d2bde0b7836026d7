import { referencesOf, type CronJob } from '../fleet/index.ts'

const HOST_NAME =
  /^(?:PGHOST|(?:\w+_)?(?:DB|DATABASE|PG|POSTGRES(?:QL)?|MYSQL|MARIADB|MONGO(?:DB)?|REDIS|CLICKHOUSE)_?(?:HOST|HOSTNAME|ADDR|ADDRESS|SERVER))$/i
const URL = /\b(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|redis|clickhouse):\/\/(?:[^@\s/'"]*@)?([A-Za-z0-9][A-Za-z0-9.-]*)/g
const CLIENT = /\b(?:psql|pg_dump|pg_dumpall|pg_restore|vacuumdb|reindexdb|mysql|mysqldump|mariadb|mariadb-dump)\b/
const HOST_OPTION = /(?:^|\s)(?:-h\s*|--host[=\s])['"]?([A-Za-z][A-Za-z0-9.-]*)/g

/** Database hosts that the manifest of a job names in plain text, as `service.namespace` or as the full name of a host elsewhere. */
export function databaseHostsOf({ job: { pod }, namespace = 'default' }: CronJob): readonly string[] {
  const hosts = [...pod.initContainers, ...pod.containers].flatMap(({ env, command = [], args = [] }) => {
    const words = [...command, ...args].join(' ')
    const named = env.flatMap(({ name = '', value = '' }) => (HOST_NAME.test(name) ? [value] : []))
    const texts = [words, ...env.map(({ value = '' }) => value)]
    const inUrls = texts.flatMap((text) => [...text.matchAll(URL)].map(([, host]) => host))
    const options = CLIENT.test(words) ? [...words.matchAll(HOST_OPTION)].map(([, host]) => host) : []
    return [...named, ...inUrls, ...options]
  })
  return [...new Set(hosts.map((host) => hostIn(host.trim(), namespace)))].filter((host) => host !== '')
}

/** A name without a dot is a Service of the job's own namespace. Placeholders, variables and the pod itself are no shared host. */
function hostIn(text: string, namespace: string): string {
  const host = text.replace(/:\d+$/, '').toLowerCase()
  if (!/^[a-z0-9][a-z0-9.-]*$/.test(host) || /^(?:localhost|127\.[\d.]+)$/.test(host)) return ''
  const service = /^([a-z0-9-]+)(?:\.([a-z0-9-]+)(?:\.svc(?:\.cluster\.local)?)?)?$/.exec(host)
  return service ? `${service[1]}.${service[2] ?? namespace}` : host
}

/** Secrets that the containers of a job read, as `namespace/name`. What pulls images is no credential of its work. */
export function secretsOf(cronJob: CronJob): readonly string[] {
  const names = referencesOf(cronJob)
    .filter(({ kind, path }) => kind === 'Secret' && !path.includes('imagePullSecrets'))
    .map(({ name }) => `${cronJob.namespace ?? 'default'}/${name}`)
  return [...new Set(names)]
}
