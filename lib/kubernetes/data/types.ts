/*
 * Types of the batch and core kinds of Kubernetes 1.27 to 1.37, derived by scripts/derive-types.mjs from the OpenAPI documents
 * (api/openapi-spec/v3) inside the Go modules k8s.io/kubernetes v1.27.16, v1.28.15, v1.29.15, v1.30.14, v1.31.14, v1.32.13, v1.33.13, v1.34.4, v1.35.4, v1.36.3, v1.37.2.
 * Copyright The Kubernetes Authors; licensed under the Apache License, Version 2.0.
 *
 * A line a type; a field is name:kind, then ! where required, >N where it exists since 1.N, <N where it exists until 1.N.
 * Kinds: s string, i int32, l int64, n number, b boolean, q quantity, x int or string, t time, u micro time, y bytes, r any, [ list of, { map of, or a type.
 */
export const TYPES = `
AWSElasticBlockStoreVolumeSource fsType:s partition:i readOnly:b volumeID:s!
Affinity nodeAffinity:NodeAffinity podAffinity:PodAffinity podAntiAffinity:PodAntiAffinity
AppArmorProfile localhostProfile:s>30 type:s!>30
AzureDiskVolumeSource cachingMode:s diskName:s! diskURI:s! fsType:s kind:s readOnly:b
AzureFileVolumeSource readOnly:b secretName:s! shareName:s!
CSIVolumeSource driver:s! fsType:s nodePublishSecretRef:LocalObjectReference readOnly:b volumeAttributes:{s
Capabilities add:[s drop:[s
CephFSVolumeSource monitors:[s! path:s readOnly:b secretFile:s secretRef:LocalObjectReference user:s
CinderVolumeSource fsType:s readOnly:b secretRef:LocalObjectReference volumeID:s!
ClaimSource resourceClaimName:s<30 resourceClaimTemplateName:s<30
ClusterTrustBundleProjection labelSelector:LabelSelector>29 name:s>29 optional:b>29 path:s!>29 signerName:s>29 user:l>37
ConfigMap apiVersion:s binaryData:{y data:{s immutable:b kind:s metadata:ObjectMeta
ConfigMapEnvSource name:s optional:b
ConfigMapKeySelector key:s! name:s optional:b
ConfigMapProjection items:[KeyToPath name:s optional:b
ConfigMapVolumeSource defaultMode:i defaultUser:l>37 items:[KeyToPath name:s optional:b
Container args:[s command:[s env:[EnvVar envFrom:[EnvFromSource image:s imagePullPolicy:s lifecycle:Lifecycle livenessProbe:Probe name:s! ports:[ContainerPort readinessProbe:Probe resizePolicy:[ContainerResizePolicy resources:ResourceRequirements restartPolicy:s>28 restartPolicyRules:[ContainerRestartRule>34 securityContext:SecurityContext startupProbe:Probe stdin:b stdinOnce:b terminationMessagePath:s terminationMessagePolicy:s tty:b volumeDevices:[VolumeDevice volumeMounts:[VolumeMount workingDir:s
ContainerPort containerPort:i! hostIP:s hostPort:i name:s protocol:s
ContainerResizePolicy resourceName:s! restartPolicy:s!
ContainerRestartRule action:s!>34 exitCodes:ContainerRestartRuleOnExitCodes>34
ContainerRestartRuleOnExitCodes operator:s!>34 values:[i>34
CronJob apiVersion:s kind:s metadata:ObjectMeta spec:CronJobSpec status:CronJobStatus
CronJobSpec concurrencyPolicy:s failedJobsHistoryLimit:i jobTemplate:JobTemplateSpec! schedule:s! startingDeadlineSeconds:l successfulJobsHistoryLimit:i suspend:b timeZone:s
CronJobStatus active:[ObjectReference lastScheduleTime:t lastSuccessfulTime:t
DownwardAPIProjection items:[DownwardAPIVolumeFile
DownwardAPIVolumeFile fieldRef:ObjectFieldSelector mode:i path:s! resourceFieldRef:ResourceFieldSelector user:l>37
DownwardAPIVolumeSource defaultMode:i defaultUser:l>37 items:[DownwardAPIVolumeFile
EmptyDirVolumeSource medium:s mode:i>37 sizeLimit:q
EnvFromSource configMapRef:ConfigMapEnvSource prefix:s secretRef:SecretEnvSource
EnvVar name:s! value:s valueFrom:EnvVarSource
EnvVarSource configMapKeyRef:ConfigMapKeySelector fieldRef:ObjectFieldSelector fileKeyRef:FileKeySelector>34 resourceFieldRef:ResourceFieldSelector secretKeyRef:SecretKeySelector
EphemeralContainer args:[s command:[s env:[EnvVar envFrom:[EnvFromSource image:s imagePullPolicy:s lifecycle:Lifecycle livenessProbe:Probe name:s! ports:[ContainerPort readinessProbe:Probe resizePolicy:[ContainerResizePolicy resources:ResourceRequirements restartPolicy:s>28 restartPolicyRules:[ContainerRestartRule>34 securityContext:SecurityContext startupProbe:Probe stdin:b stdinOnce:b targetContainerName:s terminationMessagePath:s terminationMessagePolicy:s tty:b volumeDevices:[VolumeDevice volumeMounts:[VolumeMount workingDir:s
EphemeralVolumeSource volumeClaimTemplate:PersistentVolumeClaimTemplate
EvictionResponder name:s!>37 priority:i!>37
ExecAction command:[s
FCVolumeSource fsType:s lun:i readOnly:b targetWWNs:[s wwids:[s
FileKeySelector key:s!>34 optional:b>34 path:s!>34 volumeName:s!>34
FlexVolumeSource driver:s! fsType:s options:{s readOnly:b secretRef:LocalObjectReference
FlockerVolumeSource datasetName:s datasetUUID:s
GCEPersistentDiskVolumeSource fsType:s partition:i pdName:s! readOnly:b
GRPCAction mode:s>37 port:i! service:s
GitRepoVolumeSource directory:s repository:s! revision:s
GlusterfsVolumeSource endpoints:s! path:s! readOnly:b
HTTPGetAction host:s httpHeaders:[HTTPHeader path:s port:x! protocol:s>37 scheme:s
HTTPHeader name:s! value:s!
HostAlias hostnames:[s ip:s
HostPathVolumeSource path:s! type:s
ISCSIVolumeSource chapAuthDiscovery:b chapAuthSession:b fsType:s initiatorName:s iqn:s! iscsiInterface:s lun:i! portals:[s readOnly:b secretRef:LocalObjectReference targetPortal:s!
ImageVolumeSource pullPolicy:s>31 reference:s>31
Job apiVersion:s kind:s metadata:ObjectMeta spec:JobSpec status:JobStatus
JobCondition lastProbeTime:t lastTransitionTime:t message:s reason:s status:s! type:s!
JobSchedulingConfiguration disruptionMode:WorkloadPodGroupDisruptionMode>37 resourceClaims:[WorkloadPodGroupResourceClaim>37 schedulingConstraints:WorkloadPodGroupSchedulingConstraints>37 schedulingPolicy:WorkloadPodGroupSchedulingPolicy>37
JobSpec activeDeadlineSeconds:l backoffLimit:i backoffLimitPerIndex:i>28 completionMode:s completions:i managedBy:s>30 manualSelector:b maxFailedIndexes:i>28 parallelism:i podFailurePolicy:PodFailurePolicy podReplacementPolicy:s>28 scheduling:JobSchedulingConfiguration>37 selector:LabelSelector successPolicy:SuccessPolicy>30 suspend:b template:PodTemplateSpec! ttlSecondsAfterFinished:i
JobStatus active:i completedIndexes:s completionTime:t conditions:[JobCondition failed:i failedIndexes:s>28 ready:i startTime:t succeeded:i terminating:i>28 uncountedTerminatedPods:UncountedTerminatedPods
JobTemplateSpec metadata:ObjectMeta spec:JobSpec
KeyToPath key:s! mode:i path:s! user:l>37
LabelSelector matchExpressions:[LabelSelectorRequirement matchLabels:{s
LabelSelectorRequirement key:s! operator:s! values:[s
Lifecycle postStart:LifecycleHandler preStop:LifecycleHandler stopSignal:s>33
LifecycleHandler exec:ExecAction httpGet:HTTPGetAction sleep:SleepAction>29 tcpSocket:TCPSocketAction
LimitRange apiVersion:s kind:s metadata:ObjectMeta spec:LimitRangeSpec
LimitRangeItem default:{q defaultRequest:{q max:{q maxLimitRequestRatio:{q min:{q type:s!
LimitRangeSpec limits:[LimitRangeItem!
LocalObjectReference name:s
ManagedFieldsEntry apiVersion:s fieldsType:s fieldsV1:r manager:s operation:s subresource:s time:t
ModifyVolumeStatus status:s!>29 targetVolumeAttributesClassName:s>29
NFSVolumeSource path:s! readOnly:b server:s!
NodeAffinity preferredDuringSchedulingIgnoredDuringExecution:[PreferredSchedulingTerm requiredDuringSchedulingIgnoredDuringExecution:NodeSelector
NodeSelector nodeSelectorTerms:[NodeSelectorTerm!
NodeSelectorRequirement key:s! operator:s! values:[s
NodeSelectorTerm matchExpressions:[NodeSelectorRequirement matchFields:[NodeSelectorRequirement
ObjectFieldSelector apiVersion:s fieldPath:s!
ObjectMeta annotations:{s creationTimestamp:t deletionGracePeriodSeconds:l deletionTimestamp:t finalizers:[s generateName:s generation:l labels:{s managedFields:[ManagedFieldsEntry name:s namespace:s ownerReferences:[OwnerReference resourceVersion:s selfLink:s uid:s
ObjectReference apiVersion:s fieldPath:s kind:s name:s namespace:s resourceVersion:s uid:s
OwnerReference apiVersion:s! blockOwnerDeletion:b controller:b kind:s! name:s! uid:s!
PersistentVolumeClaim apiVersion:s kind:s metadata:ObjectMeta spec:PersistentVolumeClaimSpec status:PersistentVolumeClaimStatus
PersistentVolumeClaimCondition lastProbeTime:t lastTransitionTime:t message:s reason:s status:s! type:s!
PersistentVolumeClaimSpec accessModes:[s dataSource:TypedLocalObjectReference dataSourceRef:TypedObjectReference resources:VolumeResourceRequirements selector:LabelSelector storageClassName:s volumeAttributesClassName:s>29 volumeMode:s volumeName:s
PersistentVolumeClaimStatus accessModes:[s allocatedResourceStatuses:{s>28 allocatedResources:{q capacity:{q conditions:[PersistentVolumeClaimCondition currentVolumeAttributesClassName:s>29 healthStatus:VolumeHealthStatus>37 modifyVolumeStatus:ModifyVolumeStatus>29 phase:s resizeStatus:s<27
PersistentVolumeClaimTemplate metadata:ObjectMeta spec:PersistentVolumeClaimSpec!
PersistentVolumeClaimVolumeSource claimName:s! readOnly:b
PhotonPersistentDiskVolumeSource fsType:s pdID:s!
PodAffinity preferredDuringSchedulingIgnoredDuringExecution:[WeightedPodAffinityTerm requiredDuringSchedulingIgnoredDuringExecution:[PodAffinityTerm
PodAffinityTerm labelSelector:LabelSelector matchLabelKeys:[s>29 mismatchLabelKeys:[s>29 namespaceSelector:LabelSelector namespaces:[s topologyKey:s!
PodAntiAffinity preferredDuringSchedulingIgnoredDuringExecution:[WeightedPodAffinityTerm requiredDuringSchedulingIgnoredDuringExecution:[PodAffinityTerm
PodCertificateProjection certificateChainPath:s>34 credentialBundlePath:s>34 keyPath:s>34 keyType:s!>34 maxExpirationSeconds:i>34 signerName:s!>34 user:l>37 userAnnotations:{s>35
PodDNSConfig nameservers:[s options:[PodDNSConfigOption searches:[s
PodDNSConfigOption name:s value:s
PodFailurePolicy rules:[PodFailurePolicyRule!
PodFailurePolicyOnExitCodesRequirement containerName:s operator:s! values:[i!
PodFailurePolicyOnPodConditionsPattern status:s type:s!
PodFailurePolicyRule action:s! onExitCodes:PodFailurePolicyOnExitCodesRequirement onPodConditions:[PodFailurePolicyOnPodConditionsPattern
PodOS name:s!
PodReadinessGate conditionType:s!
PodResourceClaim name:s! resourceClaimName:s>31 resourceClaimTemplateName:s>31 source:ClaimSource<30
PodSchedulingGate name:s!
PodSchedulingGroup podGroupName:s>36
PodSecurityContext appArmorProfile:AppArmorProfile>30 fsGroup:l fsGroupChangePolicy:s runAsGroup:l runAsNonRoot:b runAsUser:l seLinuxChangePolicy:s>32 seLinuxOptions:SELinuxOptions seccompProfile:SeccompProfile supplementalGroups:[l supplementalGroupsPolicy:s>31 sysctls:[Sysctl windowsOptions:WindowsSecurityContextOptions
PodSpec activeDeadlineSeconds:l affinity:Affinity automountServiceAccountToken:b containers:[Container! dnsConfig:PodDNSConfig dnsPolicy:s enableServiceLinks:b ephemeralContainers:[EphemeralContainer evictionResponders:[EvictionResponder>37 hostAliases:[HostAlias hostIPC:b hostNetwork:b hostPID:b hostUsers:b hostname:s hostnameOverride:s>34 imagePullSecrets:[LocalObjectReference initContainers:[Container nodeName:s nodeSelector:{s os:PodOS overhead:{q preemptionPolicy:s priority:i priorityClassName:s readinessGates:[PodReadinessGate resourceClaims:[PodResourceClaim resources:ResourceRequirements>32 restartPolicy:s runtimeClassName:s schedulerName:s schedulingGates:[PodSchedulingGate schedulingGroup:PodSchedulingGroup>36 securityContext:PodSecurityContext serviceAccount:s serviceAccountName:s setHostnameAsFQDN:b shareProcessNamespace:b subdomain:s terminationGracePeriodSeconds:l tolerations:[Toleration topologySpreadConstraints:[TopologySpreadConstraint volumes:[Volume workloadRef:WorkloadReference>35<35
PodTemplateSpec metadata:ObjectMeta spec:PodSpec
PortworxVolumeSource fsType:s readOnly:b volumeID:s!
PreferredSchedulingTerm preference:NodeSelectorTerm! weight:i!
Probe exec:ExecAction failureThreshold:i grpc:GRPCAction httpGet:HTTPGetAction initialDelaySeconds:i periodSeconds:i successThreshold:i tcpSocket:TCPSocketAction terminationGracePeriodSeconds:l timeoutSeconds:i
ProjectedVolumeSource defaultMode:i defaultUser:l>37 sources:[VolumeProjection
QuobyteVolumeSource group:s readOnly:b registry:s! tenant:s user:s volume:s!
RBDVolumeSource fsType:s image:s! keyring:s monitors:[s! pool:s readOnly:b secretRef:LocalObjectReference user:s
ResourceClaim name:s! request:s>31
ResourceFieldSelector containerName:s divisor:q resource:s!
ResourceQuota apiVersion:s kind:s metadata:ObjectMeta spec:ResourceQuotaSpec status:ResourceQuotaStatus
ResourceQuotaSpec hard:{q scopeSelector:ScopeSelector scopes:[s
ResourceQuotaStatus hard:{q used:{q
ResourceRequirements claims:[ResourceClaim limits:{q requests:{q
SELinuxOptions level:s role:s type:s user:s
ScaleIOVolumeSource fsType:s gateway:s! protectionDomain:s readOnly:b secretRef:LocalObjectReference! sslEnabled:b storageMode:s storagePool:s system:s! volumeName:s
ScopeSelector matchExpressions:[ScopedResourceSelectorRequirement
ScopedResourceSelectorRequirement operator:s! scopeName:s! values:[s
SeccompProfile localhostProfile:s type:s!
Secret apiVersion:s data:{y immutable:b kind:s metadata:ObjectMeta stringData:{s type:s
SecretEnvSource name:s optional:b
SecretKeySelector key:s! name:s optional:b
SecretProjection items:[KeyToPath name:s optional:b
SecretVolumeSource defaultMode:i defaultUser:l>37 items:[KeyToPath optional:b secretName:s
SecurityContext allowPrivilegeEscalation:b appArmorProfile:AppArmorProfile>30 capabilities:Capabilities privileged:b procMount:s readOnlyRootFilesystem:b runAsGroup:l runAsNonRoot:b runAsUser:l seLinuxOptions:SELinuxOptions seccompProfile:SeccompProfile windowsOptions:WindowsSecurityContextOptions
ServiceAccount apiVersion:s automountServiceAccountToken:b imagePullSecrets:[LocalObjectReference kind:s metadata:ObjectMeta secrets:[ObjectReference
ServiceAccountTokenProjection audience:s expirationSeconds:l path:s! user:l>37
SleepAction seconds:l!>29
StorageOSVolumeSource fsType:s readOnly:b secretRef:LocalObjectReference volumeName:s volumeNamespace:s
SuccessPolicy rules:[SuccessPolicyRule!>30
SuccessPolicyRule succeededCount:i>30 succeededIndexes:s>30
Sysctl name:s! value:s!
TCPSocketAction host:s port:x!
Toleration effect:s key:s operator:s tolerationSeconds:l value:s
TopologyConstraint key:s!>37
TopologySpreadConstraint labelSelector:LabelSelector matchLabelKeys:[s maxSkew:i! minDomains:i nodeAffinityPolicy:s nodeTaintsPolicy:s topologyKey:s! whenUnsatisfiable:s!
TypedLocalObjectReference apiGroup:s kind:s! name:s!
TypedObjectReference apiGroup:s kind:s! name:s! namespace:s
UncountedTerminatedPods failed:[s succeeded:[s
Volume awsElasticBlockStore:AWSElasticBlockStoreVolumeSource azureDisk:AzureDiskVolumeSource azureFile:AzureFileVolumeSource cephfs:CephFSVolumeSource cinder:CinderVolumeSource configMap:ConfigMapVolumeSource csi:CSIVolumeSource downwardAPI:DownwardAPIVolumeSource emptyDir:EmptyDirVolumeSource ephemeral:EphemeralVolumeSource fc:FCVolumeSource flexVolume:FlexVolumeSource flocker:FlockerVolumeSource gcePersistentDisk:GCEPersistentDiskVolumeSource gitRepo:GitRepoVolumeSource glusterfs:GlusterfsVolumeSource hostPath:HostPathVolumeSource image:ImageVolumeSource>31 iscsi:ISCSIVolumeSource name:s! nfs:NFSVolumeSource persistentVolumeClaim:PersistentVolumeClaimVolumeSource photonPersistentDisk:PhotonPersistentDiskVolumeSource portworxVolume:PortworxVolumeSource projected:ProjectedVolumeSource quobyte:QuobyteVolumeSource rbd:RBDVolumeSource scaleIO:ScaleIOVolumeSource secret:SecretVolumeSource storageos:StorageOSVolumeSource vsphereVolume:VsphereVirtualDiskVolumeSource
VolumeDevice devicePath:s! name:s!
VolumeHealthCondition message:s>37 reason:s!>37 status:s!>37
VolumeHealthStatus healthConditions:[VolumeHealthCondition>37 lastTransitionTime:t>37
VolumeMount bindMountOptions:[s>37 mountPath:s! mountPropagation:s name:s! readOnly:b recursiveReadOnly:s>30 subPath:s subPathExpr:s
VolumeProjection clusterTrustBundle:ClusterTrustBundleProjection>29 configMap:ConfigMapProjection downwardAPI:DownwardAPIProjection podCertificate:PodCertificateProjection>34 secret:SecretProjection serviceAccountToken:ServiceAccountTokenProjection
VolumeResourceRequirements limits:{q requests:{q
VsphereVirtualDiskVolumeSource fsType:s storagePolicyID:s storagePolicyName:s volumePath:s!
WeightedPodAffinityTerm podAffinityTerm:PodAffinityTerm! weight:i!
WindowsSecurityContextOptions gmsaCredentialSpec:s gmsaCredentialSpecName:s hostProcess:b runAsUserName:s
WorkloadPodGroupAllDisruptionMode 
WorkloadPodGroupBasicSchedulingPolicy 
WorkloadPodGroupDisruptionMode all:WorkloadPodGroupAllDisruptionMode>37 single:WorkloadPodGroupSingleDisruptionMode>37
WorkloadPodGroupGangSchedulingPolicy minCount:i>37
WorkloadPodGroupResourceClaim name:s!>37 resourceClaimName:s>37 resourceClaimTemplateName:s>37
WorkloadPodGroupSchedulingConstraints topology:[TopologyConstraint>37
WorkloadPodGroupSchedulingPolicy basic:WorkloadPodGroupBasicSchedulingPolicy>37 gang:WorkloadPodGroupGangSchedulingPolicy>37
WorkloadPodGroupSingleDisruptionMode 
WorkloadReference name:s!>35<35 podGroup:s!>35<35 podGroupReplicaKey:s>35<35
`
