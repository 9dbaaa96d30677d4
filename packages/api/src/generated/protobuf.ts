// Made by `node scripts/tables/protobuf.mjs <facts>`; not edited by hand.

/** What a name in the table starts with, and what that stands for; the first that fits counts. */
export const messagePrefixes: Readonly<Record<string, string>> = {
  '%apiextensions.': 'k8s.io.apiextensions_apiserver.pkg.apis.apiextensions.',
  '%apiregistration.': 'k8s.io.kube_aggregator.pkg.apis.apiregistration.',
  '%meta.': 'k8s.io.apimachinery.pkg.apis.meta.',
  '%': 'k8s.io.apimachinery.pkg.',
  '': 'k8s.io.api.',
};

/**
 * A line per message, `name` or `name group/version/kind` (`*` for options that every group has), then one per field after a
 * space, by number: `JSON-name number type`. `*` is a reference, `[]` a list, `{}` a map by strings. `+` marks a scalar whose
 * zero says something, `~` a message whose fields stand among those of its owner in JSON.
 */
export const messageTable: string = String.raw`
admissionregistration.v1.ApplyConfiguration
 expression 1 string
admissionregistration.v1.AuditAnnotation
 key 1 string +
 valueExpression 2 string +
admissionregistration.v1.ExpressionWarning
 fieldRef 2 string +
 warning 3 string +
admissionregistration.v1.JSONPatch
 expression 1 string
admissionregistration.v1.MatchCondition
 name 1 string +
 expression 2 string +
admissionregistration.v1.MatchResources
 namespaceSelector 1 *%meta.v1.LabelSelector
 objectSelector 2 *%meta.v1.LabelSelector
 resourceRules 3 []*admissionregistration.v1.NamedRuleWithOperations
 excludeResourceRules 4 []*admissionregistration.v1.NamedRuleWithOperations
 matchPolicy 7 string +
admissionregistration.v1.MutatingAdmissionPolicy admissionregistration.k8s.io/v1/MutatingAdmissionPolicy
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *admissionregistration.v1.MutatingAdmissionPolicySpec
admissionregistration.v1.MutatingAdmissionPolicyBinding admissionregistration.k8s.io/v1/MutatingAdmissionPolicyBinding
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *admissionregistration.v1.MutatingAdmissionPolicyBindingSpec
admissionregistration.v1.MutatingAdmissionPolicyBindingList admissionregistration.k8s.io/v1/MutatingAdmissionPolicyBindingList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*admissionregistration.v1.MutatingAdmissionPolicyBinding
admissionregistration.v1.MutatingAdmissionPolicyBindingSpec
 policyName 1 string
 paramRef 2 *admissionregistration.v1.ParamRef
 matchResources 3 *admissionregistration.v1.MatchResources
admissionregistration.v1.MutatingAdmissionPolicyList admissionregistration.k8s.io/v1/MutatingAdmissionPolicyList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*admissionregistration.v1.MutatingAdmissionPolicy
admissionregistration.v1.MutatingAdmissionPolicySpec
 paramKind 1 *admissionregistration.v1.ParamKind
 matchConstraints 2 *admissionregistration.v1.MatchResources
 variables 3 []*admissionregistration.v1.Variable
 mutations 4 []*admissionregistration.v1.Mutation
 failurePolicy 5 string +
 matchConditions 6 []*admissionregistration.v1.MatchCondition
 reinvocationPolicy 7 string
admissionregistration.v1.MutatingWebhook
 name 1 string +
 clientConfig 2 *admissionregistration.v1.WebhookClientConfig
 rules 3 []*admissionregistration.v1.RuleWithOperations
 failurePolicy 4 string +
 namespaceSelector 5 *%meta.v1.LabelSelector
 sideEffects 6 string +
 timeoutSeconds 7 int32 +
 admissionReviewVersions 8 []string
 matchPolicy 9 string +
 reinvocationPolicy 10 string +
 objectSelector 11 *%meta.v1.LabelSelector
 matchConditions 12 []*admissionregistration.v1.MatchCondition
admissionregistration.v1.MutatingWebhookConfiguration admissionregistration.k8s.io/v1/MutatingWebhookConfiguration
 metadata 1 *%meta.v1.ObjectMeta
 webhooks 2 []*admissionregistration.v1.MutatingWebhook
admissionregistration.v1.MutatingWebhookConfigurationList admissionregistration.k8s.io/v1/MutatingWebhookConfigurationList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*admissionregistration.v1.MutatingWebhookConfiguration
admissionregistration.v1.Mutation
 patchType 2 string +
 applyConfiguration 3 *admissionregistration.v1.ApplyConfiguration
 jsonPatch 4 *admissionregistration.v1.JSONPatch
admissionregistration.v1.NamedRuleWithOperations
 resourceNames 1 []string
 ruleWithOperations 2 *admissionregistration.v1.RuleWithOperations ~
admissionregistration.v1.ParamKind
 apiVersion 1 string
 kind 2 string
admissionregistration.v1.ParamRef
 name 1 string
 namespace 2 string
 selector 3 *%meta.v1.LabelSelector
 parameterNotFoundAction 4 string +
admissionregistration.v1.Rule
 apiGroups 1 []string
 apiVersions 2 []string
 resources 3 []string
 scope 4 string +
admissionregistration.v1.RuleWithOperations
 operations 1 []string
 rule 2 *admissionregistration.v1.Rule ~
admissionregistration.v1.ServiceReference
 namespace 1 string +
 name 2 string +
 path 3 string +
 port 4 int32 +
admissionregistration.v1.TypeChecking
 expressionWarnings 1 []*admissionregistration.v1.ExpressionWarning
admissionregistration.v1.ValidatingAdmissionPolicy admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *admissionregistration.v1.ValidatingAdmissionPolicySpec
 status 3 *admissionregistration.v1.ValidatingAdmissionPolicyStatus
admissionregistration.v1.ValidatingAdmissionPolicyBinding admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec
admissionregistration.v1.ValidatingAdmissionPolicyBindingList admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBindingList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*admissionregistration.v1.ValidatingAdmissionPolicyBinding
admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec
 policyName 1 string
 paramRef 2 *admissionregistration.v1.ParamRef
 matchResources 3 *admissionregistration.v1.MatchResources
 validationActions 4 []string
admissionregistration.v1.ValidatingAdmissionPolicyList admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*admissionregistration.v1.ValidatingAdmissionPolicy
admissionregistration.v1.ValidatingAdmissionPolicySpec
 paramKind 1 *admissionregistration.v1.ParamKind
 matchConstraints 2 *admissionregistration.v1.MatchResources
 validations 3 []*admissionregistration.v1.Validation
 failurePolicy 4 string +
 auditAnnotations 5 []*admissionregistration.v1.AuditAnnotation
 matchConditions 6 []*admissionregistration.v1.MatchCondition
 variables 7 []*admissionregistration.v1.Variable
admissionregistration.v1.ValidatingAdmissionPolicyStatus
 observedGeneration 1 int64
 typeChecking 2 *admissionregistration.v1.TypeChecking
 conditions 3 []*%meta.v1.Condition
admissionregistration.v1.ValidatingWebhook
 name 1 string +
 clientConfig 2 *admissionregistration.v1.WebhookClientConfig
 rules 3 []*admissionregistration.v1.RuleWithOperations
 failurePolicy 4 string +
 namespaceSelector 5 *%meta.v1.LabelSelector
 sideEffects 6 string +
 timeoutSeconds 7 int32 +
 admissionReviewVersions 8 []string
 matchPolicy 9 string +
 objectSelector 10 *%meta.v1.LabelSelector
 matchConditions 11 []*admissionregistration.v1.MatchCondition
admissionregistration.v1.ValidatingWebhookConfiguration admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration
 metadata 1 *%meta.v1.ObjectMeta
 webhooks 2 []*admissionregistration.v1.ValidatingWebhook
admissionregistration.v1.ValidatingWebhookConfigurationList admissionregistration.k8s.io/v1/ValidatingWebhookConfigurationList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*admissionregistration.v1.ValidatingWebhookConfiguration
admissionregistration.v1.Validation
 expression 1 string +
 message 2 string
 reason 3 string +
 messageExpression 4 string
admissionregistration.v1.Variable
 name 1 string +
 expression 2 string +
admissionregistration.v1.WebhookClientConfig
 service 1 *admissionregistration.v1.ServiceReference
 caBundle 2 bytes
 url 3 string +
admissionregistration.v1alpha1.ApplyConfiguration
 expression 1 string
admissionregistration.v1alpha1.AuditAnnotation
 key 1 string +
 valueExpression 2 string +
admissionregistration.v1alpha1.ExpressionWarning
 fieldRef 2 string +
 warning 3 string +
admissionregistration.v1alpha1.JSONPatch
 expression 1 string
admissionregistration.v1alpha1.MatchCondition
 name 1 string +
 expression 2 string +
admissionregistration.v1alpha1.MatchResources
 namespaceSelector 1 *%meta.v1.LabelSelector
 objectSelector 2 *%meta.v1.LabelSelector
 resourceRules 3 []*admissionregistration.v1alpha1.NamedRuleWithOperations
 excludeResourceRules 4 []*admissionregistration.v1alpha1.NamedRuleWithOperations
 matchPolicy 7 string +
admissionregistration.v1alpha1.MutatingAdmissionPolicy admissionregistration.k8s.io/v1alpha1/MutatingAdmissionPolicy
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *admissionregistration.v1alpha1.MutatingAdmissionPolicySpec
admissionregistration.v1alpha1.MutatingAdmissionPolicyBinding admissionregistration.k8s.io/v1alpha1/MutatingAdmissionPolicyBinding
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *admissionregistration.v1alpha1.MutatingAdmissionPolicyBindingSpec
admissionregistration.v1alpha1.MutatingAdmissionPolicyBindingList admissionregistration.k8s.io/v1alpha1/MutatingAdmissionPolicyBindingList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*admissionregistration.v1alpha1.MutatingAdmissionPolicyBinding
admissionregistration.v1alpha1.MutatingAdmissionPolicyBindingSpec
 policyName 1 string
 paramRef 2 *admissionregistration.v1alpha1.ParamRef
 matchResources 3 *admissionregistration.v1alpha1.MatchResources
admissionregistration.v1alpha1.MutatingAdmissionPolicyList admissionregistration.k8s.io/v1alpha1/MutatingAdmissionPolicyList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*admissionregistration.v1alpha1.MutatingAdmissionPolicy
admissionregistration.v1alpha1.MutatingAdmissionPolicySpec
 paramKind 1 *admissionregistration.v1alpha1.ParamKind
 matchConstraints 2 *admissionregistration.v1alpha1.MatchResources
 variables 3 []*admissionregistration.v1alpha1.Variable
 mutations 4 []*admissionregistration.v1alpha1.Mutation
 failurePolicy 5 string +
 matchConditions 6 []*admissionregistration.v1alpha1.MatchCondition
 reinvocationPolicy 7 string
admissionregistration.v1alpha1.Mutation
 patchType 2 string +
 applyConfiguration 3 *admissionregistration.v1alpha1.ApplyConfiguration
 jsonPatch 4 *admissionregistration.v1alpha1.JSONPatch
admissionregistration.v1alpha1.NamedRuleWithOperations
 resourceNames 1 []string
 ruleWithOperations 2 *admissionregistration.v1.RuleWithOperations ~
admissionregistration.v1alpha1.ParamKind
 apiVersion 1 string
 kind 2 string
admissionregistration.v1alpha1.ParamRef
 name 1 string
 namespace 2 string
 selector 3 *%meta.v1.LabelSelector
 parameterNotFoundAction 4 string +
admissionregistration.v1alpha1.TypeChecking
 expressionWarnings 1 []*admissionregistration.v1alpha1.ExpressionWarning
admissionregistration.v1alpha1.ValidatingAdmissionPolicy admissionregistration.k8s.io/v1alpha1/ValidatingAdmissionPolicy
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *admissionregistration.v1alpha1.ValidatingAdmissionPolicySpec
 status 3 *admissionregistration.v1alpha1.ValidatingAdmissionPolicyStatus
admissionregistration.v1alpha1.ValidatingAdmissionPolicyBinding admissionregistration.k8s.io/v1alpha1/ValidatingAdmissionPolicyBinding
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *admissionregistration.v1alpha1.ValidatingAdmissionPolicyBindingSpec
admissionregistration.v1alpha1.ValidatingAdmissionPolicyBindingList admissionregistration.k8s.io/v1alpha1/ValidatingAdmissionPolicyBindingList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*admissionregistration.v1alpha1.ValidatingAdmissionPolicyBinding
admissionregistration.v1alpha1.ValidatingAdmissionPolicyBindingSpec
 policyName 1 string
 paramRef 2 *admissionregistration.v1alpha1.ParamRef
 matchResources 3 *admissionregistration.v1alpha1.MatchResources
 validationActions 4 []string
admissionregistration.v1alpha1.ValidatingAdmissionPolicyList admissionregistration.k8s.io/v1alpha1/ValidatingAdmissionPolicyList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*admissionregistration.v1alpha1.ValidatingAdmissionPolicy
admissionregistration.v1alpha1.ValidatingAdmissionPolicySpec
 paramKind 1 *admissionregistration.v1alpha1.ParamKind
 matchConstraints 2 *admissionregistration.v1alpha1.MatchResources
 validations 3 []*admissionregistration.v1alpha1.Validation
 failurePolicy 4 string +
 auditAnnotations 5 []*admissionregistration.v1alpha1.AuditAnnotation
 matchConditions 6 []*admissionregistration.v1alpha1.MatchCondition
 variables 7 []*admissionregistration.v1alpha1.Variable
admissionregistration.v1alpha1.ValidatingAdmissionPolicyStatus
 observedGeneration 1 int64
 typeChecking 2 *admissionregistration.v1alpha1.TypeChecking
 conditions 3 []*%meta.v1.Condition
admissionregistration.v1alpha1.Validation
 expression 1 string +
 message 2 string
 reason 3 string +
 messageExpression 4 string
admissionregistration.v1alpha1.Variable
 name 1 string +
 expression 2 string +
admissionregistration.v1beta1.ApplyConfiguration
 expression 1 string
admissionregistration.v1beta1.AuditAnnotation
 key 1 string +
 valueExpression 2 string +
admissionregistration.v1beta1.ExpressionWarning
 fieldRef 2 string +
 warning 3 string +
admissionregistration.v1beta1.JSONPatch
 expression 1 string
admissionregistration.v1beta1.MatchCondition
 name 1 string +
 expression 2 string +
admissionregistration.v1beta1.MatchResources
 namespaceSelector 1 *%meta.v1.LabelSelector
 objectSelector 2 *%meta.v1.LabelSelector
 resourceRules 3 []*admissionregistration.v1beta1.NamedRuleWithOperations
 excludeResourceRules 4 []*admissionregistration.v1beta1.NamedRuleWithOperations
 matchPolicy 7 string +
admissionregistration.v1beta1.MutatingAdmissionPolicy admissionregistration.k8s.io/v1beta1/MutatingAdmissionPolicy
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *admissionregistration.v1beta1.MutatingAdmissionPolicySpec
admissionregistration.v1beta1.MutatingAdmissionPolicyBinding admissionregistration.k8s.io/v1beta1/MutatingAdmissionPolicyBinding
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *admissionregistration.v1beta1.MutatingAdmissionPolicyBindingSpec
admissionregistration.v1beta1.MutatingAdmissionPolicyBindingList admissionregistration.k8s.io/v1beta1/MutatingAdmissionPolicyBindingList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*admissionregistration.v1beta1.MutatingAdmissionPolicyBinding
admissionregistration.v1beta1.MutatingAdmissionPolicyBindingSpec
 policyName 1 string
 paramRef 2 *admissionregistration.v1beta1.ParamRef
 matchResources 3 *admissionregistration.v1beta1.MatchResources
admissionregistration.v1beta1.MutatingAdmissionPolicyList admissionregistration.k8s.io/v1beta1/MutatingAdmissionPolicyList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*admissionregistration.v1beta1.MutatingAdmissionPolicy
admissionregistration.v1beta1.MutatingAdmissionPolicySpec
 paramKind 1 *admissionregistration.v1beta1.ParamKind
 matchConstraints 2 *admissionregistration.v1beta1.MatchResources
 variables 3 []*admissionregistration.v1beta1.Variable
 mutations 4 []*admissionregistration.v1beta1.Mutation
 failurePolicy 5 string +
 matchConditions 6 []*admissionregistration.v1beta1.MatchCondition
 reinvocationPolicy 7 string
admissionregistration.v1beta1.Mutation
 patchType 2 string +
 applyConfiguration 3 *admissionregistration.v1beta1.ApplyConfiguration
 jsonPatch 4 *admissionregistration.v1beta1.JSONPatch
admissionregistration.v1beta1.NamedRuleWithOperations
 resourceNames 1 []string
 ruleWithOperations 2 *admissionregistration.v1.RuleWithOperations ~
admissionregistration.v1beta1.ParamKind
 apiVersion 1 string
 kind 2 string
admissionregistration.v1beta1.ParamRef
 name 1 string
 namespace 2 string
 selector 3 *%meta.v1.LabelSelector
 parameterNotFoundAction 4 string +
admissionregistration.v1beta1.TypeChecking
 expressionWarnings 1 []*admissionregistration.v1beta1.ExpressionWarning
admissionregistration.v1beta1.ValidatingAdmissionPolicy admissionregistration.k8s.io/v1beta1/ValidatingAdmissionPolicy
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *admissionregistration.v1beta1.ValidatingAdmissionPolicySpec
 status 3 *admissionregistration.v1beta1.ValidatingAdmissionPolicyStatus
admissionregistration.v1beta1.ValidatingAdmissionPolicyBinding admissionregistration.k8s.io/v1beta1/ValidatingAdmissionPolicyBinding
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *admissionregistration.v1beta1.ValidatingAdmissionPolicyBindingSpec
admissionregistration.v1beta1.ValidatingAdmissionPolicyBindingList admissionregistration.k8s.io/v1beta1/ValidatingAdmissionPolicyBindingList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*admissionregistration.v1beta1.ValidatingAdmissionPolicyBinding
admissionregistration.v1beta1.ValidatingAdmissionPolicyBindingSpec
 policyName 1 string
 paramRef 2 *admissionregistration.v1beta1.ParamRef
 matchResources 3 *admissionregistration.v1beta1.MatchResources
 validationActions 4 []string
admissionregistration.v1beta1.ValidatingAdmissionPolicyList admissionregistration.k8s.io/v1beta1/ValidatingAdmissionPolicyList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*admissionregistration.v1beta1.ValidatingAdmissionPolicy
admissionregistration.v1beta1.ValidatingAdmissionPolicySpec
 paramKind 1 *admissionregistration.v1beta1.ParamKind
 matchConstraints 2 *admissionregistration.v1beta1.MatchResources
 validations 3 []*admissionregistration.v1beta1.Validation
 failurePolicy 4 string +
 auditAnnotations 5 []*admissionregistration.v1beta1.AuditAnnotation
 matchConditions 6 []*admissionregistration.v1beta1.MatchCondition
 variables 7 []*admissionregistration.v1beta1.Variable
admissionregistration.v1beta1.ValidatingAdmissionPolicyStatus
 observedGeneration 1 int64
 typeChecking 2 *admissionregistration.v1beta1.TypeChecking
 conditions 3 []*%meta.v1.Condition
admissionregistration.v1beta1.Validation
 expression 1 string +
 message 2 string
 reason 3 string +
 messageExpression 4 string
admissionregistration.v1beta1.Variable
 name 1 string +
 expression 2 string +
apiserverinternal.v1alpha1.ServerStorageVersion
 apiServerID 1 string
 encodingVersion 2 string
 decodableVersions 3 []string
 servedVersions 4 []string
apiserverinternal.v1alpha1.StorageVersion internal.apiserver.k8s.io/v1alpha1/StorageVersion
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *apiserverinternal.v1alpha1.StorageVersionSpec
 status 3 *apiserverinternal.v1alpha1.StorageVersionStatus
apiserverinternal.v1alpha1.StorageVersionCondition
 type 1 string +
 status 2 string +
 observedGeneration 3 int64
 lastTransitionTime 4 *%meta.v1.Time
 reason 5 string +
 message 6 string
apiserverinternal.v1alpha1.StorageVersionList internal.apiserver.k8s.io/v1alpha1/StorageVersionList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*apiserverinternal.v1alpha1.StorageVersion
apiserverinternal.v1alpha1.StorageVersionSpec
apiserverinternal.v1alpha1.StorageVersionStatus
 storageVersions 1 []*apiserverinternal.v1alpha1.ServerStorageVersion
 commonEncodingVersion 2 string +
 conditions 3 []*apiserverinternal.v1alpha1.StorageVersionCondition
apps.v1.ControllerRevision apps/v1/ControllerRevision
 metadata 1 *%meta.v1.ObjectMeta
 data 2 *%runtime.RawExtension
 revision 3 int64 +
apps.v1.ControllerRevisionList apps/v1/ControllerRevisionList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*apps.v1.ControllerRevision
apps.v1.DaemonSet apps/v1/DaemonSet
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *apps.v1.DaemonSetSpec
 status 3 *apps.v1.DaemonSetStatus
apps.v1.DaemonSetCondition
 type 1 string +
 status 2 string +
 lastTransitionTime 3 *%meta.v1.Time
 reason 4 string
 message 5 string
apps.v1.DaemonSetList apps/v1/DaemonSetList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*apps.v1.DaemonSet
apps.v1.DaemonSetSpec
 selector 1 *%meta.v1.LabelSelector
 template 2 *core.v1.PodTemplateSpec
 updateStrategy 3 *apps.v1.DaemonSetUpdateStrategy
 minReadySeconds 4 int32
 revisionHistoryLimit 6 int32 +
apps.v1.DaemonSetStatus
 currentNumberScheduled 1 int32 +
 numberMisscheduled 2 int32 +
 desiredNumberScheduled 3 int32 +
 numberReady 4 int32 +
 observedGeneration 5 int64
 updatedNumberScheduled 6 int32
 numberAvailable 7 int32
 numberUnavailable 8 int32
 collisionCount 9 int32 +
 conditions 10 []*apps.v1.DaemonSetCondition
apps.v1.DaemonSetUpdateStrategy
 type 1 string
 rollingUpdate 2 *apps.v1.RollingUpdateDaemonSet
apps.v1.Deployment apps/v1/Deployment
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *apps.v1.DeploymentSpec
 status 3 *apps.v1.DeploymentStatus
apps.v1.DeploymentCondition
 type 1 string +
 status 2 string +
 reason 4 string
 message 5 string
 lastUpdateTime 6 *%meta.v1.Time
 lastTransitionTime 7 *%meta.v1.Time
apps.v1.DeploymentList apps/v1/DeploymentList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*apps.v1.Deployment
apps.v1.DeploymentSpec
 replicas 1 int32 +
 selector 2 *%meta.v1.LabelSelector
 template 3 *core.v1.PodTemplateSpec
 strategy 4 *apps.v1.DeploymentStrategy
 minReadySeconds 5 int32
 revisionHistoryLimit 6 int32 +
 paused 7 bool
 progressDeadlineSeconds 9 int32 +
apps.v1.DeploymentStatus
 observedGeneration 1 int64
 replicas 2 int32
 updatedReplicas 3 int32
 availableReplicas 4 int32
 unavailableReplicas 5 int32
 conditions 6 []*apps.v1.DeploymentCondition
 readyReplicas 7 int32
 collisionCount 8 int32 +
 terminatingReplicas 9 int32 +
apps.v1.DeploymentStrategy
 type 1 string
 rollingUpdate 2 *apps.v1.RollingUpdateDeployment
apps.v1.ReplicaSet apps/v1/ReplicaSet
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *apps.v1.ReplicaSetSpec
 status 3 *apps.v1.ReplicaSetStatus
apps.v1.ReplicaSetCondition
 type 1 string +
 status 2 string +
 lastTransitionTime 3 *%meta.v1.Time
 reason 4 string
 message 5 string
apps.v1.ReplicaSetList apps/v1/ReplicaSetList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*apps.v1.ReplicaSet
apps.v1.ReplicaSetSpec
 replicas 1 int32 +
 selector 2 *%meta.v1.LabelSelector
 template 3 *core.v1.PodTemplateSpec
 minReadySeconds 4 int32
apps.v1.ReplicaSetStatus
 replicas 1 int32 +
 fullyLabeledReplicas 2 int32
 observedGeneration 3 int64
 readyReplicas 4 int32
 availableReplicas 5 int32
 conditions 6 []*apps.v1.ReplicaSetCondition
 terminatingReplicas 7 int32 +
apps.v1.RollingUpdateDaemonSet
 maxUnavailable 1 *%util.intstr.IntOrString
 maxSurge 2 *%util.intstr.IntOrString
apps.v1.RollingUpdateDeployment
 maxUnavailable 1 *%util.intstr.IntOrString
 maxSurge 2 *%util.intstr.IntOrString
apps.v1.RollingUpdateStatefulSetStrategy
 partition 1 int32 +
 maxUnavailable 2 *%util.intstr.IntOrString
apps.v1.StatefulSet apps/v1/StatefulSet
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *apps.v1.StatefulSetSpec
 status 3 *apps.v1.StatefulSetStatus
apps.v1.StatefulSetCondition
 type 1 string +
 status 2 string +
 lastTransitionTime 3 *%meta.v1.Time
 reason 4 string
 message 5 string
apps.v1.StatefulSetList apps/v1/StatefulSetList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*apps.v1.StatefulSet
apps.v1.StatefulSetOrdinals
 start 1 int32 +
apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy
 whenDeleted 1 string
 whenScaled 2 string
apps.v1.StatefulSetSpec
 replicas 1 int32 +
 selector 2 *%meta.v1.LabelSelector
 template 3 *core.v1.PodTemplateSpec
 volumeClaimTemplates 4 []*core.v1.PersistentVolumeClaim
 serviceName 5 string +
 podManagementPolicy 6 string
 updateStrategy 7 *apps.v1.StatefulSetUpdateStrategy
 revisionHistoryLimit 8 int32 +
 minReadySeconds 9 int32
 persistentVolumeClaimRetentionPolicy 10 *apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy
 ordinals 11 *apps.v1.StatefulSetOrdinals
apps.v1.StatefulSetStatus
 observedGeneration 1 int64
 replicas 2 int32 +
 readyReplicas 3 int32
 currentReplicas 4 int32
 updatedReplicas 5 int32
 currentRevision 6 string
 updateRevision 7 string
 collisionCount 9 int32 +
 conditions 10 []*apps.v1.StatefulSetCondition
 availableReplicas 11 int32 +
apps.v1.StatefulSetUpdateStrategy
 type 1 string
 rollingUpdate 2 *apps.v1.RollingUpdateStatefulSetStrategy
authentication.v1.AttestationValue
 items 1 []string
authentication.v1.BoundObjectReference
 kind 1 string
 apiVersion 2 string
 name 3 string
 uid 4 string
authentication.v1.ExtraValue
 items 1 []string
authentication.v1.SelfSubjectReview authentication.k8s.io/v1/SelfSubjectReview
 metadata 1 *%meta.v1.ObjectMeta
 status 2 *authentication.v1.SelfSubjectReviewStatus
authentication.v1.SelfSubjectReviewStatus
 userInfo 1 *authentication.v1.UserInfo
authentication.v1.TokenRequest authentication.k8s.io/v1/TokenRequest
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *authentication.v1.TokenRequestSpec
 status 3 *authentication.v1.TokenRequestStatus
authentication.v1.TokenRequestSpec
 audiences 1 []string
 boundObjectRef 3 *authentication.v1.BoundObjectReference
 expirationSeconds 4 int64 +
 attestations 5 {}*authentication.v1.AttestationValue
authentication.v1.TokenRequestStatus
 token 1 string +
 expirationTimestamp 2 *%meta.v1.Time
authentication.v1.TokenReview authentication.k8s.io/v1/TokenReview
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *authentication.v1.TokenReviewSpec
 status 3 *authentication.v1.TokenReviewStatus
authentication.v1.TokenReviewSpec
 token 1 string
 audiences 2 []string
authentication.v1.TokenReviewStatus
 authenticated 1 bool
 user 2 *authentication.v1.UserInfo
 error 3 string
 audiences 4 []string
authentication.v1.UserInfo
 username 1 string
 uid 2 string
 groups 3 []string
 extra 4 {}*authentication.v1.ExtraValue
authentication.v1alpha1.SelfSubjectReview authentication.k8s.io/v1alpha1/SelfSubjectReview
 metadata 1 *%meta.v1.ObjectMeta
 status 2 *authentication.v1alpha1.SelfSubjectReviewStatus
authentication.v1alpha1.SelfSubjectReviewStatus
 userInfo 1 *authentication.v1.UserInfo
authentication.v1beta1.SelfSubjectReview authentication.k8s.io/v1beta1/SelfSubjectReview
 metadata 1 *%meta.v1.ObjectMeta
 status 2 *authentication.v1beta1.SelfSubjectReviewStatus
authentication.v1beta1.SelfSubjectReviewStatus
 userInfo 1 *authentication.v1.UserInfo
authorization.v1.ExtraValue
 items 1 []string
authorization.v1.FieldSelectorAttributes
 rawSelector 1 string
 requirements 2 []*%meta.v1.FieldSelectorRequirement
authorization.v1.LabelSelectorAttributes
 rawSelector 1 string
 requirements 2 []*%meta.v1.LabelSelectorRequirement
authorization.v1.LocalSubjectAccessReview authorization.k8s.io/v1/LocalSubjectAccessReview
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *authorization.v1.SubjectAccessReviewSpec
 status 3 *authorization.v1.SubjectAccessReviewStatus
authorization.v1.NonResourceAttributes
 path 1 string
 verb 2 string
authorization.v1.NonResourceRule
 verbs 1 []string
 nonResourceURLs 2 []string
authorization.v1.ResourceAttributes
 namespace 1 string
 verb 2 string
 group 3 string
 version 4 string
 resource 5 string
 subresource 6 string
 name 7 string
 fieldSelector 8 *authorization.v1.FieldSelectorAttributes
 labelSelector 9 *authorization.v1.LabelSelectorAttributes
authorization.v1.ResourceRule
 verbs 1 []string
 apiGroups 2 []string
 resources 3 []string
 resourceNames 4 []string
authorization.v1.SelfSubjectAccessReview authorization.k8s.io/v1/SelfSubjectAccessReview
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *authorization.v1.SelfSubjectAccessReviewSpec
 status 3 *authorization.v1.SubjectAccessReviewStatus
authorization.v1.SelfSubjectAccessReviewSpec
 resourceAttributes 1 *authorization.v1.ResourceAttributes
 nonResourceAttributes 2 *authorization.v1.NonResourceAttributes
authorization.v1.SelfSubjectRulesReview authorization.k8s.io/v1/SelfSubjectRulesReview
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *authorization.v1.SelfSubjectRulesReviewSpec
 status 3 *authorization.v1.SubjectRulesReviewStatus
authorization.v1.SelfSubjectRulesReviewSpec
 namespace 1 string
authorization.v1.SubjectAccessReview authorization.k8s.io/v1/SubjectAccessReview
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *authorization.v1.SubjectAccessReviewSpec
 status 3 *authorization.v1.SubjectAccessReviewStatus
authorization.v1.SubjectAccessReviewSpec
 resourceAttributes 1 *authorization.v1.ResourceAttributes
 nonResourceAttributes 2 *authorization.v1.NonResourceAttributes
 user 3 string
 groups 4 []string
 extra 5 {}*authorization.v1.ExtraValue
 uid 6 string
authorization.v1.SubjectAccessReviewStatus
 allowed 1 bool +
 reason 2 string
 evaluationError 3 string
 denied 4 bool
authorization.v1.SubjectRulesReviewStatus
 resourceRules 1 []*authorization.v1.ResourceRule
 nonResourceRules 2 []*authorization.v1.NonResourceRule
 incomplete 3 bool +
 evaluationError 4 string
autoscaling.v1.CrossVersionObjectReference
 kind 1 string +
 name 2 string +
 apiVersion 3 string
autoscaling.v1.HorizontalPodAutoscaler autoscaling/v1/HorizontalPodAutoscaler
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *autoscaling.v1.HorizontalPodAutoscalerSpec
 status 3 *autoscaling.v1.HorizontalPodAutoscalerStatus
autoscaling.v1.HorizontalPodAutoscalerList autoscaling/v1/HorizontalPodAutoscalerList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*autoscaling.v1.HorizontalPodAutoscaler
autoscaling.v1.HorizontalPodAutoscalerSpec
 scaleTargetRef 1 *autoscaling.v1.CrossVersionObjectReference
 minReplicas 2 int32 +
 maxReplicas 3 int32 +
 targetCPUUtilizationPercentage 4 int32 +
autoscaling.v1.HorizontalPodAutoscalerStatus
 observedGeneration 1 int64 +
 lastScaleTime 2 *%meta.v1.Time
 currentReplicas 3 int32 +
 desiredReplicas 4 int32 +
 currentCPUUtilizationPercentage 5 int32 +
autoscaling.v1.Scale autoscaling/v1/Scale
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *autoscaling.v1.ScaleSpec
 status 3 *autoscaling.v1.ScaleStatus
autoscaling.v1.ScaleSpec
 replicas 1 int32
autoscaling.v1.ScaleStatus
 replicas 1 int32 +
 selector 2 string
autoscaling.v2.ContainerResourceMetricSource
 name 1 string +
 target 2 *autoscaling.v2.MetricTarget
 container 3 string +
autoscaling.v2.ContainerResourceMetricStatus
 name 1 string +
 current 2 *autoscaling.v2.MetricValueStatus
 container 3 string +
autoscaling.v2.CrossVersionObjectReference
 kind 1 string +
 name 2 string +
 apiVersion 3 string
autoscaling.v2.ExternalMetricSource
 metric 1 *autoscaling.v2.MetricIdentifier
 target 2 *autoscaling.v2.MetricTarget
autoscaling.v2.ExternalMetricStatus
 metric 1 *autoscaling.v2.MetricIdentifier
 current 2 *autoscaling.v2.MetricValueStatus
autoscaling.v2.HPAScalingPolicy
 type 1 string +
 value 2 int32 +
 periodSeconds 3 int32 +
autoscaling.v2.HPAScalingRules
 selectPolicy 1 string +
 policies 2 []*autoscaling.v2.HPAScalingPolicy
 stabilizationWindowSeconds 3 int32 +
 tolerance 4 *%api.resource.Quantity
autoscaling.v2.HorizontalPodAutoscaler autoscaling/v2/HorizontalPodAutoscaler
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *autoscaling.v2.HorizontalPodAutoscalerSpec
 status 3 *autoscaling.v2.HorizontalPodAutoscalerStatus
autoscaling.v2.HorizontalPodAutoscalerBehavior
 scaleUp 1 *autoscaling.v2.HPAScalingRules
 scaleDown 2 *autoscaling.v2.HPAScalingRules
autoscaling.v2.HorizontalPodAutoscalerCondition
 type 1 string +
 status 2 string +
 lastTransitionTime 3 *%meta.v1.Time
 reason 4 string
 message 5 string
 observedGeneration 6 int64 +
autoscaling.v2.HorizontalPodAutoscalerList autoscaling/v2/HorizontalPodAutoscalerList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*autoscaling.v2.HorizontalPodAutoscaler
autoscaling.v2.HorizontalPodAutoscalerSpec
 scaleTargetRef 1 *autoscaling.v2.CrossVersionObjectReference
 minReplicas 2 int32 +
 maxReplicas 3 int32 +
 metrics 4 []*autoscaling.v2.MetricSpec
 behavior 5 *autoscaling.v2.HorizontalPodAutoscalerBehavior
autoscaling.v2.HorizontalPodAutoscalerStatus
 observedGeneration 1 int64 +
 lastScaleTime 2 *%meta.v1.Time
 currentReplicas 3 int32
 desiredReplicas 4 int32 +
 currentMetrics 5 []*autoscaling.v2.MetricStatus
 conditions 6 []*autoscaling.v2.HorizontalPodAutoscalerCondition
autoscaling.v2.MetricIdentifier
 name 1 string +
 selector 2 *%meta.v1.LabelSelector
autoscaling.v2.MetricSpec
 type 1 string +
 object 2 *autoscaling.v2.ObjectMetricSource
 pods 3 *autoscaling.v2.PodsMetricSource
 resource 4 *autoscaling.v2.ResourceMetricSource
 external 5 *autoscaling.v2.ExternalMetricSource
 containerResource 7 *autoscaling.v2.ContainerResourceMetricSource
autoscaling.v2.MetricStatus
 type 1 string +
 object 2 *autoscaling.v2.ObjectMetricStatus
 pods 3 *autoscaling.v2.PodsMetricStatus
 resource 4 *autoscaling.v2.ResourceMetricStatus
 external 5 *autoscaling.v2.ExternalMetricStatus
 containerResource 7 *autoscaling.v2.ContainerResourceMetricStatus
autoscaling.v2.MetricTarget
 type 1 string +
 value 2 *%api.resource.Quantity
 averageValue 3 *%api.resource.Quantity
 averageUtilization 4 int32 +
autoscaling.v2.MetricValueStatus
 value 1 *%api.resource.Quantity
 averageValue 2 *%api.resource.Quantity
 averageUtilization 3 int32 +
autoscaling.v2.ObjectMetricSource
 describedObject 1 *autoscaling.v2.CrossVersionObjectReference
 target 2 *autoscaling.v2.MetricTarget
 metric 3 *autoscaling.v2.MetricIdentifier
autoscaling.v2.ObjectMetricStatus
 metric 1 *autoscaling.v2.MetricIdentifier
 current 2 *autoscaling.v2.MetricValueStatus
 describedObject 3 *autoscaling.v2.CrossVersionObjectReference
autoscaling.v2.PodsMetricSource
 metric 1 *autoscaling.v2.MetricIdentifier
 target 2 *autoscaling.v2.MetricTarget
autoscaling.v2.PodsMetricStatus
 metric 1 *autoscaling.v2.MetricIdentifier
 current 2 *autoscaling.v2.MetricValueStatus
autoscaling.v2.ResourceMetricSource
 name 1 string +
 target 2 *autoscaling.v2.MetricTarget
autoscaling.v2.ResourceMetricStatus
 name 1 string +
 current 2 *autoscaling.v2.MetricValueStatus
batch.v1.CronJob batch/v1/CronJob
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *batch.v1.CronJobSpec
 status 3 *batch.v1.CronJobStatus
batch.v1.CronJobList batch/v1/CronJobList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*batch.v1.CronJob
batch.v1.CronJobSpec
 schedule 1 string +
 startingDeadlineSeconds 2 int64 +
 concurrencyPolicy 3 string
 suspend 4 bool +
 jobTemplate 5 *batch.v1.JobTemplateSpec
 successfulJobsHistoryLimit 6 int32 +
 failedJobsHistoryLimit 7 int32 +
 timeZone 8 string +
batch.v1.CronJobStatus
 active 1 []*core.v1.ObjectReference
 lastScheduleTime 4 *%meta.v1.Time
 lastSuccessfulTime 5 *%meta.v1.Time
batch.v1.Job batch/v1/Job
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *batch.v1.JobSpec
 status 3 *batch.v1.JobStatus
batch.v1.JobCondition
 type 1 string +
 status 2 string +
 lastProbeTime 3 *%meta.v1.Time
 lastTransitionTime 4 *%meta.v1.Time
 reason 5 string
 message 6 string
batch.v1.JobList batch/v1/JobList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*batch.v1.Job
batch.v1.JobSchedulingConfiguration
 schedulingPolicy 1 *scheduling.v1alpha3.WorkloadPodGroupSchedulingPolicy
 schedulingConstraints 2 *scheduling.v1alpha3.WorkloadPodGroupSchedulingConstraints
 disruptionMode 3 *scheduling.v1alpha3.WorkloadPodGroupDisruptionMode
 resourceClaims 4 []*scheduling.v1alpha3.WorkloadPodGroupResourceClaim
batch.v1.JobSpec
 parallelism 1 int32 +
 completions 2 int32 +
 activeDeadlineSeconds 3 int64 +
 selector 4 *%meta.v1.LabelSelector
 manualSelector 5 bool +
 template 6 *core.v1.PodTemplateSpec
 backoffLimit 7 int32 +
 ttlSecondsAfterFinished 8 int32 +
 completionMode 9 string +
 suspend 10 bool +
 podFailurePolicy 11 *batch.v1.PodFailurePolicy
 backoffLimitPerIndex 12 int32 +
 maxFailedIndexes 13 int32 +
 podReplacementPolicy 14 string +
 managedBy 15 string +
 successPolicy 16 *batch.v1.SuccessPolicy
 scheduling 17 *batch.v1.JobSchedulingConfiguration
batch.v1.JobStatus
 conditions 1 []*batch.v1.JobCondition
 startTime 2 *%meta.v1.Time
 completionTime 3 *%meta.v1.Time
 active 4 int32
 succeeded 5 int32
 failed 6 int32
 completedIndexes 7 string
 uncountedTerminatedPods 8 *batch.v1.UncountedTerminatedPods
 ready 9 int32 +
 failedIndexes 10 string +
 terminating 11 int32 +
batch.v1.JobTemplateSpec
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *batch.v1.JobSpec
batch.v1.PodFailurePolicy
 rules 1 []*batch.v1.PodFailurePolicyRule
batch.v1.PodFailurePolicyOnExitCodesRequirement
 containerName 1 string +
 operator 2 string +
 values 3 []int32
batch.v1.PodFailurePolicyOnPodConditionsPattern
 type 1 string +
 status 2 string +
batch.v1.PodFailurePolicyRule
 action 1 string +
 onExitCodes 2 *batch.v1.PodFailurePolicyOnExitCodesRequirement
 onPodConditions 3 []*batch.v1.PodFailurePolicyOnPodConditionsPattern
batch.v1.SuccessPolicy
 rules 1 []*batch.v1.SuccessPolicyRule
batch.v1.SuccessPolicyRule
 succeededIndexes 1 string +
 succeededCount 2 int32 +
batch.v1.UncountedTerminatedPods
 succeeded 1 []string
 failed 2 []string
certificates.v1.CertificateSigningRequest certificates.k8s.io/v1/CertificateSigningRequest
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *certificates.v1.CertificateSigningRequestSpec
 status 3 *certificates.v1.CertificateSigningRequestStatus
certificates.v1.CertificateSigningRequestCondition
 type 1 string +
 reason 2 string
 message 3 string
 lastUpdateTime 4 *%meta.v1.Time
 lastTransitionTime 5 *%meta.v1.Time
 status 6 string +
certificates.v1.CertificateSigningRequestList certificates.k8s.io/v1/CertificateSigningRequestList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*certificates.v1.CertificateSigningRequest
certificates.v1.CertificateSigningRequestSpec
 request 1 bytes +
 username 2 string
 uid 3 string
 groups 4 []string
 usages 5 []string
 extra 6 {}*certificates.v1.ExtraValue
 signerName 7 string +
 expirationSeconds 8 int32 +
certificates.v1.CertificateSigningRequestStatus
 conditions 1 []*certificates.v1.CertificateSigningRequestCondition
 certificate 2 bytes
certificates.v1.ExtraValue
 items 1 []string
certificates.v1alpha1.ClusterTrustBundle certificates.k8s.io/v1alpha1/ClusterTrustBundle
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *certificates.v1alpha1.ClusterTrustBundleSpec
certificates.v1alpha1.ClusterTrustBundleList certificates.k8s.io/v1alpha1/ClusterTrustBundleList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*certificates.v1alpha1.ClusterTrustBundle
certificates.v1alpha1.ClusterTrustBundleSpec
 signerName 1 string
 trustBundle 2 string +
certificates.v1alpha1.PodCertificateRequest certificates.k8s.io/v1alpha1/PodCertificateRequest
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *certificates.v1alpha1.PodCertificateRequestSpec
 status 3 *certificates.v1alpha1.PodCertificateRequestStatus
certificates.v1alpha1.PodCertificateRequestList certificates.k8s.io/v1alpha1/PodCertificateRequestList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*certificates.v1alpha1.PodCertificateRequest
certificates.v1alpha1.PodCertificateRequestSpec
 signerName 1 string +
 podName 2 string +
 podUID 3 string +
 serviceAccountName 4 string +
 serviceAccountUID 5 string +
 nodeName 6 string +
 nodeUID 7 string +
 maxExpirationSeconds 8 int32 +
 pkixPublicKey 9 bytes +
 proofOfPossession 10 bytes +
certificates.v1alpha1.PodCertificateRequestStatus
 conditions 1 []*%meta.v1.Condition
 certificateChain 2 string
 notBefore 4 *%meta.v1.Time
 beginRefreshAt 5 *%meta.v1.Time
 notAfter 6 *%meta.v1.Time
certificates.v1beta1.ClusterTrustBundle certificates.k8s.io/v1beta1/ClusterTrustBundle
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *certificates.v1beta1.ClusterTrustBundleSpec
certificates.v1beta1.ClusterTrustBundleList certificates.k8s.io/v1beta1/ClusterTrustBundleList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*certificates.v1beta1.ClusterTrustBundle
certificates.v1beta1.ClusterTrustBundleSpec
 signerName 1 string
 trustBundle 2 string +
certificates.v1beta1.PodCertificateRequest certificates.k8s.io/v1beta1/PodCertificateRequest
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *certificates.v1beta1.PodCertificateRequestSpec
 status 3 *certificates.v1beta1.PodCertificateRequestStatus
certificates.v1beta1.PodCertificateRequestList certificates.k8s.io/v1beta1/PodCertificateRequestList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*certificates.v1beta1.PodCertificateRequest
certificates.v1beta1.PodCertificateRequestSpec
 signerName 1 string +
 podName 2 string +
 podUID 3 string +
 serviceAccountName 4 string +
 serviceAccountUID 5 string +
 nodeName 6 string +
 nodeUID 7 string +
 maxExpirationSeconds 8 int32 +
 pkixPublicKey 9 bytes +
 proofOfPossession 10 bytes +
 unverifiedUserAnnotations 11 {}string
 stubPKCS10Request 12 bytes +
certificates.v1beta1.PodCertificateRequestStatus
 conditions 1 []*%meta.v1.Condition
 certificateChain 2 string
 notBefore 4 *%meta.v1.Time
 beginRefreshAt 5 *%meta.v1.Time
 notAfter 6 *%meta.v1.Time
coordination.v1.Lease coordination.k8s.io/v1/Lease
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *coordination.v1.LeaseSpec
coordination.v1.LeaseList coordination.k8s.io/v1/LeaseList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*coordination.v1.Lease
coordination.v1.LeaseSpec
 holderIdentity 1 string +
 leaseDurationSeconds 2 int32 +
 acquireTime 3 *%meta.v1.MicroTime
 renewTime 4 *%meta.v1.MicroTime
 leaseTransitions 5 int32 +
 strategy 6 string +
 preferredHolder 7 string +
coordination.v1alpha1.LeaseCandidate coordination.k8s.io/v1alpha1/LeaseCandidate
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *coordination.v1alpha1.LeaseCandidateSpec
coordination.v1alpha1.LeaseCandidateList coordination.k8s.io/v1alpha1/LeaseCandidateList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*coordination.v1alpha1.LeaseCandidate
coordination.v1alpha1.LeaseCandidateSpec
 leaseName 1 string +
 pingTime 2 *%meta.v1.MicroTime
 renewTime 3 *%meta.v1.MicroTime
 binaryVersion 4 string
 emulationVersion 5 string
 preferredStrategies 6 []string
coordination.v1alpha2.LeaseCandidate coordination.k8s.io/v1alpha2/LeaseCandidate
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *coordination.v1alpha2.LeaseCandidateSpec
coordination.v1alpha2.LeaseCandidateList coordination.k8s.io/v1alpha2/LeaseCandidateList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*coordination.v1alpha2.LeaseCandidate
coordination.v1alpha2.LeaseCandidateSpec
 leaseName 1 string +
 pingTime 2 *%meta.v1.MicroTime
 renewTime 3 *%meta.v1.MicroTime
 binaryVersion 4 string +
 emulationVersion 5 string
 strategy 6 string
coordination.v1beta1.LeaseCandidate coordination.k8s.io/v1beta1/LeaseCandidate
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *coordination.v1beta1.LeaseCandidateSpec
coordination.v1beta1.LeaseCandidateList coordination.k8s.io/v1beta1/LeaseCandidateList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*coordination.v1beta1.LeaseCandidate
coordination.v1beta1.LeaseCandidateSpec
 leaseName 1 string +
 pingTime 2 *%meta.v1.MicroTime
 renewTime 3 *%meta.v1.MicroTime
 binaryVersion 4 string +
 emulationVersion 5 string
 strategy 6 string
core.v1.AWSElasticBlockStoreVolumeSource
 volumeID 1 string +
 fsType 2 string
 partition 3 int32
 readOnly 4 bool
core.v1.Affinity
 nodeAffinity 1 *core.v1.NodeAffinity
 podAffinity 2 *core.v1.PodAffinity
 podAntiAffinity 3 *core.v1.PodAntiAffinity
core.v1.AppArmorProfile
 type 1 string +
 localhostProfile 2 string +
core.v1.AttachedVolume
 name 1 string +
 devicePath 2 string +
core.v1.AzureDiskVolumeSource
 diskName 1 string +
 diskURI 2 string +
 cachingMode 3 string +
 fsType 4 string +
 readOnly 5 bool +
 kind 6 string +
core.v1.AzureFilePersistentVolumeSource
 secretName 1 string +
 shareName 2 string +
 readOnly 3 bool
 secretNamespace 4 string +
core.v1.AzureFileVolumeSource
 secretName 1 string +
 shareName 2 string +
 readOnly 3 bool
core.v1.Binding /v1/Binding
 metadata 1 *%meta.v1.ObjectMeta
 target 2 *core.v1.ObjectReference
core.v1.CSIPersistentVolumeSource
 driver 1 string +
 volumeHandle 2 string +
 readOnly 3 bool
 fsType 4 string
 volumeAttributes 5 {}string
 controllerPublishSecretRef 6 *core.v1.SecretReference
 nodeStageSecretRef 7 *core.v1.SecretReference
 nodePublishSecretRef 8 *core.v1.SecretReference
 controllerExpandSecretRef 9 *core.v1.SecretReference
 nodeExpandSecretRef 10 *core.v1.SecretReference
core.v1.CSIVolumeSource
 driver 1 string +
 readOnly 2 bool +
 fsType 3 string +
 volumeAttributes 4 {}string
 nodePublishSecretRef 5 *core.v1.LocalObjectReference
core.v1.Capabilities
 add 1 []string
 drop 2 []string
core.v1.CephFSPersistentVolumeSource
 monitors 1 []string
 path 2 string
 user 3 string
 secretFile 4 string
 secretRef 5 *core.v1.SecretReference
 readOnly 6 bool
core.v1.CephFSVolumeSource
 monitors 1 []string
 path 2 string
 user 3 string
 secretFile 4 string
 secretRef 5 *core.v1.LocalObjectReference
 readOnly 6 bool
core.v1.CinderPersistentVolumeSource
 volumeID 1 string +
 fsType 2 string
 readOnly 3 bool
 secretRef 4 *core.v1.SecretReference
core.v1.CinderVolumeSource
 volumeID 1 string +
 fsType 2 string
 readOnly 3 bool
 secretRef 4 *core.v1.LocalObjectReference
core.v1.ClaimSource
 resourceClaimName 1 string +
 resourceClaimTemplateName 2 string +
core.v1.ClientIPConfig
 timeoutSeconds 1 int32 +
core.v1.ClusterTrustBundleProjection
 name 1 string +
 signerName 2 string +
 labelSelector 3 *%meta.v1.LabelSelector
 path 4 string +
 optional 5 bool +
 user 6 int64 +
core.v1.ComponentCondition
 type 1 string +
 status 2 string +
 message 3 string
 error 4 string
core.v1.ComponentStatus /v1/ComponentStatus
 metadata 1 *%meta.v1.ObjectMeta
 conditions 2 []*core.v1.ComponentCondition
core.v1.ComponentStatusList /v1/ComponentStatusList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*core.v1.ComponentStatus
core.v1.ConfigMap /v1/ConfigMap
 metadata 1 *%meta.v1.ObjectMeta
 data 2 {}string
 binaryData 3 {}bytes
 immutable 4 bool +
core.v1.ConfigMapEnvSource
 localObjectReference 1 *core.v1.LocalObjectReference ~
 optional 2 bool +
core.v1.ConfigMapKeySelector
 localObjectReference 1 *core.v1.LocalObjectReference ~
 key 2 string +
 optional 3 bool +
core.v1.ConfigMapList /v1/ConfigMapList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*core.v1.ConfigMap
core.v1.ConfigMapNodeConfigSource
 namespace 1 string +
 name 2 string +
 uid 3 string
 resourceVersion 4 string
 kubeletConfigKey 5 string +
core.v1.ConfigMapProjection
 localObjectReference 1 *core.v1.LocalObjectReference ~
 items 2 []*core.v1.KeyToPath
 optional 4 bool +
core.v1.ConfigMapVolumeSource
 localObjectReference 1 *core.v1.LocalObjectReference ~
 items 2 []*core.v1.KeyToPath
 defaultMode 3 int32 +
 optional 4 bool +
 defaultUser 5 int64 +
core.v1.Container
 name 1 string +
 image 2 string
 command 3 []string
 args 4 []string
 workingDir 5 string
 ports 6 []*core.v1.ContainerPort
 env 7 []*core.v1.EnvVar
 resources 8 *core.v1.ResourceRequirements
 volumeMounts 9 []*core.v1.VolumeMount
 livenessProbe 10 *core.v1.Probe
 readinessProbe 11 *core.v1.Probe
 lifecycle 12 *core.v1.Lifecycle
 terminationMessagePath 13 string
 imagePullPolicy 14 string
 securityContext 15 *core.v1.SecurityContext
 stdin 16 bool
 stdinOnce 17 bool
 tty 18 bool
 envFrom 19 []*core.v1.EnvFromSource
 terminationMessagePolicy 20 string
 volumeDevices 21 []*core.v1.VolumeDevice
 startupProbe 22 *core.v1.Probe
 resizePolicy 23 []*core.v1.ContainerResizePolicy
 restartPolicy 24 string +
 restartPolicyRules 25 []*core.v1.ContainerRestartRule
core.v1.ContainerExtendedResourceRequest
 containerName 1 string +
 resourceName 2 string +
 requestName 3 string +
core.v1.ContainerImage
 names 1 []string
 sizeBytes 2 int64
core.v1.ContainerPort
 name 1 string
 hostPort 2 int32
 containerPort 3 int32 +
 protocol 4 string
 hostIP 5 string
core.v1.ContainerResizePolicy
 resourceName 1 string +
 restartPolicy 2 string +
core.v1.ContainerRestartRule
 action 1 string
 exitCodes 2 *core.v1.ContainerRestartRuleOnExitCodes
core.v1.ContainerRestartRuleOnExitCodes
 operator 1 string
 values 2 []int32
core.v1.ContainerState
 waiting 1 *core.v1.ContainerStateWaiting
 running 2 *core.v1.ContainerStateRunning
 terminated 3 *core.v1.ContainerStateTerminated
core.v1.ContainerStateRunning
 startedAt 1 *%meta.v1.Time
core.v1.ContainerStateTerminated
 exitCode 1 int32 +
 signal 2 int32
 reason 3 string
 message 4 string
 startedAt 5 *%meta.v1.Time
 finishedAt 6 *%meta.v1.Time
 containerID 7 string
core.v1.ContainerStateWaiting
 reason 1 string
 message 2 string
core.v1.ContainerStatus
 name 1 string +
 state 2 *core.v1.ContainerState
 lastState 3 *core.v1.ContainerState
 ready 4 bool +
 restartCount 5 int32 +
 image 6 string +
 imageID 7 string +
 containerID 8 string
 started 9 bool +
 allocatedResources 10 {}*%api.resource.Quantity
 resources 11 *core.v1.ResourceRequirements
 volumeMounts 12 []*core.v1.VolumeMountStatus
 user 13 *core.v1.ContainerUser
 allocatedResourcesStatus 14 []*core.v1.ResourceStatus
 stopSignal 15 string +
core.v1.ContainerUser
 linux 1 *core.v1.LinuxContainerUser
core.v1.DaemonEndpoint
 Port 1 int32 +
core.v1.DownwardAPIProjection
 items 1 []*core.v1.DownwardAPIVolumeFile
core.v1.DownwardAPIVolumeFile
 path 1 string +
 fieldRef 2 *core.v1.ObjectFieldSelector
 resourceFieldRef 3 *core.v1.ResourceFieldSelector
 mode 4 int32 +
 user 5 int64 +
core.v1.DownwardAPIVolumeSource
 items 1 []*core.v1.DownwardAPIVolumeFile
 defaultMode 2 int32 +
 defaultUser 3 int64 +
core.v1.EmptyDirVolumeSource
 medium 1 string
 sizeLimit 2 *%api.resource.Quantity
 mode 3 int32 +
core.v1.EndpointAddress
 ip 1 string +
 targetRef 2 *core.v1.ObjectReference
 hostname 3 string
 nodeName 4 string +
core.v1.EndpointPort
 name 1 string
 port 2 int32 +
 protocol 3 string
 appProtocol 4 string +
core.v1.EndpointSubset
 addresses 1 []*core.v1.EndpointAddress
 notReadyAddresses 2 []*core.v1.EndpointAddress
 ports 3 []*core.v1.EndpointPort
core.v1.Endpoints /v1/Endpoints
 metadata 1 *%meta.v1.ObjectMeta
 subsets 2 []*core.v1.EndpointSubset
core.v1.EndpointsList /v1/EndpointsList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*core.v1.Endpoints
core.v1.EnvFromSource
 prefix 1 string
 configMapRef 2 *core.v1.ConfigMapEnvSource
 secretRef 3 *core.v1.SecretEnvSource
core.v1.EnvVar
 name 1 string +
 value 2 string
 valueFrom 3 *core.v1.EnvVarSource
core.v1.EnvVarSource
 fieldRef 1 *core.v1.ObjectFieldSelector
 resourceFieldRef 2 *core.v1.ResourceFieldSelector
 configMapKeyRef 3 *core.v1.ConfigMapKeySelector
 secretKeyRef 4 *core.v1.SecretKeySelector
 fileKeyRef 5 *core.v1.FileKeySelector
core.v1.EphemeralContainer
 ephemeralContainerCommon 1 *core.v1.EphemeralContainerCommon ~
 targetContainerName 2 string
core.v1.EphemeralContainerCommon
 name 1 string +
 image 2 string
 command 3 []string
 args 4 []string
 workingDir 5 string
 ports 6 []*core.v1.ContainerPort
 env 7 []*core.v1.EnvVar
 resources 8 *core.v1.ResourceRequirements
 volumeMounts 9 []*core.v1.VolumeMount
 livenessProbe 10 *core.v1.Probe
 readinessProbe 11 *core.v1.Probe
 lifecycle 12 *core.v1.Lifecycle
 terminationMessagePath 13 string
 imagePullPolicy 14 string
 securityContext 15 *core.v1.SecurityContext
 stdin 16 bool
 stdinOnce 17 bool
 tty 18 bool
 envFrom 19 []*core.v1.EnvFromSource
 terminationMessagePolicy 20 string
 volumeDevices 21 []*core.v1.VolumeDevice
 startupProbe 22 *core.v1.Probe
 resizePolicy 23 []*core.v1.ContainerResizePolicy
 restartPolicy 24 string +
 restartPolicyRules 25 []*core.v1.ContainerRestartRule
core.v1.EphemeralVolumeSource
 volumeClaimTemplate 1 *core.v1.PersistentVolumeClaimTemplate
core.v1.Event /v1/Event
 metadata 1 *%meta.v1.ObjectMeta
 involvedObject 2 *core.v1.ObjectReference
 reason 3 string
 message 4 string
 source 5 *core.v1.EventSource
 firstTimestamp 6 *%meta.v1.Time
 lastTimestamp 7 *%meta.v1.Time
 count 8 int32
 type 9 string
 eventTime 10 *%meta.v1.MicroTime
 series 11 *core.v1.EventSeries
 action 12 string
 related 13 *core.v1.ObjectReference
 reportingComponent 14 string +
 reportingInstance 15 string +
core.v1.EventList /v1/EventList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*core.v1.Event
core.v1.EventSeries
 count 1 int32
 lastObservedTime 2 *%meta.v1.MicroTime
core.v1.EventSource
 component 1 string
 host 2 string
core.v1.EvictionResponder
 name 1 string +
 priority 2 int32 +
core.v1.ExecAction
 command 1 []string
core.v1.FCVolumeSource
 targetWWNs 1 []string
 lun 2 int32 +
 fsType 3 string
 readOnly 4 bool
 wwids 5 []string
core.v1.FileKeySelector
 volumeName 1 string +
 path 2 string +
 key 3 string +
 optional 4 bool +
core.v1.FlexPersistentVolumeSource
 driver 1 string +
 fsType 2 string
 secretRef 3 *core.v1.SecretReference
 readOnly 4 bool
 options 5 {}string
core.v1.FlexVolumeSource
 driver 1 string +
 fsType 2 string
 secretRef 3 *core.v1.LocalObjectReference
 readOnly 4 bool
 options 5 {}string
core.v1.FlockerVolumeSource
 datasetName 1 string
 datasetUUID 2 string
core.v1.GCEPersistentDiskVolumeSource
 pdName 1 string +
 fsType 2 string
 partition 3 int32
 readOnly 4 bool
core.v1.GRPCAction
 port 1 int32 +
 service 2 string +
 mode 3 string +
core.v1.GitRepoVolumeSource
 repository 1 string +
 revision 2 string
 directory 3 string
core.v1.GlusterfsPersistentVolumeSource
 endpoints 1 string +
 path 2 string +
 readOnly 3 bool
 endpointsNamespace 4 string +
core.v1.GlusterfsVolumeSource
 endpoints 1 string +
 path 2 string +
 readOnly 3 bool
core.v1.HTTPGetAction
 path 1 string
 port 2 *%util.intstr.IntOrString
 host 3 string
 scheme 4 string
 httpHeaders 5 []*core.v1.HTTPHeader
 protocol 6 string +
core.v1.HTTPHeader
 name 1 string +
 value 2 string +
core.v1.HostAlias
 ip 1 string +
 hostnames 2 []string
core.v1.HostIP
 ip 1 string +
core.v1.HostPathVolumeSource
 path 1 string +
 type 2 string +
core.v1.ISCSIPersistentVolumeSource
 targetPortal 1 string +
 iqn 2 string +
 lun 3 int32 +
 iscsiInterface 4 string
 fsType 5 string
 readOnly 6 bool
 portals 7 []string
 chapAuthDiscovery 8 bool
 secretRef 10 *core.v1.SecretReference
 chapAuthSession 11 bool
 initiatorName 12 string +
core.v1.ISCSIVolumeSource
 targetPortal 1 string +
 iqn 2 string +
 lun 3 int32 +
 iscsiInterface 4 string
 fsType 5 string
 readOnly 6 bool
 portals 7 []string
 chapAuthDiscovery 8 bool
 secretRef 10 *core.v1.LocalObjectReference
 chapAuthSession 11 bool
 initiatorName 12 string +
core.v1.ImageVolumeSource
 reference 1 string
 pullPolicy 2 string
core.v1.ImageVolumeStatus
 imageRef 1 string
core.v1.KeyToPath
 key 1 string +
 path 2 string +
 mode 3 int32 +
 user 4 int64 +
core.v1.Lifecycle
 postStart 1 *core.v1.LifecycleHandler
 preStop 2 *core.v1.LifecycleHandler
 stopSignal 3 string +
core.v1.LifecycleHandler
 exec 1 *core.v1.ExecAction
 httpGet 2 *core.v1.HTTPGetAction
 tcpSocket 3 *core.v1.TCPSocketAction
 sleep 4 *core.v1.SleepAction
core.v1.LimitRange /v1/LimitRange
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *core.v1.LimitRangeSpec
core.v1.LimitRangeItem
 type 1 string +
 max 2 {}*%api.resource.Quantity
 min 3 {}*%api.resource.Quantity
 default 4 {}*%api.resource.Quantity
 defaultRequest 5 {}*%api.resource.Quantity
 maxLimitRequestRatio 6 {}*%api.resource.Quantity
core.v1.LimitRangeList /v1/LimitRangeList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*core.v1.LimitRange
core.v1.LimitRangeSpec
 limits 1 []*core.v1.LimitRangeItem
core.v1.LinuxContainerUser
 uid 1 int64 +
 gid 2 int64 +
 supplementalGroups 3 []int64
core.v1.LoadBalancerIngress
 ip 1 string
 hostname 2 string
 ipMode 3 string +
 ports 4 []*core.v1.PortStatus
core.v1.LoadBalancerStatus
 ingress 1 []*core.v1.LoadBalancerIngress
core.v1.LocalObjectReference
 name 1 string
core.v1.LocalVolumeSource
 path 1 string +
 fsType 2 string +
core.v1.ModifyVolumeStatus
 targetVolumeAttributesClassName 1 string
 status 2 string +
core.v1.NFSVolumeSource
 server 1 string +
 path 2 string +
 readOnly 3 bool
core.v1.Namespace /v1/Namespace
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *core.v1.NamespaceSpec
 status 3 *core.v1.NamespaceStatus
core.v1.NamespaceCondition
 type 1 string +
 status 2 string +
 lastTransitionTime 4 *%meta.v1.Time
 reason 5 string
 message 6 string
core.v1.NamespaceList /v1/NamespaceList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*core.v1.Namespace
core.v1.NamespaceSpec
 finalizers 1 []string
core.v1.NamespaceStatus
 phase 1 string
 conditions 2 []*core.v1.NamespaceCondition
core.v1.Node /v1/Node
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *core.v1.NodeSpec
 status 3 *core.v1.NodeStatus
core.v1.NodeAddress
 type 1 string +
 address 2 string +
core.v1.NodeAffinity
 requiredDuringSchedulingIgnoredDuringExecution 1 *core.v1.NodeSelector
 preferredDuringSchedulingIgnoredDuringExecution 2 []*core.v1.PreferredSchedulingTerm
core.v1.NodeAllocatableMappedResources
 name 1 string +
 quantity 2 *%api.resource.Quantity
core.v1.NodeAllocatableOverheadResources
 name 1 string +
 perPod 2 *%api.resource.Quantity
 perContainer 3 *%api.resource.Quantity
core.v1.NodeAllocatableResourceClaimStatus
 resourceClaimName 1 string +
 containers 2 []string
 resources 3 {}*%api.resource.Quantity
 mapping 4 []*core.v1.NodeAllocatableMappedResources
 overhead 5 []*core.v1.NodeAllocatableOverheadResources
core.v1.NodeCondition
 type 1 string +
 status 2 string +
 lastHeartbeatTime 3 *%meta.v1.Time
 lastTransitionTime 4 *%meta.v1.Time
 reason 5 string
 message 6 string
core.v1.NodeConfigSource
 configMap 2 *core.v1.ConfigMapNodeConfigSource
core.v1.NodeConfigStatus
 assigned 1 *core.v1.NodeConfigSource
 active 2 *core.v1.NodeConfigSource
 lastKnownGood 3 *core.v1.NodeConfigSource
 error 4 string
core.v1.NodeDaemonEndpoints
 kubeletEndpoint 1 *core.v1.DaemonEndpoint
core.v1.NodeFeatures
 supplementalGroupsPolicy 1 bool +
core.v1.NodeList /v1/NodeList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*core.v1.Node
core.v1.NodePodPreemptionPolicy
 disableResizePreemption 1 []string
core.v1.NodeRuntimeHandler
 name 1 string +
 features 2 *core.v1.NodeRuntimeHandlerFeatures
core.v1.NodeRuntimeHandlerFeatures
 recursiveReadOnlyMounts 1 bool +
 userNamespaces 2 bool +
core.v1.NodeSelector
 nodeSelectorTerms 1 []*core.v1.NodeSelectorTerm
core.v1.NodeSelectorRequirement
 key 1 string +
 operator 2 string +
 values 3 []string
core.v1.NodeSelectorTerm
 matchExpressions 1 []*core.v1.NodeSelectorRequirement
 matchFields 2 []*core.v1.NodeSelectorRequirement
core.v1.NodeSpec
 podCIDR 1 string
 externalID 2 string
 providerID 3 string
 unschedulable 4 bool
 taints 5 []*core.v1.Taint
 configSource 6 *core.v1.NodeConfigSource
 podCIDRs 7 []string
 podPreemptionPolicy 8 *core.v1.NodePodPreemptionPolicy
core.v1.NodeStatus
 capacity 1 {}*%api.resource.Quantity
 allocatable 2 {}*%api.resource.Quantity
 phase 3 string
 conditions 4 []*core.v1.NodeCondition
 addresses 5 []*core.v1.NodeAddress
 daemonEndpoints 6 *core.v1.NodeDaemonEndpoints
 nodeInfo 7 *core.v1.NodeSystemInfo
 images 8 []*core.v1.ContainerImage
 volumesInUse 9 []string
 volumesAttached 10 []*core.v1.AttachedVolume
 config 11 *core.v1.NodeConfigStatus
 runtimeHandlers 12 []*core.v1.NodeRuntimeHandler
 features 13 *core.v1.NodeFeatures
 declaredFeatures 14 []string
core.v1.NodeSwapStatus
 capacity 1 int64 +
core.v1.NodeSystemInfo
 machineID 1 string +
 systemUUID 2 string +
 bootID 3 string +
 kernelVersion 4 string +
 osImage 5 string +
 containerRuntimeVersion 6 string +
 kubeletVersion 7 string +
 kubeProxyVersion 8 string +
 operatingSystem 9 string +
 architecture 10 string +
 swap 11 *core.v1.NodeSwapStatus
core.v1.ObjectFieldSelector
 apiVersion 1 string
 fieldPath 2 string +
core.v1.ObjectReference
 kind 1 string
 namespace 2 string
 name 3 string
 uid 4 string
 apiVersion 5 string
 resourceVersion 6 string
 fieldPath 7 string
core.v1.PersistentVolume /v1/PersistentVolume
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *core.v1.PersistentVolumeSpec
 status 3 *core.v1.PersistentVolumeStatus
core.v1.PersistentVolumeClaim /v1/PersistentVolumeClaim
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *core.v1.PersistentVolumeClaimSpec
 status 3 *core.v1.PersistentVolumeClaimStatus
core.v1.PersistentVolumeClaimCondition
 type 1 string +
 status 2 string +
 lastProbeTime 3 *%meta.v1.Time
 lastTransitionTime 4 *%meta.v1.Time
 reason 5 string
 message 6 string
core.v1.PersistentVolumeClaimList /v1/PersistentVolumeClaimList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*core.v1.PersistentVolumeClaim
core.v1.PersistentVolumeClaimSpec
 accessModes 1 []string
 resources 2 *core.v1.VolumeResourceRequirements
 volumeName 3 string
 selector 4 *%meta.v1.LabelSelector
 storageClassName 5 string +
 volumeMode 6 string +
 dataSource 7 *core.v1.TypedLocalObjectReference
 dataSourceRef 8 *core.v1.TypedObjectReference
 volumeAttributesClassName 9 string +
core.v1.PersistentVolumeClaimStatus
 phase 1 string
 accessModes 2 []string
 capacity 3 {}*%api.resource.Quantity
 conditions 4 []*core.v1.PersistentVolumeClaimCondition
 allocatedResources 5 {}*%api.resource.Quantity
 allocatedResourceStatuses 7 {}string
 currentVolumeAttributesClassName 8 string +
 modifyVolumeStatus 9 *core.v1.ModifyVolumeStatus
 healthStatus 10 *core.v1.VolumeHealthStatus
core.v1.PersistentVolumeClaimTemplate
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *core.v1.PersistentVolumeClaimSpec
core.v1.PersistentVolumeClaimVolumeSource
 claimName 1 string +
 readOnly 2 bool
core.v1.PersistentVolumeList /v1/PersistentVolumeList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*core.v1.PersistentVolume
core.v1.PersistentVolumeSource
 gcePersistentDisk 1 *core.v1.GCEPersistentDiskVolumeSource
 awsElasticBlockStore 2 *core.v1.AWSElasticBlockStoreVolumeSource
 hostPath 3 *core.v1.HostPathVolumeSource
 glusterfs 4 *core.v1.GlusterfsPersistentVolumeSource
 nfs 5 *core.v1.NFSVolumeSource
 rbd 6 *core.v1.RBDPersistentVolumeSource
 iscsi 7 *core.v1.ISCSIPersistentVolumeSource
 cinder 8 *core.v1.CinderPersistentVolumeSource
 cephfs 9 *core.v1.CephFSPersistentVolumeSource
 fc 10 *core.v1.FCVolumeSource
 flocker 11 *core.v1.FlockerVolumeSource
 flexVolume 12 *core.v1.FlexPersistentVolumeSource
 azureFile 13 *core.v1.AzureFilePersistentVolumeSource
 vsphereVolume 14 *core.v1.VsphereVirtualDiskVolumeSource
 quobyte 15 *core.v1.QuobyteVolumeSource
 azureDisk 16 *core.v1.AzureDiskVolumeSource
 photonPersistentDisk 17 *core.v1.PhotonPersistentDiskVolumeSource
 portworxVolume 18 *core.v1.PortworxVolumeSource
 scaleIO 19 *core.v1.ScaleIOPersistentVolumeSource
 local 20 *core.v1.LocalVolumeSource
 storageos 21 *core.v1.StorageOSPersistentVolumeSource
 csi 22 *core.v1.CSIPersistentVolumeSource
core.v1.PersistentVolumeSpec
 capacity 1 {}*%api.resource.Quantity
 persistentVolumeSource 2 *core.v1.PersistentVolumeSource ~
 accessModes 3 []string
 claimRef 4 *core.v1.ObjectReference
 persistentVolumeReclaimPolicy 5 string
 storageClassName 6 string
 mountOptions 7 []string
 volumeMode 8 string +
 nodeAffinity 9 *core.v1.VolumeNodeAffinity
 volumeAttributesClassName 10 string +
core.v1.PersistentVolumeStatus
 phase 1 string
 message 2 string
 reason 3 string
 lastPhaseTransitionTime 4 *%meta.v1.Time
core.v1.PhotonPersistentDiskVolumeSource
 pdID 1 string +
 fsType 2 string
core.v1.Pod /v1/Pod
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *core.v1.PodSpec
 status 3 *core.v1.PodStatus
core.v1.PodAffinity
 requiredDuringSchedulingIgnoredDuringExecution 1 []*core.v1.PodAffinityTerm
 preferredDuringSchedulingIgnoredDuringExecution 2 []*core.v1.WeightedPodAffinityTerm
core.v1.PodAffinityTerm
 labelSelector 1 *%meta.v1.LabelSelector
 namespaces 2 []string
 topologyKey 3 string +
 namespaceSelector 4 *%meta.v1.LabelSelector
 matchLabelKeys 5 []string
 mismatchLabelKeys 6 []string
core.v1.PodAntiAffinity
 requiredDuringSchedulingIgnoredDuringExecution 1 []*core.v1.PodAffinityTerm
 preferredDuringSchedulingIgnoredDuringExecution 2 []*core.v1.WeightedPodAffinityTerm
core.v1.PodCertificateProjection
 signerName 1 string
 keyType 2 string
 maxExpirationSeconds 3 int32 +
 credentialBundlePath 4 string
 keyPath 5 string
 certificateChainPath 6 string
 userAnnotations 7 {}string
 user 8 int64 +
core.v1.PodCondition
 type 1 string +
 status 2 string +
 lastProbeTime 3 *%meta.v1.Time
 lastTransitionTime 4 *%meta.v1.Time
 reason 5 string
 message 6 string
 observedGeneration 7 int64
core.v1.PodDNSConfig
 nameservers 1 []string
 searches 2 []string
 options 3 []*core.v1.PodDNSConfigOption
core.v1.PodDNSConfigOption
 name 1 string
 value 2 string +
core.v1.PodExtendedResourceClaimStatus
 requestMappings 1 []*core.v1.ContainerExtendedResourceRequest
 resourceClaimName 2 string +
core.v1.PodIP
 ip 1 string +
core.v1.PodList /v1/PodList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*core.v1.Pod
core.v1.PodOS
 name 1 string +
core.v1.PodReadinessGate
 conditionType 1 string +
core.v1.PodResourceClaim
 name 1 string +
 source 2 *core.v1.ClaimSource
 resourceClaimName 3 string +
 resourceClaimTemplateName 4 string +
core.v1.PodResourceClaimStatus
 name 1 string +
 resourceClaimName 2 string +
core.v1.PodSchedulingGate
 name 1 string +
core.v1.PodSchedulingGroup
 podGroupName 1 string +
core.v1.PodSecurityContext
 seLinuxOptions 1 *core.v1.SELinuxOptions
 runAsUser 2 int64 +
 runAsNonRoot 3 bool +
 supplementalGroups 4 []int64
 fsGroup 5 int64 +
 runAsGroup 6 int64 +
 sysctls 7 []*core.v1.Sysctl
 windowsOptions 8 *core.v1.WindowsSecurityContextOptions
 fsGroupChangePolicy 9 string +
 seccompProfile 10 *core.v1.SeccompProfile
 appArmorProfile 11 *core.v1.AppArmorProfile
 supplementalGroupsPolicy 12 string +
 seLinuxChangePolicy 13 string +
core.v1.PodSpec
 volumes 1 []*core.v1.Volume
 containers 2 []*core.v1.Container
 restartPolicy 3 string
 terminationGracePeriodSeconds 4 int64 +
 activeDeadlineSeconds 5 int64 +
 dnsPolicy 6 string
 nodeSelector 7 {}string
 serviceAccountName 8 string
 serviceAccount 9 string
 nodeName 10 string
 hostNetwork 11 bool
 hostPID 12 bool
 hostIPC 13 bool
 securityContext 14 *core.v1.PodSecurityContext
 imagePullSecrets 15 []*core.v1.LocalObjectReference
 hostname 16 string
 subdomain 17 string
 affinity 18 *core.v1.Affinity
 schedulerName 19 string
 initContainers 20 []*core.v1.Container
 automountServiceAccountToken 21 bool +
 tolerations 22 []*core.v1.Toleration
 hostAliases 23 []*core.v1.HostAlias
 priorityClassName 24 string
 priority 25 int32 +
 dnsConfig 26 *core.v1.PodDNSConfig
 shareProcessNamespace 27 bool +
 readinessGates 28 []*core.v1.PodReadinessGate
 runtimeClassName 29 string +
 enableServiceLinks 30 bool +
 preemptionPolicy 31 string +
 overhead 32 {}*%api.resource.Quantity
 topologySpreadConstraints 33 []*core.v1.TopologySpreadConstraint
 ephemeralContainers 34 []*core.v1.EphemeralContainer
 setHostnameAsFQDN 35 bool +
 os 36 *core.v1.PodOS
 hostUsers 37 bool +
 schedulingGates 38 []*core.v1.PodSchedulingGate
 resourceClaims 39 []*core.v1.PodResourceClaim
 resources 40 *core.v1.ResourceRequirements
 hostnameOverride 41 string +
 workloadRef 42 *core.v1.WorkloadReference
 schedulingGroup 43 *core.v1.PodSchedulingGroup
 evictionResponders 44 []*core.v1.EvictionResponder
core.v1.PodStatus
 phase 1 string
 conditions 2 []*core.v1.PodCondition
 message 3 string
 reason 4 string
 hostIP 5 string
 podIP 6 string
 startTime 7 *%meta.v1.Time
 containerStatuses 8 []*core.v1.ContainerStatus
 qosClass 9 string
 initContainerStatuses 10 []*core.v1.ContainerStatus
 nominatedNodeName 11 string
 podIPs 12 []*core.v1.PodIP
 ephemeralContainerStatuses 13 []*core.v1.ContainerStatus
 resize 14 string
 resourceClaimStatuses 15 []*core.v1.PodResourceClaimStatus
 hostIPs 16 []*core.v1.HostIP
 observedGeneration 17 int64
 extendedResourceClaimStatus 18 *core.v1.PodExtendedResourceClaimStatus
 allocatedResources 19 {}*%api.resource.Quantity
 resources 20 *core.v1.ResourceRequirements
 nodeAllocatableResourceClaimStatuses 21 []*core.v1.NodeAllocatableResourceClaimStatus
 volumeHealth 22 []*core.v1.PodVolumeHealth
core.v1.PodTemplate /v1/PodTemplate
 metadata 1 *%meta.v1.ObjectMeta
 template 2 *core.v1.PodTemplateSpec
core.v1.PodTemplateList /v1/PodTemplateList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*core.v1.PodTemplate
core.v1.PodTemplateSpec
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *core.v1.PodSpec
core.v1.PodVolumeHealth
 name 1 string +
 healthConditions 2 []*core.v1.VolumeHealthCondition
 lastTransitionTime 3 *%meta.v1.Time
core.v1.PortStatus
 port 1 int32 +
 protocol 2 string +
 error 3 string +
core.v1.PortworxVolumeSource
 volumeID 1 string +
 fsType 2 string
 readOnly 3 bool
core.v1.PreferredSchedulingTerm
 weight 1 int32 +
 preference 2 *core.v1.NodeSelectorTerm
core.v1.Probe
 handler 1 *core.v1.ProbeHandler ~
 initialDelaySeconds 2 int32
 timeoutSeconds 3 int32
 periodSeconds 4 int32
 successThreshold 5 int32
 failureThreshold 6 int32
 terminationGracePeriodSeconds 7 int64 +
core.v1.ProbeHandler
 exec 1 *core.v1.ExecAction
 httpGet 2 *core.v1.HTTPGetAction
 tcpSocket 3 *core.v1.TCPSocketAction
 grpc 4 *core.v1.GRPCAction
core.v1.ProjectedVolumeSource
 sources 1 []*core.v1.VolumeProjection
 defaultMode 2 int32 +
 defaultUser 3 int64 +
core.v1.QuobyteVolumeSource
 registry 1 string +
 volume 2 string +
 readOnly 3 bool
 user 4 string
 group 5 string
 tenant 6 string
core.v1.RBDPersistentVolumeSource
 monitors 1 []string
 image 2 string +
 fsType 3 string
 pool 4 string
 user 5 string
 keyring 6 string
 secretRef 7 *core.v1.SecretReference
 readOnly 8 bool
core.v1.RBDVolumeSource
 monitors 1 []string
 image 2 string +
 fsType 3 string
 pool 4 string
 user 5 string
 keyring 6 string
 secretRef 7 *core.v1.LocalObjectReference
 readOnly 8 bool
core.v1.ReplicationController /v1/ReplicationController
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *core.v1.ReplicationControllerSpec
 status 3 *core.v1.ReplicationControllerStatus
core.v1.ReplicationControllerCondition
 type 1 string +
 status 2 string +
 lastTransitionTime 3 *%meta.v1.Time
 reason 4 string
 message 5 string
core.v1.ReplicationControllerList /v1/ReplicationControllerList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*core.v1.ReplicationController
core.v1.ReplicationControllerSpec
 replicas 1 int32 +
 selector 2 {}string
 template 3 *core.v1.PodTemplateSpec
 minReadySeconds 4 int32
core.v1.ReplicationControllerStatus
 replicas 1 int32 +
 fullyLabeledReplicas 2 int32
 observedGeneration 3 int64
 readyReplicas 4 int32
 availableReplicas 5 int32
 conditions 6 []*core.v1.ReplicationControllerCondition
core.v1.ResourceClaim
 name 1 string +
 request 2 string
core.v1.ResourceFieldSelector
 containerName 1 string
 resource 2 string +
 divisor 3 *%api.resource.Quantity
core.v1.ResourceHealth
 resourceID 1 string +
 health 2 string
 message 6 string +
core.v1.ResourceQuota /v1/ResourceQuota
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *core.v1.ResourceQuotaSpec
 status 3 *core.v1.ResourceQuotaStatus
core.v1.ResourceQuotaList /v1/ResourceQuotaList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*core.v1.ResourceQuota
core.v1.ResourceQuotaSpec
 hard 1 {}*%api.resource.Quantity
 scopes 2 []string
 scopeSelector 3 *core.v1.ScopeSelector
core.v1.ResourceQuotaStatus
 hard 1 {}*%api.resource.Quantity
 used 2 {}*%api.resource.Quantity
core.v1.ResourceRequirements
 limits 1 {}*%api.resource.Quantity
 requests 2 {}*%api.resource.Quantity
 claims 3 []*core.v1.ResourceClaim
core.v1.ResourceStatus
 name 1 string +
 resources 2 []*core.v1.ResourceHealth
core.v1.SELinuxOptions
 user 1 string
 role 2 string
 type 3 string
 level 4 string
core.v1.ScaleIOPersistentVolumeSource
 gateway 1 string +
 system 2 string +
 secretRef 3 *core.v1.SecretReference
 sslEnabled 4 bool
 protectionDomain 5 string
 storagePool 6 string
 storageMode 7 string
 volumeName 8 string
 fsType 9 string
 readOnly 10 bool
core.v1.ScaleIOVolumeSource
 gateway 1 string +
 system 2 string +
 secretRef 3 *core.v1.LocalObjectReference
 sslEnabled 4 bool
 protectionDomain 5 string
 storagePool 6 string
 storageMode 7 string
 volumeName 8 string
 fsType 9 string
 readOnly 10 bool
core.v1.ScopeSelector
 matchExpressions 1 []*core.v1.ScopedResourceSelectorRequirement
core.v1.ScopedResourceSelectorRequirement
 scopeName 1 string +
 operator 2 string +
 values 3 []string
core.v1.SeccompProfile
 type 1 string +
 localhostProfile 2 string +
core.v1.Secret /v1/Secret
 metadata 1 *%meta.v1.ObjectMeta
 data 2 {}bytes
 type 3 string
 stringData 4 {}string
 immutable 5 bool +
core.v1.SecretEnvSource
 localObjectReference 1 *core.v1.LocalObjectReference ~
 optional 2 bool +
core.v1.SecretKeySelector
 localObjectReference 1 *core.v1.LocalObjectReference ~
 key 2 string +
 optional 3 bool +
core.v1.SecretList /v1/SecretList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*core.v1.Secret
core.v1.SecretProjection
 localObjectReference 1 *core.v1.LocalObjectReference ~
 items 2 []*core.v1.KeyToPath
 optional 4 bool +
core.v1.SecretReference
 name 1 string
 namespace 2 string
core.v1.SecretVolumeSource
 secretName 1 string
 items 2 []*core.v1.KeyToPath
 defaultMode 3 int32 +
 optional 4 bool +
 defaultUser 5 int64 +
core.v1.SecurityContext
 capabilities 1 *core.v1.Capabilities
 privileged 2 bool +
 seLinuxOptions 3 *core.v1.SELinuxOptions
 runAsUser 4 int64 +
 runAsNonRoot 5 bool +
 readOnlyRootFilesystem 6 bool +
 allowPrivilegeEscalation 7 bool +
 runAsGroup 8 int64 +
 procMount 9 string +
 windowsOptions 10 *core.v1.WindowsSecurityContextOptions
 seccompProfile 11 *core.v1.SeccompProfile
 appArmorProfile 12 *core.v1.AppArmorProfile
core.v1.Service /v1/Service
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *core.v1.ServiceSpec
 status 3 *core.v1.ServiceStatus
core.v1.ServiceAccount /v1/ServiceAccount
 metadata 1 *%meta.v1.ObjectMeta
 secrets 2 []*core.v1.ObjectReference
 imagePullSecrets 3 []*core.v1.LocalObjectReference
 automountServiceAccountToken 4 bool +
core.v1.ServiceAccountList /v1/ServiceAccountList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*core.v1.ServiceAccount
core.v1.ServiceAccountTokenProjection
 audience 1 string
 expirationSeconds 2 int64 +
 path 3 string +
 user 4 int64 +
core.v1.ServiceList /v1/ServiceList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*core.v1.Service
core.v1.ServicePort
 name 1 string
 protocol 2 string
 port 3 int32 +
 targetPort 4 *%util.intstr.IntOrString
 nodePort 5 int32
 appProtocol 6 string +
core.v1.ServiceSpec
 ports 1 []*core.v1.ServicePort
 selector 2 {}string
 clusterIP 3 string
 type 4 string
 externalIPs 5 []string
 sessionAffinity 7 string
 loadBalancerIP 8 string
 loadBalancerSourceRanges 9 []string
 externalName 10 string
 externalTrafficPolicy 11 string
 healthCheckNodePort 12 int32
 publishNotReadyAddresses 13 bool
 sessionAffinityConfig 14 *core.v1.SessionAffinityConfig
 ipFamilyPolicy 17 string +
 clusterIPs 18 []string
 ipFamilies 19 []string
 allocateLoadBalancerNodePorts 20 bool +
 loadBalancerClass 21 string +
 internalTrafficPolicy 22 string +
 trafficDistribution 23 string +
core.v1.ServiceStatus
 loadBalancer 1 *core.v1.LoadBalancerStatus
 conditions 2 []*%meta.v1.Condition
core.v1.SessionAffinityConfig
 clientIP 1 *core.v1.ClientIPConfig
core.v1.SleepAction
 seconds 1 int64 +
core.v1.StorageOSPersistentVolumeSource
 volumeName 1 string
 volumeNamespace 2 string
 fsType 3 string
 readOnly 4 bool
 secretRef 5 *core.v1.ObjectReference
core.v1.StorageOSVolumeSource
 volumeName 1 string
 volumeNamespace 2 string
 fsType 3 string
 readOnly 4 bool
 secretRef 5 *core.v1.LocalObjectReference
core.v1.Sysctl
 name 1 string +
 value 2 string +
core.v1.TCPSocketAction
 port 1 *%util.intstr.IntOrString
 host 2 string
core.v1.Taint
 key 1 string +
 value 2 string
 effect 3 string +
 timeAdded 4 *%meta.v1.Time
core.v1.Toleration
 key 1 string
 operator 2 string
 value 3 string
 effect 4 string
 tolerationSeconds 5 int64 +
core.v1.TopologySelectorLabelRequirement
 key 1 string +
 values 2 []string
core.v1.TopologySelectorTerm
 matchLabelExpressions 1 []*core.v1.TopologySelectorLabelRequirement
core.v1.TopologySpreadConstraint
 maxSkew 1 int32 +
 topologyKey 2 string +
 whenUnsatisfiable 3 string +
 labelSelector 4 *%meta.v1.LabelSelector
 minDomains 5 int32 +
 nodeAffinityPolicy 6 string +
 nodeTaintsPolicy 7 string +
 matchLabelKeys 8 []string
core.v1.TypedLocalObjectReference
 apiGroup 1 string +
 kind 2 string +
 name 3 string +
core.v1.TypedObjectReference
 apiGroup 1 string +
 kind 2 string +
 name 3 string +
 namespace 4 string +
core.v1.Volume
 name 1 string +
 volumeSource 2 *core.v1.VolumeSource ~
core.v1.VolumeDevice
 name 1 string +
 devicePath 2 string +
core.v1.VolumeHealthCondition
 status 1 string +
 reason 2 string +
 message 3 string
core.v1.VolumeHealthStatus
 healthConditions 1 []*core.v1.VolumeHealthCondition
 lastTransitionTime 2 *%meta.v1.Time
core.v1.VolumeMount
 name 1 string +
 readOnly 2 bool
 mountPath 3 string +
 subPath 4 string
 mountPropagation 5 string +
 subPathExpr 6 string
 recursiveReadOnly 7 string +
 bindMountOptions 8 []string
core.v1.VolumeMountStatus
 name 1 string +
 mountPath 2 string +
 readOnly 3 bool
 recursiveReadOnly 4 string +
 volumeStatus 5 *core.v1.VolumeStatus
core.v1.VolumeNodeAffinity
 required 1 *core.v1.NodeSelector
core.v1.VolumeProjection
 secret 1 *core.v1.SecretProjection
 downwardAPI 2 *core.v1.DownwardAPIProjection
 configMap 3 *core.v1.ConfigMapProjection
 serviceAccountToken 4 *core.v1.ServiceAccountTokenProjection
 clusterTrustBundle 5 *core.v1.ClusterTrustBundleProjection
 podCertificate 6 *core.v1.PodCertificateProjection
core.v1.VolumeResourceRequirements
 limits 1 {}*%api.resource.Quantity
 requests 2 {}*%api.resource.Quantity
core.v1.VolumeSource
 hostPath 1 *core.v1.HostPathVolumeSource
 emptyDir 2 *core.v1.EmptyDirVolumeSource
 gcePersistentDisk 3 *core.v1.GCEPersistentDiskVolumeSource
 awsElasticBlockStore 4 *core.v1.AWSElasticBlockStoreVolumeSource
 gitRepo 5 *core.v1.GitRepoVolumeSource
 secret 6 *core.v1.SecretVolumeSource
 nfs 7 *core.v1.NFSVolumeSource
 iscsi 8 *core.v1.ISCSIVolumeSource
 glusterfs 9 *core.v1.GlusterfsVolumeSource
 persistentVolumeClaim 10 *core.v1.PersistentVolumeClaimVolumeSource
 rbd 11 *core.v1.RBDVolumeSource
 flexVolume 12 *core.v1.FlexVolumeSource
 cinder 13 *core.v1.CinderVolumeSource
 cephfs 14 *core.v1.CephFSVolumeSource
 flocker 15 *core.v1.FlockerVolumeSource
 downwardAPI 16 *core.v1.DownwardAPIVolumeSource
 fc 17 *core.v1.FCVolumeSource
 azureFile 18 *core.v1.AzureFileVolumeSource
 configMap 19 *core.v1.ConfigMapVolumeSource
 vsphereVolume 20 *core.v1.VsphereVirtualDiskVolumeSource
 quobyte 21 *core.v1.QuobyteVolumeSource
 azureDisk 22 *core.v1.AzureDiskVolumeSource
 photonPersistentDisk 23 *core.v1.PhotonPersistentDiskVolumeSource
 portworxVolume 24 *core.v1.PortworxVolumeSource
 scaleIO 25 *core.v1.ScaleIOVolumeSource
 projected 26 *core.v1.ProjectedVolumeSource
 storageos 27 *core.v1.StorageOSVolumeSource
 csi 28 *core.v1.CSIVolumeSource
 ephemeral 29 *core.v1.EphemeralVolumeSource
 image 30 *core.v1.ImageVolumeSource
core.v1.VolumeStatus
 image 1 *core.v1.ImageVolumeStatus
core.v1.VsphereVirtualDiskVolumeSource
 volumePath 1 string +
 fsType 2 string
 storagePolicyName 3 string
 storagePolicyID 4 string
core.v1.WeightedPodAffinityTerm
 weight 1 int32 +
 podAffinityTerm 2 *core.v1.PodAffinityTerm
core.v1.WindowsSecurityContextOptions
 gmsaCredentialSpecName 1 string +
 gmsaCredentialSpec 2 string +
 runAsUserName 3 string +
 hostProcess 4 bool +
core.v1.WorkloadReference
 name 1 string +
 podGroup 2 string +
 podGroupReplicaKey 3 string
discovery.v1.Endpoint
 addresses 1 []string
 conditions 2 *discovery.v1.EndpointConditions
 hostname 3 string +
 targetRef 4 *core.v1.ObjectReference
 deprecatedTopology 5 {}string
 nodeName 6 string +
 zone 7 string +
 hints 8 *discovery.v1.EndpointHints
discovery.v1.EndpointConditions
 ready 1 bool +
 serving 2 bool +
 terminating 3 bool +
discovery.v1.EndpointHints
 forZones 1 []*discovery.v1.ForZone
 forNodes 2 []*discovery.v1.ForNode
discovery.v1.EndpointPort
 name 1 string +
 protocol 2 string +
 port 3 int32 +
 appProtocol 4 string +
discovery.v1.EndpointSlice discovery.k8s.io/v1/EndpointSlice
 metadata 1 *%meta.v1.ObjectMeta
 endpoints 2 []*discovery.v1.Endpoint
 ports 3 []*discovery.v1.EndpointPort
 addressType 4 string +
discovery.v1.EndpointSliceList discovery.k8s.io/v1/EndpointSliceList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*discovery.v1.EndpointSlice
discovery.v1.ForNode
 name 1 string +
discovery.v1.ForZone
 name 1 string +
events.v1.Event events.k8s.io/v1/Event
 metadata 1 *%meta.v1.ObjectMeta
 eventTime 2 *%meta.v1.MicroTime
 series 3 *events.v1.EventSeries
 reportingController 4 string
 reportingInstance 5 string
 action 6 string
 reason 7 string
 regarding 8 *core.v1.ObjectReference
 related 9 *core.v1.ObjectReference
 note 10 string
 type 11 string
 deprecatedSource 12 *core.v1.EventSource
 deprecatedFirstTimestamp 13 *%meta.v1.Time
 deprecatedLastTimestamp 14 *%meta.v1.Time
 deprecatedCount 15 int32
events.v1.EventList events.k8s.io/v1/EventList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*events.v1.Event
events.v1.EventSeries
 count 1 int32 +
 lastObservedTime 2 *%meta.v1.MicroTime
flowcontrol.v1.ExemptPriorityLevelConfiguration
 nominalConcurrencyShares 1 int32 +
 lendablePercent 2 int32 +
flowcontrol.v1.FlowDistinguisherMethod
 type 1 string +
flowcontrol.v1.FlowSchema flowcontrol.apiserver.k8s.io/v1/FlowSchema
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *flowcontrol.v1.FlowSchemaSpec
 status 3 *flowcontrol.v1.FlowSchemaStatus
flowcontrol.v1.FlowSchemaCondition
 type 1 string
 status 2 string
 lastTransitionTime 3 *%meta.v1.Time
 reason 4 string
 message 5 string
flowcontrol.v1.FlowSchemaList flowcontrol.apiserver.k8s.io/v1/FlowSchemaList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*flowcontrol.v1.FlowSchema
flowcontrol.v1.FlowSchemaSpec
 priorityLevelConfiguration 1 *flowcontrol.v1.PriorityLevelConfigurationReference
 matchingPrecedence 2 int32 +
 distinguisherMethod 3 *flowcontrol.v1.FlowDistinguisherMethod
 rules 4 []*flowcontrol.v1.PolicyRulesWithSubjects
flowcontrol.v1.FlowSchemaStatus
 conditions 1 []*flowcontrol.v1.FlowSchemaCondition
flowcontrol.v1.GroupSubject
 name 1 string +
flowcontrol.v1.LimitResponse
 type 1 string +
 queuing 2 *flowcontrol.v1.QueuingConfiguration
flowcontrol.v1.LimitedPriorityLevelConfiguration
 nominalConcurrencyShares 1 int32 +
 limitResponse 2 *flowcontrol.v1.LimitResponse
 lendablePercent 3 int32 +
 borrowingLimitPercent 4 int32 +
flowcontrol.v1.NonResourcePolicyRule
 verbs 1 []string
 nonResourceURLs 6 []string
flowcontrol.v1.PolicyRulesWithSubjects
 subjects 1 []*flowcontrol.v1.Subject
 resourceRules 2 []*flowcontrol.v1.ResourcePolicyRule
 nonResourceRules 3 []*flowcontrol.v1.NonResourcePolicyRule
flowcontrol.v1.PriorityLevelConfiguration flowcontrol.apiserver.k8s.io/v1/PriorityLevelConfiguration
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *flowcontrol.v1.PriorityLevelConfigurationSpec
 status 3 *flowcontrol.v1.PriorityLevelConfigurationStatus
flowcontrol.v1.PriorityLevelConfigurationCondition
 type 1 string
 status 2 string
 lastTransitionTime 3 *%meta.v1.Time
 reason 4 string
 message 5 string
flowcontrol.v1.PriorityLevelConfigurationList flowcontrol.apiserver.k8s.io/v1/PriorityLevelConfigurationList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*flowcontrol.v1.PriorityLevelConfiguration
flowcontrol.v1.PriorityLevelConfigurationReference
 name 1 string +
flowcontrol.v1.PriorityLevelConfigurationSpec
 type 1 string +
 limited 2 *flowcontrol.v1.LimitedPriorityLevelConfiguration
 exempt 3 *flowcontrol.v1.ExemptPriorityLevelConfiguration
flowcontrol.v1.PriorityLevelConfigurationStatus
 conditions 1 []*flowcontrol.v1.PriorityLevelConfigurationCondition
flowcontrol.v1.QueuingConfiguration
 queues 1 int32 +
 handSize 2 int32 +
 queueLengthLimit 3 int32 +
flowcontrol.v1.ResourcePolicyRule
 verbs 1 []string
 apiGroups 2 []string
 resources 3 []string
 clusterScope 4 bool
 namespaces 5 []string
flowcontrol.v1.ServiceAccountSubject
 namespace 1 string +
 name 2 string +
flowcontrol.v1.Subject
 kind 1 string +
 user 2 *flowcontrol.v1.UserSubject
 group 3 *flowcontrol.v1.GroupSubject
 serviceAccount 4 *flowcontrol.v1.ServiceAccountSubject
flowcontrol.v1.UserSubject
 name 1 string +
flowcontrol.v1beta3.ExemptPriorityLevelConfiguration
 nominalConcurrencyShares 1 int32 +
 lendablePercent 2 int32 +
flowcontrol.v1beta3.FlowDistinguisherMethod
 type 1 string +
flowcontrol.v1beta3.FlowSchema flowcontrol.apiserver.k8s.io/v1beta3/FlowSchema
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *flowcontrol.v1beta3.FlowSchemaSpec
 status 3 *flowcontrol.v1beta3.FlowSchemaStatus
flowcontrol.v1beta3.FlowSchemaCondition
 type 1 string
 status 2 string
 lastTransitionTime 3 *%meta.v1.Time
 reason 4 string
 message 5 string
flowcontrol.v1beta3.FlowSchemaList flowcontrol.apiserver.k8s.io/v1beta3/FlowSchemaList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*flowcontrol.v1beta3.FlowSchema
flowcontrol.v1beta3.FlowSchemaSpec
 priorityLevelConfiguration 1 *flowcontrol.v1beta3.PriorityLevelConfigurationReference
 matchingPrecedence 2 int32 +
 distinguisherMethod 3 *flowcontrol.v1beta3.FlowDistinguisherMethod
 rules 4 []*flowcontrol.v1beta3.PolicyRulesWithSubjects
flowcontrol.v1beta3.FlowSchemaStatus
 conditions 1 []*flowcontrol.v1beta3.FlowSchemaCondition
flowcontrol.v1beta3.GroupSubject
 name 1 string +
flowcontrol.v1beta3.LimitResponse
 type 1 string +
 queuing 2 *flowcontrol.v1beta3.QueuingConfiguration
flowcontrol.v1beta3.LimitedPriorityLevelConfiguration
 nominalConcurrencyShares 1 int32 +
 limitResponse 2 *flowcontrol.v1beta3.LimitResponse
 lendablePercent 3 int32 +
 borrowingLimitPercent 4 int32 +
flowcontrol.v1beta3.NonResourcePolicyRule
 verbs 1 []string
 nonResourceURLs 6 []string
flowcontrol.v1beta3.PolicyRulesWithSubjects
 subjects 1 []*flowcontrol.v1beta3.Subject
 resourceRules 2 []*flowcontrol.v1beta3.ResourcePolicyRule
 nonResourceRules 3 []*flowcontrol.v1beta3.NonResourcePolicyRule
flowcontrol.v1beta3.PriorityLevelConfiguration flowcontrol.apiserver.k8s.io/v1beta3/PriorityLevelConfiguration
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *flowcontrol.v1beta3.PriorityLevelConfigurationSpec
 status 3 *flowcontrol.v1beta3.PriorityLevelConfigurationStatus
flowcontrol.v1beta3.PriorityLevelConfigurationCondition
 type 1 string
 status 2 string
 lastTransitionTime 3 *%meta.v1.Time
 reason 4 string
 message 5 string
flowcontrol.v1beta3.PriorityLevelConfigurationList flowcontrol.apiserver.k8s.io/v1beta3/PriorityLevelConfigurationList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*flowcontrol.v1beta3.PriorityLevelConfiguration
flowcontrol.v1beta3.PriorityLevelConfigurationReference
 name 1 string +
flowcontrol.v1beta3.PriorityLevelConfigurationSpec
 type 1 string +
 limited 2 *flowcontrol.v1beta3.LimitedPriorityLevelConfiguration
 exempt 3 *flowcontrol.v1beta3.ExemptPriorityLevelConfiguration
flowcontrol.v1beta3.PriorityLevelConfigurationStatus
 conditions 1 []*flowcontrol.v1beta3.PriorityLevelConfigurationCondition
flowcontrol.v1beta3.QueuingConfiguration
 queues 1 int32 +
 handSize 2 int32 +
 queueLengthLimit 3 int32 +
flowcontrol.v1beta3.ResourcePolicyRule
 verbs 1 []string
 apiGroups 2 []string
 resources 3 []string
 clusterScope 4 bool
 namespaces 5 []string
flowcontrol.v1beta3.ServiceAccountSubject
 namespace 1 string +
 name 2 string +
flowcontrol.v1beta3.Subject
 kind 1 string +
 user 2 *flowcontrol.v1beta3.UserSubject
 group 3 *flowcontrol.v1beta3.GroupSubject
 serviceAccount 4 *flowcontrol.v1beta3.ServiceAccountSubject
flowcontrol.v1beta3.UserSubject
 name 1 string +
networking.v1.HTTPIngressPath
 path 1 string
 backend 2 *networking.v1.IngressBackend
 pathType 3 string +
networking.v1.HTTPIngressRuleValue
 paths 1 []*networking.v1.HTTPIngressPath
networking.v1.IPAddress networking.k8s.io/v1/IPAddress
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *networking.v1.IPAddressSpec
networking.v1.IPAddressList networking.k8s.io/v1/IPAddressList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*networking.v1.IPAddress
networking.v1.IPAddressSpec
 parentRef 1 *networking.v1.ParentReference
networking.v1.IPBlock
 cidr 1 string +
 except 2 []string
networking.v1.Ingress networking.k8s.io/v1/Ingress
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *networking.v1.IngressSpec
 status 3 *networking.v1.IngressStatus
networking.v1.IngressBackend
 resource 3 *core.v1.TypedLocalObjectReference
 service 4 *networking.v1.IngressServiceBackend
networking.v1.IngressClass networking.k8s.io/v1/IngressClass
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *networking.v1.IngressClassSpec
networking.v1.IngressClassList networking.k8s.io/v1/IngressClassList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*networking.v1.IngressClass
networking.v1.IngressClassParametersReference
 apiGroup 1 string +
 kind 2 string +
 name 3 string +
 scope 4 string +
 namespace 5 string +
networking.v1.IngressClassSpec
 controller 1 string
 parameters 2 *networking.v1.IngressClassParametersReference
networking.v1.IngressList networking.k8s.io/v1/IngressList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*networking.v1.Ingress
networking.v1.IngressLoadBalancerIngress
 ip 1 string
 hostname 2 string
 ports 4 []*networking.v1.IngressPortStatus
networking.v1.IngressLoadBalancerStatus
 ingress 1 []*networking.v1.IngressLoadBalancerIngress
networking.v1.IngressPortStatus
 port 1 int32 +
 protocol 2 string +
 error 3 string +
networking.v1.IngressRule
 host 1 string
 ingressRuleValue 2 *networking.v1.IngressRuleValue ~
networking.v1.IngressRuleValue
 http 1 *networking.v1.HTTPIngressRuleValue
networking.v1.IngressServiceBackend
 name 1 string +
 port 2 *networking.v1.ServiceBackendPort
networking.v1.IngressSpec
 defaultBackend 1 *networking.v1.IngressBackend
 tls 2 []*networking.v1.IngressTLS
 rules 3 []*networking.v1.IngressRule
 ingressClassName 4 string +
networking.v1.IngressStatus
 loadBalancer 1 *networking.v1.IngressLoadBalancerStatus
networking.v1.IngressTLS
 hosts 1 []string
 secretName 2 string
networking.v1.NetworkPolicy networking.k8s.io/v1/NetworkPolicy
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *networking.v1.NetworkPolicySpec
networking.v1.NetworkPolicyEgressRule
 ports 1 []*networking.v1.NetworkPolicyPort
 to 2 []*networking.v1.NetworkPolicyPeer
networking.v1.NetworkPolicyIngressRule
 ports 1 []*networking.v1.NetworkPolicyPort
 from 2 []*networking.v1.NetworkPolicyPeer
networking.v1.NetworkPolicyList networking.k8s.io/v1/NetworkPolicyList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*networking.v1.NetworkPolicy
networking.v1.NetworkPolicyPeer
 podSelector 1 *%meta.v1.LabelSelector
 namespaceSelector 2 *%meta.v1.LabelSelector
 ipBlock 3 *networking.v1.IPBlock
networking.v1.NetworkPolicyPort
 protocol 1 string +
 port 2 *%util.intstr.IntOrString
 endPort 3 int32 +
networking.v1.NetworkPolicySpec
 podSelector 1 *%meta.v1.LabelSelector
 ingress 2 []*networking.v1.NetworkPolicyIngressRule
 egress 3 []*networking.v1.NetworkPolicyEgressRule
 policyTypes 4 []string
networking.v1.ParentReference
 group 1 string
 resource 2 string
 namespace 3 string
 name 4 string
networking.v1.ServiceBackendPort
 name 1 string
 number 2 int32
networking.v1.ServiceCIDR networking.k8s.io/v1/ServiceCIDR
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *networking.v1.ServiceCIDRSpec
 status 3 *networking.v1.ServiceCIDRStatus
networking.v1.ServiceCIDRList networking.k8s.io/v1/ServiceCIDRList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*networking.v1.ServiceCIDR
networking.v1.ServiceCIDRSpec
 cidrs 1 []string
networking.v1.ServiceCIDRStatus
 conditions 1 []*%meta.v1.Condition
networking.v1alpha1.IPAddress networking.k8s.io/v1alpha1/IPAddress
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *networking.v1alpha1.IPAddressSpec
networking.v1alpha1.IPAddressList networking.k8s.io/v1alpha1/IPAddressList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*networking.v1alpha1.IPAddress
networking.v1alpha1.IPAddressSpec
 parentRef 1 *networking.v1alpha1.ParentReference
networking.v1alpha1.ParentReference
 group 1 string
 resource 2 string
 namespace 3 string
 name 4 string
networking.v1alpha1.ServiceCIDR networking.k8s.io/v1alpha1/ServiceCIDR
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *networking.v1alpha1.ServiceCIDRSpec
 status 3 *networking.v1alpha1.ServiceCIDRStatus
networking.v1alpha1.ServiceCIDRList networking.k8s.io/v1alpha1/ServiceCIDRList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*networking.v1alpha1.ServiceCIDR
networking.v1alpha1.ServiceCIDRSpec
 cidrs 1 []string
networking.v1alpha1.ServiceCIDRStatus
 conditions 1 []*%meta.v1.Condition
networking.v1beta1.IPAddress networking.k8s.io/v1beta1/IPAddress
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *networking.v1beta1.IPAddressSpec
networking.v1beta1.IPAddressList networking.k8s.io/v1beta1/IPAddressList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*networking.v1beta1.IPAddress
networking.v1beta1.IPAddressSpec
 parentRef 1 *networking.v1beta1.ParentReference
networking.v1beta1.ParentReference
 group 1 string
 resource 2 string
 namespace 3 string
 name 4 string
networking.v1beta1.ServiceCIDR networking.k8s.io/v1beta1/ServiceCIDR
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *networking.v1beta1.ServiceCIDRSpec
 status 3 *networking.v1beta1.ServiceCIDRStatus
networking.v1beta1.ServiceCIDRList networking.k8s.io/v1beta1/ServiceCIDRList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*networking.v1beta1.ServiceCIDR
networking.v1beta1.ServiceCIDRSpec
 cidrs 1 []string
networking.v1beta1.ServiceCIDRStatus
 conditions 1 []*%meta.v1.Condition
node.v1.Overhead
 podFixed 1 {}*%api.resource.Quantity
node.v1.RuntimeClass node.k8s.io/v1/RuntimeClass
 metadata 1 *%meta.v1.ObjectMeta
 handler 2 string +
 overhead 3 *node.v1.Overhead
 scheduling 4 *node.v1.Scheduling
node.v1.RuntimeClassList node.k8s.io/v1/RuntimeClassList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*node.v1.RuntimeClass
node.v1.Scheduling
 nodeSelector 1 {}string
 tolerations 2 []*core.v1.Toleration
policy.v1.Eviction policy/v1/Eviction
 metadata 1 *%meta.v1.ObjectMeta
 deleteOptions 2 *%meta.v1.DeleteOptions
policy.v1.PodDisruptionBudget policy/v1/PodDisruptionBudget
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *policy.v1.PodDisruptionBudgetSpec
 status 3 *policy.v1.PodDisruptionBudgetStatus
policy.v1.PodDisruptionBudgetList policy/v1/PodDisruptionBudgetList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*policy.v1.PodDisruptionBudget
policy.v1.PodDisruptionBudgetSpec
 minAvailable 1 *%util.intstr.IntOrString
 selector 2 *%meta.v1.LabelSelector
 maxUnavailable 3 *%util.intstr.IntOrString
 unhealthyPodEvictionPolicy 4 string +
policy.v1.PodDisruptionBudgetStatus
 observedGeneration 1 int64
 disruptedPods 2 {}*%meta.v1.Time
 disruptionsAllowed 3 int32 +
 currentHealthy 4 int32 +
 desiredHealthy 5 int32 +
 expectedPods 6 int32 +
 conditions 7 []*%meta.v1.Condition
rbac.v1.AggregationRule
 clusterRoleSelectors 1 []*%meta.v1.LabelSelector
rbac.v1.ClusterRole rbac.authorization.k8s.io/v1/ClusterRole
 metadata 1 *%meta.v1.ObjectMeta
 rules 2 []*rbac.v1.PolicyRule
 aggregationRule 3 *rbac.v1.AggregationRule
rbac.v1.ClusterRoleBinding rbac.authorization.k8s.io/v1/ClusterRoleBinding
 metadata 1 *%meta.v1.ObjectMeta
 subjects 2 []*rbac.v1.Subject
 roleRef 3 *rbac.v1.RoleRef
rbac.v1.ClusterRoleBindingList rbac.authorization.k8s.io/v1/ClusterRoleBindingList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*rbac.v1.ClusterRoleBinding
rbac.v1.ClusterRoleList rbac.authorization.k8s.io/v1/ClusterRoleList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*rbac.v1.ClusterRole
rbac.v1.PolicyRule
 verbs 1 []string
 apiGroups 2 []string
 resources 3 []string
 resourceNames 4 []string
 nonResourceURLs 5 []string
rbac.v1.Role rbac.authorization.k8s.io/v1/Role
 metadata 1 *%meta.v1.ObjectMeta
 rules 2 []*rbac.v1.PolicyRule
rbac.v1.RoleBinding rbac.authorization.k8s.io/v1/RoleBinding
 metadata 1 *%meta.v1.ObjectMeta
 subjects 2 []*rbac.v1.Subject
 roleRef 3 *rbac.v1.RoleRef
rbac.v1.RoleBindingList rbac.authorization.k8s.io/v1/RoleBindingList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*rbac.v1.RoleBinding
rbac.v1.RoleList rbac.authorization.k8s.io/v1/RoleList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*rbac.v1.Role
rbac.v1.RoleRef
 apiGroup 1 string +
 kind 2 string +
 name 3 string +
rbac.v1.Subject
 kind 1 string +
 apiGroup 2 string
 name 3 string +
 namespace 4 string
resource.v1.AllocatedDeviceStatus
 driver 1 string +
 pool 2 string +
 device 3 string +
 conditions 4 []*%meta.v1.Condition
 data 5 *%runtime.RawExtension
 networkData 6 *resource.v1.NetworkDeviceData
 shareID 7 string +
resource.v1.AllocationResult
 devices 1 *resource.v1.DeviceAllocationResult
 nodeSelector 3 *core.v1.NodeSelector
 allocationTimestamp 5 *%meta.v1.Time
resource.v1.CELDeviceSelector
 expression 1 string +
resource.v1.CapacityRequestPolicy
 default 1 *%api.resource.Quantity
 validValues 3 []*%api.resource.Quantity
 validRange 4 *resource.v1.CapacityRequestPolicyRange
resource.v1.CapacityRequestPolicyRange
 min 1 *%api.resource.Quantity
 max 2 *%api.resource.Quantity
 step 3 *%api.resource.Quantity
resource.v1.CapacityRequirements
 requests 1 {}*%api.resource.Quantity
resource.v1.Counter
 value 1 *%api.resource.Quantity
resource.v1.CounterSet
 name 1 string +
 counters 2 {}*resource.v1.Counter
resource.v1.Device
 name 1 string +
 attributes 2 {}*resource.v1.DeviceAttribute
 capacity 3 {}*resource.v1.DeviceCapacity
 consumesCounters 4 []*resource.v1.DeviceCounterConsumption
 nodeName 5 string +
 nodeSelector 6 *core.v1.NodeSelector
 allNodes 7 bool +
 taints 8 []*resource.v1.DeviceTaint
 bindsToNode 9 bool +
 bindingConditions 10 []string
 bindingFailureConditions 11 []string
 allowMultipleAllocations 12 bool +
 nodeAllocatableResourceMappings 13 {}*resource.v1.NodeAllocatableResourceMapping
 nodeAllocatableResources 14 {}*resource.v1.NodeAllocatableResource
resource.v1.DeviceAllocationConfiguration
 source 1 string +
 requests 2 []string
 deviceConfiguration 3 *resource.v1.DeviceConfiguration ~
resource.v1.DeviceAllocationResult
 results 1 []*resource.v1.DeviceRequestAllocationResult
 config 2 []*resource.v1.DeviceAllocationConfiguration
resource.v1.DeviceAttribute
 int 2 int64 +
 bool 3 bool +
 string 4 string +
 version 5 string +
 ints 6 []int64
 bools 7 []bool
 strings 8 []string
 versions 9 []string
resource.v1.DeviceCapacity
 value 1 *%api.resource.Quantity
 requestPolicy 2 *resource.v1.CapacityRequestPolicy
resource.v1.DeviceClaim
 requests 1 []*resource.v1.DeviceRequest
 constraints 2 []*resource.v1.DeviceConstraint
 config 3 []*resource.v1.DeviceClaimConfiguration
resource.v1.DeviceClaimConfiguration
 requests 1 []string
 deviceConfiguration 2 *resource.v1.DeviceConfiguration ~
resource.v1.DeviceClass resource.k8s.io/v1/DeviceClass
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1.DeviceClassSpec
resource.v1.DeviceClassConfiguration
 deviceConfiguration 1 *resource.v1.DeviceConfiguration ~
resource.v1.DeviceClassList resource.k8s.io/v1/DeviceClassList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1.DeviceClass
resource.v1.DeviceClassSpec
 selectors 1 []*resource.v1.DeviceSelector
 config 2 []*resource.v1.DeviceClassConfiguration
 extendedResourceName 4 string +
resource.v1.DeviceConfiguration
 opaque 1 *resource.v1.OpaqueDeviceConfiguration
resource.v1.DeviceConstraint
 requests 1 []string
 matchAttribute 2 string +
 distinctAttribute 3 string +
resource.v1.DeviceCounterConsumption
 counterSet 1 string +
 counters 2 {}*resource.v1.Counter
resource.v1.DeviceRequest
 name 1 string +
 exactly 2 *resource.v1.ExactDeviceRequest
 firstAvailable 3 []*resource.v1.DeviceSubRequest
resource.v1.DeviceRequestAllocationResult
 request 1 string +
 driver 2 string +
 pool 3 string +
 device 4 string +
 adminAccess 5 bool +
 tolerations 6 []*resource.v1.DeviceToleration
 bindingConditions 7 []string
 bindingFailureConditions 8 []string
 shareID 9 string +
 consumedCapacity 10 {}*%api.resource.Quantity
 skipNodeOperations 11 []string
resource.v1.DeviceSelector
 cel 1 *resource.v1.CELDeviceSelector
resource.v1.DeviceSubRequest
 name 1 string +
 deviceClassName 2 string +
 selectors 3 []*resource.v1.DeviceSelector
 allocationMode 4 string
 count 5 int64
 tolerations 6 []*resource.v1.DeviceToleration
 capacity 7 *resource.v1.CapacityRequirements
resource.v1.DeviceTaint
 key 1 string +
 value 2 string
 effect 3 string +
 timeAdded 4 *%meta.v1.Time
resource.v1.DeviceToleration
 key 1 string
 operator 2 string
 value 3 string
 effect 4 string
 tolerationSeconds 5 int64 +
resource.v1.ExactDeviceRequest
 deviceClassName 1 string +
 selectors 2 []*resource.v1.DeviceSelector
 allocationMode 3 string
 count 4 int64
 adminAccess 5 bool +
 tolerations 6 []*resource.v1.DeviceToleration
 capacity 7 *resource.v1.CapacityRequirements
resource.v1.NetworkDeviceData
 interfaceName 1 string
 ips 2 []string
 hardwareAddress 3 string
resource.v1.NodeAllocatableMapping
 capacityKey 1 string +
 capacityMultiplier 2 *%api.resource.Quantity
 deviceMultiplier 3 *%api.resource.Quantity
resource.v1.NodeAllocatableOverhead
 perPod 1 *%api.resource.Quantity
 perContainer 2 *%api.resource.Quantity
resource.v1.NodeAllocatableResource
 mapping 3 *resource.v1.NodeAllocatableMapping
 overhead 4 *resource.v1.NodeAllocatableOverhead
resource.v1.NodeAllocatableResourceMapping
 capacityKey 1 string +
 allocationMultiplier 2 *%api.resource.Quantity
resource.v1.OpaqueDeviceConfiguration
 driver 1 string +
 parameters 2 *%runtime.RawExtension
resource.v1.ResourceClaim resource.k8s.io/v1/ResourceClaim
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1.ResourceClaimSpec
 status 3 *resource.v1.ResourceClaimStatus
resource.v1.ResourceClaimConsumerReference
 apiGroup 1 string
 resource 3 string +
 name 4 string +
 uid 5 string +
resource.v1.ResourceClaimList resource.k8s.io/v1/ResourceClaimList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1.ResourceClaim
resource.v1.ResourceClaimSpec
 devices 1 *resource.v1.DeviceClaim
resource.v1.ResourceClaimStatus
 allocation 1 *resource.v1.AllocationResult
 reservedFor 2 []*resource.v1.ResourceClaimConsumerReference
 devices 4 []*resource.v1.AllocatedDeviceStatus
resource.v1.ResourceClaimTemplate resource.k8s.io/v1/ResourceClaimTemplate
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1.ResourceClaimTemplateSpec
resource.v1.ResourceClaimTemplateList resource.k8s.io/v1/ResourceClaimTemplateList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1.ResourceClaimTemplate
resource.v1.ResourceClaimTemplateSpec
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1.ResourceClaimSpec
resource.v1.ResourcePool
 name 1 string +
 generation 2 int64 +
 resourceSliceCount 3 int64 +
resource.v1.ResourceSlice resource.k8s.io/v1/ResourceSlice
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1.ResourceSliceSpec
resource.v1.ResourceSliceList resource.k8s.io/v1/ResourceSliceList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1.ResourceSlice
resource.v1.ResourceSliceSpec
 driver 1 string +
 pool 2 *resource.v1.ResourcePool
 nodeName 3 string +
 nodeSelector 4 *core.v1.NodeSelector
 allNodes 5 bool +
 devices 6 []*resource.v1.Device
 perDeviceNodeSelection 7 bool +
 sharedCounters 8 []*resource.v1.CounterSet
 partitionTypeAttribute 9 string +
 skipNodeOperations 10 []string
resource.v1alpha2.AllocationResult
 resourceHandles 1 []*resource.v1alpha2.ResourceHandle
 availableOnNodes 2 *core.v1.NodeSelector
 shareable 3 bool
resource.v1alpha2.AllocationResultModel
 namedResources 1 *resource.v1alpha2.NamedResourcesAllocationResult
resource.v1alpha2.DriverAllocationResult
 vendorRequestParameters 1 *%runtime.RawExtension
 allocationResultModel 2 *resource.v1alpha2.AllocationResultModel ~
resource.v1alpha2.DriverRequests
 driverName 1 string
 vendorParameters 2 *%runtime.RawExtension
 requests 3 []*resource.v1alpha2.ResourceRequest
resource.v1alpha2.NamedResourcesAllocationResult
 name 1 string +
resource.v1alpha2.NamedResourcesAttribute
 name 1 string +
 attributeValue 2 *resource.v1alpha2.NamedResourcesAttributeValue ~
resource.v1alpha2.NamedResourcesAttributeValue
 bool 2 bool +
 string 5 string +
 quantity 6 *%api.resource.Quantity
 int 7 int64 +
 intSlice 8 *resource.v1alpha2.NamedResourcesIntSlice
 stringSlice 9 *resource.v1alpha2.NamedResourcesStringSlice
 version 10 string +
resource.v1alpha2.NamedResourcesFilter
 selector 1 string +
resource.v1alpha2.NamedResourcesInstance
 name 1 string +
 attributes 2 []*resource.v1alpha2.NamedResourcesAttribute
resource.v1alpha2.NamedResourcesIntSlice
 ints 1 []int64
resource.v1alpha2.NamedResourcesRequest
 selector 1 string +
resource.v1alpha2.NamedResourcesResources
 instances 1 []*resource.v1alpha2.NamedResourcesInstance
resource.v1alpha2.NamedResourcesStringSlice
 strings 1 []string
resource.v1alpha2.PodSchedulingContext resource.k8s.io/v1alpha2/PodSchedulingContext
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1alpha2.PodSchedulingContextSpec
 status 3 *resource.v1alpha2.PodSchedulingContextStatus
resource.v1alpha2.PodSchedulingContextList resource.k8s.io/v1alpha2/PodSchedulingContextList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1alpha2.PodSchedulingContext
resource.v1alpha2.PodSchedulingContextSpec
 selectedNode 1 string
 potentialNodes 2 []string
resource.v1alpha2.PodSchedulingContextStatus
 resourceClaims 1 []*resource.v1alpha2.ResourceClaimSchedulingStatus
resource.v1alpha2.ResourceClaim resource.k8s.io/v1alpha2/ResourceClaim
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1alpha2.ResourceClaimSpec
 status 3 *resource.v1alpha2.ResourceClaimStatus
resource.v1alpha2.ResourceClaimConsumerReference
 apiGroup 1 string
 resource 3 string +
 name 4 string +
 uid 5 string +
resource.v1alpha2.ResourceClaimList resource.k8s.io/v1alpha2/ResourceClaimList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1alpha2.ResourceClaim
resource.v1alpha2.ResourceClaimParameters resource.k8s.io/v1alpha2/ResourceClaimParameters
 metadata 1 *%meta.v1.ObjectMeta
 generatedFrom 2 *resource.v1alpha2.ResourceClaimParametersReference
 shareable 3 bool
 driverRequests 4 []*resource.v1alpha2.DriverRequests
resource.v1alpha2.ResourceClaimParametersList resource.k8s.io/v1alpha2/ResourceClaimParametersList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1alpha2.ResourceClaimParameters
resource.v1alpha2.ResourceClaimParametersReference
 apiGroup 1 string
 kind 2 string +
 name 3 string +
resource.v1alpha2.ResourceClaimSchedulingStatus
 name 1 string
 unsuitableNodes 2 []string
resource.v1alpha2.ResourceClaimSpec
 resourceClassName 1 string +
 parametersRef 2 *resource.v1alpha2.ResourceClaimParametersReference
 allocationMode 3 string
resource.v1alpha2.ResourceClaimStatus
 driverName 1 string
 allocation 2 *resource.v1alpha2.AllocationResult
 reservedFor 3 []*resource.v1alpha2.ResourceClaimConsumerReference
 deallocationRequested 4 bool
resource.v1alpha2.ResourceClaimTemplate resource.k8s.io/v1alpha2/ResourceClaimTemplate
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1alpha2.ResourceClaimTemplateSpec
resource.v1alpha2.ResourceClaimTemplateList resource.k8s.io/v1alpha2/ResourceClaimTemplateList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1alpha2.ResourceClaimTemplate
resource.v1alpha2.ResourceClaimTemplateSpec
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1alpha2.ResourceClaimSpec
resource.v1alpha2.ResourceClass resource.k8s.io/v1alpha2/ResourceClass
 metadata 1 *%meta.v1.ObjectMeta
 driverName 2 string +
 parametersRef 3 *resource.v1alpha2.ResourceClassParametersReference
 suitableNodes 4 *core.v1.NodeSelector
 structuredParameters 5 bool +
resource.v1alpha2.ResourceClassList resource.k8s.io/v1alpha2/ResourceClassList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1alpha2.ResourceClass
resource.v1alpha2.ResourceClassParameters resource.k8s.io/v1alpha2/ResourceClassParameters
 metadata 1 *%meta.v1.ObjectMeta
 generatedFrom 2 *resource.v1alpha2.ResourceClassParametersReference
 vendorParameters 3 []*resource.v1alpha2.VendorParameters
 filters 4 []*resource.v1alpha2.ResourceFilter
resource.v1alpha2.ResourceClassParametersList resource.k8s.io/v1alpha2/ResourceClassParametersList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1alpha2.ResourceClassParameters
resource.v1alpha2.ResourceClassParametersReference
 apiGroup 1 string
 kind 2 string +
 name 3 string +
 namespace 4 string
resource.v1alpha2.ResourceFilter
 driverName 1 string
 resourceFilterModel 2 *resource.v1alpha2.ResourceFilterModel ~
resource.v1alpha2.ResourceFilterModel
 namedResources 1 *resource.v1alpha2.NamedResourcesFilter
resource.v1alpha2.ResourceHandle
 driverName 1 string
 data 2 string
 structuredData 5 *resource.v1alpha2.StructuredResourceHandle
resource.v1alpha2.ResourceModel
 namedResources 1 *resource.v1alpha2.NamedResourcesResources
resource.v1alpha2.ResourceRequest
 vendorParameters 1 *%runtime.RawExtension
 resourceRequestModel 2 *resource.v1alpha2.ResourceRequestModel ~
resource.v1alpha2.ResourceRequestModel
 namedResources 1 *resource.v1alpha2.NamedResourcesRequest
resource.v1alpha2.ResourceSlice resource.k8s.io/v1alpha2/ResourceSlice
 metadata 1 *%meta.v1.ObjectMeta
 nodeName 2 string
 driverName 3 string +
 resourceModel 4 *resource.v1alpha2.ResourceModel ~
resource.v1alpha2.ResourceSliceList resource.k8s.io/v1alpha2/ResourceSliceList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1alpha2.ResourceSlice
resource.v1alpha2.StructuredResourceHandle
 vendorClassParameters 1 *%runtime.RawExtension
 vendorClaimParameters 2 *%runtime.RawExtension
 nodeName 4 string
 results 5 []*resource.v1alpha2.DriverAllocationResult
resource.v1alpha2.VendorParameters
 driverName 1 string
 parameters 2 *%runtime.RawExtension
resource.v1alpha3.AllocatedDeviceStatus
 driver 1 string +
 pool 2 string +
 device 3 string +
 conditions 4 []*%meta.v1.Condition
 data 5 *%runtime.RawExtension
 networkData 6 *resource.v1alpha3.NetworkDeviceData
resource.v1alpha3.AllocationResult
 devices 1 *resource.v1alpha3.DeviceAllocationResult
 nodeSelector 3 *core.v1.NodeSelector
 controller 4 string
resource.v1alpha3.BasicDevice
 attributes 1 {}*resource.v1alpha3.DeviceAttribute
 capacity 2 {}*%api.resource.Quantity
 consumesCounters 3 []*resource.v1alpha3.DeviceCounterConsumption
 nodeName 4 string +
 nodeSelector 5 *core.v1.NodeSelector
 allNodes 6 bool +
 taints 7 []*resource.v1alpha3.DeviceTaint
resource.v1alpha3.CELDeviceSelector
 expression 1 string +
resource.v1alpha3.Counter
 value 1 *%api.resource.Quantity
resource.v1alpha3.CounterSet
 name 1 string +
 counters 2 {}*resource.v1alpha3.Counter
resource.v1alpha3.Device
 name 1 string +
 basic 2 *resource.v1alpha3.BasicDevice
resource.v1alpha3.DeviceAllocationConfiguration
 source 1 string +
 requests 2 []string
 deviceConfiguration 3 *resource.v1alpha3.DeviceConfiguration ~
resource.v1alpha3.DeviceAllocationResult
 results 1 []*resource.v1alpha3.DeviceRequestAllocationResult
 config 2 []*resource.v1alpha3.DeviceAllocationConfiguration
resource.v1alpha3.DeviceAttribute
 int 2 int64 +
 bool 3 bool +
 string 4 string +
 version 5 string +
resource.v1alpha3.DeviceClaim
 requests 1 []*resource.v1alpha3.DeviceRequest
 constraints 2 []*resource.v1alpha3.DeviceConstraint
 config 3 []*resource.v1alpha3.DeviceClaimConfiguration
resource.v1alpha3.DeviceClaimConfiguration
 requests 1 []string
 deviceConfiguration 2 *resource.v1alpha3.DeviceConfiguration ~
resource.v1alpha3.DeviceClass resource.k8s.io/v1alpha3/DeviceClass
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1alpha3.DeviceClassSpec
resource.v1alpha3.DeviceClassConfiguration
 deviceConfiguration 1 *resource.v1alpha3.DeviceConfiguration ~
resource.v1alpha3.DeviceClassList resource.k8s.io/v1alpha3/DeviceClassList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1alpha3.DeviceClass
resource.v1alpha3.DeviceClassSpec
 selectors 1 []*resource.v1alpha3.DeviceSelector
 config 2 []*resource.v1alpha3.DeviceClassConfiguration
 suitableNodes 3 *core.v1.NodeSelector
resource.v1alpha3.DeviceConfiguration
 opaque 1 *resource.v1alpha3.OpaqueDeviceConfiguration
resource.v1alpha3.DeviceConstraint
 requests 1 []string
 matchAttribute 2 string +
resource.v1alpha3.DeviceCounterConsumption
 counterSet 1 string +
 counters 2 {}*resource.v1alpha3.Counter
resource.v1alpha3.DeviceRequest
 name 1 string +
 deviceClassName 2 string +
 selectors 3 []*resource.v1alpha3.DeviceSelector
 allocationMode 4 string
 count 5 int64
 adminAccess 6 bool +
 firstAvailable 7 []*resource.v1alpha3.DeviceSubRequest
 tolerations 8 []*resource.v1alpha3.DeviceToleration
resource.v1alpha3.DeviceRequestAllocationResult
 request 1 string +
 driver 2 string +
 pool 3 string +
 device 4 string +
 adminAccess 5 bool +
 tolerations 6 []*resource.v1alpha3.DeviceToleration
resource.v1alpha3.DeviceSelector
 cel 1 *resource.v1alpha3.CELDeviceSelector
resource.v1alpha3.DeviceSubRequest
 name 1 string +
 deviceClassName 2 string +
 selectors 3 []*resource.v1alpha3.DeviceSelector
 allocationMode 4 string
 count 5 int64
 tolerations 7 []*resource.v1alpha3.DeviceToleration
resource.v1alpha3.DeviceTaint
 key 1 string +
 value 2 string
 effect 3 string +
 timeAdded 4 *%meta.v1.Time
resource.v1alpha3.DeviceTaintRule resource.k8s.io/v1alpha3/DeviceTaintRule
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1alpha3.DeviceTaintRuleSpec
 status 3 *resource.v1alpha3.DeviceTaintRuleStatus
resource.v1alpha3.DeviceTaintRuleList resource.k8s.io/v1alpha3/DeviceTaintRuleList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1alpha3.DeviceTaintRule
resource.v1alpha3.DeviceTaintRuleSpec
 deviceSelector 1 *resource.v1alpha3.DeviceTaintSelector
 taint 2 *resource.v1alpha3.DeviceTaint
resource.v1alpha3.DeviceTaintRuleStatus
 conditions 1 []*%meta.v1.Condition
resource.v1alpha3.DeviceTaintSelector
 deviceClassName 1 string +
 driver 2 string +
 pool 3 string +
 device 4 string +
 selectors 5 []*resource.v1alpha3.DeviceSelector
resource.v1alpha3.DeviceToleration
 key 1 string
 operator 2 string
 value 3 string
 effect 4 string
 tolerationSeconds 5 int64 +
resource.v1alpha3.NetworkDeviceData
 interfaceName 1 string
 ips 2 []string
 hardwareAddress 3 string
resource.v1alpha3.OpaqueDeviceConfiguration
 driver 1 string +
 parameters 2 *%runtime.RawExtension
resource.v1alpha3.PartitionTypeStatus
 type 1 string
 total 2 int32 +
 allocatable 3 int32 +
 attribute 4 string
resource.v1alpha3.PodSchedulingContext resource.k8s.io/v1alpha3/PodSchedulingContext
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1alpha3.PodSchedulingContextSpec
 status 3 *resource.v1alpha3.PodSchedulingContextStatus
resource.v1alpha3.PodSchedulingContextList resource.k8s.io/v1alpha3/PodSchedulingContextList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1alpha3.PodSchedulingContext
resource.v1alpha3.PodSchedulingContextSpec
 selectedNode 1 string
 potentialNodes 2 []string
resource.v1alpha3.PodSchedulingContextStatus
 resourceClaims 1 []*resource.v1alpha3.ResourceClaimSchedulingStatus
resource.v1alpha3.PoolStatus
 driver 1 string
 poolName 2 string
 nodeName 3 string +
 totalDevices 4 int32 +
 allocatedDevices 5 int32 +
 availableDevices 6 int32 +
 unavailableDevices 7 int32 +
 resourceSliceCount 8 int32 +
 generation 9 int64 +
 validationError 10 string +
 partitionSummary 11 []*resource.v1alpha3.PartitionTypeStatus
 shareableSummary 13 *resource.v1alpha3.ShareableSummaryStatus
resource.v1alpha3.ResourceClaim resource.k8s.io/v1alpha3/ResourceClaim
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1alpha3.ResourceClaimSpec
 status 3 *resource.v1alpha3.ResourceClaimStatus
resource.v1alpha3.ResourceClaimConsumerReference
 apiGroup 1 string
 resource 3 string +
 name 4 string +
 uid 5 string +
resource.v1alpha3.ResourceClaimList resource.k8s.io/v1alpha3/ResourceClaimList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1alpha3.ResourceClaim
resource.v1alpha3.ResourceClaimSchedulingStatus
 name 1 string +
 unsuitableNodes 2 []string
resource.v1alpha3.ResourceClaimSpec
 devices 1 *resource.v1alpha3.DeviceClaim
 controller 2 string
resource.v1alpha3.ResourceClaimStatus
 allocation 1 *resource.v1alpha3.AllocationResult
 reservedFor 2 []*resource.v1alpha3.ResourceClaimConsumerReference
 deallocationRequested 3 bool
 devices 4 []*resource.v1alpha3.AllocatedDeviceStatus
resource.v1alpha3.ResourceClaimTemplate resource.k8s.io/v1alpha3/ResourceClaimTemplate
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1alpha3.ResourceClaimTemplateSpec
resource.v1alpha3.ResourceClaimTemplateList resource.k8s.io/v1alpha3/ResourceClaimTemplateList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1alpha3.ResourceClaimTemplate
resource.v1alpha3.ResourceClaimTemplateSpec
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1alpha3.ResourceClaimSpec
resource.v1alpha3.ResourcePool
 name 1 string +
 generation 2 int64 +
 resourceSliceCount 3 int64 +
resource.v1alpha3.ResourcePoolStatusRequest resource.k8s.io/v1alpha3/ResourcePoolStatusRequest
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1alpha3.ResourcePoolStatusRequestSpec
 status 3 *resource.v1alpha3.ResourcePoolStatusRequestStatus
resource.v1alpha3.ResourcePoolStatusRequestList resource.k8s.io/v1alpha3/ResourcePoolStatusRequestList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1alpha3.ResourcePoolStatusRequest
resource.v1alpha3.ResourcePoolStatusRequestSpec
 driver 1 string +
 poolName 2 string +
 limit 3 int32 +
 defaultPartitionTypeAttribute 4 string +
resource.v1alpha3.ResourcePoolStatusRequestStatus
 pools 2 []*resource.v1alpha3.PoolStatus
 conditions 3 []*%meta.v1.Condition
 poolCount 6 int32 +
resource.v1alpha3.ResourceSlice resource.k8s.io/v1alpha3/ResourceSlice
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1alpha3.ResourceSliceSpec
resource.v1alpha3.ResourceSliceList resource.k8s.io/v1alpha3/ResourceSliceList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1alpha3.ResourceSlice
resource.v1alpha3.ResourceSliceSpec
 driver 1 string +
 pool 2 *resource.v1alpha3.ResourcePool
 nodeName 3 string
 nodeSelector 4 *core.v1.NodeSelector
 allNodes 5 bool
 devices 6 []*resource.v1alpha3.Device
 perDeviceNodeSelection 7 bool +
 sharedCounters 8 []*resource.v1alpha3.CounterSet
resource.v1alpha3.ShareableCapacityStatus
 name 1 string
 total 2 *%api.resource.Quantity
 consumed 3 *%api.resource.Quantity
 available 4 *%api.resource.Quantity
resource.v1alpha3.ShareableSummaryStatus
 fullyAvailableDevices 1 int32 +
 partiallyAvailableDevices 2 int32 +
 capacity 3 []*resource.v1alpha3.ShareableCapacityStatus
resource.v1beta1.AllocatedDeviceStatus
 driver 1 string +
 pool 2 string +
 device 3 string +
 conditions 4 []*%meta.v1.Condition
 data 5 *%runtime.RawExtension
 networkData 6 *resource.v1beta1.NetworkDeviceData
 shareID 7 string +
resource.v1beta1.AllocationResult
 devices 1 *resource.v1beta1.DeviceAllocationResult
 nodeSelector 3 *core.v1.NodeSelector
 allocationTimestamp 5 *%meta.v1.Time
resource.v1beta1.BasicDevice
 attributes 1 {}*resource.v1beta1.DeviceAttribute
 capacity 2 {}*resource.v1beta1.DeviceCapacity
 consumesCounters 3 []*resource.v1beta1.DeviceCounterConsumption
 nodeName 4 string +
 nodeSelector 5 *core.v1.NodeSelector
 allNodes 6 bool +
 taints 7 []*resource.v1beta1.DeviceTaint
 bindsToNode 8 bool +
 bindingConditions 9 []string
 bindingFailureConditions 10 []string
 allowMultipleAllocations 11 bool +
 nodeAllocatableResourceMappings 12 {}*resource.v1beta1.NodeAllocatableResourceMapping
 nodeAllocatableResources 14 {}*resource.v1beta1.NodeAllocatableResource
resource.v1beta1.CELDeviceSelector
 expression 1 string +
resource.v1beta1.CapacityRequestPolicy
 default 1 *%api.resource.Quantity
 validValues 3 []*%api.resource.Quantity
 validRange 4 *resource.v1beta1.CapacityRequestPolicyRange
resource.v1beta1.CapacityRequestPolicyRange
 min 1 *%api.resource.Quantity
 max 2 *%api.resource.Quantity
 step 3 *%api.resource.Quantity
resource.v1beta1.CapacityRequirements
 requests 1 {}*%api.resource.Quantity
resource.v1beta1.Counter
 value 1 *%api.resource.Quantity
resource.v1beta1.CounterSet
 name 1 string +
 counters 2 {}*resource.v1beta1.Counter
resource.v1beta1.Device
 name 1 string +
 basic 2 *resource.v1beta1.BasicDevice
resource.v1beta1.DeviceAllocationConfiguration
 source 1 string +
 requests 2 []string
 deviceConfiguration 3 *resource.v1beta1.DeviceConfiguration ~
resource.v1beta1.DeviceAllocationResult
 results 1 []*resource.v1beta1.DeviceRequestAllocationResult
 config 2 []*resource.v1beta1.DeviceAllocationConfiguration
resource.v1beta1.DeviceAttribute
 int 2 int64 +
 bool 3 bool +
 string 4 string +
 version 5 string +
 ints 6 []int64
 bools 7 []bool
 strings 8 []string
 versions 9 []string
resource.v1beta1.DeviceCapacity
 value 1 *%api.resource.Quantity
 requestPolicy 2 *resource.v1beta1.CapacityRequestPolicy
resource.v1beta1.DeviceClaim
 requests 1 []*resource.v1beta1.DeviceRequest
 constraints 2 []*resource.v1beta1.DeviceConstraint
 config 3 []*resource.v1beta1.DeviceClaimConfiguration
resource.v1beta1.DeviceClaimConfiguration
 requests 1 []string
 deviceConfiguration 2 *resource.v1beta1.DeviceConfiguration ~
resource.v1beta1.DeviceClass resource.k8s.io/v1beta1/DeviceClass
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1beta1.DeviceClassSpec
resource.v1beta1.DeviceClassConfiguration
 deviceConfiguration 1 *resource.v1beta1.DeviceConfiguration ~
resource.v1beta1.DeviceClassList resource.k8s.io/v1beta1/DeviceClassList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1beta1.DeviceClass
resource.v1beta1.DeviceClassSpec
 selectors 1 []*resource.v1beta1.DeviceSelector
 config 2 []*resource.v1beta1.DeviceClassConfiguration
 extendedResourceName 4 string +
resource.v1beta1.DeviceConfiguration
 opaque 1 *resource.v1beta1.OpaqueDeviceConfiguration
resource.v1beta1.DeviceConstraint
 requests 1 []string
 matchAttribute 2 string +
 distinctAttribute 3 string +
resource.v1beta1.DeviceCounterConsumption
 counterSet 1 string +
 counters 2 {}*resource.v1beta1.Counter
resource.v1beta1.DeviceRequest
 name 1 string +
 deviceClassName 2 string +
 selectors 3 []*resource.v1beta1.DeviceSelector
 allocationMode 4 string
 count 5 int64
 adminAccess 6 bool +
 firstAvailable 7 []*resource.v1beta1.DeviceSubRequest
 tolerations 8 []*resource.v1beta1.DeviceToleration
 capacity 9 *resource.v1beta1.CapacityRequirements
resource.v1beta1.DeviceRequestAllocationResult
 request 1 string +
 driver 2 string +
 pool 3 string +
 device 4 string +
 adminAccess 5 bool +
 tolerations 6 []*resource.v1beta1.DeviceToleration
 bindingConditions 7 []string
 bindingFailureConditions 8 []string
 shareID 9 string +
 consumedCapacity 10 {}*%api.resource.Quantity
 skipNodeOperations 11 []string
resource.v1beta1.DeviceSelector
 cel 1 *resource.v1beta1.CELDeviceSelector
resource.v1beta1.DeviceSubRequest
 name 1 string +
 deviceClassName 2 string +
 selectors 3 []*resource.v1beta1.DeviceSelector
 allocationMode 4 string
 count 5 int64
 tolerations 7 []*resource.v1beta1.DeviceToleration
 capacity 8 *resource.v1beta1.CapacityRequirements
resource.v1beta1.DeviceTaint
 key 1 string +
 value 2 string
 effect 3 string +
 timeAdded 4 *%meta.v1.Time
resource.v1beta1.DeviceToleration
 key 1 string
 operator 2 string
 value 3 string
 effect 4 string
 tolerationSeconds 5 int64 +
resource.v1beta1.NetworkDeviceData
 interfaceName 1 string
 ips 2 []string
 hardwareAddress 3 string
resource.v1beta1.NodeAllocatableMapping
 capacityKey 1 string +
 capacityMultiplier 2 *%api.resource.Quantity
 deviceMultiplier 3 *%api.resource.Quantity
resource.v1beta1.NodeAllocatableOverhead
 perPod 1 *%api.resource.Quantity
 perContainer 2 *%api.resource.Quantity
resource.v1beta1.NodeAllocatableResource
 mapping 3 *resource.v1beta1.NodeAllocatableMapping
 overhead 4 *resource.v1beta1.NodeAllocatableOverhead
resource.v1beta1.NodeAllocatableResourceMapping
 capacityKey 1 string +
 allocationMultiplier 2 *%api.resource.Quantity
resource.v1beta1.OpaqueDeviceConfiguration
 driver 1 string +
 parameters 2 *%runtime.RawExtension
resource.v1beta1.ResourceClaim resource.k8s.io/v1beta1/ResourceClaim
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1beta1.ResourceClaimSpec
 status 3 *resource.v1beta1.ResourceClaimStatus
resource.v1beta1.ResourceClaimConsumerReference
 apiGroup 1 string
 resource 3 string +
 name 4 string +
 uid 5 string +
resource.v1beta1.ResourceClaimList resource.k8s.io/v1beta1/ResourceClaimList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1beta1.ResourceClaim
resource.v1beta1.ResourceClaimSpec
 devices 1 *resource.v1beta1.DeviceClaim
resource.v1beta1.ResourceClaimStatus
 allocation 1 *resource.v1beta1.AllocationResult
 reservedFor 2 []*resource.v1beta1.ResourceClaimConsumerReference
 devices 4 []*resource.v1beta1.AllocatedDeviceStatus
resource.v1beta1.ResourceClaimTemplate resource.k8s.io/v1beta1/ResourceClaimTemplate
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1beta1.ResourceClaimTemplateSpec
resource.v1beta1.ResourceClaimTemplateList resource.k8s.io/v1beta1/ResourceClaimTemplateList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1beta1.ResourceClaimTemplate
resource.v1beta1.ResourceClaimTemplateSpec
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1beta1.ResourceClaimSpec
resource.v1beta1.ResourcePool
 name 1 string +
 generation 2 int64 +
 resourceSliceCount 3 int64 +
resource.v1beta1.ResourceSlice resource.k8s.io/v1beta1/ResourceSlice
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1beta1.ResourceSliceSpec
resource.v1beta1.ResourceSliceList resource.k8s.io/v1beta1/ResourceSliceList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1beta1.ResourceSlice
resource.v1beta1.ResourceSliceSpec
 driver 1 string +
 pool 2 *resource.v1beta1.ResourcePool
 nodeName 3 string
 nodeSelector 4 *core.v1.NodeSelector
 allNodes 5 bool
 devices 6 []*resource.v1beta1.Device
 perDeviceNodeSelection 7 bool +
 sharedCounters 8 []*resource.v1beta1.CounterSet
 partitionTypeAttribute 9 string +
 skipNodeOperations 10 []string
resource.v1beta2.AllocatedDeviceStatus
 driver 1 string +
 pool 2 string +
 device 3 string +
 conditions 4 []*%meta.v1.Condition
 data 5 *%runtime.RawExtension
 networkData 6 *resource.v1beta2.NetworkDeviceData
 shareID 7 string +
resource.v1beta2.AllocationResult
 devices 1 *resource.v1beta2.DeviceAllocationResult
 nodeSelector 3 *core.v1.NodeSelector
 allocationTimestamp 5 *%meta.v1.Time
resource.v1beta2.CELDeviceSelector
 expression 1 string +
resource.v1beta2.CapacityRequestPolicy
 default 1 *%api.resource.Quantity
 validValues 3 []*%api.resource.Quantity
 validRange 4 *resource.v1beta2.CapacityRequestPolicyRange
resource.v1beta2.CapacityRequestPolicyRange
 min 1 *%api.resource.Quantity
 max 2 *%api.resource.Quantity
 step 3 *%api.resource.Quantity
resource.v1beta2.CapacityRequirements
 requests 1 {}*%api.resource.Quantity
resource.v1beta2.Counter
 value 1 *%api.resource.Quantity
resource.v1beta2.CounterSet
 name 1 string +
 counters 2 {}*resource.v1beta2.Counter
resource.v1beta2.Device
 name 1 string +
 attributes 2 {}*resource.v1beta2.DeviceAttribute
 capacity 3 {}*resource.v1beta2.DeviceCapacity
 consumesCounters 4 []*resource.v1beta2.DeviceCounterConsumption
 nodeName 5 string +
 nodeSelector 6 *core.v1.NodeSelector
 allNodes 7 bool +
 taints 8 []*resource.v1beta2.DeviceTaint
 bindsToNode 9 bool +
 bindingConditions 10 []string
 bindingFailureConditions 11 []string
 allowMultipleAllocations 12 bool +
 nodeAllocatableResourceMappings 13 {}*resource.v1beta2.NodeAllocatableResourceMapping
 nodeAllocatableResources 14 {}*resource.v1beta2.NodeAllocatableResource
resource.v1beta2.DeviceAllocationConfiguration
 source 1 string +
 requests 2 []string
 deviceConfiguration 3 *resource.v1beta2.DeviceConfiguration ~
resource.v1beta2.DeviceAllocationResult
 results 1 []*resource.v1beta2.DeviceRequestAllocationResult
 config 2 []*resource.v1beta2.DeviceAllocationConfiguration
resource.v1beta2.DeviceAttribute
 int 2 int64 +
 bool 3 bool +
 string 4 string +
 version 5 string +
 ints 6 []int64
 bools 7 []bool
 strings 8 []string
 versions 9 []string
resource.v1beta2.DeviceCapacity
 value 1 *%api.resource.Quantity
 requestPolicy 2 *resource.v1beta2.CapacityRequestPolicy
resource.v1beta2.DeviceClaim
 requests 1 []*resource.v1beta2.DeviceRequest
 constraints 2 []*resource.v1beta2.DeviceConstraint
 config 3 []*resource.v1beta2.DeviceClaimConfiguration
resource.v1beta2.DeviceClaimConfiguration
 requests 1 []string
 deviceConfiguration 2 *resource.v1beta2.DeviceConfiguration ~
resource.v1beta2.DeviceClass resource.k8s.io/v1beta2/DeviceClass
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1beta2.DeviceClassSpec
resource.v1beta2.DeviceClassConfiguration
 deviceConfiguration 1 *resource.v1beta2.DeviceConfiguration ~
resource.v1beta2.DeviceClassList resource.k8s.io/v1beta2/DeviceClassList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1beta2.DeviceClass
resource.v1beta2.DeviceClassSpec
 selectors 1 []*resource.v1beta2.DeviceSelector
 config 2 []*resource.v1beta2.DeviceClassConfiguration
 extendedResourceName 4 string +
resource.v1beta2.DeviceConfiguration
 opaque 1 *resource.v1beta2.OpaqueDeviceConfiguration
resource.v1beta2.DeviceConstraint
 requests 1 []string
 matchAttribute 2 string +
 distinctAttribute 3 string +
resource.v1beta2.DeviceCounterConsumption
 counterSet 1 string +
 counters 2 {}*resource.v1beta2.Counter
resource.v1beta2.DeviceRequest
 name 1 string +
 exactly 2 *resource.v1beta2.ExactDeviceRequest
 firstAvailable 3 []*resource.v1beta2.DeviceSubRequest
resource.v1beta2.DeviceRequestAllocationResult
 request 1 string +
 driver 2 string +
 pool 3 string +
 device 4 string +
 adminAccess 5 bool +
 tolerations 6 []*resource.v1beta2.DeviceToleration
 bindingConditions 7 []string
 bindingFailureConditions 8 []string
 shareID 9 string +
 consumedCapacity 10 {}*%api.resource.Quantity
 skipNodeOperations 11 []string
resource.v1beta2.DeviceSelector
 cel 1 *resource.v1beta2.CELDeviceSelector
resource.v1beta2.DeviceSubRequest
 name 1 string +
 deviceClassName 2 string +
 selectors 3 []*resource.v1beta2.DeviceSelector
 allocationMode 4 string
 count 5 int64
 tolerations 6 []*resource.v1beta2.DeviceToleration
 capacity 7 *resource.v1beta2.CapacityRequirements
resource.v1beta2.DeviceTaint
 key 1 string +
 value 2 string
 effect 3 string +
 timeAdded 4 *%meta.v1.Time
resource.v1beta2.DeviceTaintRule resource.k8s.io/v1beta2/DeviceTaintRule
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1beta2.DeviceTaintRuleSpec
 status 3 *resource.v1beta2.DeviceTaintRuleStatus
resource.v1beta2.DeviceTaintRuleList resource.k8s.io/v1beta2/DeviceTaintRuleList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1beta2.DeviceTaintRule
resource.v1beta2.DeviceTaintRuleSpec
 deviceSelector 1 *resource.v1beta2.DeviceTaintSelector
 taint 2 *resource.v1beta2.DeviceTaint
resource.v1beta2.DeviceTaintRuleStatus
 conditions 1 []*%meta.v1.Condition
resource.v1beta2.DeviceTaintSelector
 driver 2 string +
 pool 3 string +
 device 4 string +
resource.v1beta2.DeviceToleration
 key 1 string
 operator 2 string
 value 3 string
 effect 4 string
 tolerationSeconds 5 int64 +
resource.v1beta2.ExactDeviceRequest
 deviceClassName 1 string +
 selectors 2 []*resource.v1beta2.DeviceSelector
 allocationMode 3 string
 count 4 int64
 adminAccess 5 bool +
 tolerations 6 []*resource.v1beta2.DeviceToleration
 capacity 7 *resource.v1beta2.CapacityRequirements
resource.v1beta2.NetworkDeviceData
 interfaceName 1 string
 ips 2 []string
 hardwareAddress 3 string
resource.v1beta2.NodeAllocatableMapping
 capacityKey 1 string +
 capacityMultiplier 2 *%api.resource.Quantity
 deviceMultiplier 3 *%api.resource.Quantity
resource.v1beta2.NodeAllocatableOverhead
 perPod 1 *%api.resource.Quantity
 perContainer 2 *%api.resource.Quantity
resource.v1beta2.NodeAllocatableResource
 mapping 3 *resource.v1beta2.NodeAllocatableMapping
 overhead 4 *resource.v1beta2.NodeAllocatableOverhead
resource.v1beta2.NodeAllocatableResourceMapping
 capacityKey 1 string +
 allocationMultiplier 2 *%api.resource.Quantity
resource.v1beta2.OpaqueDeviceConfiguration
 driver 1 string +
 parameters 2 *%runtime.RawExtension
resource.v1beta2.ResourceClaim resource.k8s.io/v1beta2/ResourceClaim
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1beta2.ResourceClaimSpec
 status 3 *resource.v1beta2.ResourceClaimStatus
resource.v1beta2.ResourceClaimConsumerReference
 apiGroup 1 string
 resource 3 string +
 name 4 string +
 uid 5 string +
resource.v1beta2.ResourceClaimList resource.k8s.io/v1beta2/ResourceClaimList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1beta2.ResourceClaim
resource.v1beta2.ResourceClaimSpec
 devices 1 *resource.v1beta2.DeviceClaim
resource.v1beta2.ResourceClaimStatus
 allocation 1 *resource.v1beta2.AllocationResult
 reservedFor 2 []*resource.v1beta2.ResourceClaimConsumerReference
 devices 4 []*resource.v1beta2.AllocatedDeviceStatus
resource.v1beta2.ResourceClaimTemplate resource.k8s.io/v1beta2/ResourceClaimTemplate
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1beta2.ResourceClaimTemplateSpec
resource.v1beta2.ResourceClaimTemplateList resource.k8s.io/v1beta2/ResourceClaimTemplateList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1beta2.ResourceClaimTemplate
resource.v1beta2.ResourceClaimTemplateSpec
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1beta2.ResourceClaimSpec
resource.v1beta2.ResourcePool
 name 1 string +
 generation 2 int64 +
 resourceSliceCount 3 int64 +
resource.v1beta2.ResourceSlice resource.k8s.io/v1beta2/ResourceSlice
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *resource.v1beta2.ResourceSliceSpec
resource.v1beta2.ResourceSliceList resource.k8s.io/v1beta2/ResourceSliceList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*resource.v1beta2.ResourceSlice
resource.v1beta2.ResourceSliceSpec
 driver 1 string +
 pool 2 *resource.v1beta2.ResourcePool
 nodeName 3 string +
 nodeSelector 4 *core.v1.NodeSelector
 allNodes 5 bool +
 devices 6 []*resource.v1beta2.Device
 perDeviceNodeSelection 7 bool +
 sharedCounters 8 []*resource.v1beta2.CounterSet
 partitionTypeAttribute 9 string +
 skipNodeOperations 10 []string
scheduling.v1.PriorityClass scheduling.k8s.io/v1/PriorityClass
 metadata 1 *%meta.v1.ObjectMeta
 value 2 int32 +
 globalDefault 3 bool
 description 4 string
 preemptionPolicy 5 string +
scheduling.v1.PriorityClassList scheduling.k8s.io/v1/PriorityClassList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*scheduling.v1.PriorityClass
scheduling.v1alpha1.BasicSchedulingPolicy
scheduling.v1alpha1.GangSchedulingPolicy
 minCount 1 int32 +
scheduling.v1alpha1.PodGroup
 name 1 string +
 policy 3 *scheduling.v1alpha1.PodGroupPolicy
scheduling.v1alpha1.PodGroupPolicy
 basic 2 *scheduling.v1alpha1.BasicSchedulingPolicy
 gang 3 *scheduling.v1alpha1.GangSchedulingPolicy
scheduling.v1alpha1.TypedLocalObjectReference
 apiGroup 1 string
 kind 2 string +
 name 3 string +
scheduling.v1alpha1.Workload scheduling.k8s.io/v1alpha1/Workload
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *scheduling.v1alpha1.WorkloadSpec
scheduling.v1alpha1.WorkloadList scheduling.k8s.io/v1alpha1/WorkloadList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*scheduling.v1alpha1.Workload
scheduling.v1alpha1.WorkloadSpec
 controllerRef 1 *scheduling.v1alpha1.TypedLocalObjectReference
 podGroups 2 []*scheduling.v1alpha1.PodGroup
scheduling.v1alpha2.BasicSchedulingPolicy
scheduling.v1alpha2.GangSchedulingPolicy
 minCount 1 int32 +
scheduling.v1alpha2.PodGroup scheduling.k8s.io/v1alpha2/PodGroup
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *scheduling.v1alpha2.PodGroupSpec
 status 3 *scheduling.v1alpha2.PodGroupStatus
scheduling.v1alpha2.PodGroupList scheduling.k8s.io/v1alpha2/PodGroupList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*scheduling.v1alpha2.PodGroup
scheduling.v1alpha2.PodGroupResourceClaim
 name 1 string +
 resourceClaimName 2 string +
 resourceClaimTemplateName 3 string +
scheduling.v1alpha2.PodGroupResourceClaimStatus
 name 1 string +
 resourceClaimName 2 string +
scheduling.v1alpha2.PodGroupSchedulingConstraints
 topology 1 []*scheduling.v1alpha2.TopologyConstraint
scheduling.v1alpha2.PodGroupSchedulingPolicy
 basic 1 *scheduling.v1alpha2.BasicSchedulingPolicy
 gang 2 *scheduling.v1alpha2.GangSchedulingPolicy
scheduling.v1alpha2.PodGroupSpec
 podGroupTemplateRef 1 *scheduling.v1alpha2.PodGroupTemplateReference
 schedulingPolicy 2 *scheduling.v1alpha2.PodGroupSchedulingPolicy
 schedulingConstraints 3 *scheduling.v1alpha2.PodGroupSchedulingConstraints
 resourceClaims 4 []*scheduling.v1alpha2.PodGroupResourceClaim
 disruptionMode 5 string +
 priorityClassName 6 string
 priority 7 int32 +
scheduling.v1alpha2.PodGroupStatus
 conditions 1 []*%meta.v1.Condition
 resourceClaimStatuses 2 []*scheduling.v1alpha2.PodGroupResourceClaimStatus
scheduling.v1alpha2.PodGroupTemplate
 name 1 string +
 schedulingPolicy 2 *scheduling.v1alpha2.PodGroupSchedulingPolicy
 schedulingConstraints 3 *scheduling.v1alpha2.PodGroupSchedulingConstraints
 resourceClaims 4 []*scheduling.v1alpha2.PodGroupResourceClaim
 disruptionMode 5 string +
 priorityClassName 6 string
 priority 7 int32 +
scheduling.v1alpha2.PodGroupTemplateReference
 workload 1 *scheduling.v1alpha2.WorkloadPodGroupTemplateReference
scheduling.v1alpha2.TopologyConstraint
 key 1 string +
scheduling.v1alpha2.TypedLocalObjectReference
 apiGroup 1 string
 kind 2 string +
 name 3 string +
scheduling.v1alpha2.Workload scheduling.k8s.io/v1alpha2/Workload
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *scheduling.v1alpha2.WorkloadSpec
scheduling.v1alpha2.WorkloadList scheduling.k8s.io/v1alpha2/WorkloadList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*scheduling.v1alpha2.Workload
scheduling.v1alpha2.WorkloadPodGroupTemplateReference
 workloadName 1 string +
 podGroupTemplateName 2 string +
scheduling.v1alpha2.WorkloadSpec
 controllerRef 1 *scheduling.v1alpha2.TypedLocalObjectReference
 podGroupTemplates 2 []*scheduling.v1alpha2.PodGroupTemplate
scheduling.v1alpha3.TopologyConstraint
 key 1 string +
scheduling.v1alpha3.WorkloadPodGroupAllDisruptionMode
scheduling.v1alpha3.WorkloadPodGroupBasicSchedulingPolicy
scheduling.v1alpha3.WorkloadPodGroupDisruptionMode
 single 1 *scheduling.v1alpha3.WorkloadPodGroupSingleDisruptionMode
 all 2 *scheduling.v1alpha3.WorkloadPodGroupAllDisruptionMode
scheduling.v1alpha3.WorkloadPodGroupGangSchedulingPolicy
 minCount 1 int32 +
scheduling.v1alpha3.WorkloadPodGroupResourceClaim
 name 1 string +
 resourceClaimName 2 string +
 resourceClaimTemplateName 3 string +
scheduling.v1alpha3.WorkloadPodGroupSchedulingConstraints
 topology 1 []*scheduling.v1alpha3.TopologyConstraint
scheduling.v1alpha3.WorkloadPodGroupSchedulingPolicy
 basic 1 *scheduling.v1alpha3.WorkloadPodGroupBasicSchedulingPolicy
 gang 2 *scheduling.v1alpha3.WorkloadPodGroupGangSchedulingPolicy
scheduling.v1alpha3.WorkloadPodGroupSingleDisruptionMode
storage.v1.CSIDriver storage.k8s.io/v1/CSIDriver
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *storage.v1.CSIDriverSpec
storage.v1.CSIDriverList storage.k8s.io/v1/CSIDriverList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*storage.v1.CSIDriver
storage.v1.CSIDriverSpec
 attachRequired 1 bool +
 podInfoOnMount 2 bool +
 volumeLifecycleModes 3 []string
 storageCapacity 4 bool +
 fsGroupPolicy 5 string +
 tokenRequests 6 []*storage.v1.TokenRequest
 requiresRepublish 7 bool +
 seLinuxMount 8 bool +
 nodeAllocatableUpdatePeriodSeconds 9 int64 +
 serviceAccountTokenInSecrets 10 bool +
 preventPodSchedulingIfMissing 11 bool +
storage.v1.CSINode storage.k8s.io/v1/CSINode
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *storage.v1.CSINodeSpec
 status 3 *storage.v1.CSINodeStatus
storage.v1.CSINodeDriver
 name 1 string +
 nodeID 2 string +
 topologyKeys 3 []string
 allocatable 4 *storage.v1.VolumeNodeResources
storage.v1.CSINodeList storage.k8s.io/v1/CSINodeList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*storage.v1.CSINode
storage.v1.CSINodeSpec
 drivers 1 []*storage.v1.CSINodeDriver
storage.v1.CSINodeStatus
 storageHealth 1 []*storage.v1.StorageHealth
storage.v1.CSIStorageCapacity storage.k8s.io/v1/CSIStorageCapacity
 metadata 1 *%meta.v1.ObjectMeta
 nodeTopology 2 *%meta.v1.LabelSelector
 storageClassName 3 string +
 capacity 4 *%api.resource.Quantity
 maximumVolumeSize 5 *%api.resource.Quantity
storage.v1.CSIStorageCapacityList storage.k8s.io/v1/CSIStorageCapacityList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*storage.v1.CSIStorageCapacity
storage.v1.StorageClass storage.k8s.io/v1/StorageClass
 metadata 1 *%meta.v1.ObjectMeta
 provisioner 2 string +
 parameters 3 {}string
 reclaimPolicy 4 string +
 mountOptions 5 []string
 allowVolumeExpansion 6 bool +
 volumeBindingMode 7 string +
 allowedTopologies 8 []*core.v1.TopologySelectorTerm
storage.v1.StorageClassList storage.k8s.io/v1/StorageClassList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*storage.v1.StorageClass
storage.v1.StorageHealth
 name 1 string +
 healthConditions 2 []*storage.v1.StorageHealthCondition
storage.v1.StorageHealthCondition
 status 1 string +
 reason 2 string +
 message 3 string
 accessMode 4 string +
 volumeMode 5 string +
 lastTransitionTime 6 *%meta.v1.Time
storage.v1.TokenRequest
 audience 1 string +
 expirationSeconds 2 int64 +
storage.v1.VolumeAttachment storage.k8s.io/v1/VolumeAttachment
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *storage.v1.VolumeAttachmentSpec
 status 3 *storage.v1.VolumeAttachmentStatus
storage.v1.VolumeAttachmentList storage.k8s.io/v1/VolumeAttachmentList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*storage.v1.VolumeAttachment
storage.v1.VolumeAttachmentSource
 persistentVolumeName 1 string +
 inlineVolumeSpec 2 *core.v1.PersistentVolumeSpec
storage.v1.VolumeAttachmentSpec
 attacher 1 string +
 source 2 *storage.v1.VolumeAttachmentSource
 nodeName 3 string +
storage.v1.VolumeAttachmentStatus
 attached 1 bool +
 attachmentMetadata 2 {}string
 attachError 3 *storage.v1.VolumeError
 detachError 4 *storage.v1.VolumeError
storage.v1.VolumeAttributesClass storage.k8s.io/v1/VolumeAttributesClass
 metadata 1 *%meta.v1.ObjectMeta
 driverName 2 string +
 parameters 3 {}string
storage.v1.VolumeAttributesClassList storage.k8s.io/v1/VolumeAttributesClassList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*storage.v1.VolumeAttributesClass
storage.v1.VolumeError
 time 1 *%meta.v1.Time
 message 2 string
 errorCode 3 int32 +
storage.v1.VolumeNodeResources
 count 1 int32 +
storage.v1alpha1.VolumeAttributesClass storage.k8s.io/v1alpha1/VolumeAttributesClass
 metadata 1 *%meta.v1.ObjectMeta
 driverName 2 string +
 parameters 3 {}string
storage.v1alpha1.VolumeAttributesClassList storage.k8s.io/v1alpha1/VolumeAttributesClassList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*storage.v1alpha1.VolumeAttributesClass
storage.v1beta1.VolumeAttributesClass storage.k8s.io/v1beta1/VolumeAttributesClass
 metadata 1 *%meta.v1.ObjectMeta
 driverName 2 string +
 parameters 3 {}string
storage.v1beta1.VolumeAttributesClassList storage.k8s.io/v1beta1/VolumeAttributesClassList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*storage.v1beta1.VolumeAttributesClass
storagemigration.v1alpha1.GroupVersionResource
 group 1 string
 version 2 string
 resource 3 string
storagemigration.v1alpha1.MigrationCondition
 type 1 string +
 status 2 string +
 lastUpdateTime 3 *%meta.v1.Time
 reason 4 string
 message 5 string
storagemigration.v1alpha1.StorageVersionMigration storagemigration.k8s.io/v1alpha1/StorageVersionMigration
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *storagemigration.v1alpha1.StorageVersionMigrationSpec
 status 3 *storagemigration.v1alpha1.StorageVersionMigrationStatus
storagemigration.v1alpha1.StorageVersionMigrationList storagemigration.k8s.io/v1alpha1/StorageVersionMigrationList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*storagemigration.v1alpha1.StorageVersionMigration
storagemigration.v1alpha1.StorageVersionMigrationSpec
 resource 1 *storagemigration.v1alpha1.GroupVersionResource
 continueToken 2 string
storagemigration.v1alpha1.StorageVersionMigrationStatus
 conditions 1 []*storagemigration.v1alpha1.MigrationCondition
 resourceVersion 2 string
storagemigration.v1beta1.StorageVersionMigration storagemigration.k8s.io/v1beta1/StorageVersionMigration
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *storagemigration.v1beta1.StorageVersionMigrationSpec
 status 3 *storagemigration.v1beta1.StorageVersionMigrationStatus
storagemigration.v1beta1.StorageVersionMigrationList storagemigration.k8s.io/v1beta1/StorageVersionMigrationList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*storagemigration.v1beta1.StorageVersionMigration
storagemigration.v1beta1.StorageVersionMigrationSpec
 resource 1 *%meta.v1.GroupResource
storagemigration.v1beta1.StorageVersionMigrationStatus
 conditions 1 []*%meta.v1.Condition
 resourceVersion 2 string
%apiextensions.v1.CustomResourceColumnDefinition
 name 1 string +
 type 2 string +
 format 3 string
 description 4 string
 priority 5 int32
 jsonPath 6 string +
%apiextensions.v1.CustomResourceConversion
 strategy 1 string +
 webhook 2 *%apiextensions.v1.WebhookConversion
%apiextensions.v1.CustomResourceDefinition apiextensions.k8s.io/v1/CustomResourceDefinition
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *%apiextensions.v1.CustomResourceDefinitionSpec
 status 3 *%apiextensions.v1.CustomResourceDefinitionStatus
%apiextensions.v1.CustomResourceDefinitionCondition
 type 1 string +
 status 2 string +
 lastTransitionTime 3 *%meta.v1.Time
 reason 4 string
 message 5 string
 observedGeneration 6 int64
%apiextensions.v1.CustomResourceDefinitionList apiextensions.k8s.io/v1/CustomResourceDefinitionList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*%apiextensions.v1.CustomResourceDefinition
%apiextensions.v1.CustomResourceDefinitionNames
 plural 1 string +
 singular 2 string
 shortNames 3 []string
 kind 4 string +
 listKind 5 string
 categories 6 []string
%apiextensions.v1.CustomResourceDefinitionSpec
 group 1 string +
 names 3 *%apiextensions.v1.CustomResourceDefinitionNames
 scope 4 string +
 versions 7 []*%apiextensions.v1.CustomResourceDefinitionVersion
 conversion 9 *%apiextensions.v1.CustomResourceConversion
 preserveUnknownFields 10 bool
%apiextensions.v1.CustomResourceDefinitionStatus
 conditions 1 []*%apiextensions.v1.CustomResourceDefinitionCondition
 acceptedNames 2 *%apiextensions.v1.CustomResourceDefinitionNames
 storedVersions 3 []string
 observedGeneration 4 int64
%apiextensions.v1.CustomResourceDefinitionVersion
 name 1 string +
 served 2 bool +
 storage 3 bool +
 schema 4 *%apiextensions.v1.CustomResourceValidation
 subresources 5 *%apiextensions.v1.CustomResourceSubresources
 additionalPrinterColumns 6 []*%apiextensions.v1.CustomResourceColumnDefinition
 deprecated 7 bool
 deprecationWarning 8 string +
 selectableFields 9 []*%apiextensions.v1.SelectableField
%apiextensions.v1.CustomResourceSubresourceScale
 specReplicasPath 1 string +
 statusReplicasPath 2 string +
 labelSelectorPath 3 string +
%apiextensions.v1.CustomResourceSubresourceStatus
%apiextensions.v1.CustomResourceSubresources
 status 1 *%apiextensions.v1.CustomResourceSubresourceStatus
 scale 2 *%apiextensions.v1.CustomResourceSubresourceScale
%apiextensions.v1.CustomResourceValidation
 openAPIV3Schema 1 *%apiextensions.v1.JSONSchemaProps
%apiextensions.v1.ExternalDocumentation
 description 1 string
 url 2 string
%apiextensions.v1.JSON
 raw 1 bytes
%apiextensions.v1.JSONSchemaProps
 id 1 string
 $schema 2 string
 $ref 3 string +
 description 4 string
 type 5 string
 format 6 string
 title 7 string
 default 8 *%apiextensions.v1.JSON
 maximum 9 double +
 exclusiveMaximum 10 bool
 minimum 11 double +
 exclusiveMinimum 12 bool
 maxLength 13 int64 +
 minLength 14 int64 +
 pattern 15 string
 maxItems 16 int64 +
 minItems 17 int64 +
 uniqueItems 18 bool
 multipleOf 19 double +
 enum 20 []*%apiextensions.v1.JSON
 maxProperties 21 int64 +
 minProperties 22 int64 +
 required 23 []string
 items 24 *%apiextensions.v1.JSONSchemaPropsOrArray
 allOf 25 []*%apiextensions.v1.JSONSchemaProps
 oneOf 26 []*%apiextensions.v1.JSONSchemaProps
 anyOf 27 []*%apiextensions.v1.JSONSchemaProps
 not 28 *%apiextensions.v1.JSONSchemaProps
 properties 29 {}*%apiextensions.v1.JSONSchemaProps
 additionalProperties 30 *%apiextensions.v1.JSONSchemaPropsOrBool
 patternProperties 31 {}*%apiextensions.v1.JSONSchemaProps
 dependencies 32 {}*%apiextensions.v1.JSONSchemaPropsOrStringArray
 additionalItems 33 *%apiextensions.v1.JSONSchemaPropsOrBool
 definitions 34 {}*%apiextensions.v1.JSONSchemaProps
 externalDocs 35 *%apiextensions.v1.ExternalDocumentation
 example 36 *%apiextensions.v1.JSON
 nullable 37 bool
 x-kubernetes-preserve-unknown-fields 38 bool +
 x-kubernetes-embedded-resource 39 bool
 x-kubernetes-int-or-string 40 bool
 x-kubernetes-list-map-keys 41 []string
 x-kubernetes-list-type 42 string +
 x-kubernetes-map-type 43 string +
 x-kubernetes-validations 44 []*%apiextensions.v1.ValidationRule
%apiextensions.v1.JSONSchemaPropsOrArray
 schema 1 *%apiextensions.v1.JSONSchemaProps
 jSONSchemas 2 []*%apiextensions.v1.JSONSchemaProps
%apiextensions.v1.JSONSchemaPropsOrBool
 allows 1 bool
 schema 2 *%apiextensions.v1.JSONSchemaProps
%apiextensions.v1.JSONSchemaPropsOrStringArray
 schema 1 *%apiextensions.v1.JSONSchemaProps
 property 2 []string
%apiextensions.v1.SelectableField
 jsonPath 1 string +
%apiextensions.v1.ServiceReference
 namespace 1 string +
 name 2 string +
 path 3 string +
 port 4 int32 +
%apiextensions.v1.ValidationRule
 rule 1 string +
 message 2 string
 messageExpression 3 string
 reason 4 string +
 fieldPath 5 string
 optionalOldSelf 6 bool +
%apiextensions.v1.WebhookClientConfig
 service 1 *%apiextensions.v1.ServiceReference
 caBundle 2 bytes
 url 3 string +
%apiextensions.v1.WebhookConversion
 clientConfig 2 *%apiextensions.v1.WebhookClientConfig
 conversionReviewVersions 3 []string
%api.resource.Quantity
 string 1 string
%meta.v1.APIGroup /v1/APIGroup
 name 1 string +
 versions 2 []*%meta.v1.GroupVersionForDiscovery
 preferredVersion 3 *%meta.v1.GroupVersionForDiscovery
 serverAddressByClientCIDRs 4 []*%meta.v1.ServerAddressByClientCIDR
%meta.v1.APIGroupList /v1/APIGroupList
 groups 1 []*%meta.v1.APIGroup
%meta.v1.APIResource
 name 1 string +
 namespaced 2 bool +
 kind 3 string +
 verbs 4 *%meta.v1.Verbs
 shortNames 5 []string
 singularName 6 string +
 categories 7 []string
 group 8 string
 version 9 string
 storageVersionHash 10 string
%meta.v1.APIResourceList /v1/APIResourceList
 groupVersion 1 string +
 resources 2 []*%meta.v1.APIResource
%meta.v1.APIVersions /v1/APIVersions
 versions 1 []string
 serverAddressByClientCIDRs 2 []*%meta.v1.ServerAddressByClientCIDR
%meta.v1.Condition
 type 1 string +
 status 2 string +
 observedGeneration 3 int64
 lastTransitionTime 4 *%meta.v1.Time
 reason 5 string +
 message 6 string +
%meta.v1.DeleteOptions *
 gracePeriodSeconds 1 int64 +
 preconditions 2 *%meta.v1.Preconditions
 orphanDependents 3 bool +
 propagationPolicy 4 string +
 dryRun 5 []string
 ignoreStoreReadErrorWithClusterBreakingPotential 6 bool +
%meta.v1.FieldSelectorRequirement
 key 1 string +
 operator 2 string +
 values 3 []string
%meta.v1.FieldsV1
 Raw 1 bytes
%meta.v1.GroupResource
 group 1 string +
 resource 2 string +
%meta.v1.GroupVersionForDiscovery
 groupVersion 1 string +
 version 2 string +
%meta.v1.LabelSelector
 matchLabels 1 {}string
 matchExpressions 2 []*%meta.v1.LabelSelectorRequirement
%meta.v1.LabelSelectorRequirement
 key 1 string +
 operator 2 string +
 values 3 []string
%meta.v1.ListMeta
 selfLink 1 string
 resourceVersion 2 string
 continue 3 string
 remainingItemCount 4 int64 +
 shardInfo 5 *%meta.v1.ShardInfo
%meta.v1.ManagedFieldsEntry
 manager 1 string
 operation 2 string
 apiVersion 3 string
 time 4 *%meta.v1.Time
 fieldsType 6 string
 fieldsV1 7 *%meta.v1.FieldsV1
 subresource 8 string
%meta.v1.MicroTime
 seconds 1 int64
 nanos 2 int32
%meta.v1.ObjectMeta
 name 1 string
 generateName 2 string
 namespace 3 string
 selfLink 4 string
 uid 5 string
 resourceVersion 6 string
 generation 7 int64
 creationTimestamp 8 *%meta.v1.Time
 deletionTimestamp 9 *%meta.v1.Time
 deletionGracePeriodSeconds 10 int64 +
 labels 11 {}string
 annotations 12 {}string
 ownerReferences 13 []*%meta.v1.OwnerReference
 finalizers 14 []string
 managedFields 17 []*%meta.v1.ManagedFieldsEntry
%meta.v1.OwnerReference
 kind 1 string +
 name 3 string +
 uid 4 string +
 apiVersion 5 string +
 controller 6 bool +
 blockOwnerDeletion 7 bool +
%meta.v1.PartialObjectMetadata *
 metadata 1 *%meta.v1.ObjectMeta
%meta.v1.PartialObjectMetadataList meta.k8s.io/v1/PartialObjectMetadataList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*%meta.v1.PartialObjectMetadata
%meta.v1.Preconditions
 uid 1 string +
 resourceVersion 2 string +
%meta.v1.ServerAddressByClientCIDR
 clientCIDR 1 string +
 serverAddress 2 string +
%meta.v1.ShardInfo
 selector 1 string +
%meta.v1.Status *
 metadata 1 *%meta.v1.ListMeta
 status 2 string
 message 3 string
 reason 4 string
 details 5 *%meta.v1.StatusDetails
 code 6 int32
%meta.v1.StatusCause
 reason 1 string
 message 2 string
 field 3 string
%meta.v1.StatusDetails
 name 1 string
 group 2 string
 kind 3 string
 causes 4 []*%meta.v1.StatusCause
 retryAfterSeconds 5 int32
 uid 6 string
%meta.v1.Time
 seconds 1 int64
 nanos 2 int32
%meta.v1.Verbs
 items 1 []string
%meta.v1.WatchEvent *
 type 1 string +
 object 2 *%runtime.RawExtension
%meta.v1beta1.PartialObjectMetadataList meta.k8s.io/v1beta1/PartialObjectMetadataList
 items 1 []*%meta.v1.PartialObjectMetadata
 metadata 2 *%meta.v1.ListMeta
%runtime.RawExtension
 raw 1 bytes
%util.intstr.IntOrString
 type 1 int64
 intVal 2 int32
 strVal 3 string
%apiregistration.v1.APIService apiregistration.k8s.io/v1/APIService
 metadata 1 *%meta.v1.ObjectMeta
 spec 2 *%apiregistration.v1.APIServiceSpec
 status 3 *%apiregistration.v1.APIServiceStatus
%apiregistration.v1.APIServiceCondition
 type 1 string +
 status 2 string +
 lastTransitionTime 3 *%meta.v1.Time
 reason 4 string
 message 5 string
%apiregistration.v1.APIServiceList apiregistration.k8s.io/v1/APIServiceList
 metadata 1 *%meta.v1.ListMeta
 items 2 []*%apiregistration.v1.APIService
%apiregistration.v1.APIServiceSpec
 service 1 *%apiregistration.v1.ServiceReference
 group 2 string
 version 3 string
 insecureSkipTLSVerify 4 bool
 caBundle 5 bytes
 groupPriorityMinimum 7 int32 +
 versionPriority 8 int32 +
%apiregistration.v1.APIServiceStatus
 conditions 1 []*%apiregistration.v1.APIServiceCondition
%apiregistration.v1.ServiceReference
 namespace 1 string
 name 2 string
 port 3 int32 +
`;
