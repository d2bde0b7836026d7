import { defineRule } from '../../lib/rule/index.ts'

/** Two manifests of one object: whoever is applied last wins. */
export default defineRule({
  id: 'duplicate-object',
  title: 'No object is written twice within a cluster',
  level: 'error',
  rationale: `
Two manifests of the same kind, namespace and name are one object in the cluster. Applied together the last one wins; owned by two applications they overwrite
each other at every sync. Objects of different clusters and kustomize patches are no duplicates.`,
  references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/names/'],

  *checkFleet({ name: cluster, workloads }) {
    const first = new Map<string, (typeof workloads)[number]>()
    for (const workload of workloads) {
      const { kind, namespace = '', name, partial, object } = workload
      if (partial || name === undefined || name === '' || isProse(object.file)) continue
      if (cluster === '' && isSample(object.file)) continue
      const key = `${kind} ${namespace} ${name}`
      const other = first.get(key)
      if (!other) {
        first.set(key, workload)
        continue
      }
      // Without a named cluster nobody says that two folders run in one place.
      if (cluster === '' && folderOf(other.object.file) !== folderOf(object.file)) continue
      const where = other.object.file === object.file ? 'in this file' : `in ${other.object.file}`
      yield {
        object,
        at: 'metadata.name',
        message: `${kind} '${namespace === '' ? name : `${namespace}/${name}`}' is already written ${where}`,
        help: 'keep one of them, or rename one; applied together the last one wins',
      }
    }
  },

  good: [
    {
      title: 'two names',
      yaml: 'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: orders-backup}\nspec: {schedule: "0 2 * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: dump, image: "postgres:16"}]}}}}}\n---\napiVersion: batch/v1\nkind: CronJob\nmetadata: {name: users-backup}\nspec: {schedule: "0 2 * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: dump, image: "postgres:16"}]}}}}}\n',
    },
    {
      title: 'one name in two namespaces',
      yaml: 'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: backup, namespace: orders}\nspec: {schedule: "0 2 * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: dump, image: "postgres:16"}]}}}}}\n---\napiVersion: batch/v1\nkind: CronJob\nmetadata: {name: backup, namespace: users}\nspec: {schedule: "0 2 * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: dump, image: "postgres:16"}]}}}}}\n',
    },
  ],
  bad: [
    {
      title: 'copied and not renamed',
      at: 'metadata.name',
      yaml: 'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: orders-backup}\nspec: {schedule: "0 2 * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: dump, image: "postgres:16"}]}}}}}\n---\napiVersion: batch/v1\nkind: CronJob\nmetadata: {name: orders-backup}\nspec: {schedule: "0 2 * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: dump, image: "postgres:16"}]}}}}}\n',
    },
  ],
})

/** Documentation shows one object again and again. */
function isProse(file: string): boolean {
  return /\.(?:md|mdx|markdown|txt|rst|adoc)$/i.test(file)
}

/** What shows variants or tests them is applied one at a time, unless it is named as part of a cluster. */
function isSample(file: string): boolean {
  return /(?:^|\/)(?:tests?|testdata|__tests__|fixtures?|examples?|samples?|_site)\//i.test(file)
}

function folderOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')))
}
