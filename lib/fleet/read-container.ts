import type { Json, JsonObject } from '../kubernetes/verdict.ts'
import { givenMapping, listOf, mappingOf, textOf, textsOf } from './value.ts'
import type { Container, EnvFrom, EnvVar, KeyReference, VolumeMount } from './workload.ts'

/** The typed view of a container that stands at `path`. */
export function readContainer(container: JsonObject, path: string, init: boolean): Container {
  const restartPolicy = textOf(container.restartPolicy)
  return {
    path,
    name: textOf(container.name),
    image: textOf(container.image),
    imagePullPolicy: textOf(container.imagePullPolicy),
    command: textsOf(container.command),
    args: textsOf(container.args),
    workingDir: textOf(container.workingDir),
    env: listOf(container.env).map((env, index) => readEnvVar(mappingOf(env), `${path}.env[${index}]`)),
    envFrom: listOf(container.envFrom).map((source, index) => readEnvFrom(mappingOf(source), `${path}.envFrom[${index}]`)),
    volumeMounts: listOf(container.volumeMounts).map((mount, index) => readVolumeMount(mappingOf(mount), `${path}.volumeMounts[${index}]`)),
    resources: givenMapping(container.resources),
    securityContext: givenMapping(container.securityContext),
    restartPolicy,
    init,
    sidecar: init && restartPolicy === 'Always',
    value: container,
  }
}

function readEnvVar(env: JsonObject, path: string): EnvVar {
  const valueFrom = givenMapping(env.valueFrom)
  return {
    path,
    name: textOf(env.name),
    value: valueFrom ? undefined : textOf(env.value),
    secret: valueFrom && readKeyReference(valueFrom.secretKeyRef, `${path}.valueFrom.secretKeyRef`),
    configMap: valueFrom && readKeyReference(valueFrom.configMapKeyRef, `${path}.valueFrom.configMapKeyRef`),
    valueFrom,
  }
}

function readKeyReference(value: Json | undefined, path: string): KeyReference | undefined {
  const reference = givenMapping(value)
  return reference && { path, name: textOf(reference.name), key: textOf(reference.key), optional: reference.optional === true }
}

function readEnvFrom(source: JsonObject, path: string): EnvFrom {
  const secret = mappingOf(source.secretRef)
  const configMap = mappingOf(source.configMapRef)
  return {
    path,
    prefix: textOf(source.prefix),
    secret: textOf(secret.name),
    configMap: textOf(configMap.name),
    optional: secret.optional === true || configMap.optional === true,
  }
}

function readVolumeMount(mount: JsonObject, path: string): VolumeMount {
  return {
    path,
    name: textOf(mount.name),
    mountPath: textOf(mount.mountPath),
    subPath: textOf(mount.subPath),
    readOnly: mount.readOnly === true,
  }
}
