// Made by `node scripts/tables/schemas.mjs <facts>`; not edited by hand.

/** What a name in the table starts with, and what that stands for; the first that fits counts. */
export const namePrefixes: Readonly<Record<string, string>> = {
  '%apiextensions.': 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.',
  '%apiregistration.': 'io.k8s.kube-aggregator.pkg.apis.apiregistration.',
  '%meta.': 'io.k8s.apimachinery.pkg.apis.meta.',
  '%': 'io.k8s.apimachinery.pkg.',
  '': 'io.k8s.api.',
};

/** Kinds that several group-versions share, with `group/version[@from-to]` of each. */
export const sharedKinds: Readonly<Record<string, string>> = {
  DeleteOptions:
    '/v1 admission.k8s.io/v1 admission.k8s.io/v1beta1 admissionregistration.k8s.io/v1 admissionregistration.k8s.io/v1alpha1 admissionregistration.k8s.io/v1beta1 apiextensions.k8s.io/v1 apiextensions.k8s.io/v1beta1 apiregistration.k8s.io/v1 apiregistration.k8s.io/v1beta1 apps/v1 apps/v1beta1 apps/v1beta2 authentication.k8s.io/v1 authentication.k8s.io/v1alpha1 authentication.k8s.io/v1beta1 authorization.k8s.io/v1 authorization.k8s.io/v1beta1 autoscaling/v1 autoscaling/v2 autoscaling/v2beta1@30-35 autoscaling/v2beta2@30-35 batch/v1 batch/v1beta1 certificates.k8s.io/v1 certificates.k8s.io/v1alpha1 certificates.k8s.io/v1beta1 coordination.k8s.io/v1 coordination.k8s.io/v1alpha1@31-31 coordination.k8s.io/v1alpha2@32-36 coordination.k8s.io/v1beta1 discovery.k8s.io/v1 discovery.k8s.io/v1beta1 events.k8s.io/v1 events.k8s.io/v1beta1 extensions/v1beta1 flowcontrol.apiserver.k8s.io/v1 flowcontrol.apiserver.k8s.io/v1beta1 flowcontrol.apiserver.k8s.io/v1beta2 flowcontrol.apiserver.k8s.io/v1beta3 imagepolicy.k8s.io/v1alpha1 internal.apiserver.k8s.io/v1alpha1 networking.k8s.io/v1 networking.k8s.io/v1alpha1@30-33 networking.k8s.io/v1beta1 node.k8s.io/v1 node.k8s.io/v1alpha1 node.k8s.io/v1beta1 policy/v1 policy/v1beta1 rbac.authorization.k8s.io/v1 rbac.authorization.k8s.io/v1alpha1 rbac.authorization.k8s.io/v1beta1 resource.k8s.io/v1@34-36 resource.k8s.io/v1alpha2@30-30 resource.k8s.io/v1alpha3@31-36 resource.k8s.io/v1beta1@32-36 resource.k8s.io/v1beta2@33-36 scheduling.k8s.io/v1 scheduling.k8s.io/v1alpha1@30-35 scheduling.k8s.io/v1alpha2@36-36 scheduling.k8s.io/v1beta1 storage.k8s.io/v1 storage.k8s.io/v1alpha1 storage.k8s.io/v1beta1 storagemigration.k8s.io/v1alpha1@30-34 storagemigration.k8s.io/v1beta1@35-36',
  Status:
    '/v1@30-30 resource.k8s.io/v1alpha2@30-30',
  WatchEvent:
    '/v1 admission.k8s.io/v1 admission.k8s.io/v1beta1 admissionregistration.k8s.io/v1 admissionregistration.k8s.io/v1alpha1 admissionregistration.k8s.io/v1beta1 apiextensions.k8s.io/v1 apiextensions.k8s.io/v1beta1 apiregistration.k8s.io/v1 apiregistration.k8s.io/v1beta1 apps/v1 apps/v1beta1 apps/v1beta2 authentication.k8s.io/v1 authentication.k8s.io/v1alpha1 authentication.k8s.io/v1beta1 authorization.k8s.io/v1 authorization.k8s.io/v1beta1 autoscaling/v1 autoscaling/v2 autoscaling/v2beta1@30-35 autoscaling/v2beta2@30-35 batch/v1 batch/v1beta1 certificates.k8s.io/v1 certificates.k8s.io/v1alpha1 certificates.k8s.io/v1beta1 coordination.k8s.io/v1 coordination.k8s.io/v1alpha1@31-31 coordination.k8s.io/v1alpha2@32-36 coordination.k8s.io/v1beta1 discovery.k8s.io/v1 discovery.k8s.io/v1beta1 events.k8s.io/v1 events.k8s.io/v1beta1 extensions/v1beta1 flowcontrol.apiserver.k8s.io/v1 flowcontrol.apiserver.k8s.io/v1beta1 flowcontrol.apiserver.k8s.io/v1beta2 flowcontrol.apiserver.k8s.io/v1beta3 imagepolicy.k8s.io/v1alpha1 internal.apiserver.k8s.io/v1alpha1 networking.k8s.io/v1 networking.k8s.io/v1alpha1@30-33 networking.k8s.io/v1beta1 node.k8s.io/v1 node.k8s.io/v1alpha1 node.k8s.io/v1beta1 policy/v1 policy/v1beta1 rbac.authorization.k8s.io/v1 rbac.authorization.k8s.io/v1alpha1 rbac.authorization.k8s.io/v1beta1 resource.k8s.io/v1@34-36 resource.k8s.io/v1alpha2@30-30 resource.k8s.io/v1alpha3@31-36 resource.k8s.io/v1beta1@32-36 resource.k8s.io/v1beta2@33-36 scheduling.k8s.io/v1 scheduling.k8s.io/v1alpha1@30-35 scheduling.k8s.io/v1alpha2@36-36 scheduling.k8s.io/v1beta1 storage.k8s.io/v1 storage.k8s.io/v1alpha1 storage.k8s.io/v1beta1 storagemigration.k8s.io/v1alpha1@30-34 storagemigration.k8s.io/v1beta1@35-36',
};

/**
 * A line per definition, then one per field after a space: `name[@from-to] type attribute=value...`. Without a
 * range a definition is in every minor, and a field in every minor of its definition. `*` is a reference, `[]` a list, `{}` a map.
 */
export const schemaTable: string = String.raw`
admissionregistration.v1.ApplyConfiguration@36-36
 expression string
admissionregistration.v1.AuditAnnotation req=key,valueExpression
 key string default=""
 valueExpression string default=""
admissionregistration.v1.ExpressionWarning req=fieldRef,warning
 fieldRef string default=""
 warning string default=""
admissionregistration.v1.JSONPatch@36-36
 expression string
admissionregistration.v1.MatchCondition req=name,expression
 expression string default=""
 name string default=""
admissionregistration.v1.MatchResources mt=atomic
 excludeResourceRules []*admissionregistration.v1.NamedRuleWithOperations lt=atomic
 matchPolicy string enum=["Equivalent","Exact"]
 namespaceSelector *%meta.v1.LabelSelector
 objectSelector *%meta.v1.LabelSelector
 resourceRules []*admissionregistration.v1.NamedRuleWithOperations lt=atomic
admissionregistration.v1.MutatingAdmissionPolicy@36-36 gvk=admissionregistration.k8s.io/v1/MutatingAdmissionPolicy
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *admissionregistration.v1.MutatingAdmissionPolicySpec default={}
admissionregistration.v1.MutatingAdmissionPolicyBinding@36-36 gvk=admissionregistration.k8s.io/v1/MutatingAdmissionPolicyBinding
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *admissionregistration.v1.MutatingAdmissionPolicyBindingSpec default={}
admissionregistration.v1.MutatingAdmissionPolicyBindingList@36-36 gvk=admissionregistration.k8s.io/v1/MutatingAdmissionPolicyBindingList req=items
 apiVersion string
 items []*admissionregistration.v1.MutatingAdmissionPolicyBinding
 kind string
 metadata *%meta.v1.ListMeta default={}
admissionregistration.v1.MutatingAdmissionPolicyBindingSpec@36-36
 matchResources *admissionregistration.v1.MatchResources
 paramRef *admissionregistration.v1.ParamRef
 policyName string
admissionregistration.v1.MutatingAdmissionPolicyList@36-36 gvk=admissionregistration.k8s.io/v1/MutatingAdmissionPolicyList req=items
 apiVersion string
 items []*admissionregistration.v1.MutatingAdmissionPolicy
 kind string
 metadata *%meta.v1.ListMeta default={}
admissionregistration.v1.MutatingAdmissionPolicySpec@36-36
 failurePolicy string enum=["Fail","Ignore"]
 matchConditions []*admissionregistration.v1.MatchCondition lk=name ps=merge mk=name lt=map
 matchConstraints *admissionregistration.v1.MatchResources
 mutations []*admissionregistration.v1.Mutation lt=atomic
 paramKind *admissionregistration.v1.ParamKind
 reinvocationPolicy string enum=["IfNeeded","Never"]
 variables []*admissionregistration.v1.Variable lt=atomic
admissionregistration.v1.MutatingWebhook req=name,clientConfig,sideEffects,admissionReviewVersions
 admissionReviewVersions []string lt=atomic
 clientConfig *admissionregistration.v1.WebhookClientConfig default={}
 failurePolicy string enum=["Fail","Ignore"]
 matchConditions []*admissionregistration.v1.MatchCondition lk=name ps=merge mk=name lt=map
 matchPolicy string enum=["Equivalent","Exact"]
 name string default=""
 namespaceSelector *%meta.v1.LabelSelector
 objectSelector *%meta.v1.LabelSelector
 reinvocationPolicy@30-33 string enum=["IfNeeded","Never"]
 reinvocationPolicy@34-34 string
 reinvocationPolicy@35-36 string enum=["IfNeeded","Never"]
 rules []*admissionregistration.v1.RuleWithOperations lt=atomic
 sideEffects string enum=["None","NoneOnDryRun","Some","Unknown"]
 timeoutSeconds int32
admissionregistration.v1.MutatingWebhookConfiguration gvk=admissionregistration.k8s.io/v1/MutatingWebhookConfiguration
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 webhooks []*admissionregistration.v1.MutatingWebhook lk=name ps=merge mk=name lt=map
admissionregistration.v1.MutatingWebhookConfigurationList gvk=admissionregistration.k8s.io/v1/MutatingWebhookConfigurationList req=items
 apiVersion string
 items []*admissionregistration.v1.MutatingWebhookConfiguration
 kind string
 metadata *%meta.v1.ListMeta default={}
admissionregistration.v1.Mutation@36-36 req=patchType
 applyConfiguration *admissionregistration.v1.ApplyConfiguration
 jsonPatch *admissionregistration.v1.JSONPatch
 patchType string enum=["ApplyConfiguration","JSONPatch"] default=""
admissionregistration.v1.NamedRuleWithOperations mt=atomic
 apiGroups []string lt=atomic
 apiVersions []string lt=atomic
 operations []string lt=atomic items=["*","CONNECT","CREATE","DELETE","UPDATE"]
 resourceNames []string lt=atomic
 resources []string lt=atomic
 scope@30-34 string
 scope@35-36 string enum=["*","Cluster","Namespaced"]
admissionregistration.v1.ParamKind mt=atomic
 apiVersion string
 kind string
admissionregistration.v1.ParamRef mt=atomic
 name string
 namespace string
 parameterNotFoundAction string
 selector *%meta.v1.LabelSelector
admissionregistration.v1.RuleWithOperations
 apiGroups []string lt=atomic
 apiVersions []string lt=atomic
 operations []string lt=atomic items=["*","CONNECT","CREATE","DELETE","UPDATE"]
 resources []string lt=atomic
 scope@30-34 string
 scope@35-36 string enum=["*","Cluster","Namespaced"]
admissionregistration.v1.ServiceReference req=namespace,name
 name string default=""
 namespace string default=""
 path string
 port int32
admissionregistration.v1.TypeChecking
 expressionWarnings []*admissionregistration.v1.ExpressionWarning lt=atomic
admissionregistration.v1.ValidatingAdmissionPolicy gvk=admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *admissionregistration.v1.ValidatingAdmissionPolicySpec default={}
 status *admissionregistration.v1.ValidatingAdmissionPolicyStatus default={}
admissionregistration.v1.ValidatingAdmissionPolicyBinding@30-35 gvk=admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding
admissionregistration.v1.ValidatingAdmissionPolicyBinding@36-36 gvk=admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec default={}
admissionregistration.v1.ValidatingAdmissionPolicyBindingList@30-30 gvk=admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBindingList
admissionregistration.v1.ValidatingAdmissionPolicyBindingList@31-36 gvk=admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBindingList req=items
 apiVersion string
 items []*admissionregistration.v1.ValidatingAdmissionPolicyBinding
 kind string
 metadata *%meta.v1.ListMeta default={}
admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec@30-35
admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec@36-36 req=policyName,validationActions
 matchResources *admissionregistration.v1.MatchResources
 paramRef *admissionregistration.v1.ParamRef
 policyName string
 validationActions []string lt=set items=["Audit","Deny","Warn"]
admissionregistration.v1.ValidatingAdmissionPolicyList@30-30 gvk=admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyList
admissionregistration.v1.ValidatingAdmissionPolicyList@31-36 gvk=admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyList req=items
 apiVersion string
 items []*admissionregistration.v1.ValidatingAdmissionPolicy
 kind string
 metadata *%meta.v1.ListMeta default={}
admissionregistration.v1.ValidatingAdmissionPolicySpec
 auditAnnotations []*admissionregistration.v1.AuditAnnotation lt=atomic
 failurePolicy string enum=["Fail","Ignore"]
 matchConditions []*admissionregistration.v1.MatchCondition lk=name ps=merge mk=name lt=map
 matchConstraints *admissionregistration.v1.MatchResources
 paramKind *admissionregistration.v1.ParamKind
 validations []*admissionregistration.v1.Validation lt=atomic
 variables []*admissionregistration.v1.Variable lk=name ps=merge mk=name lt=map
admissionregistration.v1.ValidatingAdmissionPolicyStatus
 conditions []*%meta.v1.Condition lk=type lt=map
 observedGeneration int64
 typeChecking *admissionregistration.v1.TypeChecking
admissionregistration.v1.ValidatingWebhook req=name,clientConfig,sideEffects,admissionReviewVersions
 admissionReviewVersions []string lt=atomic
 clientConfig *admissionregistration.v1.WebhookClientConfig default={}
 failurePolicy string enum=["Fail","Ignore"]
 matchConditions []*admissionregistration.v1.MatchCondition lk=name ps=merge mk=name lt=map
 matchPolicy string enum=["Equivalent","Exact"]
 name string default=""
 namespaceSelector *%meta.v1.LabelSelector
 objectSelector *%meta.v1.LabelSelector
 rules []*admissionregistration.v1.RuleWithOperations lt=atomic
 sideEffects string enum=["None","NoneOnDryRun","Some","Unknown"]
 timeoutSeconds int32
admissionregistration.v1.ValidatingWebhookConfiguration gvk=admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 webhooks []*admissionregistration.v1.ValidatingWebhook lk=name ps=merge mk=name lt=map
admissionregistration.v1.ValidatingWebhookConfigurationList gvk=admissionregistration.k8s.io/v1/ValidatingWebhookConfigurationList req=items
 apiVersion string
 items []*admissionregistration.v1.ValidatingWebhookConfiguration
 kind string
 metadata *%meta.v1.ListMeta default={}
admissionregistration.v1.Validation req=expression
 expression string default=""
 message string
 messageExpression string
 reason string
admissionregistration.v1.Variable req=name,expression mt=atomic
 expression string default=""
 name string default=""
admissionregistration.v1.WebhookClientConfig
 caBundle byte
 service *admissionregistration.v1.ServiceReference
 url string
admissionregistration.v1alpha1.ApplyConfiguration@32-36
 expression string
admissionregistration.v1alpha1.AuditAnnotation@30-31 req=key,valueExpression
 key string default=""
 valueExpression string default=""
admissionregistration.v1alpha1.ExpressionWarning@30-31 req=fieldRef,warning
 fieldRef string default=""
 warning string default=""
admissionregistration.v1alpha1.JSONPatch@32-36
 expression string
admissionregistration.v1alpha1.MatchCondition req=name,expression
 expression string default=""
 name string default=""
admissionregistration.v1alpha1.MatchResources mt=atomic
 excludeResourceRules []*admissionregistration.v1alpha1.NamedRuleWithOperations lt=atomic
 matchPolicy string enum=["Equivalent","Exact"]
 namespaceSelector *%meta.v1.LabelSelector
 objectSelector *%meta.v1.LabelSelector
 resourceRules []*admissionregistration.v1alpha1.NamedRuleWithOperations lt=atomic
admissionregistration.v1alpha1.MutatingAdmissionPolicy@32-36 gvk=admissionregistration.k8s.io/v1alpha1/MutatingAdmissionPolicy
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *admissionregistration.v1alpha1.MutatingAdmissionPolicySpec default={}
admissionregistration.v1alpha1.MutatingAdmissionPolicyBinding@32-36 gvk=admissionregistration.k8s.io/v1alpha1/MutatingAdmissionPolicyBinding
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *admissionregistration.v1alpha1.MutatingAdmissionPolicyBindingSpec default={}
admissionregistration.v1alpha1.MutatingAdmissionPolicyBindingList@32-36 gvk=admissionregistration.k8s.io/v1alpha1/MutatingAdmissionPolicyBindingList req=items
 apiVersion string
 items []*admissionregistration.v1alpha1.MutatingAdmissionPolicyBinding
 kind string
 metadata *%meta.v1.ListMeta default={}
admissionregistration.v1alpha1.MutatingAdmissionPolicyBindingSpec@32-36
 matchResources *admissionregistration.v1alpha1.MatchResources
 paramRef *admissionregistration.v1alpha1.ParamRef
 policyName string
admissionregistration.v1alpha1.MutatingAdmissionPolicyList@32-36 gvk=admissionregistration.k8s.io/v1alpha1/MutatingAdmissionPolicyList req=items
 apiVersion string
 items []*admissionregistration.v1alpha1.MutatingAdmissionPolicy
 kind string
 metadata *%meta.v1.ListMeta default={}
admissionregistration.v1alpha1.MutatingAdmissionPolicySpec@32-36
 failurePolicy string enum=["Fail","Ignore"]
 matchConditions []*admissionregistration.v1alpha1.MatchCondition lk=name ps=merge mk=name lt=map
 matchConstraints *admissionregistration.v1alpha1.MatchResources
 mutations []*admissionregistration.v1alpha1.Mutation lt=atomic
 paramKind *admissionregistration.v1alpha1.ParamKind
 reinvocationPolicy@32-33 string enum=["IfNeeded","Never"]
 reinvocationPolicy@34-34 string
 reinvocationPolicy@35-36 string enum=["IfNeeded","Never"]
 variables []*admissionregistration.v1alpha1.Variable lt=atomic
admissionregistration.v1alpha1.Mutation@32-36 req=patchType
 applyConfiguration *admissionregistration.v1alpha1.ApplyConfiguration
 jsonPatch *admissionregistration.v1alpha1.JSONPatch
 patchType string enum=["ApplyConfiguration","JSONPatch"] default=""
admissionregistration.v1alpha1.NamedRuleWithOperations mt=atomic
 apiGroups []string lt=atomic
 apiVersions []string lt=atomic
 operations []string lt=atomic items=["*","CONNECT","CREATE","DELETE","UPDATE"]
 resourceNames []string lt=atomic
 resources []string lt=atomic
 scope@30-34 string
 scope@35-36 string enum=["*","Cluster","Namespaced"]
admissionregistration.v1alpha1.ParamKind mt=atomic
 apiVersion string
 kind string
admissionregistration.v1alpha1.ParamRef mt=atomic
 name string
 namespace string
 parameterNotFoundAction string enum=["Allow","Deny"]
 selector *%meta.v1.LabelSelector
admissionregistration.v1alpha1.TypeChecking@30-31
 expressionWarnings []*admissionregistration.v1alpha1.ExpressionWarning lt=atomic
admissionregistration.v1alpha1.ValidatingAdmissionPolicy@30-31 gvk=admissionregistration.k8s.io/v1alpha1/ValidatingAdmissionPolicy
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *admissionregistration.v1alpha1.ValidatingAdmissionPolicySpec default={}
 status *admissionregistration.v1alpha1.ValidatingAdmissionPolicyStatus default={}
admissionregistration.v1alpha1.ValidatingAdmissionPolicyBinding@30-31 gvk=admissionregistration.k8s.io/v1alpha1/ValidatingAdmissionPolicyBinding
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *admissionregistration.v1alpha1.ValidatingAdmissionPolicyBindingSpec default={}
admissionregistration.v1alpha1.ValidatingAdmissionPolicyBindingList@30-30 gvk=admissionregistration.k8s.io/v1alpha1/ValidatingAdmissionPolicyBindingList
admissionregistration.v1alpha1.ValidatingAdmissionPolicyBindingList@31-31 gvk=admissionregistration.k8s.io/v1alpha1/ValidatingAdmissionPolicyBindingList req=items
 apiVersion string
 items []*admissionregistration.v1alpha1.ValidatingAdmissionPolicyBinding
 kind string
 metadata *%meta.v1.ListMeta default={}
admissionregistration.v1alpha1.ValidatingAdmissionPolicyBindingSpec@30-31
 matchResources *admissionregistration.v1alpha1.MatchResources
 paramRef *admissionregistration.v1alpha1.ParamRef
 policyName string
 validationActions []string lt=set items=["Audit","Deny","Warn"]
admissionregistration.v1alpha1.ValidatingAdmissionPolicyList@30-30 gvk=admissionregistration.k8s.io/v1alpha1/ValidatingAdmissionPolicyList
admissionregistration.v1alpha1.ValidatingAdmissionPolicyList@31-31 gvk=admissionregistration.k8s.io/v1alpha1/ValidatingAdmissionPolicyList req=items
 apiVersion string
 items []*admissionregistration.v1alpha1.ValidatingAdmissionPolicy
 kind string
 metadata *%meta.v1.ListMeta default={}
admissionregistration.v1alpha1.ValidatingAdmissionPolicySpec@30-31
 auditAnnotations []*admissionregistration.v1alpha1.AuditAnnotation lt=atomic
 failurePolicy string enum=["Fail","Ignore"]
 matchConditions []*admissionregistration.v1alpha1.MatchCondition lk=name ps=merge mk=name lt=map
 matchConstraints *admissionregistration.v1alpha1.MatchResources
 paramKind *admissionregistration.v1alpha1.ParamKind
 validations []*admissionregistration.v1alpha1.Validation lt=atomic
 variables []*admissionregistration.v1alpha1.Variable lk=name ps=merge mk=name lt=map
admissionregistration.v1alpha1.ValidatingAdmissionPolicyStatus@30-31
 conditions []*%meta.v1.Condition lk=type lt=map
 observedGeneration int64
 typeChecking *admissionregistration.v1alpha1.TypeChecking
admissionregistration.v1alpha1.Validation@30-31 req=expression
 expression string default=""
 message string
 messageExpression string
 reason string
admissionregistration.v1alpha1.Variable req=name,expression
 expression string default=""
 name string default=""
admissionregistration.v1beta1.ApplyConfiguration@34-36
 expression string
admissionregistration.v1beta1.AuditAnnotation@30-33 req=key,valueExpression
 key string default=""
 valueExpression string default=""
admissionregistration.v1beta1.ExpressionWarning@30-33 req=fieldRef,warning
 fieldRef string default=""
 warning string default=""
admissionregistration.v1beta1.JSONPatch@34-36
 expression string
admissionregistration.v1beta1.MatchCondition req=name,expression
 expression string default=""
 name string default=""
admissionregistration.v1beta1.MatchResources mt=atomic
 excludeResourceRules []*admissionregistration.v1beta1.NamedRuleWithOperations lt=atomic
 matchPolicy string
 namespaceSelector *%meta.v1.LabelSelector
 objectSelector *%meta.v1.LabelSelector
 resourceRules []*admissionregistration.v1beta1.NamedRuleWithOperations lt=atomic
admissionregistration.v1beta1.MutatingAdmissionPolicy@34-36 gvk=admissionregistration.k8s.io/v1beta1/MutatingAdmissionPolicy
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *admissionregistration.v1beta1.MutatingAdmissionPolicySpec default={}
admissionregistration.v1beta1.MutatingAdmissionPolicyBinding@34-36 gvk=admissionregistration.k8s.io/v1beta1/MutatingAdmissionPolicyBinding
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *admissionregistration.v1beta1.MutatingAdmissionPolicyBindingSpec default={}
admissionregistration.v1beta1.MutatingAdmissionPolicyBindingList@34-36 gvk=admissionregistration.k8s.io/v1beta1/MutatingAdmissionPolicyBindingList req=items
 apiVersion string
 items []*admissionregistration.v1beta1.MutatingAdmissionPolicyBinding
 kind string
 metadata *%meta.v1.ListMeta default={}
admissionregistration.v1beta1.MutatingAdmissionPolicyBindingSpec@34-36
 matchResources *admissionregistration.v1beta1.MatchResources
 paramRef *admissionregistration.v1beta1.ParamRef
 policyName string
admissionregistration.v1beta1.MutatingAdmissionPolicyList@34-36 gvk=admissionregistration.k8s.io/v1beta1/MutatingAdmissionPolicyList req=items
 apiVersion string
 items []*admissionregistration.v1beta1.MutatingAdmissionPolicy
 kind string
 metadata *%meta.v1.ListMeta default={}
admissionregistration.v1beta1.MutatingAdmissionPolicySpec@34-36
 failurePolicy string
 matchConditions []*admissionregistration.v1beta1.MatchCondition lk=name ps=merge mk=name lt=map
 matchConstraints *admissionregistration.v1beta1.MatchResources
 mutations []*admissionregistration.v1beta1.Mutation lt=atomic
 paramKind *admissionregistration.v1beta1.ParamKind
 reinvocationPolicy@34-34 string
 reinvocationPolicy@35-36 string enum=["IfNeeded","Never"]
 variables []*admissionregistration.v1beta1.Variable lt=atomic
admissionregistration.v1beta1.Mutation@34-36 req=patchType
 applyConfiguration *admissionregistration.v1beta1.ApplyConfiguration
 jsonPatch *admissionregistration.v1beta1.JSONPatch
 patchType string enum=["ApplyConfiguration","JSONPatch"] default=""
admissionregistration.v1beta1.NamedRuleWithOperations mt=atomic
 apiGroups []string lt=atomic
 apiVersions []string lt=atomic
 operations []string lt=atomic items=["*","CONNECT","CREATE","DELETE","UPDATE"]
 resourceNames []string lt=atomic
 resources []string lt=atomic
 scope@30-34 string
 scope@35-36 string enum=["*","Cluster","Namespaced"]
admissionregistration.v1beta1.ParamKind mt=atomic
 apiVersion string
 kind string
admissionregistration.v1beta1.ParamRef mt=atomic
 name string
 namespace string
 parameterNotFoundAction string
 selector *%meta.v1.LabelSelector
admissionregistration.v1beta1.TypeChecking@30-33
 expressionWarnings []*admissionregistration.v1beta1.ExpressionWarning lt=atomic
admissionregistration.v1beta1.ValidatingAdmissionPolicy@30-33 gvk=admissionregistration.k8s.io/v1beta1/ValidatingAdmissionPolicy
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *admissionregistration.v1beta1.ValidatingAdmissionPolicySpec default={}
 status *admissionregistration.v1beta1.ValidatingAdmissionPolicyStatus default={}
admissionregistration.v1beta1.ValidatingAdmissionPolicyBinding@30-33 gvk=admissionregistration.k8s.io/v1beta1/ValidatingAdmissionPolicyBinding
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *admissionregistration.v1beta1.ValidatingAdmissionPolicyBindingSpec default={}
admissionregistration.v1beta1.ValidatingAdmissionPolicyBindingList@30-30 gvk=admissionregistration.k8s.io/v1beta1/ValidatingAdmissionPolicyBindingList
admissionregistration.v1beta1.ValidatingAdmissionPolicyBindingList@31-33 gvk=admissionregistration.k8s.io/v1beta1/ValidatingAdmissionPolicyBindingList req=items
 apiVersion string
 items []*admissionregistration.v1beta1.ValidatingAdmissionPolicyBinding
 kind string
 metadata *%meta.v1.ListMeta default={}
admissionregistration.v1beta1.ValidatingAdmissionPolicyBindingSpec@30-33
 matchResources *admissionregistration.v1beta1.MatchResources
 paramRef *admissionregistration.v1beta1.ParamRef
 policyName string
 validationActions []string lt=set items=["Audit","Deny","Warn"]
admissionregistration.v1beta1.ValidatingAdmissionPolicyList@30-30 gvk=admissionregistration.k8s.io/v1beta1/ValidatingAdmissionPolicyList
admissionregistration.v1beta1.ValidatingAdmissionPolicyList@31-33 gvk=admissionregistration.k8s.io/v1beta1/ValidatingAdmissionPolicyList req=items
 apiVersion string
 items []*admissionregistration.v1beta1.ValidatingAdmissionPolicy
 kind string
 metadata *%meta.v1.ListMeta default={}
admissionregistration.v1beta1.ValidatingAdmissionPolicySpec@30-33
 auditAnnotations []*admissionregistration.v1beta1.AuditAnnotation lt=atomic
 failurePolicy string
 matchConditions []*admissionregistration.v1beta1.MatchCondition lk=name ps=merge mk=name lt=map
 matchConstraints *admissionregistration.v1beta1.MatchResources
 paramKind *admissionregistration.v1beta1.ParamKind
 validations []*admissionregistration.v1beta1.Validation lt=atomic
 variables []*admissionregistration.v1beta1.Variable lk=name ps=merge mk=name lt=map
admissionregistration.v1beta1.ValidatingAdmissionPolicyStatus@30-33
 conditions []*%meta.v1.Condition lk=type lt=map
 observedGeneration int64
 typeChecking *admissionregistration.v1beta1.TypeChecking
admissionregistration.v1beta1.Validation@30-33 req=expression
 expression string default=""
 message string
 messageExpression string
 reason string
admissionregistration.v1beta1.Variable req=name,expression mt=atomic
 expression string default=""
 name string default=""
apiserverinternal.v1alpha1.ServerStorageVersion@30-35
apiserverinternal.v1alpha1.ServerStorageVersion@36-36 req=apiServerID,encodingVersion,decodableVersions
 apiServerID string
 decodableVersions []string lt=set
 encodingVersion string
 servedVersions []string lt=set
apiserverinternal.v1alpha1.StorageVersion@30-35 gvk=internal.apiserver.k8s.io/v1alpha1/StorageVersion req=spec,status
apiserverinternal.v1alpha1.StorageVersion@36-36 gvk=internal.apiserver.k8s.io/v1alpha1/StorageVersion req=metadata
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *apiserverinternal.v1alpha1.StorageVersionSpec default={}
 status *apiserverinternal.v1alpha1.StorageVersionStatus default={}
apiserverinternal.v1alpha1.StorageVersionCondition req=type,status,reason,message
 lastTransitionTime *%meta.v1.Time
 message string
 observedGeneration int64
 reason string default=""
 status string default=""
 type string default=""
apiserverinternal.v1alpha1.StorageVersionList gvk=internal.apiserver.k8s.io/v1alpha1/StorageVersionList req=items
 apiVersion string
 items []*apiserverinternal.v1alpha1.StorageVersion
 kind string
 metadata *%meta.v1.ListMeta default={}
apiserverinternal.v1alpha1.StorageVersionSpec object
apiserverinternal.v1alpha1.StorageVersionStatus
 commonEncodingVersion string
 conditions []*apiserverinternal.v1alpha1.StorageVersionCondition lk=type lt=map
 storageVersions []*apiserverinternal.v1alpha1.ServerStorageVersion lk=apiServerID lt=map
apps.v1.ControllerRevision gvk=apps/v1/ControllerRevision req=revision
 apiVersion string
 data *%runtime.RawExtension
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 revision int64 default=0
apps.v1.ControllerRevisionList gvk=apps/v1/ControllerRevisionList req=items
 apiVersion string
 items []*apps.v1.ControllerRevision
 kind string
 metadata *%meta.v1.ListMeta default={}
apps.v1.DaemonSet gvk=apps/v1/DaemonSet
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *apps.v1.DaemonSetSpec default={}
 status *apps.v1.DaemonSetStatus default={}
apps.v1.DaemonSetCondition req=type,status
 lastTransitionTime *%meta.v1.Time
 message string
 reason string
 status string default=""
 type string default=""
apps.v1.DaemonSetList gvk=apps/v1/DaemonSetList req=items
 apiVersion string
 items []*apps.v1.DaemonSet
 kind string
 metadata *%meta.v1.ListMeta default={}
apps.v1.DaemonSetSpec req=selector,template
 minReadySeconds int32
 revisionHistoryLimit int32
 selector *%meta.v1.LabelSelector
 template *core.v1.PodTemplateSpec default={}
 updateStrategy *apps.v1.DaemonSetUpdateStrategy default={}
apps.v1.DaemonSetStatus req=currentNumberScheduled,numberMisscheduled,desiredNumberScheduled,numberReady
 collisionCount int32
 conditions []*apps.v1.DaemonSetCondition lk=type ps=merge mk=type lt=map
 currentNumberScheduled int32 default=0
 desiredNumberScheduled int32 default=0
 numberAvailable int32
 numberMisscheduled int32 default=0
 numberReady int32 default=0
 numberUnavailable int32
 observedGeneration int64
 updatedNumberScheduled int32
apps.v1.DaemonSetUpdateStrategy
 rollingUpdate *apps.v1.RollingUpdateDaemonSet
 type string enum=["OnDelete","RollingUpdate"]
apps.v1.Deployment gvk=apps/v1/Deployment
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *apps.v1.DeploymentSpec default={}
 status *apps.v1.DeploymentStatus default={}
apps.v1.DeploymentCondition req=type,status
 lastTransitionTime *%meta.v1.Time
 lastUpdateTime *%meta.v1.Time
 message string
 reason string
 status string default=""
 type string default=""
apps.v1.DeploymentList gvk=apps/v1/DeploymentList req=items
 apiVersion string
 items []*apps.v1.Deployment
 kind string
 metadata *%meta.v1.ListMeta default={}
apps.v1.DeploymentSpec req=selector,template
 minReadySeconds int32
 paused boolean
 progressDeadlineSeconds int32
 replicas int32
 revisionHistoryLimit int32
 selector *%meta.v1.LabelSelector
 strategy *apps.v1.DeploymentStrategy ps=retainKeys default={}
 template *core.v1.PodTemplateSpec default={}
apps.v1.DeploymentStatus
 availableReplicas int32
 collisionCount int32
 conditions []*apps.v1.DeploymentCondition lk=type ps=merge mk=type lt=map
 observedGeneration int64
 readyReplicas int32
 replicas int32
 terminatingReplicas@33-36 int32
 unavailableReplicas int32
 updatedReplicas int32
apps.v1.DeploymentStrategy
 rollingUpdate *apps.v1.RollingUpdateDeployment
 type string enum=["Recreate","RollingUpdate"]
apps.v1.ReplicaSet gvk=apps/v1/ReplicaSet
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *apps.v1.ReplicaSetSpec default={}
 status *apps.v1.ReplicaSetStatus default={}
apps.v1.ReplicaSetCondition req=type,status
 lastTransitionTime *%meta.v1.Time
 message string
 reason string
 status string default=""
 type string default=""
apps.v1.ReplicaSetList gvk=apps/v1/ReplicaSetList req=items
 apiVersion string
 items []*apps.v1.ReplicaSet
 kind string
 metadata *%meta.v1.ListMeta default={}
apps.v1.ReplicaSetSpec req=selector
 minReadySeconds int32
 replicas int32
 selector *%meta.v1.LabelSelector
 template *core.v1.PodTemplateSpec default={}
apps.v1.ReplicaSetStatus req=replicas
 availableReplicas int32
 conditions []*apps.v1.ReplicaSetCondition lk=type ps=merge mk=type lt=map
 fullyLabeledReplicas int32
 observedGeneration int64
 readyReplicas int32
 replicas int32 default=0
 terminatingReplicas@33-36 int32
apps.v1.RollingUpdateDaemonSet
 maxSurge *%util.intstr.IntOrString
 maxUnavailable *%util.intstr.IntOrString
apps.v1.RollingUpdateDeployment
 maxSurge *%util.intstr.IntOrString
 maxUnavailable *%util.intstr.IntOrString
apps.v1.RollingUpdateStatefulSetStrategy
 maxUnavailable *%util.intstr.IntOrString
 partition int32
apps.v1.StatefulSet gvk=apps/v1/StatefulSet
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *apps.v1.StatefulSetSpec default={}
 status *apps.v1.StatefulSetStatus default={}
apps.v1.StatefulSetCondition req=type,status
 lastTransitionTime *%meta.v1.Time
 message string
 reason string
 status string default=""
 type string default=""
apps.v1.StatefulSetList gvk=apps/v1/StatefulSetList req=items
 apiVersion string
 items []*apps.v1.StatefulSet
 kind string
 metadata *%meta.v1.ListMeta default={}
apps.v1.StatefulSetOrdinals
 start int32 default=0
apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy
 whenDeleted string
 whenScaled string
apps.v1.StatefulSetSpec@30-32 req=selector,template,serviceName
apps.v1.StatefulSetSpec@33-36 req=selector,template
 minReadySeconds int32
 ordinals *apps.v1.StatefulSetOrdinals
 persistentVolumeClaimRetentionPolicy *apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy
 podManagementPolicy string enum=["OrderedReady","Parallel"]
 replicas int32
 revisionHistoryLimit int32
 selector *%meta.v1.LabelSelector
 serviceName string default=""
 template *core.v1.PodTemplateSpec default={}
 updateStrategy *apps.v1.StatefulSetUpdateStrategy default={}
 volumeClaimTemplates []*core.v1.PersistentVolumeClaim lt=atomic
apps.v1.StatefulSetStatus req=replicas
 availableReplicas int32 default=0
 collisionCount int32
 conditions []*apps.v1.StatefulSetCondition lk=type ps=merge mk=type lt=map
 currentReplicas int32
 currentRevision string
 observedGeneration int64
 readyReplicas int32
 replicas int32 default=0
 updateRevision string
 updatedReplicas int32
apps.v1.StatefulSetUpdateStrategy
 rollingUpdate *apps.v1.RollingUpdateStatefulSetStrategy
 type string enum=["OnDelete","RollingUpdate"]
authentication.v1.BoundObjectReference
 apiVersion string
 kind string
 name string
 uid string
authentication.v1.SelfSubjectReview gvk=authentication.k8s.io/v1/SelfSubjectReview
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 status *authentication.v1.SelfSubjectReviewStatus default={}
authentication.v1.SelfSubjectReviewStatus
 userInfo *authentication.v1.UserInfo default={}
authentication.v1.TokenRequest@30-35 gvk=authentication.k8s.io/v1/TokenRequest req=spec
authentication.v1.TokenRequest@36-36 gvk=authentication.k8s.io/v1/TokenRequest
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *authentication.v1.TokenRequestSpec default={}
 status *authentication.v1.TokenRequestStatus default={}
authentication.v1.TokenRequestSpec@30-35 req=audiences
authentication.v1.TokenRequestSpec@36-36
 audiences []string lt=atomic
 boundObjectRef *authentication.v1.BoundObjectReference
 expirationSeconds int64
authentication.v1.TokenRequestStatus@30-35 req=token,expirationTimestamp
authentication.v1.TokenRequestStatus@36-36
 expirationTimestamp *%meta.v1.Time
 token string default=""
authentication.v1.TokenReview gvk=authentication.k8s.io/v1/TokenReview req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *authentication.v1.TokenReviewSpec default={}
 status *authentication.v1.TokenReviewStatus default={}
authentication.v1.TokenReviewSpec@30-35
authentication.v1.TokenReviewSpec@36-36 req=token
 audiences []string lt=atomic
 token string
authentication.v1.TokenReviewStatus
 audiences []string lt=atomic
 authenticated boolean
 error string
 user *authentication.v1.UserInfo default={}
authentication.v1.UserInfo
 extra {}[]string
 groups []string lt=atomic
 uid string
 username string
authentication.v1alpha1.SelfSubjectReview@30-31 gvk=authentication.k8s.io/v1alpha1/SelfSubjectReview
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 status *authentication.v1alpha1.SelfSubjectReviewStatus default={}
authentication.v1alpha1.SelfSubjectReviewStatus@30-31
 userInfo *authentication.v1.UserInfo default={}
authentication.v1beta1.SelfSubjectReview@30-32 gvk=authentication.k8s.io/v1beta1/SelfSubjectReview
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 status *authentication.v1beta1.SelfSubjectReviewStatus default={}
authentication.v1beta1.SelfSubjectReviewStatus@30-32
 userInfo *authentication.v1.UserInfo default={}
authorization.v1.FieldSelectorAttributes@31-36
 rawSelector string
 requirements []*%meta.v1.FieldSelectorRequirement lt=atomic
authorization.v1.LabelSelectorAttributes@31-36
 rawSelector string
 requirements []*%meta.v1.LabelSelectorRequirement lt=atomic
authorization.v1.LocalSubjectAccessReview gvk=authorization.k8s.io/v1/LocalSubjectAccessReview req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *authorization.v1.SubjectAccessReviewSpec default={}
 status *authorization.v1.SubjectAccessReviewStatus default={}
authorization.v1.NonResourceAttributes
 path string
 verb string
authorization.v1.NonResourceRule req=verbs
 nonResourceURLs []string lt=atomic
 verbs []string lt=atomic
authorization.v1.ResourceAttributes
 fieldSelector@31-36 *authorization.v1.FieldSelectorAttributes
 group string
 labelSelector@31-36 *authorization.v1.LabelSelectorAttributes
 name string
 namespace string
 resource string
 subresource string
 verb string
 version string
authorization.v1.ResourceRule req=verbs
 apiGroups []string lt=atomic
 resourceNames []string lt=atomic
 resources []string lt=atomic
 verbs []string lt=atomic
authorization.v1.SelfSubjectAccessReview gvk=authorization.k8s.io/v1/SelfSubjectAccessReview req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *authorization.v1.SelfSubjectAccessReviewSpec default={}
 status *authorization.v1.SubjectAccessReviewStatus default={}
authorization.v1.SelfSubjectAccessReviewSpec
 nonResourceAttributes *authorization.v1.NonResourceAttributes
 resourceAttributes *authorization.v1.ResourceAttributes
authorization.v1.SelfSubjectRulesReview gvk=authorization.k8s.io/v1/SelfSubjectRulesReview req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *authorization.v1.SelfSubjectRulesReviewSpec default={}
 status *authorization.v1.SubjectRulesReviewStatus default={}
authorization.v1.SelfSubjectRulesReviewSpec
 namespace string
authorization.v1.SubjectAccessReview gvk=authorization.k8s.io/v1/SubjectAccessReview req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *authorization.v1.SubjectAccessReviewSpec default={}
 status *authorization.v1.SubjectAccessReviewStatus default={}
authorization.v1.SubjectAccessReviewSpec
 extra {}[]string
 groups []string lt=atomic
 nonResourceAttributes *authorization.v1.NonResourceAttributes
 resourceAttributes *authorization.v1.ResourceAttributes
 uid string
 user string
authorization.v1.SubjectAccessReviewStatus req=allowed
 allowed boolean default=false
 denied boolean
 evaluationError string
 reason string
authorization.v1.SubjectRulesReviewStatus req=resourceRules,nonResourceRules,incomplete
 evaluationError string
 incomplete boolean default=false
 nonResourceRules []*authorization.v1.NonResourceRule lt=atomic
 resourceRules []*authorization.v1.ResourceRule lt=atomic
autoscaling.v1.CrossVersionObjectReference req=kind,name mt=atomic
 apiVersion string
 kind string default=""
 name string default=""
autoscaling.v1.HorizontalPodAutoscaler@30-35 gvk=autoscaling/v1/HorizontalPodAutoscaler
autoscaling.v1.HorizontalPodAutoscaler@36-36 gvk=autoscaling/v1/HorizontalPodAutoscaler req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *autoscaling.v1.HorizontalPodAutoscalerSpec default={}
 status *autoscaling.v1.HorizontalPodAutoscalerStatus default={}
autoscaling.v1.HorizontalPodAutoscalerList gvk=autoscaling/v1/HorizontalPodAutoscalerList req=items
 apiVersion string
 items []*autoscaling.v1.HorizontalPodAutoscaler
 kind string
 metadata *%meta.v1.ListMeta default={}
autoscaling.v1.HorizontalPodAutoscalerSpec req=scaleTargetRef,maxReplicas
 maxReplicas int32 default=0
 minReplicas int32
 scaleTargetRef *autoscaling.v1.CrossVersionObjectReference default={}
 targetCPUUtilizationPercentage int32
autoscaling.v1.HorizontalPodAutoscalerStatus req=currentReplicas,desiredReplicas
 currentCPUUtilizationPercentage int32
 currentReplicas int32 default=0
 desiredReplicas int32 default=0
 lastScaleTime *%meta.v1.Time
 observedGeneration int64
autoscaling.v1.Scale gvk=autoscaling/v1/Scale
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *autoscaling.v1.ScaleSpec default={}
 status *autoscaling.v1.ScaleStatus default={}
autoscaling.v1.ScaleSpec
 replicas@30-33 int32
 replicas@34-36 int32 default=0
autoscaling.v1.ScaleStatus req=replicas
 replicas int32 default=0
 selector string
autoscaling.v2.ContainerResourceMetricSource req=name,target,container
 container string default=""
 name string default=""
 target *autoscaling.v2.MetricTarget default={}
autoscaling.v2.ContainerResourceMetricStatus req=name,current,container
 container string default=""
 current *autoscaling.v2.MetricValueStatus default={}
 name string default=""
autoscaling.v2.CrossVersionObjectReference req=kind,name
 apiVersion string
 kind string default=""
 name string default=""
autoscaling.v2.ExternalMetricSource req=metric,target
 metric *autoscaling.v2.MetricIdentifier default={}
 target *autoscaling.v2.MetricTarget default={}
autoscaling.v2.ExternalMetricStatus req=metric,current
 current *autoscaling.v2.MetricValueStatus default={}
 metric *autoscaling.v2.MetricIdentifier default={}
autoscaling.v2.HPAScalingPolicy req=type,value,periodSeconds
 periodSeconds int32 default=0
 type string default=""
 value int32 default=0
autoscaling.v2.HPAScalingRules
 policies []*autoscaling.v2.HPAScalingPolicy lt=atomic
 selectPolicy string
 stabilizationWindowSeconds int32
 tolerance@33-36 *%api.resource.Quantity
autoscaling.v2.HorizontalPodAutoscaler@30-35 gvk=autoscaling/v2/HorizontalPodAutoscaler
autoscaling.v2.HorizontalPodAutoscaler@36-36 gvk=autoscaling/v2/HorizontalPodAutoscaler req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *autoscaling.v2.HorizontalPodAutoscalerSpec default={}
 status *autoscaling.v2.HorizontalPodAutoscalerStatus default={}
autoscaling.v2.HorizontalPodAutoscalerBehavior
 scaleDown *autoscaling.v2.HPAScalingRules
 scaleUp *autoscaling.v2.HPAScalingRules
autoscaling.v2.HorizontalPodAutoscalerCondition req=type,status
 lastTransitionTime *%meta.v1.Time
 message string
 reason string
 status string default=""
 type string default=""
autoscaling.v2.HorizontalPodAutoscalerList gvk=autoscaling/v2/HorizontalPodAutoscalerList req=items
 apiVersion string
 items []*autoscaling.v2.HorizontalPodAutoscaler
 kind string
 metadata *%meta.v1.ListMeta default={}
autoscaling.v2.HorizontalPodAutoscalerSpec req=scaleTargetRef,maxReplicas
 behavior *autoscaling.v2.HorizontalPodAutoscalerBehavior
 maxReplicas int32 default=0
 metrics []*autoscaling.v2.MetricSpec lt=atomic
 minReplicas int32
 scaleTargetRef *autoscaling.v2.CrossVersionObjectReference default={}
autoscaling.v2.HorizontalPodAutoscalerStatus req=desiredReplicas
 conditions []*autoscaling.v2.HorizontalPodAutoscalerCondition lk=type ps=merge mk=type lt=map
 currentMetrics []*autoscaling.v2.MetricStatus lt=atomic
 currentReplicas int32
 desiredReplicas int32 default=0
 lastScaleTime *%meta.v1.Time
 observedGeneration int64
autoscaling.v2.MetricIdentifier req=name
 name string default=""
 selector *%meta.v1.LabelSelector
autoscaling.v2.MetricSpec req=type
 containerResource *autoscaling.v2.ContainerResourceMetricSource
 external *autoscaling.v2.ExternalMetricSource
 object *autoscaling.v2.ObjectMetricSource
 pods *autoscaling.v2.PodsMetricSource
 resource *autoscaling.v2.ResourceMetricSource
 type string default=""
autoscaling.v2.MetricStatus req=type
 containerResource *autoscaling.v2.ContainerResourceMetricStatus
 external *autoscaling.v2.ExternalMetricStatus
 object *autoscaling.v2.ObjectMetricStatus
 pods *autoscaling.v2.PodsMetricStatus
 resource *autoscaling.v2.ResourceMetricStatus
 type string default=""
autoscaling.v2.MetricTarget req=type
 averageUtilization int32
 averageValue *%api.resource.Quantity
 type string default=""
 value *%api.resource.Quantity
autoscaling.v2.MetricValueStatus
 averageUtilization int32
 averageValue *%api.resource.Quantity
 value *%api.resource.Quantity
autoscaling.v2.ObjectMetricSource req=describedObject,target,metric
 describedObject *autoscaling.v2.CrossVersionObjectReference default={}
 metric *autoscaling.v2.MetricIdentifier default={}
 target *autoscaling.v2.MetricTarget default={}
autoscaling.v2.ObjectMetricStatus req=metric,current,describedObject
 current *autoscaling.v2.MetricValueStatus default={}
 describedObject *autoscaling.v2.CrossVersionObjectReference default={}
 metric *autoscaling.v2.MetricIdentifier default={}
autoscaling.v2.PodsMetricSource req=metric,target
 metric *autoscaling.v2.MetricIdentifier default={}
 target *autoscaling.v2.MetricTarget default={}
autoscaling.v2.PodsMetricStatus req=metric,current
 current *autoscaling.v2.MetricValueStatus default={}
 metric *autoscaling.v2.MetricIdentifier default={}
autoscaling.v2.ResourceMetricSource req=name,target
 name string default=""
 target *autoscaling.v2.MetricTarget default={}
autoscaling.v2.ResourceMetricStatus req=name,current
 current *autoscaling.v2.MetricValueStatus default={}
 name string default=""
batch.v1.CronJob@30-35 gvk=batch/v1/CronJob
batch.v1.CronJob@36-36 gvk=batch/v1/CronJob req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *batch.v1.CronJobSpec default={}
 status *batch.v1.CronJobStatus default={}
batch.v1.CronJobList gvk=batch/v1/CronJobList req=items
 apiVersion string
 items []*batch.v1.CronJob
 kind string
 metadata *%meta.v1.ListMeta default={}
batch.v1.CronJobSpec req=schedule,jobTemplate
 concurrencyPolicy string enum=["Allow","Forbid","Replace"]
 failedJobsHistoryLimit int32
 jobTemplate *batch.v1.JobTemplateSpec default={}
 schedule string default=""
 startingDeadlineSeconds int64
 successfulJobsHistoryLimit int32
 suspend boolean
 timeZone string
batch.v1.CronJobStatus
 active []*core.v1.ObjectReference lt=atomic
 lastScheduleTime *%meta.v1.Time
 lastSuccessfulTime *%meta.v1.Time
batch.v1.Job gvk=batch/v1/Job
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *batch.v1.JobSpec default={}
 status *batch.v1.JobStatus default={}
batch.v1.JobCondition req=type,status
 lastProbeTime *%meta.v1.Time
 lastTransitionTime *%meta.v1.Time
 message string
 reason string
 status string default=""
 type string default=""
batch.v1.JobList gvk=batch/v1/JobList req=items
 apiVersion string
 items []*batch.v1.Job
 kind string
 metadata *%meta.v1.ListMeta default={}
batch.v1.JobSpec req=template
 activeDeadlineSeconds int64
 backoffLimit int32
 backoffLimitPerIndex int32
 completionMode string enum=["Indexed","NonIndexed"]
 completions int32
 managedBy string
 manualSelector boolean
 maxFailedIndexes int32
 parallelism int32
 podFailurePolicy *batch.v1.PodFailurePolicy
 podReplacementPolicy string enum=["Failed","TerminatingOrFailed"]
 selector *%meta.v1.LabelSelector
 successPolicy *batch.v1.SuccessPolicy
 suspend boolean
 template *core.v1.PodTemplateSpec default={}
 ttlSecondsAfterFinished int32
batch.v1.JobStatus
 active int32
 completedIndexes string
 completionTime *%meta.v1.Time
 conditions []*batch.v1.JobCondition ps=merge mk=type lt=atomic
 failed int32
 failedIndexes string
 ready int32
 startTime *%meta.v1.Time
 succeeded int32
 terminating int32
 uncountedTerminatedPods *batch.v1.UncountedTerminatedPods
batch.v1.JobTemplateSpec
 metadata *%meta.v1.ObjectMeta default={}
 spec *batch.v1.JobSpec default={}
batch.v1.PodFailurePolicy req=rules
 rules []*batch.v1.PodFailurePolicyRule lt=atomic
batch.v1.PodFailurePolicyOnExitCodesRequirement req=operator,values
 containerName string
 operator string enum=["In","NotIn"] default=""
 values []int32 lt=set
batch.v1.PodFailurePolicyOnPodConditionsPattern@30-34 req=type,status
batch.v1.PodFailurePolicyOnPodConditionsPattern@35-36 req=type
 status string default=""
 type string default=""
batch.v1.PodFailurePolicyRule req=action
 action string enum=["Count","FailIndex","FailJob","Ignore"] default=""
 onExitCodes *batch.v1.PodFailurePolicyOnExitCodesRequirement
 onPodConditions []*batch.v1.PodFailurePolicyOnPodConditionsPattern lt=atomic
batch.v1.SuccessPolicy req=rules
 rules []*batch.v1.SuccessPolicyRule lt=atomic
batch.v1.SuccessPolicyRule
 succeededCount int32
 succeededIndexes string
batch.v1.UncountedTerminatedPods
 failed []string lt=set
 succeeded []string lt=set
certificates.v1.CertificateSigningRequest gvk=certificates.k8s.io/v1/CertificateSigningRequest req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *certificates.v1.CertificateSigningRequestSpec default={}
 status *certificates.v1.CertificateSigningRequestStatus default={}
certificates.v1.CertificateSigningRequestCondition req=type,status
 lastTransitionTime *%meta.v1.Time
 lastUpdateTime *%meta.v1.Time
 message string
 reason string
 status string default=""
 type string default=""
certificates.v1.CertificateSigningRequestList gvk=certificates.k8s.io/v1/CertificateSigningRequestList req=items
 apiVersion string
 items []*certificates.v1.CertificateSigningRequest
 kind string
 metadata *%meta.v1.ListMeta default={}
certificates.v1.CertificateSigningRequestSpec req=request,signerName
 expirationSeconds int32
 extra {}[]string
 groups []string lt=atomic
 request@30-34 byte lt=atomic
 request@35-36 byte
 signerName string default=""
 uid string
 usages []string lt=atomic items=["any","cert\u0020sign","client\u0020auth","code\u0020signing","content\u0020commitment","crl\u0020sign","data\u0020encipherment","decipher\u0020only","digital\u0020signature","email\u0020protection","encipher\u0020only","ipsec\u0020end\u0020system","ipsec\u0020tunnel","ipsec\u0020user","key\u0020agreement","key\u0020encipherment","microsoft\u0020sgc","netscape\u0020sgc","ocsp\u0020signing","s/mime","server\u0020auth","signing","timestamping"]
 username string
certificates.v1.CertificateSigningRequestStatus
 certificate@30-34 byte lt=atomic
 certificate@35-36 byte
 conditions []*certificates.v1.CertificateSigningRequestCondition lk=type lt=map
certificates.v1alpha1.ClusterTrustBundle gvk=certificates.k8s.io/v1alpha1/ClusterTrustBundle req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *certificates.v1alpha1.ClusterTrustBundleSpec default={}
certificates.v1alpha1.ClusterTrustBundleList gvk=certificates.k8s.io/v1alpha1/ClusterTrustBundleList req=items
 apiVersion string
 items []*certificates.v1alpha1.ClusterTrustBundle
 kind string
 metadata *%meta.v1.ListMeta default={}
certificates.v1alpha1.ClusterTrustBundleSpec req=trustBundle
 signerName string
 trustBundle string default=""
certificates.v1alpha1.PodCertificateRequest@34-34 gvk=certificates.k8s.io/v1alpha1/PodCertificateRequest req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *certificates.v1alpha1.PodCertificateRequestSpec default={}
 status *certificates.v1alpha1.PodCertificateRequestStatus default={}
certificates.v1alpha1.PodCertificateRequestList@34-34 gvk=certificates.k8s.io/v1alpha1/PodCertificateRequestList req=items
 apiVersion string
 items []*certificates.v1alpha1.PodCertificateRequest
 kind string
 metadata *%meta.v1.ListMeta default={}
certificates.v1alpha1.PodCertificateRequestSpec@34-34 req=signerName,podName,podUID,serviceAccountName,serviceAccountUID,nodeName,nodeUID,pkixPublicKey,proofOfPossession
 maxExpirationSeconds int32 default=86400
 nodeName string default=""
 nodeUID string default=""
 pkixPublicKey byte
 podName string default=""
 podUID string default=""
 proofOfPossession byte
 serviceAccountName string default=""
 serviceAccountUID string default=""
 signerName string default=""
certificates.v1alpha1.PodCertificateRequestStatus@34-34
 beginRefreshAt *%meta.v1.Time
 certificateChain string
 conditions []*%meta.v1.Condition lk=type ps=merge mk=type lt=map
 notAfter *%meta.v1.Time
 notBefore *%meta.v1.Time
certificates.v1beta1.ClusterTrustBundle@33-36 gvk=certificates.k8s.io/v1beta1/ClusterTrustBundle req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *certificates.v1beta1.ClusterTrustBundleSpec default={}
certificates.v1beta1.ClusterTrustBundleList@33-36 gvk=certificates.k8s.io/v1beta1/ClusterTrustBundleList req=items
 apiVersion string
 items []*certificates.v1beta1.ClusterTrustBundle
 kind string
 metadata *%meta.v1.ListMeta default={}
certificates.v1beta1.ClusterTrustBundleSpec@33-36 req=trustBundle
 signerName string
 trustBundle string default=""
certificates.v1beta1.PodCertificateRequest@35-36 gvk=certificates.k8s.io/v1beta1/PodCertificateRequest req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *certificates.v1beta1.PodCertificateRequestSpec default={}
 status *certificates.v1beta1.PodCertificateRequestStatus default={}
certificates.v1beta1.PodCertificateRequestList@35-36 gvk=certificates.k8s.io/v1beta1/PodCertificateRequestList req=items
 apiVersion string
 items []*certificates.v1beta1.PodCertificateRequest
 kind string
 metadata *%meta.v1.ListMeta default={}
certificates.v1beta1.PodCertificateRequestSpec@35-35 req=signerName,podName,podUID,serviceAccountName,serviceAccountUID,nodeName,nodeUID,pkixPublicKey,proofOfPossession
certificates.v1beta1.PodCertificateRequestSpec@36-36 req=signerName,podName,podUID,serviceAccountName,serviceAccountUID,nodeName,nodeUID,stubPKCS10Request
 maxExpirationSeconds int32 default=86400
 nodeName string default=""
 nodeUID string default=""
 pkixPublicKey byte
 podName string default=""
 podUID string default=""
 proofOfPossession byte
 serviceAccountName string default=""
 serviceAccountUID string default=""
 signerName string default=""
 stubPKCS10Request@36-36 byte
 unverifiedUserAnnotations {}string
certificates.v1beta1.PodCertificateRequestStatus@35-36
 beginRefreshAt *%meta.v1.Time
 certificateChain string
 conditions []*%meta.v1.Condition lk=type ps=merge mk=type lt=map
 notAfter *%meta.v1.Time
 notBefore *%meta.v1.Time
coordination.v1.Lease gvk=coordination.k8s.io/v1/Lease
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *coordination.v1.LeaseSpec default={}
coordination.v1.LeaseList gvk=coordination.k8s.io/v1/LeaseList req=items
 apiVersion string
 items []*coordination.v1.Lease
 kind string
 metadata *%meta.v1.ListMeta default={}
coordination.v1.LeaseSpec
 acquireTime *%meta.v1.MicroTime
 holderIdentity string
 leaseDurationSeconds int32
 leaseTransitions int32
 preferredHolder@31-36 string
 renewTime *%meta.v1.MicroTime
 strategy@31-36 string
coordination.v1alpha1.LeaseCandidate@31-31 gvk=coordination.k8s.io/v1alpha1/LeaseCandidate
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *coordination.v1alpha1.LeaseCandidateSpec default={}
coordination.v1alpha1.LeaseCandidateList@31-31 gvk=coordination.k8s.io/v1alpha1/LeaseCandidateList req=items
 apiVersion string
 items []*coordination.v1alpha1.LeaseCandidate
 kind string
 metadata *%meta.v1.ListMeta default={}
coordination.v1alpha1.LeaseCandidateSpec@31-31 req=leaseName,preferredStrategies
 binaryVersion string
 emulationVersion string
 leaseName string default=""
 pingTime *%meta.v1.MicroTime
 preferredStrategies []string lt=atomic
 renewTime *%meta.v1.MicroTime
coordination.v1alpha2.LeaseCandidate@32-35 gvk=coordination.k8s.io/v1alpha2/LeaseCandidate
coordination.v1alpha2.LeaseCandidate@36-36 gvk=coordination.k8s.io/v1alpha2/LeaseCandidate req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *coordination.v1alpha2.LeaseCandidateSpec default={}
coordination.v1alpha2.LeaseCandidateList@32-36 gvk=coordination.k8s.io/v1alpha2/LeaseCandidateList req=items
 apiVersion string
 items []*coordination.v1alpha2.LeaseCandidate
 kind string
 metadata *%meta.v1.ListMeta default={}
coordination.v1alpha2.LeaseCandidateSpec@32-36 req=leaseName,binaryVersion,strategy
 binaryVersion string default=""
 emulationVersion string
 leaseName string default=""
 pingTime *%meta.v1.MicroTime
 renewTime *%meta.v1.MicroTime
 strategy string
coordination.v1beta1.LeaseCandidate@33-35 gvk=coordination.k8s.io/v1beta1/LeaseCandidate
coordination.v1beta1.LeaseCandidate@36-36 gvk=coordination.k8s.io/v1beta1/LeaseCandidate req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *coordination.v1beta1.LeaseCandidateSpec default={}
coordination.v1beta1.LeaseCandidateList@33-36 gvk=coordination.k8s.io/v1beta1/LeaseCandidateList req=items
 apiVersion string
 items []*coordination.v1beta1.LeaseCandidate
 kind string
 metadata *%meta.v1.ListMeta default={}
coordination.v1beta1.LeaseCandidateSpec@33-36 req=leaseName,binaryVersion,strategy
 binaryVersion string default=""
 emulationVersion string
 leaseName string default=""
 pingTime *%meta.v1.MicroTime
 renewTime *%meta.v1.MicroTime
 strategy string
core.v1.AWSElasticBlockStoreVolumeSource req=volumeID
 fsType string
 partition int32
 readOnly boolean
 volumeID string default=""
core.v1.Affinity
 nodeAffinity *core.v1.NodeAffinity
 podAffinity *core.v1.PodAffinity
 podAntiAffinity *core.v1.PodAntiAffinity
core.v1.AppArmorProfile req=type unions=[{"discriminator":"type","fields-to-discriminateBy":{"localhostProfile":"LocalhostProfile"}}]
 localhostProfile string
 type string enum=["Localhost","RuntimeDefault","Unconfined"] default=""
core.v1.AttachedVolume req=name,devicePath
 devicePath string default=""
 name string default=""
core.v1.AzureDiskVolumeSource req=diskName,diskURI
 cachingMode@30-30 string enum=["None","ReadOnly","ReadWrite"]
 cachingMode@31-36 string enum=["None","ReadOnly","ReadWrite"] default="ReadWrite"
 diskName string default=""
 diskURI string default=""
 fsType@30-30 string
 fsType@31-36 string default="ext4"
 kind@30-30 string enum=["Dedicated","Managed","Shared"]
 kind@31-36 string enum=["Dedicated","Managed","Shared"] default="Shared"
 readOnly boolean default=false
core.v1.AzureFilePersistentVolumeSource req=secretName,shareName
 readOnly boolean
 secretName string default=""
 secretNamespace string
 shareName string default=""
core.v1.AzureFileVolumeSource req=secretName,shareName
 readOnly boolean
 secretName string default=""
 shareName string default=""
core.v1.Binding gvk=/v1/Binding req=target
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 target *core.v1.ObjectReference default={}
core.v1.CSIPersistentVolumeSource req=driver,volumeHandle
 controllerExpandSecretRef *core.v1.SecretReference
 controllerPublishSecretRef *core.v1.SecretReference
 driver string default=""
 fsType string
 nodeExpandSecretRef *core.v1.SecretReference
 nodePublishSecretRef *core.v1.SecretReference
 nodeStageSecretRef *core.v1.SecretReference
 readOnly boolean
 volumeAttributes {}string
 volumeHandle string default=""
core.v1.CSIVolumeSource req=driver
 driver string default=""
 fsType string
 nodePublishSecretRef *core.v1.LocalObjectReference
 readOnly boolean
 volumeAttributes {}string
core.v1.Capabilities
 add []string lt=atomic
 drop []string lt=atomic
core.v1.CephFSPersistentVolumeSource req=monitors
 monitors []string lt=atomic
 path string
 readOnly boolean
 secretFile string
 secretRef *core.v1.SecretReference
 user string
core.v1.CephFSVolumeSource req=monitors
 monitors []string lt=atomic
 path string
 readOnly boolean
 secretFile string
 secretRef *core.v1.LocalObjectReference
 user string
core.v1.CinderPersistentVolumeSource req=volumeID
 fsType string
 readOnly boolean
 secretRef *core.v1.SecretReference
 volumeID string default=""
core.v1.CinderVolumeSource req=volumeID
 fsType string
 readOnly boolean
 secretRef *core.v1.LocalObjectReference
 volumeID string default=""
core.v1.ClaimSource@30-30
 resourceClaimName string
 resourceClaimTemplateName string
core.v1.ClientIPConfig
 timeoutSeconds int32
core.v1.ClusterTrustBundleProjection req=path
 labelSelector *%meta.v1.LabelSelector
 name string
 optional boolean
 path string default=""
 signerName string
core.v1.ComponentCondition req=type,status
 error string
 message string
 status string default=""
 type string default=""
core.v1.ComponentStatus gvk=/v1/ComponentStatus
 apiVersion string
 conditions []*core.v1.ComponentCondition lk=type ps=merge mk=type lt=map
 kind string
 metadata *%meta.v1.ObjectMeta default={}
core.v1.ComponentStatusList gvk=/v1/ComponentStatusList req=items
 apiVersion string
 items []*core.v1.ComponentStatus
 kind string
 metadata *%meta.v1.ListMeta default={}
core.v1.ConfigMap gvk=/v1/ConfigMap
 apiVersion string
 binaryData {}byte
 data {}string
 immutable boolean
 kind string
 metadata *%meta.v1.ObjectMeta default={}
core.v1.ConfigMapEnvSource
 name string default=""
 optional boolean
core.v1.ConfigMapKeySelector req=key mt=atomic
 key string default=""
 name string default=""
 optional boolean
core.v1.ConfigMapList gvk=/v1/ConfigMapList req=items
 apiVersion string
 items []*core.v1.ConfigMap
 kind string
 metadata *%meta.v1.ListMeta default={}
core.v1.ConfigMapNodeConfigSource req=namespace,name,kubeletConfigKey
 kubeletConfigKey string default=""
 name string default=""
 namespace string default=""
 resourceVersion string
 uid string
core.v1.ConfigMapProjection
 items []*core.v1.KeyToPath lt=atomic
 name string default=""
 optional boolean
core.v1.ConfigMapVolumeSource
 defaultMode int32
 items []*core.v1.KeyToPath lt=atomic
 name string default=""
 optional boolean
core.v1.Container req=name
 args []string lt=atomic
 command []string lt=atomic
 env []*core.v1.EnvVar lk=name ps=merge mk=name lt=map
 envFrom []*core.v1.EnvFromSource lt=atomic
 image string
 imagePullPolicy string enum=["Always","IfNotPresent","Never"]
 lifecycle *core.v1.Lifecycle
 livenessProbe *core.v1.Probe
 name string default=""
 ports []*core.v1.ContainerPort lk=containerPort,protocol ps=merge mk=containerPort lt=map
 readinessProbe *core.v1.Probe
 resizePolicy []*core.v1.ContainerResizePolicy lt=atomic
 resources *core.v1.ResourceRequirements default={}
 restartPolicy string
 restartPolicyRules@34-36 []*core.v1.ContainerRestartRule lt=atomic
 securityContext *core.v1.SecurityContext
 startupProbe *core.v1.Probe
 stdin boolean
 stdinOnce boolean
 terminationMessagePath string
 terminationMessagePolicy string enum=["FallbackToLogsOnError","File"]
 tty boolean
 volumeDevices []*core.v1.VolumeDevice lk=devicePath ps=merge mk=devicePath lt=map
 volumeMounts []*core.v1.VolumeMount lk=mountPath ps=merge mk=mountPath lt=map
 workingDir string
core.v1.ContainerExtendedResourceRequest@34-36 req=containerName,resourceName,requestName
 containerName string default=""
 requestName string default=""
 resourceName string default=""
core.v1.ContainerImage
 names []string lt=atomic
 sizeBytes int64
core.v1.ContainerPort req=containerPort
 containerPort int32 default=0
 hostIP string
 hostPort int32
 name string
 protocol string enum=["SCTP","TCP","UDP"] default="TCP"
core.v1.ContainerResizePolicy req=resourceName,restartPolicy
 resourceName string default=""
 restartPolicy string default=""
core.v1.ContainerRestartRule@34-36 req=action
 action string
 exitCodes *core.v1.ContainerRestartRuleOnExitCodes
core.v1.ContainerRestartRuleOnExitCodes@34-36 req=operator
 operator string
 values []int32 lt=set
core.v1.ContainerState
 running *core.v1.ContainerStateRunning
 terminated *core.v1.ContainerStateTerminated
 waiting *core.v1.ContainerStateWaiting
core.v1.ContainerStateRunning
 startedAt *%meta.v1.Time
core.v1.ContainerStateTerminated req=exitCode
 containerID string
 exitCode int32 default=0
 finishedAt *%meta.v1.Time
 message string
 reason string
 signal int32
 startedAt *%meta.v1.Time
core.v1.ContainerStateWaiting
 message string
 reason string
core.v1.ContainerStatus req=name,ready,restartCount,image,imageID
 allocatedResources {}*%api.resource.Quantity
 allocatedResourcesStatus@31-36 []*core.v1.ResourceStatus lk=name ps=merge mk=name lt=map
 containerID string
 image string default=""
 imageID string default=""
 lastState *core.v1.ContainerState default={}
 name string default=""
 ready boolean default=false
 resources *core.v1.ResourceRequirements
 restartCount int32 default=0
 started boolean
 state *core.v1.ContainerState default={}
 stopSignal@33-36 string enum=["SIGABRT","SIGALRM","SIGBUS","SIGCHLD","SIGCLD","SIGCONT","SIGFPE","SIGHUP","SIGILL","SIGINT","SIGIO","SIGIOT","SIGKILL","SIGPIPE","SIGPOLL","SIGPROF","SIGPWR","SIGQUIT","SIGRTMAX","SIGRTMAX-1","SIGRTMAX-10","SIGRTMAX-11","SIGRTMAX-12","SIGRTMAX-13","SIGRTMAX-14","SIGRTMAX-2","SIGRTMAX-3","SIGRTMAX-4","SIGRTMAX-5","SIGRTMAX-6","SIGRTMAX-7","SIGRTMAX-8","SIGRTMAX-9","SIGRTMIN","SIGRTMIN+1","SIGRTMIN+10","SIGRTMIN+11","SIGRTMIN+12","SIGRTMIN+13","SIGRTMIN+14","SIGRTMIN+15","SIGRTMIN+2","SIGRTMIN+3","SIGRTMIN+4","SIGRTMIN+5","SIGRTMIN+6","SIGRTMIN+7","SIGRTMIN+8","SIGRTMIN+9","SIGSEGV","SIGSTKFLT","SIGSTOP","SIGSYS","SIGTERM","SIGTRAP","SIGTSTP","SIGTTIN","SIGTTOU","SIGURG","SIGUSR1","SIGUSR2","SIGVTALRM","SIGWINCH","SIGXCPU","SIGXFSZ"]
 user@31-36 *core.v1.ContainerUser
 volumeMounts []*core.v1.VolumeMountStatus lk=mountPath ps=merge mk=mountPath lt=map
core.v1.ContainerUser@31-36
 linux *core.v1.LinuxContainerUser
core.v1.DaemonEndpoint req=Port
 Port int32 default=0
core.v1.DownwardAPIProjection
 items []*core.v1.DownwardAPIVolumeFile lt=atomic
core.v1.DownwardAPIVolumeFile req=path
 fieldRef *core.v1.ObjectFieldSelector
 mode int32
 path string default=""
 resourceFieldRef *core.v1.ResourceFieldSelector
core.v1.DownwardAPIVolumeSource
 defaultMode int32
 items []*core.v1.DownwardAPIVolumeFile lt=atomic
core.v1.EmptyDirVolumeSource
 medium string
 sizeLimit *%api.resource.Quantity
core.v1.EndpointAddress req=ip mt=atomic
 hostname string
 ip string default=""
 nodeName string
 targetRef *core.v1.ObjectReference
core.v1.EndpointPort req=port mt=atomic
 appProtocol string
 name string
 port int32 default=0
 protocol string enum=["SCTP","TCP","UDP"]
core.v1.EndpointSubset
 addresses []*core.v1.EndpointAddress lt=atomic
 notReadyAddresses []*core.v1.EndpointAddress lt=atomic
 ports []*core.v1.EndpointPort lt=atomic
core.v1.Endpoints gvk=/v1/Endpoints
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 subsets []*core.v1.EndpointSubset lt=atomic
core.v1.EndpointsList gvk=/v1/EndpointsList req=items
 apiVersion string
 items []*core.v1.Endpoints
 kind string
 metadata *%meta.v1.ListMeta default={}
core.v1.EnvFromSource
 configMapRef *core.v1.ConfigMapEnvSource
 prefix string
 secretRef *core.v1.SecretEnvSource
core.v1.EnvVar req=name
 name string default=""
 value string
 valueFrom *core.v1.EnvVarSource
core.v1.EnvVarSource
 configMapKeyRef *core.v1.ConfigMapKeySelector
 fieldRef *core.v1.ObjectFieldSelector
 fileKeyRef@34-36 *core.v1.FileKeySelector
 resourceFieldRef *core.v1.ResourceFieldSelector
 secretKeyRef *core.v1.SecretKeySelector
core.v1.EphemeralContainer req=name
 args []string lt=atomic
 command []string lt=atomic
 env []*core.v1.EnvVar lk=name ps=merge mk=name lt=map
 envFrom []*core.v1.EnvFromSource lt=atomic
 image string
 imagePullPolicy string enum=["Always","IfNotPresent","Never"]
 lifecycle *core.v1.Lifecycle
 livenessProbe *core.v1.Probe
 name string default=""
 ports []*core.v1.ContainerPort lk=containerPort,protocol ps=merge mk=containerPort lt=map
 readinessProbe *core.v1.Probe
 resizePolicy []*core.v1.ContainerResizePolicy lt=atomic
 resources *core.v1.ResourceRequirements default={}
 restartPolicy string
 restartPolicyRules@34-36 []*core.v1.ContainerRestartRule lt=atomic
 securityContext *core.v1.SecurityContext
 startupProbe *core.v1.Probe
 stdin boolean
 stdinOnce boolean
 targetContainerName string
 terminationMessagePath string
 terminationMessagePolicy string enum=["FallbackToLogsOnError","File"]
 tty boolean
 volumeDevices []*core.v1.VolumeDevice lk=devicePath ps=merge mk=devicePath lt=map
 volumeMounts []*core.v1.VolumeMount lk=mountPath ps=merge mk=mountPath lt=map
 workingDir string
core.v1.EphemeralVolumeSource
 volumeClaimTemplate *core.v1.PersistentVolumeClaimTemplate
core.v1.Event gvk=/v1/Event req=metadata,involvedObject
 action string
 apiVersion string
 count int32
 eventTime *%meta.v1.MicroTime
 firstTimestamp *%meta.v1.Time
 involvedObject *core.v1.ObjectReference default={}
 kind string
 lastTimestamp *%meta.v1.Time
 message string
 metadata *%meta.v1.ObjectMeta default={}
 reason string
 related *core.v1.ObjectReference
 reportingComponent string default=""
 reportingInstance string default=""
 series *core.v1.EventSeries
 source *core.v1.EventSource default={}
 type string
core.v1.EventList gvk=/v1/EventList req=items
 apiVersion string
 items []*core.v1.Event
 kind string
 metadata *%meta.v1.ListMeta default={}
core.v1.EventSeries
 count int32
 lastObservedTime *%meta.v1.MicroTime
core.v1.EventSource
 component string
 host string
core.v1.ExecAction
 command []string lt=atomic
core.v1.FCVolumeSource
 fsType string
 lun int32
 readOnly boolean
 targetWWNs []string lt=atomic
 wwids []string lt=atomic
core.v1.FileKeySelector@34-36 req=volumeName,path,key mt=atomic
 key string default=""
 optional boolean default=false
 path string default=""
 volumeName string default=""
core.v1.FlexPersistentVolumeSource req=driver
 driver string default=""
 fsType string
 options {}string
 readOnly boolean
 secretRef *core.v1.SecretReference
core.v1.FlexVolumeSource req=driver
 driver string default=""
 fsType string
 options {}string
 readOnly boolean
 secretRef *core.v1.LocalObjectReference
core.v1.FlockerVolumeSource
 datasetName string
 datasetUUID string
core.v1.GCEPersistentDiskVolumeSource req=pdName
 fsType string
 partition int32
 pdName string default=""
 readOnly boolean
core.v1.GRPCAction req=port
 port int32 default=0
 service string default=""
core.v1.GitRepoVolumeSource req=repository
 directory string
 repository string default=""
 revision string
core.v1.GlusterfsPersistentVolumeSource req=endpoints,path
 endpoints string default=""
 endpointsNamespace string
 path string default=""
 readOnly boolean
core.v1.GlusterfsVolumeSource req=endpoints,path
 endpoints string default=""
 path string default=""
 readOnly boolean
core.v1.HTTPGetAction req=port
 host string
 httpHeaders []*core.v1.HTTPHeader lt=atomic
 path string
 port *%util.intstr.IntOrString
 scheme string enum=["HTTP","HTTPS"]
core.v1.HTTPHeader req=name,value
 name string default=""
 value string default=""
core.v1.HostAlias req=ip
 hostnames []string lt=atomic
 ip string default=""
core.v1.HostIP@30-30
core.v1.HostIP@31-36 req=ip
 ip string default=""
core.v1.HostPathVolumeSource req=path
 path string default=""
 type string enum=["","BlockDevice","CharDevice","Directory","DirectoryOrCreate","File","FileOrCreate","Socket"]
core.v1.ISCSIPersistentVolumeSource req=targetPortal,iqn,lun
 chapAuthDiscovery boolean
 chapAuthSession boolean
 fsType string
 initiatorName string
 iqn string default=""
 iscsiInterface@30-30 string
 iscsiInterface@31-36 string default="default"
 lun int32 default=0
 portals []string lt=atomic
 readOnly boolean
 secretRef *core.v1.SecretReference
 targetPortal string default=""
core.v1.ISCSIVolumeSource req=targetPortal,iqn,lun
 chapAuthDiscovery boolean
 chapAuthSession boolean
 fsType string
 initiatorName string
 iqn string default=""
 iscsiInterface@30-30 string
 iscsiInterface@31-36 string default="default"
 lun int32 default=0
 portals []string lt=atomic
 readOnly boolean
 secretRef *core.v1.LocalObjectReference
 targetPortal string default=""
core.v1.ImageVolumeSource@31-36
 pullPolicy string enum=["Always","IfNotPresent","Never"]
 reference string
core.v1.ImageVolumeStatus@36-36 req=imageRef
 imageRef string
core.v1.KeyToPath req=key,path
 key string default=""
 mode int32
 path string default=""
core.v1.Lifecycle
 postStart *core.v1.LifecycleHandler
 preStop *core.v1.LifecycleHandler
 stopSignal@33-36 string enum=["SIGABRT","SIGALRM","SIGBUS","SIGCHLD","SIGCLD","SIGCONT","SIGFPE","SIGHUP","SIGILL","SIGINT","SIGIO","SIGIOT","SIGKILL","SIGPIPE","SIGPOLL","SIGPROF","SIGPWR","SIGQUIT","SIGRTMAX","SIGRTMAX-1","SIGRTMAX-10","SIGRTMAX-11","SIGRTMAX-12","SIGRTMAX-13","SIGRTMAX-14","SIGRTMAX-2","SIGRTMAX-3","SIGRTMAX-4","SIGRTMAX-5","SIGRTMAX-6","SIGRTMAX-7","SIGRTMAX-8","SIGRTMAX-9","SIGRTMIN","SIGRTMIN+1","SIGRTMIN+10","SIGRTMIN+11","SIGRTMIN+12","SIGRTMIN+13","SIGRTMIN+14","SIGRTMIN+15","SIGRTMIN+2","SIGRTMIN+3","SIGRTMIN+4","SIGRTMIN+5","SIGRTMIN+6","SIGRTMIN+7","SIGRTMIN+8","SIGRTMIN+9","SIGSEGV","SIGSTKFLT","SIGSTOP","SIGSYS","SIGTERM","SIGTRAP","SIGTSTP","SIGTTIN","SIGTTOU","SIGURG","SIGUSR1","SIGUSR2","SIGVTALRM","SIGWINCH","SIGXCPU","SIGXFSZ"]
core.v1.LifecycleHandler
 exec *core.v1.ExecAction
 httpGet *core.v1.HTTPGetAction
 sleep *core.v1.SleepAction
 tcpSocket *core.v1.TCPSocketAction
core.v1.LimitRange gvk=/v1/LimitRange
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *core.v1.LimitRangeSpec default={}
core.v1.LimitRangeItem req=type
 default {}*%api.resource.Quantity
 defaultRequest {}*%api.resource.Quantity
 max {}*%api.resource.Quantity
 maxLimitRequestRatio {}*%api.resource.Quantity
 min {}*%api.resource.Quantity
 type string default=""
core.v1.LimitRangeList gvk=/v1/LimitRangeList req=items
 apiVersion string
 items []*core.v1.LimitRange
 kind string
 metadata *%meta.v1.ListMeta default={}
core.v1.LimitRangeSpec req=limits
 limits []*core.v1.LimitRangeItem lt=atomic
core.v1.LinuxContainerUser@31-36 req=uid,gid
 gid int64 default=0
 supplementalGroups []int64 lt=atomic
 uid int64 default=0
core.v1.LoadBalancerIngress
 hostname string
 ip string
 ipMode string
 ports []*core.v1.PortStatus lt=atomic
core.v1.LoadBalancerStatus
 ingress []*core.v1.LoadBalancerIngress lt=atomic
core.v1.LocalObjectReference mt=atomic
 name string default=""
core.v1.LocalVolumeSource req=path
 fsType string
 path string default=""
core.v1.ModifyVolumeStatus req=status
 status string enum=["InProgress","Infeasible","Pending"] default=""
 targetVolumeAttributesClassName string
core.v1.NFSVolumeSource req=server,path
 path string default=""
 readOnly boolean
 server string default=""
core.v1.Namespace gvk=/v1/Namespace
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *core.v1.NamespaceSpec default={}
 status *core.v1.NamespaceStatus default={}
core.v1.NamespaceCondition req=type,status
 lastTransitionTime *%meta.v1.Time
 message string
 reason string
 status string default=""
 type string default=""
core.v1.NamespaceList gvk=/v1/NamespaceList req=items
 apiVersion string
 items []*core.v1.Namespace
 kind string
 metadata *%meta.v1.ListMeta default={}
core.v1.NamespaceSpec
 finalizers []string lt=atomic
core.v1.NamespaceStatus
 conditions []*core.v1.NamespaceCondition lk=type ps=merge mk=type lt=map
 phase string enum=["Active","Terminating"]
core.v1.Node gvk=/v1/Node
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *core.v1.NodeSpec default={}
 status *core.v1.NodeStatus default={}
core.v1.NodeAddress req=type,address
 address string default=""
 type string default=""
core.v1.NodeAffinity
 preferredDuringSchedulingIgnoredDuringExecution []*core.v1.PreferredSchedulingTerm lt=atomic
 requiredDuringSchedulingIgnoredDuringExecution *core.v1.NodeSelector
core.v1.NodeAllocatableResourceClaimStatus@36-36 req=resourceClaimName,resources
 containers []string lt=set
 resourceClaimName string default=""
 resources {}*%api.resource.Quantity
core.v1.NodeCondition req=type,status
 lastHeartbeatTime *%meta.v1.Time
 lastTransitionTime *%meta.v1.Time
 message string
 reason string
 status string default=""
 type string default=""
core.v1.NodeConfigSource
 configMap *core.v1.ConfigMapNodeConfigSource
core.v1.NodeConfigStatus
 active *core.v1.NodeConfigSource
 assigned *core.v1.NodeConfigSource
 error string
 lastKnownGood *core.v1.NodeConfigSource
core.v1.NodeDaemonEndpoints
 kubeletEndpoint *core.v1.DaemonEndpoint default={}
core.v1.NodeFeatures@31-36
 supplementalGroupsPolicy boolean
core.v1.NodeList gvk=/v1/NodeList req=items
 apiVersion string
 items []*core.v1.Node
 kind string
 metadata *%meta.v1.ListMeta default={}
core.v1.NodeRuntimeHandler
 features *core.v1.NodeRuntimeHandlerFeatures
 name string default=""
core.v1.NodeRuntimeHandlerFeatures
 recursiveReadOnlyMounts boolean
 userNamespaces@31-36 boolean
core.v1.NodeSelector req=nodeSelectorTerms mt=atomic
 nodeSelectorTerms []*core.v1.NodeSelectorTerm lt=atomic
core.v1.NodeSelectorRequirement req=key,operator
 key string default=""
 operator string enum=["DoesNotExist","Exists","Gt","In","Lt","NotIn"] default=""
 values []string lt=atomic
core.v1.NodeSelectorTerm mt=atomic
 matchExpressions []*core.v1.NodeSelectorRequirement lt=atomic
 matchFields []*core.v1.NodeSelectorRequirement lt=atomic
core.v1.NodeSpec
 configSource *core.v1.NodeConfigSource
 externalID string
 podCIDR string
 podCIDRs []string ps=merge lt=set
 providerID string
 taints []*core.v1.Taint lt=atomic
 unschedulable boolean
core.v1.NodeStatus
 addresses []*core.v1.NodeAddress lk=type ps=merge mk=type lt=map
 allocatable {}*%api.resource.Quantity
 capacity {}*%api.resource.Quantity
 conditions []*core.v1.NodeCondition lk=type ps=merge mk=type lt=map
 config *core.v1.NodeConfigStatus
 daemonEndpoints *core.v1.NodeDaemonEndpoints default={}
 declaredFeatures@35-36 []string lt=atomic
 features@31-36 *core.v1.NodeFeatures
 images []*core.v1.ContainerImage lt=atomic
 nodeInfo *core.v1.NodeSystemInfo default={}
 phase string enum=["Pending","Running","Terminated"]
 runtimeHandlers []*core.v1.NodeRuntimeHandler lt=atomic
 volumesAttached []*core.v1.AttachedVolume lt=atomic
 volumesInUse []string lt=atomic
core.v1.NodeSwapStatus@33-36
 capacity int64
core.v1.NodeSystemInfo req=machineID,systemUUID,bootID,kernelVersion,osImage,containerRuntimeVersion,kubeletVersion,kubeProxyVersion,operatingSystem,architecture
 architecture string default=""
 bootID string default=""
 containerRuntimeVersion string default=""
 kernelVersion string default=""
 kubeProxyVersion string default=""
 kubeletVersion string default=""
 machineID string default=""
 operatingSystem string default=""
 osImage string default=""
 swap@33-36 *core.v1.NodeSwapStatus
 systemUUID string default=""
core.v1.ObjectFieldSelector req=fieldPath mt=atomic
 apiVersion string
 fieldPath string default=""
core.v1.ObjectReference mt=atomic
 apiVersion string
 fieldPath string
 kind string
 name string
 namespace string
 resourceVersion string
 uid string
core.v1.PersistentVolume gvk=/v1/PersistentVolume
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *core.v1.PersistentVolumeSpec default={}
 status *core.v1.PersistentVolumeStatus default={}
core.v1.PersistentVolumeClaim gvk=/v1/PersistentVolumeClaim
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *core.v1.PersistentVolumeClaimSpec default={}
 status *core.v1.PersistentVolumeClaimStatus default={}
core.v1.PersistentVolumeClaimCondition req=type,status
 lastProbeTime *%meta.v1.Time
 lastTransitionTime *%meta.v1.Time
 message string
 reason string
 status string default=""
 type string default=""
core.v1.PersistentVolumeClaimList gvk=/v1/PersistentVolumeClaimList req=items
 apiVersion string
 items []*core.v1.PersistentVolumeClaim
 kind string
 metadata *%meta.v1.ListMeta default={}
core.v1.PersistentVolumeClaimSpec
 accessModes []string lt=atomic items=["ReadOnlyMany","ReadWriteMany","ReadWriteOnce","ReadWriteOncePod"]
 dataSource *core.v1.TypedLocalObjectReference
 dataSourceRef *core.v1.TypedObjectReference
 resources *core.v1.VolumeResourceRequirements default={}
 selector *%meta.v1.LabelSelector
 storageClassName string
 volumeAttributesClassName string
 volumeMode string enum=["Block","Filesystem"]
 volumeName string
core.v1.PersistentVolumeClaimStatus
 accessModes []string lt=atomic items=["ReadOnlyMany","ReadWriteMany","ReadWriteOnce","ReadWriteOncePod"]
 allocatedResourceStatuses@30-30 {}string mt=granular items=["ControllerResizeFailed","ControllerResizeInProgress","NodeResizeFailed","NodeResizeInProgress","NodeResizePending"]
 allocatedResourceStatuses@31-36 {}string mt=granular items=["ControllerResizeInProgress","ControllerResizeInfeasible","NodeResizeInProgress","NodeResizeInfeasible","NodeResizePending"]
 allocatedResources {}*%api.resource.Quantity
 capacity {}*%api.resource.Quantity
 conditions []*core.v1.PersistentVolumeClaimCondition lk=type ps=merge mk=type lt=map
 currentVolumeAttributesClassName string
 modifyVolumeStatus *core.v1.ModifyVolumeStatus
 phase string enum=["Bound","Lost","Pending"]
core.v1.PersistentVolumeClaimTemplate req=spec
 metadata *%meta.v1.ObjectMeta default={}
 spec *core.v1.PersistentVolumeClaimSpec default={}
core.v1.PersistentVolumeClaimVolumeSource req=claimName
 claimName string default=""
 readOnly boolean
core.v1.PersistentVolumeList gvk=/v1/PersistentVolumeList req=items
 apiVersion string
 items []*core.v1.PersistentVolume
 kind string
 metadata *%meta.v1.ListMeta default={}
core.v1.PersistentVolumeSpec
 accessModes []string lt=atomic items=["ReadOnlyMany","ReadWriteMany","ReadWriteOnce","ReadWriteOncePod"]
 awsElasticBlockStore *core.v1.AWSElasticBlockStoreVolumeSource
 azureDisk *core.v1.AzureDiskVolumeSource
 azureFile *core.v1.AzureFilePersistentVolumeSource
 capacity {}*%api.resource.Quantity
 cephfs *core.v1.CephFSPersistentVolumeSource
 cinder *core.v1.CinderPersistentVolumeSource
 claimRef *core.v1.ObjectReference mt=granular
 csi *core.v1.CSIPersistentVolumeSource
 fc *core.v1.FCVolumeSource
 flexVolume *core.v1.FlexPersistentVolumeSource
 flocker *core.v1.FlockerVolumeSource
 gcePersistentDisk *core.v1.GCEPersistentDiskVolumeSource
 glusterfs *core.v1.GlusterfsPersistentVolumeSource
 hostPath *core.v1.HostPathVolumeSource
 iscsi *core.v1.ISCSIPersistentVolumeSource
 local *core.v1.LocalVolumeSource
 mountOptions []string lt=atomic
 nfs *core.v1.NFSVolumeSource
 nodeAffinity *core.v1.VolumeNodeAffinity
 persistentVolumeReclaimPolicy string enum=["Delete","Recycle","Retain"]
 photonPersistentDisk *core.v1.PhotonPersistentDiskVolumeSource
 portworxVolume *core.v1.PortworxVolumeSource
 quobyte *core.v1.QuobyteVolumeSource
 rbd *core.v1.RBDPersistentVolumeSource
 scaleIO *core.v1.ScaleIOPersistentVolumeSource
 storageClassName string
 storageos *core.v1.StorageOSPersistentVolumeSource
 volumeAttributesClassName string
 volumeMode string enum=["Block","Filesystem"]
 vsphereVolume *core.v1.VsphereVirtualDiskVolumeSource
core.v1.PersistentVolumeStatus
 lastPhaseTransitionTime *%meta.v1.Time
 message string
 phase string enum=["Available","Bound","Failed","Pending","Released"]
 reason string
core.v1.PhotonPersistentDiskVolumeSource req=pdID
 fsType string
 pdID string default=""
core.v1.Pod gvk=/v1/Pod
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *core.v1.PodSpec default={}
 status *core.v1.PodStatus default={}
core.v1.PodAffinity
 preferredDuringSchedulingIgnoredDuringExecution []*core.v1.WeightedPodAffinityTerm lt=atomic
 requiredDuringSchedulingIgnoredDuringExecution []*core.v1.PodAffinityTerm lt=atomic
core.v1.PodAffinityTerm req=topologyKey
 labelSelector *%meta.v1.LabelSelector
 matchLabelKeys []string lt=atomic
 mismatchLabelKeys []string lt=atomic
 namespaceSelector *%meta.v1.LabelSelector
 namespaces []string lt=atomic
 topologyKey string default=""
core.v1.PodAntiAffinity
 preferredDuringSchedulingIgnoredDuringExecution []*core.v1.WeightedPodAffinityTerm lt=atomic
 requiredDuringSchedulingIgnoredDuringExecution []*core.v1.PodAffinityTerm lt=atomic
core.v1.PodCertificateProjection@34-36 req=signerName,keyType
 certificateChainPath string
 credentialBundlePath string
 keyPath string
 keyType string
 maxExpirationSeconds int32
 signerName string
 userAnnotations@35-36 {}string
core.v1.PodCondition req=type,status
 lastProbeTime *%meta.v1.Time
 lastTransitionTime *%meta.v1.Time
 message string
 observedGeneration@33-36 int64
 reason string
 status string default=""
 type string default=""
core.v1.PodDNSConfig
 nameservers []string lt=atomic
 options []*core.v1.PodDNSConfigOption lt=atomic
 searches []string lt=atomic
core.v1.PodDNSConfigOption
 name string
 value string
core.v1.PodExtendedResourceClaimStatus@34-36 req=requestMappings,resourceClaimName
 requestMappings []*core.v1.ContainerExtendedResourceRequest lt=atomic
 resourceClaimName string default=""
core.v1.PodIP@30-30
core.v1.PodIP@31-36 req=ip
 ip string default=""
core.v1.PodList gvk=/v1/PodList req=items
 apiVersion string
 items []*core.v1.Pod
 kind string
 metadata *%meta.v1.ListMeta default={}
core.v1.PodOS req=name
 name string default=""
core.v1.PodReadinessGate req=conditionType
 conditionType string default=""
core.v1.PodResourceClaim req=name
 name string default=""
 resourceClaimName@31-36 string
 resourceClaimTemplateName@31-36 string
 source@30-30 *core.v1.ClaimSource
core.v1.PodResourceClaimStatus req=name
 name string default=""
 resourceClaimName string
core.v1.PodSchedulingGate req=name
 name string default=""
core.v1.PodSchedulingGroup@36-36 unions=[{"fields-to-discriminateBy":{"podGroupName":"PodGroupName"}}]
 podGroupName string
core.v1.PodSecurityContext
 appArmorProfile *core.v1.AppArmorProfile
 fsGroup int64
 fsGroupChangePolicy string enum=["Always","OnRootMismatch"]
 runAsGroup int64
 runAsNonRoot boolean
 runAsUser int64
 seLinuxChangePolicy@32-36 string
 seLinuxOptions *core.v1.SELinuxOptions
 seccompProfile *core.v1.SeccompProfile
 supplementalGroups []int64 lt=atomic
 supplementalGroupsPolicy@31-36 string enum=["Merge","Strict"]
 sysctls []*core.v1.Sysctl lt=atomic
 windowsOptions *core.v1.WindowsSecurityContextOptions
core.v1.PodSpec req=containers
 activeDeadlineSeconds int64
 affinity *core.v1.Affinity
 automountServiceAccountToken boolean
 containers []*core.v1.Container lk=name ps=merge mk=name lt=map
 dnsConfig *core.v1.PodDNSConfig
 dnsPolicy string enum=["ClusterFirst","ClusterFirstWithHostNet","Default","None"]
 enableServiceLinks boolean
 ephemeralContainers []*core.v1.EphemeralContainer lk=name ps=merge mk=name lt=map
 hostAliases []*core.v1.HostAlias lk=ip ps=merge mk=ip lt=map
 hostIPC boolean
 hostNetwork boolean
 hostPID boolean
 hostUsers boolean
 hostname string
 hostnameOverride@34-36 string
 imagePullSecrets []*core.v1.LocalObjectReference lk=name ps=merge mk=name lt=map
 initContainers []*core.v1.Container lk=name ps=merge mk=name lt=map
 nodeName string
 nodeSelector {}string mt=atomic
 os *core.v1.PodOS
 overhead {}*%api.resource.Quantity
 preemptionPolicy string enum=["Never","PreemptLowerPriority"]
 priority int32
 priorityClassName string
 readinessGates []*core.v1.PodReadinessGate lt=atomic
 resourceClaims []*core.v1.PodResourceClaim lk=name ps=merge,retainKeys mk=name lt=map
 resources@32-36 *core.v1.ResourceRequirements
 restartPolicy string enum=["Always","Never","OnFailure"]
 runtimeClassName string
 schedulerName string
 schedulingGates []*core.v1.PodSchedulingGate lk=name ps=merge mk=name lt=map
 schedulingGroup@36-36 *core.v1.PodSchedulingGroup
 securityContext *core.v1.PodSecurityContext
 serviceAccount string
 serviceAccountName string
 setHostnameAsFQDN boolean
 shareProcessNamespace boolean
 subdomain string
 terminationGracePeriodSeconds int64
 tolerations []*core.v1.Toleration lt=atomic
 topologySpreadConstraints []*core.v1.TopologySpreadConstraint lk=topologyKey,whenUnsatisfiable ps=merge mk=topologyKey lt=map
 volumes []*core.v1.Volume lk=name ps=merge,retainKeys mk=name lt=map
 workloadRef@35-35 *core.v1.WorkloadReference
core.v1.PodStatus
 allocatedResources@35-36 {}*%api.resource.Quantity
 conditions []*core.v1.PodCondition lk=type ps=merge mk=type lt=map
 containerStatuses []*core.v1.ContainerStatus lt=atomic
 ephemeralContainerStatuses []*core.v1.ContainerStatus lt=atomic
 extendedResourceClaimStatus@34-36 *core.v1.PodExtendedResourceClaimStatus
 hostIP string
 hostIPs []*core.v1.HostIP ps=merge mk=ip lt=atomic
 initContainerStatuses []*core.v1.ContainerStatus lt=atomic
 message string
 nodeAllocatableResourceClaimStatuses@36-36 []*core.v1.NodeAllocatableResourceClaimStatus lt=atomic
 nominatedNodeName string
 observedGeneration@33-36 int64
 phase string enum=["Failed","Pending","Running","Succeeded","Unknown"]
 podIP string
 podIPs []*core.v1.PodIP lk=ip ps=merge mk=ip lt=map
 qosClass string enum=["BestEffort","Burstable","Guaranteed"]
 reason string
 resize string
 resourceClaimStatuses []*core.v1.PodResourceClaimStatus lk=name ps=merge,retainKeys mk=name lt=map
 resources@35-36 *core.v1.ResourceRequirements
 startTime *%meta.v1.Time
core.v1.PodTemplate gvk=/v1/PodTemplate
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 template *core.v1.PodTemplateSpec default={}
core.v1.PodTemplateList gvk=/v1/PodTemplateList req=items
 apiVersion string
 items []*core.v1.PodTemplate
 kind string
 metadata *%meta.v1.ListMeta default={}
core.v1.PodTemplateSpec
 metadata *%meta.v1.ObjectMeta default={}
 spec *core.v1.PodSpec default={}
core.v1.PortStatus req=port,protocol
 error string
 port int32 default=0
 protocol string enum=["SCTP","TCP","UDP"] default=""
core.v1.PortworxVolumeSource req=volumeID
 fsType string
 readOnly boolean
 volumeID string default=""
core.v1.PreferredSchedulingTerm req=weight,preference
 preference *core.v1.NodeSelectorTerm default={}
 weight int32 default=0
core.v1.Probe
 exec *core.v1.ExecAction
 failureThreshold int32
 grpc *core.v1.GRPCAction
 httpGet *core.v1.HTTPGetAction
 initialDelaySeconds int32
 periodSeconds int32
 successThreshold int32
 tcpSocket *core.v1.TCPSocketAction
 terminationGracePeriodSeconds int64
 timeoutSeconds int32
core.v1.ProjectedVolumeSource
 defaultMode int32
 sources []*core.v1.VolumeProjection lt=atomic
core.v1.QuobyteVolumeSource req=registry,volume
 group string
 readOnly boolean
 registry string default=""
 tenant string
 user string
 volume string default=""
core.v1.RBDPersistentVolumeSource req=monitors,image
 fsType string
 image string default=""
 keyring@30-30 string
 keyring@31-36 string default="/etc/ceph/keyring"
 monitors []string lt=atomic
 pool@30-30 string
 pool@31-36 string default="rbd"
 readOnly boolean
 secretRef *core.v1.SecretReference
 user@30-30 string
 user@31-36 string default="admin"
core.v1.RBDVolumeSource req=monitors,image
 fsType string
 image string default=""
 keyring@30-30 string
 keyring@31-36 string default="/etc/ceph/keyring"
 monitors []string lt=atomic
 pool@30-30 string
 pool@31-36 string default="rbd"
 readOnly boolean
 secretRef *core.v1.LocalObjectReference
 user@30-30 string
 user@31-36 string default="admin"
core.v1.ReplicationController gvk=/v1/ReplicationController
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *core.v1.ReplicationControllerSpec default={}
 status *core.v1.ReplicationControllerStatus default={}
core.v1.ReplicationControllerCondition req=type,status
 lastTransitionTime *%meta.v1.Time
 message string
 reason string
 status string default=""
 type string default=""
core.v1.ReplicationControllerList gvk=/v1/ReplicationControllerList req=items
 apiVersion string
 items []*core.v1.ReplicationController
 kind string
 metadata *%meta.v1.ListMeta default={}
core.v1.ReplicationControllerSpec
 minReadySeconds@30-32 int32
 minReadySeconds@33-36 int32 default=0
 replicas@30-32 int32
 replicas@33-36 int32 default=1
 selector {}string mt=atomic
 template *core.v1.PodTemplateSpec
core.v1.ReplicationControllerStatus req=replicas
 availableReplicas int32
 conditions []*core.v1.ReplicationControllerCondition lk=type ps=merge mk=type lt=map
 fullyLabeledReplicas int32
 observedGeneration int64
 readyReplicas int32
 replicas int32 default=0
core.v1.ResourceClaim req=name
 name string default=""
 request@31-36 string
core.v1.ResourceFieldSelector req=resource mt=atomic
 containerName string
 divisor *%api.resource.Quantity
 resource string default=""
core.v1.ResourceHealth@31-36 req=resourceID
 health string
 message@36-36 string
 resourceID string default=""
core.v1.ResourceQuota gvk=/v1/ResourceQuota
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *core.v1.ResourceQuotaSpec default={}
 status *core.v1.ResourceQuotaStatus default={}
core.v1.ResourceQuotaList gvk=/v1/ResourceQuotaList req=items
 apiVersion string
 items []*core.v1.ResourceQuota
 kind string
 metadata *%meta.v1.ListMeta default={}
core.v1.ResourceQuotaSpec
 hard {}*%api.resource.Quantity
 scopeSelector *core.v1.ScopeSelector
 scopes@30-32 []string lt=atomic items=["BestEffort","CrossNamespacePodAffinity","NotBestEffort","NotTerminating","PriorityClass","Terminating"]
 scopes@33-36 []string lt=atomic items=["BestEffort","CrossNamespacePodAffinity","NotBestEffort","NotTerminating","PriorityClass","Terminating","VolumeAttributesClass"]
core.v1.ResourceQuotaStatus
 hard {}*%api.resource.Quantity
 used {}*%api.resource.Quantity
core.v1.ResourceRequirements
 claims []*core.v1.ResourceClaim lk=name lt=map
 limits {}*%api.resource.Quantity
 requests {}*%api.resource.Quantity
core.v1.ResourceStatus@31-36 req=name
 name string default=""
 resources []*core.v1.ResourceHealth lk=resourceID lt=map
core.v1.SELinuxOptions
 level string
 role string
 type string
 user string
core.v1.ScaleIOPersistentVolumeSource req=gateway,system,secretRef
 fsType@30-30 string
 fsType@31-36 string default="xfs"
 gateway string default=""
 protectionDomain string
 readOnly boolean
 secretRef *core.v1.SecretReference
 sslEnabled boolean
 storageMode@30-30 string
 storageMode@31-36 string default="ThinProvisioned"
 storagePool string
 system string default=""
 volumeName string
core.v1.ScaleIOVolumeSource req=gateway,system,secretRef
 fsType@30-30 string
 fsType@31-36 string default="xfs"
 gateway string default=""
 protectionDomain string
 readOnly boolean
 secretRef *core.v1.LocalObjectReference
 sslEnabled boolean
 storageMode@30-30 string
 storageMode@31-36 string default="ThinProvisioned"
 storagePool string
 system string default=""
 volumeName string
core.v1.ScopeSelector mt=atomic
 matchExpressions []*core.v1.ScopedResourceSelectorRequirement lt=atomic
core.v1.ScopedResourceSelectorRequirement req=scopeName,operator
 operator string enum=["DoesNotExist","Exists","In","NotIn"] default=""
 scopeName@30-32 string enum=["BestEffort","CrossNamespacePodAffinity","NotBestEffort","NotTerminating","PriorityClass","Terminating"] default=""
 scopeName@33-36 string enum=["BestEffort","CrossNamespacePodAffinity","NotBestEffort","NotTerminating","PriorityClass","Terminating","VolumeAttributesClass"] default=""
 values []string lt=atomic
core.v1.SeccompProfile req=type unions=[{"discriminator":"type","fields-to-discriminateBy":{"localhostProfile":"LocalhostProfile"}}]
 localhostProfile string
 type string enum=["Localhost","RuntimeDefault","Unconfined"] default=""
core.v1.Secret gvk=/v1/Secret
 apiVersion string
 data {}byte
 immutable boolean
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 stringData {}string
 type string
core.v1.SecretEnvSource
 name string default=""
 optional boolean
core.v1.SecretKeySelector req=key mt=atomic
 key string default=""
 name string default=""
 optional boolean
core.v1.SecretList gvk=/v1/SecretList req=items
 apiVersion string
 items []*core.v1.Secret
 kind string
 metadata *%meta.v1.ListMeta default={}
core.v1.SecretProjection
 items []*core.v1.KeyToPath lt=atomic
 name string default=""
 optional boolean
core.v1.SecretReference mt=atomic
 name string
 namespace string
core.v1.SecretVolumeSource
 defaultMode int32
 items []*core.v1.KeyToPath lt=atomic
 optional boolean
 secretName string
core.v1.SecurityContext
 allowPrivilegeEscalation boolean
 appArmorProfile *core.v1.AppArmorProfile
 capabilities *core.v1.Capabilities
 privileged boolean
 procMount string enum=["Default","Unmasked"]
 readOnlyRootFilesystem boolean
 runAsGroup int64
 runAsNonRoot boolean
 runAsUser int64
 seLinuxOptions *core.v1.SELinuxOptions
 seccompProfile *core.v1.SeccompProfile
 windowsOptions *core.v1.WindowsSecurityContextOptions
core.v1.Service gvk=/v1/Service
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *core.v1.ServiceSpec default={}
 status *core.v1.ServiceStatus default={}
core.v1.ServiceAccount gvk=/v1/ServiceAccount
 apiVersion string
 automountServiceAccountToken boolean
 imagePullSecrets []*core.v1.LocalObjectReference lt=atomic
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 secrets []*core.v1.ObjectReference lk=name ps=merge mk=name lt=map
core.v1.ServiceAccountList gvk=/v1/ServiceAccountList req=items
 apiVersion string
 items []*core.v1.ServiceAccount
 kind string
 metadata *%meta.v1.ListMeta default={}
core.v1.ServiceAccountTokenProjection req=path
 audience string
 expirationSeconds int64
 path string default=""
core.v1.ServiceList gvk=/v1/ServiceList req=items
 apiVersion string
 items []*core.v1.Service
 kind string
 metadata *%meta.v1.ListMeta default={}
core.v1.ServicePort req=port
 appProtocol string
 name string
 nodePort int32
 port int32 default=0
 protocol string enum=["SCTP","TCP","UDP"] default="TCP"
 targetPort *%util.intstr.IntOrString
core.v1.ServiceSpec
 allocateLoadBalancerNodePorts boolean
 clusterIP string
 clusterIPs []string lt=atomic
 externalIPs []string lt=atomic
 externalName string
 externalTrafficPolicy string enum=["Cluster","Local"]
 healthCheckNodePort int32
 internalTrafficPolicy string enum=["Cluster","Local"]
 ipFamilies []string lt=atomic items=["","IPv4","IPv6"]
 ipFamilyPolicy string enum=["PreferDualStack","RequireDualStack","SingleStack"]
 loadBalancerClass string
 loadBalancerIP string
 loadBalancerSourceRanges []string lt=atomic
 ports []*core.v1.ServicePort lk=port,protocol ps=merge mk=port lt=map
 publishNotReadyAddresses boolean
 selector {}string mt=atomic
 sessionAffinity string enum=["ClientIP","None"]
 sessionAffinityConfig *core.v1.SessionAffinityConfig
 trafficDistribution string
 type string enum=["ClusterIP","ExternalName","LoadBalancer","NodePort"]
core.v1.ServiceStatus
 conditions []*%meta.v1.Condition lk=type ps=merge mk=type lt=map
 loadBalancer *core.v1.LoadBalancerStatus default={}
core.v1.SessionAffinityConfig
 clientIP *core.v1.ClientIPConfig
core.v1.SleepAction req=seconds
 seconds int64 default=0
core.v1.StorageOSPersistentVolumeSource
 fsType string
 readOnly boolean
 secretRef *core.v1.ObjectReference
 volumeName string
 volumeNamespace string
core.v1.StorageOSVolumeSource
 fsType string
 readOnly boolean
 secretRef *core.v1.LocalObjectReference
 volumeName string
 volumeNamespace string
core.v1.Sysctl req=name,value
 name string default=""
 value string default=""
core.v1.TCPSocketAction req=port
 host string
 port *%util.intstr.IntOrString
core.v1.Taint req=key,effect
 effect string enum=["NoExecute","NoSchedule","PreferNoSchedule"] default=""
 key string default=""
 timeAdded *%meta.v1.Time
 value string
core.v1.Toleration
 effect string enum=["NoExecute","NoSchedule","PreferNoSchedule"]
 key string
 operator@30-34 string enum=["Equal","Exists"]
 operator@35-36 string enum=["Equal","Exists","Gt","Lt"]
 tolerationSeconds int64
 value string
core.v1.TopologySelectorLabelRequirement req=key,values
 key string default=""
 values []string lt=atomic
core.v1.TopologySelectorTerm mt=atomic
 matchLabelExpressions []*core.v1.TopologySelectorLabelRequirement lt=atomic
core.v1.TopologySpreadConstraint req=maxSkew,topologyKey,whenUnsatisfiable
 labelSelector *%meta.v1.LabelSelector
 matchLabelKeys []string lt=atomic
 maxSkew int32 default=0
 minDomains int32
 nodeAffinityPolicy string enum=["Honor","Ignore"]
 nodeTaintsPolicy string enum=["Honor","Ignore"]
 topologyKey string default=""
 whenUnsatisfiable string enum=["DoNotSchedule","ScheduleAnyway"] default=""
core.v1.TypedLocalObjectReference req=kind,name mt=atomic
 apiGroup string
 kind string default=""
 name string default=""
core.v1.TypedObjectReference req=kind,name
 apiGroup string
 kind string default=""
 name string default=""
 namespace string
core.v1.Volume req=name
 awsElasticBlockStore *core.v1.AWSElasticBlockStoreVolumeSource
 azureDisk *core.v1.AzureDiskVolumeSource
 azureFile *core.v1.AzureFileVolumeSource
 cephfs *core.v1.CephFSVolumeSource
 cinder *core.v1.CinderVolumeSource
 configMap *core.v1.ConfigMapVolumeSource
 csi *core.v1.CSIVolumeSource
 downwardAPI *core.v1.DownwardAPIVolumeSource
 emptyDir *core.v1.EmptyDirVolumeSource
 ephemeral *core.v1.EphemeralVolumeSource
 fc *core.v1.FCVolumeSource
 flexVolume *core.v1.FlexVolumeSource
 flocker *core.v1.FlockerVolumeSource
 gcePersistentDisk *core.v1.GCEPersistentDiskVolumeSource
 gitRepo *core.v1.GitRepoVolumeSource
 glusterfs *core.v1.GlusterfsVolumeSource
 hostPath *core.v1.HostPathVolumeSource
 image@31-36 *core.v1.ImageVolumeSource
 iscsi *core.v1.ISCSIVolumeSource
 name string default=""
 nfs *core.v1.NFSVolumeSource
 persistentVolumeClaim *core.v1.PersistentVolumeClaimVolumeSource
 photonPersistentDisk *core.v1.PhotonPersistentDiskVolumeSource
 portworxVolume *core.v1.PortworxVolumeSource
 projected *core.v1.ProjectedVolumeSource
 quobyte *core.v1.QuobyteVolumeSource
 rbd *core.v1.RBDVolumeSource
 scaleIO *core.v1.ScaleIOVolumeSource
 secret *core.v1.SecretVolumeSource
 storageos *core.v1.StorageOSVolumeSource
 vsphereVolume *core.v1.VsphereVirtualDiskVolumeSource
core.v1.VolumeDevice req=name,devicePath
 devicePath string default=""
 name string default=""
core.v1.VolumeMount req=name,mountPath
 mountPath string default=""
 mountPropagation string enum=["Bidirectional","HostToContainer","None"]
 name string default=""
 readOnly boolean
 recursiveReadOnly string
 subPath string
 subPathExpr string
core.v1.VolumeMountStatus req=name,mountPath
 mountPath string default=""
 name string default=""
 readOnly boolean
 recursiveReadOnly string
 volumeStatus@36-36 *core.v1.VolumeStatus
core.v1.VolumeNodeAffinity
 required *core.v1.NodeSelector
core.v1.VolumeProjection
 clusterTrustBundle *core.v1.ClusterTrustBundleProjection
 configMap *core.v1.ConfigMapProjection
 downwardAPI *core.v1.DownwardAPIProjection
 podCertificate@34-36 *core.v1.PodCertificateProjection
 secret *core.v1.SecretProjection
 serviceAccountToken *core.v1.ServiceAccountTokenProjection
core.v1.VolumeResourceRequirements
 limits {}*%api.resource.Quantity
 requests {}*%api.resource.Quantity
core.v1.VolumeStatus@36-36
 image *core.v1.ImageVolumeStatus
core.v1.VsphereVirtualDiskVolumeSource req=volumePath
 fsType string
 storagePolicyID string
 storagePolicyName string
 volumePath string default=""
core.v1.WeightedPodAffinityTerm req=weight,podAffinityTerm
 podAffinityTerm *core.v1.PodAffinityTerm default={}
 weight int32 default=0
core.v1.WindowsSecurityContextOptions
 gmsaCredentialSpec string
 gmsaCredentialSpecName string
 hostProcess boolean
 runAsUserName string
core.v1.WorkloadReference@35-35 req=name,podGroup
 name string default=""
 podGroup string default=""
 podGroupReplicaKey string
discovery.v1.Endpoint req=addresses
 addresses []string lt=set
 conditions *discovery.v1.EndpointConditions default={}
 deprecatedTopology {}string
 hints *discovery.v1.EndpointHints
 hostname string
 nodeName string
 targetRef *core.v1.ObjectReference
 zone string
discovery.v1.EndpointConditions
 ready boolean
 serving boolean
 terminating boolean
discovery.v1.EndpointHints
 forNodes@33-36 []*discovery.v1.ForNode lt=atomic
 forZones []*discovery.v1.ForZone lt=atomic
discovery.v1.EndpointPort mt=atomic
 appProtocol string
 name string
 port int32
 protocol string enum=["SCTP","TCP","UDP"]
discovery.v1.EndpointSlice@30-35 gvk=discovery.k8s.io/v1/EndpointSlice req=addressType,endpoints
discovery.v1.EndpointSlice@36-36 gvk=discovery.k8s.io/v1/EndpointSlice req=addressType
 addressType string enum=["FQDN","IPv4","IPv6"] default=""
 apiVersion string
 endpoints []*discovery.v1.Endpoint lt=atomic
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 ports []*discovery.v1.EndpointPort lt=atomic
discovery.v1.EndpointSliceList gvk=discovery.k8s.io/v1/EndpointSliceList req=items
 apiVersion string
 items []*discovery.v1.EndpointSlice
 kind string
 metadata *%meta.v1.ListMeta default={}
discovery.v1.ForNode@33-36 req=name
 name string default=""
discovery.v1.ForZone req=name
 name string default=""
events.v1.Event gvk=events.k8s.io/v1/Event req=eventTime
 action string
 apiVersion string
 deprecatedCount int32
 deprecatedFirstTimestamp *%meta.v1.Time
 deprecatedLastTimestamp *%meta.v1.Time
 deprecatedSource *core.v1.EventSource default={}
 eventTime *%meta.v1.MicroTime
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 note string
 reason string
 regarding *core.v1.ObjectReference default={}
 related *core.v1.ObjectReference
 reportingController string
 reportingInstance string
 series *events.v1.EventSeries
 type string
events.v1.EventList gvk=events.k8s.io/v1/EventList req=items
 apiVersion string
 items []*events.v1.Event
 kind string
 metadata *%meta.v1.ListMeta default={}
events.v1.EventSeries req=count,lastObservedTime
 count int32 default=0
 lastObservedTime *%meta.v1.MicroTime
flowcontrol.v1.ExemptPriorityLevelConfiguration
 lendablePercent int32
 nominalConcurrencyShares int32
flowcontrol.v1.FlowDistinguisherMethod req=type
 type string default=""
flowcontrol.v1.FlowSchema gvk=flowcontrol.apiserver.k8s.io/v1/FlowSchema
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *flowcontrol.v1.FlowSchemaSpec default={}
 status *flowcontrol.v1.FlowSchemaStatus default={}
flowcontrol.v1.FlowSchemaCondition
 lastTransitionTime *%meta.v1.Time
 message string
 reason string
 status string
 type string
flowcontrol.v1.FlowSchemaList gvk=flowcontrol.apiserver.k8s.io/v1/FlowSchemaList req=items
 apiVersion string
 items []*flowcontrol.v1.FlowSchema
 kind string
 metadata *%meta.v1.ListMeta default={}
flowcontrol.v1.FlowSchemaSpec req=priorityLevelConfiguration
 distinguisherMethod *flowcontrol.v1.FlowDistinguisherMethod
 matchingPrecedence int32 default=0
 priorityLevelConfiguration *flowcontrol.v1.PriorityLevelConfigurationReference default={}
 rules []*flowcontrol.v1.PolicyRulesWithSubjects lt=atomic
flowcontrol.v1.FlowSchemaStatus
 conditions []*flowcontrol.v1.FlowSchemaCondition lk=type ps=merge mk=type lt=map
flowcontrol.v1.GroupSubject req=name
 name string default=""
flowcontrol.v1.LimitResponse req=type unions=[{"discriminator":"type","fields-to-discriminateBy":{"queuing":"Queuing"}}]
 queuing *flowcontrol.v1.QueuingConfiguration
 type string default=""
flowcontrol.v1.LimitedPriorityLevelConfiguration
 borrowingLimitPercent int32
 lendablePercent int32
 limitResponse *flowcontrol.v1.LimitResponse default={}
 nominalConcurrencyShares int32
flowcontrol.v1.NonResourcePolicyRule req=verbs,nonResourceURLs
 nonResourceURLs []string lt=set
 verbs []string lt=set
flowcontrol.v1.PolicyRulesWithSubjects req=subjects
 nonResourceRules []*flowcontrol.v1.NonResourcePolicyRule lt=atomic
 resourceRules []*flowcontrol.v1.ResourcePolicyRule lt=atomic
 subjects []*flowcontrol.v1.Subject lt=atomic
flowcontrol.v1.PriorityLevelConfiguration gvk=flowcontrol.apiserver.k8s.io/v1/PriorityLevelConfiguration
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *flowcontrol.v1.PriorityLevelConfigurationSpec default={}
 status *flowcontrol.v1.PriorityLevelConfigurationStatus default={}
flowcontrol.v1.PriorityLevelConfigurationCondition
 lastTransitionTime *%meta.v1.Time
 message string
 reason string
 status string
 type string
flowcontrol.v1.PriorityLevelConfigurationList gvk=flowcontrol.apiserver.k8s.io/v1/PriorityLevelConfigurationList req=items
 apiVersion string
 items []*flowcontrol.v1.PriorityLevelConfiguration
 kind string
 metadata *%meta.v1.ListMeta default={}
flowcontrol.v1.PriorityLevelConfigurationReference req=name
 name string default=""
flowcontrol.v1.PriorityLevelConfigurationSpec req=type unions=[{"discriminator":"type","fields-to-discriminateBy":{"exempt":"Exempt","limited":"Limited"}}]
 exempt *flowcontrol.v1.ExemptPriorityLevelConfiguration
 limited *flowcontrol.v1.LimitedPriorityLevelConfiguration
 type string default=""
flowcontrol.v1.PriorityLevelConfigurationStatus
 conditions []*flowcontrol.v1.PriorityLevelConfigurationCondition lk=type ps=merge mk=type lt=map
flowcontrol.v1.QueuingConfiguration
 handSize int32 default=0
 queueLengthLimit int32 default=0
 queues int32 default=0
flowcontrol.v1.ResourcePolicyRule req=verbs,apiGroups,resources
 apiGroups []string lt=set
 clusterScope boolean
 namespaces []string lt=set
 resources []string lt=set
 verbs []string lt=set
flowcontrol.v1.ServiceAccountSubject req=namespace,name
 name string default=""
 namespace string default=""
flowcontrol.v1.Subject req=kind unions=[{"discriminator":"kind","fields-to-discriminateBy":{"group":"Group","serviceAccount":"ServiceAccount","user":"User"}}]
 group *flowcontrol.v1.GroupSubject
 kind string default=""
 serviceAccount *flowcontrol.v1.ServiceAccountSubject
 user *flowcontrol.v1.UserSubject
flowcontrol.v1.UserSubject req=name
 name string default=""
flowcontrol.v1beta3.ExemptPriorityLevelConfiguration@30-31
 lendablePercent int32
 nominalConcurrencyShares int32
flowcontrol.v1beta3.FlowDistinguisherMethod@30-31 req=type
 type string default=""
flowcontrol.v1beta3.FlowSchema@30-31 gvk=flowcontrol.apiserver.k8s.io/v1beta3/FlowSchema
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *flowcontrol.v1beta3.FlowSchemaSpec default={}
 status *flowcontrol.v1beta3.FlowSchemaStatus default={}
flowcontrol.v1beta3.FlowSchemaCondition@30-31
 lastTransitionTime *%meta.v1.Time
 message string
 reason string
 status string
 type string
flowcontrol.v1beta3.FlowSchemaList@30-31 gvk=flowcontrol.apiserver.k8s.io/v1beta3/FlowSchemaList req=items
 apiVersion string
 items []*flowcontrol.v1beta3.FlowSchema
 kind string
 metadata *%meta.v1.ListMeta default={}
flowcontrol.v1beta3.FlowSchemaSpec@30-31 req=priorityLevelConfiguration
 distinguisherMethod *flowcontrol.v1beta3.FlowDistinguisherMethod
 matchingPrecedence int32 default=0
 priorityLevelConfiguration *flowcontrol.v1beta3.PriorityLevelConfigurationReference default={}
 rules []*flowcontrol.v1beta3.PolicyRulesWithSubjects lt=atomic
flowcontrol.v1beta3.FlowSchemaStatus@30-31
 conditions []*flowcontrol.v1beta3.FlowSchemaCondition lk=type ps=merge mk=type lt=map
flowcontrol.v1beta3.GroupSubject@30-31 req=name
 name string default=""
flowcontrol.v1beta3.LimitResponse@30-31 req=type unions=[{"discriminator":"type","fields-to-discriminateBy":{"queuing":"Queuing"}}]
 queuing *flowcontrol.v1beta3.QueuingConfiguration
 type string default=""
flowcontrol.v1beta3.LimitedPriorityLevelConfiguration@30-31
 borrowingLimitPercent int32
 lendablePercent int32
 limitResponse *flowcontrol.v1beta3.LimitResponse default={}
 nominalConcurrencyShares int32 default=0
flowcontrol.v1beta3.NonResourcePolicyRule@30-31 req=verbs,nonResourceURLs
 nonResourceURLs []string lt=set
 verbs []string lt=set
flowcontrol.v1beta3.PolicyRulesWithSubjects@30-31 req=subjects
 nonResourceRules []*flowcontrol.v1beta3.NonResourcePolicyRule lt=atomic
 resourceRules []*flowcontrol.v1beta3.ResourcePolicyRule lt=atomic
 subjects []*flowcontrol.v1beta3.Subject lt=atomic
flowcontrol.v1beta3.PriorityLevelConfiguration@30-31 gvk=flowcontrol.apiserver.k8s.io/v1beta3/PriorityLevelConfiguration
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *flowcontrol.v1beta3.PriorityLevelConfigurationSpec default={}
 status *flowcontrol.v1beta3.PriorityLevelConfigurationStatus default={}
flowcontrol.v1beta3.PriorityLevelConfigurationCondition@30-31
 lastTransitionTime *%meta.v1.Time
 message string
 reason string
 status string
 type string
flowcontrol.v1beta3.PriorityLevelConfigurationList@30-31 gvk=flowcontrol.apiserver.k8s.io/v1beta3/PriorityLevelConfigurationList req=items
 apiVersion string
 items []*flowcontrol.v1beta3.PriorityLevelConfiguration
 kind string
 metadata *%meta.v1.ListMeta default={}
flowcontrol.v1beta3.PriorityLevelConfigurationReference@30-31 req=name
 name string default=""
flowcontrol.v1beta3.PriorityLevelConfigurationSpec@30-31 req=type unions=[{"discriminator":"type","fields-to-discriminateBy":{"exempt":"Exempt","limited":"Limited"}}]
 exempt *flowcontrol.v1beta3.ExemptPriorityLevelConfiguration
 limited *flowcontrol.v1beta3.LimitedPriorityLevelConfiguration
 type string default=""
flowcontrol.v1beta3.PriorityLevelConfigurationStatus@30-31
 conditions []*flowcontrol.v1beta3.PriorityLevelConfigurationCondition lk=type ps=merge mk=type lt=map
flowcontrol.v1beta3.QueuingConfiguration@30-31
 handSize int32 default=0
 queueLengthLimit int32 default=0
 queues int32 default=0
flowcontrol.v1beta3.ResourcePolicyRule@30-31 req=verbs,apiGroups,resources
 apiGroups []string lt=set
 clusterScope boolean
 namespaces []string lt=set
 resources []string lt=set
 verbs []string lt=set
flowcontrol.v1beta3.ServiceAccountSubject@30-31 req=namespace,name
 name string default=""
 namespace string default=""
flowcontrol.v1beta3.Subject@30-31 req=kind unions=[{"discriminator":"kind","fields-to-discriminateBy":{"group":"Group","serviceAccount":"ServiceAccount","user":"User"}}]
 group *flowcontrol.v1beta3.GroupSubject
 kind string default=""
 serviceAccount *flowcontrol.v1beta3.ServiceAccountSubject
 user *flowcontrol.v1beta3.UserSubject
flowcontrol.v1beta3.UserSubject@30-31 req=name
 name string default=""
networking.v1.HTTPIngressPath req=pathType,backend
 backend *networking.v1.IngressBackend default={}
 path string
 pathType string enum=["Exact","ImplementationSpecific","Prefix"]
networking.v1.HTTPIngressRuleValue req=paths
 paths []*networking.v1.HTTPIngressPath lt=atomic
networking.v1.IPAddress@33-35 gvk=networking.k8s.io/v1/IPAddress
networking.v1.IPAddress@36-36 gvk=networking.k8s.io/v1/IPAddress req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *networking.v1.IPAddressSpec default={}
networking.v1.IPAddressList@33-36 gvk=networking.k8s.io/v1/IPAddressList req=items
 apiVersion string
 items []*networking.v1.IPAddress
 kind string
 metadata *%meta.v1.ListMeta default={}
networking.v1.IPAddressSpec@33-36 req=parentRef
 parentRef *networking.v1.ParentReference
networking.v1.IPBlock req=cidr
 cidr string default=""
 except []string lt=atomic
networking.v1.Ingress gvk=networking.k8s.io/v1/Ingress
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *networking.v1.IngressSpec default={}
 status *networking.v1.IngressStatus default={}
networking.v1.IngressBackend
 resource *core.v1.TypedLocalObjectReference
 service *networking.v1.IngressServiceBackend
networking.v1.IngressClass gvk=networking.k8s.io/v1/IngressClass
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *networking.v1.IngressClassSpec default={}
networking.v1.IngressClassList gvk=networking.k8s.io/v1/IngressClassList req=items
 apiVersion string
 items []*networking.v1.IngressClass
 kind string
 metadata *%meta.v1.ListMeta default={}
networking.v1.IngressClassParametersReference req=kind,name
 apiGroup string
 kind string default=""
 name string default=""
 namespace string
 scope string
networking.v1.IngressClassSpec
 controller string
 parameters *networking.v1.IngressClassParametersReference
networking.v1.IngressList gvk=networking.k8s.io/v1/IngressList req=items
 apiVersion string
 items []*networking.v1.Ingress
 kind string
 metadata *%meta.v1.ListMeta default={}
networking.v1.IngressLoadBalancerIngress
 hostname string
 ip string
 ports []*networking.v1.IngressPortStatus lt=atomic
networking.v1.IngressLoadBalancerStatus
 ingress []*networking.v1.IngressLoadBalancerIngress lt=atomic
networking.v1.IngressPortStatus req=port,protocol
 error string
 port int32 default=0
 protocol string enum=["SCTP","TCP","UDP"] default=""
networking.v1.IngressRule
 host string
 http *networking.v1.HTTPIngressRuleValue
networking.v1.IngressServiceBackend req=name
 name string default=""
 port *networking.v1.ServiceBackendPort default={}
networking.v1.IngressSpec
 defaultBackend *networking.v1.IngressBackend
 ingressClassName string
 rules []*networking.v1.IngressRule lt=atomic
 tls []*networking.v1.IngressTLS lt=atomic
networking.v1.IngressStatus
 loadBalancer *networking.v1.IngressLoadBalancerStatus default={}
networking.v1.IngressTLS
 hosts []string lt=atomic
 secretName string
networking.v1.NetworkPolicy gvk=networking.k8s.io/v1/NetworkPolicy
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *networking.v1.NetworkPolicySpec default={}
networking.v1.NetworkPolicyEgressRule
 ports []*networking.v1.NetworkPolicyPort lt=atomic
 to []*networking.v1.NetworkPolicyPeer lt=atomic
networking.v1.NetworkPolicyIngressRule
 from []*networking.v1.NetworkPolicyPeer lt=atomic
 ports []*networking.v1.NetworkPolicyPort lt=atomic
networking.v1.NetworkPolicyList gvk=networking.k8s.io/v1/NetworkPolicyList req=items
 apiVersion string
 items []*networking.v1.NetworkPolicy
 kind string
 metadata *%meta.v1.ListMeta default={}
networking.v1.NetworkPolicyPeer
 ipBlock *networking.v1.IPBlock
 namespaceSelector *%meta.v1.LabelSelector
 podSelector *%meta.v1.LabelSelector
networking.v1.NetworkPolicyPort
 endPort int32
 port *%util.intstr.IntOrString
 protocol string enum=["SCTP","TCP","UDP"]
networking.v1.NetworkPolicySpec@30-33 req=podSelector
networking.v1.NetworkPolicySpec@34-36
 egress []*networking.v1.NetworkPolicyEgressRule lt=atomic
 ingress []*networking.v1.NetworkPolicyIngressRule lt=atomic
 podSelector *%meta.v1.LabelSelector default={}
 policyTypes []string lt=atomic items=["Egress","Ingress"]
networking.v1.ParentReference@33-36 req=resource,name
 group string
 name string
 namespace string
 resource string
networking.v1.ServiceBackendPort@30-30
networking.v1.ServiceBackendPort@31-36 mt=atomic
 name string
 number int32
networking.v1.ServiceCIDR@33-36 gvk=networking.k8s.io/v1/ServiceCIDR
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *networking.v1.ServiceCIDRSpec default={}
 status *networking.v1.ServiceCIDRStatus default={}
networking.v1.ServiceCIDRList@33-36 gvk=networking.k8s.io/v1/ServiceCIDRList req=items
 apiVersion string
 items []*networking.v1.ServiceCIDR
 kind string
 metadata *%meta.v1.ListMeta default={}
networking.v1.ServiceCIDRSpec@33-36
 cidrs []string lt=atomic
networking.v1.ServiceCIDRStatus@33-36
 conditions []*%meta.v1.Condition lk=type ps=merge mk=type lt=map
networking.v1alpha1.IPAddress@30-30 gvk=networking.k8s.io/v1alpha1/IPAddress
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta
 spec *networking.v1alpha1.IPAddressSpec
networking.v1alpha1.IPAddressList@30-30 gvk=networking.k8s.io/v1alpha1/IPAddressList req=items
 apiVersion string
 items []*networking.v1alpha1.IPAddress
 kind string
 metadata *%meta.v1.ListMeta
networking.v1alpha1.IPAddressSpec@30-30 req=parentRef
 parentRef *networking.v1alpha1.ParentReference
networking.v1alpha1.ParentReference@30-30 req=resource,name
 group string
 name string
 namespace string
 resource string
networking.v1alpha1.ServiceCIDR@30-30 gvk=networking.k8s.io/v1alpha1/ServiceCIDR
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta
 spec *networking.v1alpha1.ServiceCIDRSpec
 status *networking.v1alpha1.ServiceCIDRStatus
networking.v1alpha1.ServiceCIDRList@30-30 gvk=networking.k8s.io/v1alpha1/ServiceCIDRList req=items
 apiVersion string
 items []*networking.v1alpha1.ServiceCIDR
 kind string
 metadata *%meta.v1.ListMeta
networking.v1alpha1.ServiceCIDRSpec@30-30
 cidrs []string lt=atomic
networking.v1alpha1.ServiceCIDRStatus@30-30
 conditions []*%meta.v1.Condition lk=type ps=merge mk=type lt=map
networking.v1beta1.IPAddress@31-35 gvk=networking.k8s.io/v1beta1/IPAddress
networking.v1beta1.IPAddress@36-36 gvk=networking.k8s.io/v1beta1/IPAddress req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *networking.v1beta1.IPAddressSpec default={}
networking.v1beta1.IPAddressList@31-36 gvk=networking.k8s.io/v1beta1/IPAddressList req=items
 apiVersion string
 items []*networking.v1beta1.IPAddress
 kind string
 metadata *%meta.v1.ListMeta default={}
networking.v1beta1.IPAddressSpec@31-36 req=parentRef
 parentRef *networking.v1beta1.ParentReference
networking.v1beta1.ParentReference@31-36 req=resource,name
 group string
 name string
 namespace string
 resource string
networking.v1beta1.ServiceCIDR@31-36 gvk=networking.k8s.io/v1beta1/ServiceCIDR
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *networking.v1beta1.ServiceCIDRSpec default={}
 status *networking.v1beta1.ServiceCIDRStatus default={}
networking.v1beta1.ServiceCIDRList@31-36 gvk=networking.k8s.io/v1beta1/ServiceCIDRList req=items
 apiVersion string
 items []*networking.v1beta1.ServiceCIDR
 kind string
 metadata *%meta.v1.ListMeta default={}
networking.v1beta1.ServiceCIDRSpec@31-36
 cidrs []string lt=atomic
networking.v1beta1.ServiceCIDRStatus@31-36
 conditions []*%meta.v1.Condition lk=type ps=merge mk=type lt=map
node.v1.Overhead
 podFixed {}*%api.resource.Quantity
node.v1.RuntimeClass gvk=node.k8s.io/v1/RuntimeClass req=handler
 apiVersion string
 handler string default=""
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 overhead *node.v1.Overhead
 scheduling *node.v1.Scheduling
node.v1.RuntimeClassList gvk=node.k8s.io/v1/RuntimeClassList req=items
 apiVersion string
 items []*node.v1.RuntimeClass
 kind string
 metadata *%meta.v1.ListMeta default={}
node.v1.Scheduling
 nodeSelector {}string mt=atomic
 tolerations []*core.v1.Toleration lt=atomic
policy.v1.Eviction gvk=policy/v1/Eviction
 apiVersion string
 deleteOptions *%meta.v1.DeleteOptions
 kind string
 metadata *%meta.v1.ObjectMeta default={}
policy.v1.PodDisruptionBudget gvk=policy/v1/PodDisruptionBudget
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *policy.v1.PodDisruptionBudgetSpec default={}
 status *policy.v1.PodDisruptionBudgetStatus default={}
policy.v1.PodDisruptionBudgetList gvk=policy/v1/PodDisruptionBudgetList req=items
 apiVersion string
 items []*policy.v1.PodDisruptionBudget
 kind string
 metadata *%meta.v1.ListMeta default={}
policy.v1.PodDisruptionBudgetSpec
 maxUnavailable *%util.intstr.IntOrString
 minAvailable *%util.intstr.IntOrString
 selector *%meta.v1.LabelSelector ps=replace
 unhealthyPodEvictionPolicy string enum=["AlwaysAllow","IfHealthyBudget"]
policy.v1.PodDisruptionBudgetStatus@30-35 req=disruptionsAllowed,currentHealthy,desiredHealthy,expectedPods
policy.v1.PodDisruptionBudgetStatus@36-36
 conditions []*%meta.v1.Condition lk=type ps=merge mk=type lt=map
 currentHealthy int32 default=0
 desiredHealthy int32 default=0
 disruptedPods {}*%meta.v1.Time
 disruptionsAllowed int32 default=0
 expectedPods int32 default=0
 observedGeneration int64
rbac.v1.AggregationRule
 clusterRoleSelectors []*%meta.v1.LabelSelector lt=atomic
rbac.v1.ClusterRole gvk=rbac.authorization.k8s.io/v1/ClusterRole
 aggregationRule *rbac.v1.AggregationRule
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 rules []*rbac.v1.PolicyRule lt=atomic
rbac.v1.ClusterRoleBinding gvk=rbac.authorization.k8s.io/v1/ClusterRoleBinding req=roleRef
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 roleRef *rbac.v1.RoleRef default={}
 subjects []*rbac.v1.Subject lt=atomic
rbac.v1.ClusterRoleBindingList gvk=rbac.authorization.k8s.io/v1/ClusterRoleBindingList req=items
 apiVersion string
 items []*rbac.v1.ClusterRoleBinding
 kind string
 metadata *%meta.v1.ListMeta default={}
rbac.v1.ClusterRoleList gvk=rbac.authorization.k8s.io/v1/ClusterRoleList req=items
 apiVersion string
 items []*rbac.v1.ClusterRole
 kind string
 metadata *%meta.v1.ListMeta default={}
rbac.v1.PolicyRule req=verbs
 apiGroups []string lt=atomic
 nonResourceURLs []string lt=atomic
 resourceNames []string lt=atomic
 resources []string lt=atomic
 verbs []string lt=atomic
rbac.v1.Role gvk=rbac.authorization.k8s.io/v1/Role
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 rules []*rbac.v1.PolicyRule lt=atomic
rbac.v1.RoleBinding gvk=rbac.authorization.k8s.io/v1/RoleBinding req=roleRef
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 roleRef *rbac.v1.RoleRef default={}
 subjects []*rbac.v1.Subject lt=atomic
rbac.v1.RoleBindingList gvk=rbac.authorization.k8s.io/v1/RoleBindingList req=items
 apiVersion string
 items []*rbac.v1.RoleBinding
 kind string
 metadata *%meta.v1.ListMeta default={}
rbac.v1.RoleList gvk=rbac.authorization.k8s.io/v1/RoleList req=items
 apiVersion string
 items []*rbac.v1.Role
 kind string
 metadata *%meta.v1.ListMeta default={}
rbac.v1.RoleRef@30-35 req=apiGroup,kind,name mt=atomic
rbac.v1.RoleRef@36-36 req=kind,name mt=atomic
 apiGroup string default=""
 kind string default=""
 name string default=""
rbac.v1.Subject req=kind,name mt=atomic
 apiGroup string
 kind string default=""
 name string default=""
 namespace string
resource.v1.AllocatedDeviceStatus@34-36 req=driver,pool,device
 conditions []*%meta.v1.Condition lk=type lt=map
 data *%runtime.RawExtension
 device string default=""
 driver string default=""
 networkData *resource.v1.NetworkDeviceData
 pool string default=""
 shareID string
resource.v1.AllocationResult@34-36
 allocationTimestamp *%meta.v1.Time
 devices *resource.v1.DeviceAllocationResult default={}
 nodeSelector *core.v1.NodeSelector
resource.v1.CELDeviceSelector@34-36 req=expression
 expression string default=""
resource.v1.CapacityRequestPolicy@34-36
 default *%api.resource.Quantity
 validRange *resource.v1.CapacityRequestPolicyRange
 validValues []*%api.resource.Quantity lt=atomic
resource.v1.CapacityRequestPolicyRange@34-36 req=min
 max *%api.resource.Quantity
 min *%api.resource.Quantity
 step *%api.resource.Quantity
resource.v1.CapacityRequirements@34-36
 requests {}*%api.resource.Quantity
resource.v1.Counter@34-36 req=value
 value *%api.resource.Quantity
resource.v1.CounterSet@34-36 req=name,counters
 counters {}*resource.v1.Counter
 name string default=""
resource.v1.Device@34-36 req=name
 allNodes boolean
 allowMultipleAllocations boolean
 attributes {}*resource.v1.DeviceAttribute
 bindingConditions []string lt=atomic
 bindingFailureConditions []string lt=atomic
 bindsToNode boolean
 capacity {}*resource.v1.DeviceCapacity
 consumesCounters []*resource.v1.DeviceCounterConsumption lt=atomic
 name string default=""
 nodeAllocatableResourceMappings@36-36 {}*resource.v1.NodeAllocatableResourceMapping
 nodeName string
 nodeSelector *core.v1.NodeSelector
 taints []*resource.v1.DeviceTaint lt=atomic
resource.v1.DeviceAllocationConfiguration@34-36 req=source
 opaque *resource.v1.OpaqueDeviceConfiguration
 requests []string lt=atomic
 source@34-34 string default=""
 source@35-36 string enum=["FromClaim","FromClass"] default=""
resource.v1.DeviceAllocationResult@34-36
 config []*resource.v1.DeviceAllocationConfiguration lt=atomic
 results []*resource.v1.DeviceRequestAllocationResult lt=atomic
resource.v1.DeviceAttribute@34-36
 bool boolean
 bools@36-36 []boolean lt=atomic
 int int64
 ints@36-36 []int64 lt=atomic
 string string
 strings@36-36 []string lt=atomic
 version string
 versions@36-36 []string lt=atomic
resource.v1.DeviceCapacity@34-36 req=value
 requestPolicy *resource.v1.CapacityRequestPolicy
 value *%api.resource.Quantity
resource.v1.DeviceClaim@34-36
 config []*resource.v1.DeviceClaimConfiguration lt=atomic
 constraints []*resource.v1.DeviceConstraint lt=atomic
 requests []*resource.v1.DeviceRequest lt=atomic
resource.v1.DeviceClaimConfiguration@34-36
 opaque *resource.v1.OpaqueDeviceConfiguration
 requests []string lt=atomic
resource.v1.DeviceClass@34-36 gvk=resource.k8s.io/v1/DeviceClass req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *resource.v1.DeviceClassSpec default={}
resource.v1.DeviceClassConfiguration@34-36
 opaque *resource.v1.OpaqueDeviceConfiguration
resource.v1.DeviceClassList@34-36 gvk=resource.k8s.io/v1/DeviceClassList req=items
 apiVersion string
 items []*resource.v1.DeviceClass
 kind string
 metadata *%meta.v1.ListMeta default={}
resource.v1.DeviceClassSpec@34-36
 config []*resource.v1.DeviceClassConfiguration lt=atomic
 extendedResourceName string
 selectors []*resource.v1.DeviceSelector lt=atomic
resource.v1.DeviceConstraint@34-36
 distinctAttribute string
 matchAttribute string
 requests []string lt=atomic
resource.v1.DeviceCounterConsumption@34-36 req=counterSet,counters
 counterSet string default=""
 counters {}*resource.v1.Counter
resource.v1.DeviceRequest@34-36 req=name
 exactly *resource.v1.ExactDeviceRequest
 firstAvailable []*resource.v1.DeviceSubRequest lt=atomic
 name string default=""
resource.v1.DeviceRequestAllocationResult@34-36 req=request,driver,pool,device
 adminAccess boolean
 bindingConditions []string lt=atomic
 bindingFailureConditions []string lt=atomic
 consumedCapacity {}*%api.resource.Quantity
 device string default=""
 driver string default=""
 pool string default=""
 request string default=""
 shareID string
 tolerations []*resource.v1.DeviceToleration lt=atomic
resource.v1.DeviceSelector@34-36
 cel *resource.v1.CELDeviceSelector
resource.v1.DeviceSubRequest@34-36 req=name,deviceClassName
 allocationMode@34-34 string
 allocationMode@35-36 string enum=["All","ExactCount"]
 capacity *resource.v1.CapacityRequirements
 count int64
 deviceClassName string default=""
 name string default=""
 selectors []*resource.v1.DeviceSelector lt=atomic
 tolerations []*resource.v1.DeviceToleration lt=atomic
resource.v1.DeviceTaint@34-36 req=key,effect
 effect@34-34 string enum=["NoExecute","NoSchedule"] default=""
 effect@35-36 string enum=["NoExecute","NoSchedule","None"] default=""
 key string default=""
 timeAdded *%meta.v1.Time
 value string
resource.v1.DeviceToleration@34-36
 effect@34-34 string enum=["NoExecute","NoSchedule"]
 effect@35-36 string enum=["NoExecute","NoSchedule","None"]
 key string
 operator string enum=["Equal","Exists"] default="Equal"
 tolerationSeconds int64
 value string
resource.v1.ExactDeviceRequest@34-36 req=deviceClassName
 adminAccess boolean
 allocationMode@34-34 string
 allocationMode@35-36 string enum=["All","ExactCount"]
 capacity *resource.v1.CapacityRequirements
 count int64
 deviceClassName string default=""
 selectors []*resource.v1.DeviceSelector lt=atomic
 tolerations []*resource.v1.DeviceToleration lt=atomic
resource.v1.NetworkDeviceData@34-36
 hardwareAddress string
 interfaceName string
 ips []string lt=atomic
resource.v1.NodeAllocatableResourceMapping@36-36
 allocationMultiplier *%api.resource.Quantity
 capacityKey string
resource.v1.OpaqueDeviceConfiguration@34-36 req=driver,parameters
 driver string default=""
 parameters *%runtime.RawExtension
resource.v1.ResourceClaim@34-36 gvk=resource.k8s.io/v1/ResourceClaim req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *resource.v1.ResourceClaimSpec default={}
 status *resource.v1.ResourceClaimStatus default={}
resource.v1.ResourceClaimConsumerReference@34-36 req=resource,name,uid
 apiGroup string
 name string default=""
 resource string default=""
 uid string default=""
resource.v1.ResourceClaimList@34-36 gvk=resource.k8s.io/v1/ResourceClaimList req=items
 apiVersion string
 items []*resource.v1.ResourceClaim
 kind string
 metadata *%meta.v1.ListMeta default={}
resource.v1.ResourceClaimSpec@34-36
 devices *resource.v1.DeviceClaim default={}
resource.v1.ResourceClaimStatus@34-36
 allocation *resource.v1.AllocationResult
 devices []*resource.v1.AllocatedDeviceStatus lk=driver,device,pool,shareID lt=map
 reservedFor []*resource.v1.ResourceClaimConsumerReference lk=uid ps=merge mk=uid lt=map
resource.v1.ResourceClaimTemplate@34-36 gvk=resource.k8s.io/v1/ResourceClaimTemplate req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *resource.v1.ResourceClaimTemplateSpec default={}
resource.v1.ResourceClaimTemplateList@34-36 gvk=resource.k8s.io/v1/ResourceClaimTemplateList req=items
 apiVersion string
 items []*resource.v1.ResourceClaimTemplate
 kind string
 metadata *%meta.v1.ListMeta default={}
resource.v1.ResourceClaimTemplateSpec@34-36 req=spec
 metadata *%meta.v1.ObjectMeta default={}
 spec *resource.v1.ResourceClaimSpec default={}
resource.v1.ResourcePool@34-36 req=name,generation,resourceSliceCount
 generation int64 default=0
 name string default=""
 resourceSliceCount int64 default=0
resource.v1.ResourceSlice@34-36 gvk=resource.k8s.io/v1/ResourceSlice req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *resource.v1.ResourceSliceSpec default={}
resource.v1.ResourceSliceList@34-36 gvk=resource.k8s.io/v1/ResourceSliceList req=items
 apiVersion string
 items []*resource.v1.ResourceSlice
 kind string
 metadata *%meta.v1.ListMeta default={}
resource.v1.ResourceSliceSpec@34-36 req=driver,pool
 allNodes boolean
 devices []*resource.v1.Device lt=atomic
 driver string default=""
 nodeName string
 nodeSelector *core.v1.NodeSelector
 perDeviceNodeSelection boolean
 pool *resource.v1.ResourcePool default={}
 sharedCounters []*resource.v1.CounterSet lt=atomic
resource.v1alpha2.AllocationResult@30-30
 availableOnNodes *core.v1.NodeSelector
 resourceHandles []*resource.v1alpha2.ResourceHandle lt=atomic
 shareable boolean
resource.v1alpha2.DriverAllocationResult@30-30
 namedResources *resource.v1alpha2.NamedResourcesAllocationResult
 vendorRequestParameters *%runtime.RawExtension
resource.v1alpha2.DriverRequests@30-30
 driverName string
 requests []*resource.v1alpha2.ResourceRequest lt=atomic
 vendorParameters *%runtime.RawExtension
resource.v1alpha2.NamedResourcesAllocationResult@30-30 req=name
 name string
resource.v1alpha2.NamedResourcesAttribute@30-30 req=name
 bool boolean
 int int64
 intSlice *resource.v1alpha2.NamedResourcesIntSlice
 name string
 quantity *%api.resource.Quantity
 string string
 stringSlice *resource.v1alpha2.NamedResourcesStringSlice
 version string
resource.v1alpha2.NamedResourcesFilter@30-30 req=selector
 selector string
resource.v1alpha2.NamedResourcesInstance@30-30 req=name
 attributes []*resource.v1alpha2.NamedResourcesAttribute lt=atomic
 name string
resource.v1alpha2.NamedResourcesIntSlice@30-30 req=ints
 ints []int64 lt=atomic
resource.v1alpha2.NamedResourcesRequest@30-30 req=selector
 selector string
resource.v1alpha2.NamedResourcesResources@30-30 req=instances
 instances []*resource.v1alpha2.NamedResourcesInstance lt=atomic
resource.v1alpha2.NamedResourcesStringSlice@30-30 req=strings
 strings []string lt=atomic
resource.v1alpha2.PodSchedulingContext@30-30 gvk=resource.k8s.io/v1alpha2/PodSchedulingContext req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta
 spec *resource.v1alpha2.PodSchedulingContextSpec
 status *resource.v1alpha2.PodSchedulingContextStatus
resource.v1alpha2.PodSchedulingContextList@30-30 gvk=resource.k8s.io/v1alpha2/PodSchedulingContextList req=items
 apiVersion string
 items []*resource.v1alpha2.PodSchedulingContext
 kind string
 metadata *%meta.v1.ListMeta
resource.v1alpha2.PodSchedulingContextSpec@30-30
 potentialNodes []string lt=atomic
 selectedNode string
resource.v1alpha2.PodSchedulingContextStatus@30-30
 resourceClaims []*resource.v1alpha2.ResourceClaimSchedulingStatus lk=name lt=map
resource.v1alpha2.ResourceClaim@30-30 gvk=resource.k8s.io/v1alpha2/ResourceClaim req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta
 spec *resource.v1alpha2.ResourceClaimSpec
 status *resource.v1alpha2.ResourceClaimStatus
resource.v1alpha2.ResourceClaimConsumerReference@30-30 req=resource,name,uid
 apiGroup string
 name string
 resource string
 uid string
resource.v1alpha2.ResourceClaimList@30-30 gvk=resource.k8s.io/v1alpha2/ResourceClaimList req=items
 apiVersion string
 items []*resource.v1alpha2.ResourceClaim
 kind string
 metadata *%meta.v1.ListMeta
resource.v1alpha2.ResourceClaimParameters@30-30 gvk=resource.k8s.io/v1alpha2/ResourceClaimParameters
 apiVersion string
 driverRequests []*resource.v1alpha2.DriverRequests lt=atomic
 generatedFrom *resource.v1alpha2.ResourceClaimParametersReference
 kind string
 metadata *%meta.v1.ObjectMeta
 shareable boolean
resource.v1alpha2.ResourceClaimParametersList@30-30 gvk=resource.k8s.io/v1alpha2/ResourceClaimParametersList req=items
 apiVersion string
 items []*resource.v1alpha2.ResourceClaimParameters
 kind string
 metadata *%meta.v1.ListMeta
resource.v1alpha2.ResourceClaimParametersReference@30-30 req=kind,name
 apiGroup string
 kind string
 name string
resource.v1alpha2.ResourceClaimSchedulingStatus@30-30
 name string
 unsuitableNodes []string lt=atomic
resource.v1alpha2.ResourceClaimSpec@30-30 req=resourceClassName
 allocationMode string
 parametersRef *resource.v1alpha2.ResourceClaimParametersReference
 resourceClassName string
resource.v1alpha2.ResourceClaimStatus@30-30
 allocation *resource.v1alpha2.AllocationResult
 deallocationRequested boolean
 driverName string
 reservedFor []*resource.v1alpha2.ResourceClaimConsumerReference lk=uid ps=merge mk=uid lt=map
resource.v1alpha2.ResourceClaimTemplate@30-30 gvk=resource.k8s.io/v1alpha2/ResourceClaimTemplate req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta
 spec *resource.v1alpha2.ResourceClaimTemplateSpec
resource.v1alpha2.ResourceClaimTemplateList@30-30 gvk=resource.k8s.io/v1alpha2/ResourceClaimTemplateList req=items
 apiVersion string
 items []*resource.v1alpha2.ResourceClaimTemplate
 kind string
 metadata *%meta.v1.ListMeta
resource.v1alpha2.ResourceClaimTemplateSpec@30-30 req=spec
 metadata *%meta.v1.ObjectMeta
 spec *resource.v1alpha2.ResourceClaimSpec
resource.v1alpha2.ResourceClass@30-30 gvk=resource.k8s.io/v1alpha2/ResourceClass req=driverName
 apiVersion string
 driverName string
 kind string
 metadata *%meta.v1.ObjectMeta
 parametersRef *resource.v1alpha2.ResourceClassParametersReference
 structuredParameters boolean
 suitableNodes *core.v1.NodeSelector
resource.v1alpha2.ResourceClassList@30-30 gvk=resource.k8s.io/v1alpha2/ResourceClassList req=items
 apiVersion string
 items []*resource.v1alpha2.ResourceClass
 kind string
 metadata *%meta.v1.ListMeta
resource.v1alpha2.ResourceClassParameters@30-30 gvk=resource.k8s.io/v1alpha2/ResourceClassParameters
 apiVersion string
 filters []*resource.v1alpha2.ResourceFilter lt=atomic
 generatedFrom *resource.v1alpha2.ResourceClassParametersReference
 kind string
 metadata *%meta.v1.ObjectMeta
 vendorParameters []*resource.v1alpha2.VendorParameters lt=atomic
resource.v1alpha2.ResourceClassParametersList@30-30 gvk=resource.k8s.io/v1alpha2/ResourceClassParametersList req=items
 apiVersion string
 items []*resource.v1alpha2.ResourceClassParameters
 kind string
 metadata *%meta.v1.ListMeta
resource.v1alpha2.ResourceClassParametersReference@30-30 req=kind,name
 apiGroup string
 kind string
 name string
 namespace string
resource.v1alpha2.ResourceFilter@30-30
 driverName string
 namedResources *resource.v1alpha2.NamedResourcesFilter
resource.v1alpha2.ResourceHandle@30-30
 data string
 driverName string
 structuredData *resource.v1alpha2.StructuredResourceHandle
resource.v1alpha2.ResourceRequest@30-30
 namedResources *resource.v1alpha2.NamedResourcesRequest
 vendorParameters *%runtime.RawExtension
resource.v1alpha2.ResourceSlice@30-30 gvk=resource.k8s.io/v1alpha2/ResourceSlice req=driverName
 apiVersion string
 driverName string
 kind string
 metadata *%meta.v1.ObjectMeta
 namedResources *resource.v1alpha2.NamedResourcesResources
 nodeName string
resource.v1alpha2.ResourceSliceList@30-30 gvk=resource.k8s.io/v1alpha2/ResourceSliceList req=items
 apiVersion string
 items []*resource.v1alpha2.ResourceSlice
 kind string
 metadata *%meta.v1.ListMeta
resource.v1alpha2.StructuredResourceHandle@30-30 req=results
 nodeName string
 results []*resource.v1alpha2.DriverAllocationResult lt=atomic
 vendorClaimParameters *%runtime.RawExtension
 vendorClassParameters *%runtime.RawExtension
resource.v1alpha2.VendorParameters@30-30
 driverName string
 parameters *%runtime.RawExtension
resource.v1alpha3.AllocatedDeviceStatus@32-33 req=driver,pool,device
 conditions []*%meta.v1.Condition lk=type lt=map
 data *%runtime.RawExtension
 device string default=""
 driver string default=""
 networkData *resource.v1alpha3.NetworkDeviceData
 pool string default=""
resource.v1alpha3.AllocationResult@31-33
 controller@31-31 string
 devices *resource.v1alpha3.DeviceAllocationResult default={}
 nodeSelector *core.v1.NodeSelector
resource.v1alpha3.BasicDevice@31-33
 allNodes@33-33 boolean
 attributes {}*resource.v1alpha3.DeviceAttribute
 capacity {}*%api.resource.Quantity
 consumesCounters@33-33 []*resource.v1alpha3.DeviceCounterConsumption lt=atomic
 nodeName@33-33 string
 nodeSelector@33-33 *core.v1.NodeSelector
 taints@33-33 []*resource.v1alpha3.DeviceTaint lt=atomic
resource.v1alpha3.CELDeviceSelector@31-34 req=expression
 expression string default=""
resource.v1alpha3.Counter@33-33 req=value
 value *%api.resource.Quantity
resource.v1alpha3.CounterSet@33-33 req=name,counters
 counters {}*resource.v1alpha3.Counter
 name string default=""
resource.v1alpha3.Device@31-33 req=name
 basic *resource.v1alpha3.BasicDevice
 name string default=""
resource.v1alpha3.DeviceAllocationConfiguration@31-33 req=source
 opaque *resource.v1alpha3.OpaqueDeviceConfiguration
 requests []string lt=atomic
 source string default=""
resource.v1alpha3.DeviceAllocationResult@31-33
 config []*resource.v1alpha3.DeviceAllocationConfiguration lt=atomic
 results []*resource.v1alpha3.DeviceRequestAllocationResult lt=atomic
resource.v1alpha3.DeviceAttribute@31-33
 bool boolean
 int int64
 string string
 version string
resource.v1alpha3.DeviceClaim@31-33
 config []*resource.v1alpha3.DeviceClaimConfiguration lt=atomic
 constraints []*resource.v1alpha3.DeviceConstraint lt=atomic
 requests []*resource.v1alpha3.DeviceRequest lt=atomic
resource.v1alpha3.DeviceClaimConfiguration@31-33
 opaque *resource.v1alpha3.OpaqueDeviceConfiguration
 requests []string lt=atomic
resource.v1alpha3.DeviceClass@31-33 gvk=resource.k8s.io/v1alpha3/DeviceClass req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *resource.v1alpha3.DeviceClassSpec default={}
resource.v1alpha3.DeviceClassConfiguration@31-33
 opaque *resource.v1alpha3.OpaqueDeviceConfiguration
resource.v1alpha3.DeviceClassList@31-33 gvk=resource.k8s.io/v1alpha3/DeviceClassList req=items
 apiVersion string
 items []*resource.v1alpha3.DeviceClass
 kind string
 metadata *%meta.v1.ListMeta default={}
resource.v1alpha3.DeviceClassSpec@31-33
 config []*resource.v1alpha3.DeviceClassConfiguration lt=atomic
 selectors []*resource.v1alpha3.DeviceSelector lt=atomic
 suitableNodes@31-31 *core.v1.NodeSelector
resource.v1alpha3.DeviceConstraint@31-33
 matchAttribute string
 requests []string lt=atomic
resource.v1alpha3.DeviceCounterConsumption@33-33 req=counterSet,counters
 counterSet string default=""
 counters {}*resource.v1alpha3.Counter
resource.v1alpha3.DeviceRequest@31-32 req=name,deviceClassName
resource.v1alpha3.DeviceRequest@33-33 req=name
 adminAccess@31-31 boolean default=false
 adminAccess@32-33 boolean
 allocationMode string
 count int64
 deviceClassName string default=""
 firstAvailable@33-33 []*resource.v1alpha3.DeviceSubRequest lt=atomic
 name string default=""
 selectors []*resource.v1alpha3.DeviceSelector lt=atomic
 tolerations@33-33 []*resource.v1alpha3.DeviceToleration lt=atomic
resource.v1alpha3.DeviceRequestAllocationResult@31-33 req=request,driver,pool,device
 adminAccess@32-33 boolean
 device string default=""
 driver string default=""
 pool string default=""
 request string default=""
 tolerations@33-33 []*resource.v1alpha3.DeviceToleration lt=atomic
resource.v1alpha3.DeviceSelector@31-34
 cel *resource.v1alpha3.CELDeviceSelector
resource.v1alpha3.DeviceSubRequest@33-33 req=name,deviceClassName
 allocationMode string
 count int64
 deviceClassName string default=""
 name string default=""
 selectors []*resource.v1alpha3.DeviceSelector lt=atomic
 tolerations []*resource.v1alpha3.DeviceToleration lt=atomic
resource.v1alpha3.DeviceTaint@33-36 req=key,effect
 effect@33-34 string enum=["NoExecute","NoSchedule"] default=""
 effect@35-36 string enum=["NoExecute","NoSchedule","None"] default=""
 key string default=""
 timeAdded *%meta.v1.Time
 value string
resource.v1alpha3.DeviceTaintRule@33-36 gvk=resource.k8s.io/v1alpha3/DeviceTaintRule req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *resource.v1alpha3.DeviceTaintRuleSpec default={}
 status@35-36 *resource.v1alpha3.DeviceTaintRuleStatus default={}
resource.v1alpha3.DeviceTaintRuleList@33-36 gvk=resource.k8s.io/v1alpha3/DeviceTaintRuleList req=items
 apiVersion string
 items []*resource.v1alpha3.DeviceTaintRule
 kind string
 metadata *%meta.v1.ListMeta default={}
resource.v1alpha3.DeviceTaintRuleSpec@33-36 req=taint
 deviceSelector *resource.v1alpha3.DeviceTaintSelector
 taint *resource.v1alpha3.DeviceTaint default={}
resource.v1alpha3.DeviceTaintRuleStatus@35-36
 conditions []*%meta.v1.Condition lk=type ps=merge mk=type lt=map
resource.v1alpha3.DeviceTaintSelector@33-36
 device string
 deviceClassName@33-34 string
 driver string
 pool string
 selectors@33-34 []*resource.v1alpha3.DeviceSelector lt=atomic
resource.v1alpha3.DeviceToleration@33-33
 effect string enum=["NoExecute","NoSchedule"]
 key string
 operator string enum=["Equal","Exists"] default="Equal"
 tolerationSeconds int64
 value string
resource.v1alpha3.NetworkDeviceData@32-33
 hardwareAddress string
 interfaceName string
 ips []string lt=atomic
resource.v1alpha3.OpaqueDeviceConfiguration@31-33 req=driver,parameters
 driver string default=""
 parameters *%runtime.RawExtension
resource.v1alpha3.PodSchedulingContext@31-31 gvk=resource.k8s.io/v1alpha3/PodSchedulingContext req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *resource.v1alpha3.PodSchedulingContextSpec default={}
 status *resource.v1alpha3.PodSchedulingContextStatus default={}
resource.v1alpha3.PodSchedulingContextList@31-31 gvk=resource.k8s.io/v1alpha3/PodSchedulingContextList req=items
 apiVersion string
 items []*resource.v1alpha3.PodSchedulingContext
 kind string
 metadata *%meta.v1.ListMeta default={}
resource.v1alpha3.PodSchedulingContextSpec@31-31
 potentialNodes []string lt=atomic
 selectedNode string
resource.v1alpha3.PodSchedulingContextStatus@31-31
 resourceClaims []*resource.v1alpha3.ResourceClaimSchedulingStatus lk=name lt=map
resource.v1alpha3.PoolStatus@36-36 req=driver,poolName,generation
 allocatedDevices int32
 availableDevices int32
 driver string
 generation int64 default=0
 nodeName string
 poolName string
 resourceSliceCount int32
 totalDevices int32
 unavailableDevices int32
 validationError string
resource.v1alpha3.ResourceClaim@31-33 gvk=resource.k8s.io/v1alpha3/ResourceClaim req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *resource.v1alpha3.ResourceClaimSpec default={}
 status *resource.v1alpha3.ResourceClaimStatus default={}
resource.v1alpha3.ResourceClaimConsumerReference@31-33 req=resource,name,uid
 apiGroup string
 name string default=""
 resource string default=""
 uid string default=""
resource.v1alpha3.ResourceClaimList@31-33 gvk=resource.k8s.io/v1alpha3/ResourceClaimList req=items
 apiVersion string
 items []*resource.v1alpha3.ResourceClaim
 kind string
 metadata *%meta.v1.ListMeta default={}
resource.v1alpha3.ResourceClaimSchedulingStatus@31-31 req=name
 name string default=""
 unsuitableNodes []string lt=atomic
resource.v1alpha3.ResourceClaimSpec@31-33
 controller@31-31 string
 devices *resource.v1alpha3.DeviceClaim default={}
resource.v1alpha3.ResourceClaimStatus@31-33
 allocation *resource.v1alpha3.AllocationResult
 deallocationRequested@31-31 boolean
 devices@32-33 []*resource.v1alpha3.AllocatedDeviceStatus lk=driver,device,pool lt=map
 reservedFor []*resource.v1alpha3.ResourceClaimConsumerReference lk=uid ps=merge mk=uid lt=map
resource.v1alpha3.ResourceClaimTemplate@31-33 gvk=resource.k8s.io/v1alpha3/ResourceClaimTemplate req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *resource.v1alpha3.ResourceClaimTemplateSpec default={}
resource.v1alpha3.ResourceClaimTemplateList@31-33 gvk=resource.k8s.io/v1alpha3/ResourceClaimTemplateList req=items
 apiVersion string
 items []*resource.v1alpha3.ResourceClaimTemplate
 kind string
 metadata *%meta.v1.ListMeta default={}
resource.v1alpha3.ResourceClaimTemplateSpec@31-33 req=spec
 metadata *%meta.v1.ObjectMeta default={}
 spec *resource.v1alpha3.ResourceClaimSpec default={}
resource.v1alpha3.ResourcePool@31-33 req=name,generation,resourceSliceCount
 generation int64 default=0
 name string default=""
 resourceSliceCount int64 default=0
resource.v1alpha3.ResourcePoolStatusRequest@36-36 gvk=resource.k8s.io/v1alpha3/ResourcePoolStatusRequest req=metadata,spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *resource.v1alpha3.ResourcePoolStatusRequestSpec default={}
 status *resource.v1alpha3.ResourcePoolStatusRequestStatus
resource.v1alpha3.ResourcePoolStatusRequestList@36-36 gvk=resource.k8s.io/v1alpha3/ResourcePoolStatusRequestList req=items
 apiVersion string
 items []*resource.v1alpha3.ResourcePoolStatusRequest
 kind string
 metadata *%meta.v1.ListMeta default={}
resource.v1alpha3.ResourcePoolStatusRequestSpec@36-36 req=driver
 driver string default=""
 limit int32 default=100
 poolName string
resource.v1alpha3.ResourcePoolStatusRequestStatus@36-36 req=poolCount
 conditions []*%meta.v1.Condition lk=type ps=merge mk=type lt=map
 poolCount int32
 pools []*resource.v1alpha3.PoolStatus lt=atomic
resource.v1alpha3.ResourceSlice@31-33 gvk=resource.k8s.io/v1alpha3/ResourceSlice req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *resource.v1alpha3.ResourceSliceSpec default={}
resource.v1alpha3.ResourceSliceList@31-33 gvk=resource.k8s.io/v1alpha3/ResourceSliceList req=items
 apiVersion string
 items []*resource.v1alpha3.ResourceSlice
 kind string
 metadata *%meta.v1.ListMeta default={}
resource.v1alpha3.ResourceSliceSpec@31-33 req=driver,pool
 allNodes boolean
 devices []*resource.v1alpha3.Device lt=atomic
 driver string default=""
 nodeName string
 nodeSelector *core.v1.NodeSelector
 perDeviceNodeSelection@33-33 boolean
 pool *resource.v1alpha3.ResourcePool default={}
 sharedCounters@33-33 []*resource.v1alpha3.CounterSet lt=atomic
resource.v1beta1.AllocatedDeviceStatus@32-36 req=driver,pool,device
 conditions []*%meta.v1.Condition lk=type lt=map
 data *%runtime.RawExtension
 device string default=""
 driver string default=""
 networkData *resource.v1beta1.NetworkDeviceData
 pool string default=""
 shareID@34-36 string
resource.v1beta1.AllocationResult@32-36
 allocationTimestamp@34-36 *%meta.v1.Time
 devices *resource.v1beta1.DeviceAllocationResult default={}
 nodeSelector *core.v1.NodeSelector
resource.v1beta1.BasicDevice@32-36
 allNodes@33-36 boolean
 allowMultipleAllocations@34-36 boolean
 attributes {}*resource.v1beta1.DeviceAttribute
 bindingConditions@34-36 []string lt=atomic
 bindingFailureConditions@34-36 []string lt=atomic
 bindsToNode@34-36 boolean
 capacity {}*resource.v1beta1.DeviceCapacity
 consumesCounters@33-36 []*resource.v1beta1.DeviceCounterConsumption lt=atomic
 nodeAllocatableResourceMappings@36-36 {}*resource.v1beta1.NodeAllocatableResourceMapping
 nodeName@33-36 string
 nodeSelector@33-36 *core.v1.NodeSelector
 taints@33-36 []*resource.v1beta1.DeviceTaint lt=atomic
resource.v1beta1.CELDeviceSelector@32-36 req=expression
 expression string default=""
resource.v1beta1.CapacityRequestPolicy@34-36
 default *%api.resource.Quantity
 validRange *resource.v1beta1.CapacityRequestPolicyRange
 validValues []*%api.resource.Quantity lt=atomic
resource.v1beta1.CapacityRequestPolicyRange@34-36 req=min
 max *%api.resource.Quantity
 min *%api.resource.Quantity
 step *%api.resource.Quantity
resource.v1beta1.CapacityRequirements@34-36
 requests {}*%api.resource.Quantity
resource.v1beta1.Counter@33-36 req=value
 value *%api.resource.Quantity
resource.v1beta1.CounterSet@33-36 req=name,counters
 counters {}*resource.v1beta1.Counter
 name string default=""
resource.v1beta1.Device@32-36 req=name
 basic *resource.v1beta1.BasicDevice
 name string default=""
resource.v1beta1.DeviceAllocationConfiguration@32-36 req=source
 opaque *resource.v1beta1.OpaqueDeviceConfiguration
 requests []string lt=atomic
 source@32-34 string default=""
 source@35-36 string enum=["FromClaim","FromClass"] default=""
resource.v1beta1.DeviceAllocationResult@32-36
 config []*resource.v1beta1.DeviceAllocationConfiguration lt=atomic
 results []*resource.v1beta1.DeviceRequestAllocationResult lt=atomic
resource.v1beta1.DeviceAttribute@32-36
 bool boolean
 bools@36-36 []boolean lt=atomic
 int int64
 ints@36-36 []int64 lt=atomic
 string string
 strings@36-36 []string lt=atomic
 version string
 versions@36-36 []string lt=atomic
resource.v1beta1.DeviceCapacity@32-36 req=value
 requestPolicy@34-36 *resource.v1beta1.CapacityRequestPolicy
 value *%api.resource.Quantity
resource.v1beta1.DeviceClaim@32-36
 config []*resource.v1beta1.DeviceClaimConfiguration lt=atomic
 constraints []*resource.v1beta1.DeviceConstraint lt=atomic
 requests []*resource.v1beta1.DeviceRequest lt=atomic
resource.v1beta1.DeviceClaimConfiguration@32-36
 opaque *resource.v1beta1.OpaqueDeviceConfiguration
 requests []string lt=atomic
resource.v1beta1.DeviceClass@32-36 gvk=resource.k8s.io/v1beta1/DeviceClass req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *resource.v1beta1.DeviceClassSpec default={}
resource.v1beta1.DeviceClassConfiguration@32-36
 opaque *resource.v1beta1.OpaqueDeviceConfiguration
resource.v1beta1.DeviceClassList@32-36 gvk=resource.k8s.io/v1beta1/DeviceClassList req=items
 apiVersion string
 items []*resource.v1beta1.DeviceClass
 kind string
 metadata *%meta.v1.ListMeta default={}
resource.v1beta1.DeviceClassSpec@32-36
 config []*resource.v1beta1.DeviceClassConfiguration lt=atomic
 extendedResourceName@34-36 string
 selectors []*resource.v1beta1.DeviceSelector lt=atomic
resource.v1beta1.DeviceConstraint@32-36
 distinctAttribute@34-36 string
 matchAttribute string
 requests []string lt=atomic
resource.v1beta1.DeviceCounterConsumption@33-36 req=counterSet,counters
 counterSet string default=""
 counters {}*resource.v1beta1.Counter
resource.v1beta1.DeviceRequest@32-32 req=name,deviceClassName
resource.v1beta1.DeviceRequest@33-36 req=name
 adminAccess boolean
 allocationMode@32-34 string
 allocationMode@35-36 string enum=["All","ExactCount"]
 capacity@34-36 *resource.v1beta1.CapacityRequirements
 count int64
 deviceClassName string default=""
 firstAvailable@33-36 []*resource.v1beta1.DeviceSubRequest lt=atomic
 name string default=""
 selectors []*resource.v1beta1.DeviceSelector lt=atomic
 tolerations@33-36 []*resource.v1beta1.DeviceToleration lt=atomic
resource.v1beta1.DeviceRequestAllocationResult@32-36 req=request,driver,pool,device
 adminAccess boolean
 bindingConditions@34-36 []string lt=atomic
 bindingFailureConditions@34-36 []string lt=atomic
 consumedCapacity@34-36 {}*%api.resource.Quantity
 device string default=""
 driver string default=""
 pool string default=""
 request string default=""
 shareID@34-36 string
 tolerations@33-36 []*resource.v1beta1.DeviceToleration lt=atomic
resource.v1beta1.DeviceSelector@32-36
 cel *resource.v1beta1.CELDeviceSelector
resource.v1beta1.DeviceSubRequest@33-36 req=name,deviceClassName
 allocationMode@33-34 string
 allocationMode@35-36 string enum=["All","ExactCount"]
 capacity@34-36 *resource.v1beta1.CapacityRequirements
 count int64
 deviceClassName string default=""
 name string default=""
 selectors []*resource.v1beta1.DeviceSelector lt=atomic
 tolerations []*resource.v1beta1.DeviceToleration lt=atomic
resource.v1beta1.DeviceTaint@33-36 req=key,effect
 effect@33-34 string enum=["NoExecute","NoSchedule"] default=""
 effect@35-36 string enum=["NoExecute","NoSchedule","None"] default=""
 key string default=""
 timeAdded *%meta.v1.Time
 value string
resource.v1beta1.DeviceToleration@33-36
 effect@33-34 string enum=["NoExecute","NoSchedule"]
 effect@35-36 string enum=["NoExecute","NoSchedule","None"]
 key string
 operator string enum=["Equal","Exists"] default="Equal"
 tolerationSeconds int64
 value string
resource.v1beta1.NetworkDeviceData@32-36
 hardwareAddress string
 interfaceName string
 ips []string lt=atomic
resource.v1beta1.NodeAllocatableResourceMapping@36-36
 allocationMultiplier *%api.resource.Quantity
 capacityKey string
resource.v1beta1.OpaqueDeviceConfiguration@32-36 req=driver,parameters
 driver string default=""
 parameters *%runtime.RawExtension
resource.v1beta1.ResourceClaim@32-36 gvk=resource.k8s.io/v1beta1/ResourceClaim req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *resource.v1beta1.ResourceClaimSpec default={}
 status *resource.v1beta1.ResourceClaimStatus default={}
resource.v1beta1.ResourceClaimConsumerReference@32-36 req=resource,name,uid
 apiGroup string
 name string default=""
 resource string default=""
 uid string default=""
resource.v1beta1.ResourceClaimList@32-36 gvk=resource.k8s.io/v1beta1/ResourceClaimList req=items
 apiVersion string
 items []*resource.v1beta1.ResourceClaim
 kind string
 metadata *%meta.v1.ListMeta default={}
resource.v1beta1.ResourceClaimSpec@32-36
 devices *resource.v1beta1.DeviceClaim default={}
resource.v1beta1.ResourceClaimStatus@32-36
 allocation *resource.v1beta1.AllocationResult
 devices@32-33 []*resource.v1beta1.AllocatedDeviceStatus lk=driver,device,pool lt=map
 devices@34-36 []*resource.v1beta1.AllocatedDeviceStatus lk=driver,device,pool,shareID lt=map
 reservedFor []*resource.v1beta1.ResourceClaimConsumerReference lk=uid ps=merge mk=uid lt=map
resource.v1beta1.ResourceClaimTemplate@32-36 gvk=resource.k8s.io/v1beta1/ResourceClaimTemplate req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *resource.v1beta1.ResourceClaimTemplateSpec default={}
resource.v1beta1.ResourceClaimTemplateList@32-36 gvk=resource.k8s.io/v1beta1/ResourceClaimTemplateList req=items
 apiVersion string
 items []*resource.v1beta1.ResourceClaimTemplate
 kind string
 metadata *%meta.v1.ListMeta default={}
resource.v1beta1.ResourceClaimTemplateSpec@32-36 req=spec
 metadata *%meta.v1.ObjectMeta default={}
 spec *resource.v1beta1.ResourceClaimSpec default={}
resource.v1beta1.ResourcePool@32-36 req=name,generation,resourceSliceCount
 generation int64 default=0
 name string default=""
 resourceSliceCount int64 default=0
resource.v1beta1.ResourceSlice@32-36 gvk=resource.k8s.io/v1beta1/ResourceSlice req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *resource.v1beta1.ResourceSliceSpec default={}
resource.v1beta1.ResourceSliceList@32-36 gvk=resource.k8s.io/v1beta1/ResourceSliceList req=items
 apiVersion string
 items []*resource.v1beta1.ResourceSlice
 kind string
 metadata *%meta.v1.ListMeta default={}
resource.v1beta1.ResourceSliceSpec@32-36 req=driver,pool
 allNodes boolean
 devices []*resource.v1beta1.Device lt=atomic
 driver string default=""
 nodeName string
 nodeSelector *core.v1.NodeSelector
 perDeviceNodeSelection@33-36 boolean
 pool *resource.v1beta1.ResourcePool default={}
 sharedCounters@33-36 []*resource.v1beta1.CounterSet lt=atomic
resource.v1beta2.AllocatedDeviceStatus@33-36 req=driver,pool,device
 conditions []*%meta.v1.Condition lk=type lt=map
 data *%runtime.RawExtension
 device string default=""
 driver string default=""
 networkData *resource.v1beta2.NetworkDeviceData
 pool string default=""
 shareID@34-36 string
resource.v1beta2.AllocationResult@33-36
 allocationTimestamp@34-36 *%meta.v1.Time
 devices *resource.v1beta2.DeviceAllocationResult default={}
 nodeSelector *core.v1.NodeSelector
resource.v1beta2.CELDeviceSelector@33-36 req=expression
 expression string default=""
resource.v1beta2.CapacityRequestPolicy@34-36
 default *%api.resource.Quantity
 validRange *resource.v1beta2.CapacityRequestPolicyRange
 validValues []*%api.resource.Quantity lt=atomic
resource.v1beta2.CapacityRequestPolicyRange@34-36 req=min
 max *%api.resource.Quantity
 min *%api.resource.Quantity
 step *%api.resource.Quantity
resource.v1beta2.CapacityRequirements@34-36
 requests {}*%api.resource.Quantity
resource.v1beta2.Counter@33-36 req=value
 value *%api.resource.Quantity
resource.v1beta2.CounterSet@33-36 req=name,counters
 counters {}*resource.v1beta2.Counter
 name string default=""
resource.v1beta2.Device@33-36 req=name
 allNodes boolean
 allowMultipleAllocations@34-36 boolean
 attributes {}*resource.v1beta2.DeviceAttribute
 bindingConditions@34-36 []string lt=atomic
 bindingFailureConditions@34-36 []string lt=atomic
 bindsToNode@34-36 boolean
 capacity {}*resource.v1beta2.DeviceCapacity
 consumesCounters []*resource.v1beta2.DeviceCounterConsumption lt=atomic
 name string default=""
 nodeAllocatableResourceMappings@36-36 {}*resource.v1beta2.NodeAllocatableResourceMapping
 nodeName string
 nodeSelector *core.v1.NodeSelector
 taints []*resource.v1beta2.DeviceTaint lt=atomic
resource.v1beta2.DeviceAllocationConfiguration@33-36 req=source
 opaque *resource.v1beta2.OpaqueDeviceConfiguration
 requests []string lt=atomic
 source@33-34 string default=""
 source@35-36 string enum=["FromClaim","FromClass"] default=""
resource.v1beta2.DeviceAllocationResult@33-36
 config []*resource.v1beta2.DeviceAllocationConfiguration lt=atomic
 results []*resource.v1beta2.DeviceRequestAllocationResult lt=atomic
resource.v1beta2.DeviceAttribute@33-36
 bool boolean
 bools@36-36 []boolean lt=atomic
 int int64
 ints@36-36 []int64 lt=atomic
 string string
 strings@36-36 []string lt=atomic
 version string
 versions@36-36 []string lt=atomic
resource.v1beta2.DeviceCapacity@33-36 req=value
 requestPolicy@34-36 *resource.v1beta2.CapacityRequestPolicy
 value *%api.resource.Quantity
resource.v1beta2.DeviceClaim@33-36
 config []*resource.v1beta2.DeviceClaimConfiguration lt=atomic
 constraints []*resource.v1beta2.DeviceConstraint lt=atomic
 requests []*resource.v1beta2.DeviceRequest lt=atomic
resource.v1beta2.DeviceClaimConfiguration@33-36
 opaque *resource.v1beta2.OpaqueDeviceConfiguration
 requests []string lt=atomic
resource.v1beta2.DeviceClass@33-36 gvk=resource.k8s.io/v1beta2/DeviceClass req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *resource.v1beta2.DeviceClassSpec default={}
resource.v1beta2.DeviceClassConfiguration@33-36
 opaque *resource.v1beta2.OpaqueDeviceConfiguration
resource.v1beta2.DeviceClassList@33-36 gvk=resource.k8s.io/v1beta2/DeviceClassList req=items
 apiVersion string
 items []*resource.v1beta2.DeviceClass
 kind string
 metadata *%meta.v1.ListMeta default={}
resource.v1beta2.DeviceClassSpec@33-36
 config []*resource.v1beta2.DeviceClassConfiguration lt=atomic
 extendedResourceName@34-36 string
 selectors []*resource.v1beta2.DeviceSelector lt=atomic
resource.v1beta2.DeviceConstraint@33-36
 distinctAttribute@34-36 string
 matchAttribute string
 requests []string lt=atomic
resource.v1beta2.DeviceCounterConsumption@33-36 req=counterSet,counters
 counterSet string default=""
 counters {}*resource.v1beta2.Counter
resource.v1beta2.DeviceRequest@33-36 req=name
 exactly *resource.v1beta2.ExactDeviceRequest
 firstAvailable []*resource.v1beta2.DeviceSubRequest lt=atomic
 name string default=""
resource.v1beta2.DeviceRequestAllocationResult@33-36 req=request,driver,pool,device
 adminAccess boolean
 bindingConditions@34-36 []string lt=atomic
 bindingFailureConditions@34-36 []string lt=atomic
 consumedCapacity@34-36 {}*%api.resource.Quantity
 device string default=""
 driver string default=""
 pool string default=""
 request string default=""
 shareID@34-36 string
 tolerations []*resource.v1beta2.DeviceToleration lt=atomic
resource.v1beta2.DeviceSelector@33-36
 cel *resource.v1beta2.CELDeviceSelector
resource.v1beta2.DeviceSubRequest@33-36 req=name,deviceClassName
 allocationMode@33-34 string
 allocationMode@35-36 string enum=["All","ExactCount"]
 capacity@34-36 *resource.v1beta2.CapacityRequirements
 count int64
 deviceClassName string default=""
 name string default=""
 selectors []*resource.v1beta2.DeviceSelector lt=atomic
 tolerations []*resource.v1beta2.DeviceToleration lt=atomic
resource.v1beta2.DeviceTaint@33-36 req=key,effect
 effect@33-34 string enum=["NoExecute","NoSchedule"] default=""
 effect@35-36 string enum=["NoExecute","NoSchedule","None"] default=""
 key string default=""
 timeAdded *%meta.v1.Time
 value string
resource.v1beta2.DeviceTaintRule@36-36 gvk=resource.k8s.io/v1beta2/DeviceTaintRule req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *resource.v1beta2.DeviceTaintRuleSpec default={}
 status *resource.v1beta2.DeviceTaintRuleStatus default={}
resource.v1beta2.DeviceTaintRuleList@36-36 gvk=resource.k8s.io/v1beta2/DeviceTaintRuleList req=items
 apiVersion string
 items []*resource.v1beta2.DeviceTaintRule
 kind string
 metadata *%meta.v1.ListMeta default={}
resource.v1beta2.DeviceTaintRuleSpec@36-36 req=taint
 deviceSelector *resource.v1beta2.DeviceTaintSelector
 taint *resource.v1beta2.DeviceTaint default={}
resource.v1beta2.DeviceTaintRuleStatus@36-36
 conditions []*%meta.v1.Condition lk=type ps=merge mk=type lt=map
resource.v1beta2.DeviceTaintSelector@36-36
 device string
 driver string
 pool string
resource.v1beta2.DeviceToleration@33-36
 effect@33-34 string enum=["NoExecute","NoSchedule"]
 effect@35-36 string enum=["NoExecute","NoSchedule","None"]
 key string
 operator string enum=["Equal","Exists"] default="Equal"
 tolerationSeconds int64
 value string
resource.v1beta2.ExactDeviceRequest@33-36 req=deviceClassName
 adminAccess boolean
 allocationMode@33-34 string
 allocationMode@35-36 string enum=["All","ExactCount"]
 capacity@34-36 *resource.v1beta2.CapacityRequirements
 count int64
 deviceClassName string default=""
 selectors []*resource.v1beta2.DeviceSelector lt=atomic
 tolerations []*resource.v1beta2.DeviceToleration lt=atomic
resource.v1beta2.NetworkDeviceData@33-36
 hardwareAddress string
 interfaceName string
 ips []string lt=atomic
resource.v1beta2.NodeAllocatableResourceMapping@36-36
 allocationMultiplier *%api.resource.Quantity
 capacityKey string
resource.v1beta2.OpaqueDeviceConfiguration@33-36 req=driver,parameters
 driver string default=""
 parameters *%runtime.RawExtension
resource.v1beta2.ResourceClaim@33-36 gvk=resource.k8s.io/v1beta2/ResourceClaim req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *resource.v1beta2.ResourceClaimSpec default={}
 status *resource.v1beta2.ResourceClaimStatus default={}
resource.v1beta2.ResourceClaimConsumerReference@33-36 req=resource,name,uid
 apiGroup string
 name string default=""
 resource string default=""
 uid string default=""
resource.v1beta2.ResourceClaimList@33-36 gvk=resource.k8s.io/v1beta2/ResourceClaimList req=items
 apiVersion string
 items []*resource.v1beta2.ResourceClaim
 kind string
 metadata *%meta.v1.ListMeta default={}
resource.v1beta2.ResourceClaimSpec@33-36
 devices *resource.v1beta2.DeviceClaim default={}
resource.v1beta2.ResourceClaimStatus@33-36
 allocation *resource.v1beta2.AllocationResult
 devices@33-33 []*resource.v1beta2.AllocatedDeviceStatus lk=driver,device,pool lt=map
 devices@34-36 []*resource.v1beta2.AllocatedDeviceStatus lk=driver,device,pool,shareID lt=map
 reservedFor []*resource.v1beta2.ResourceClaimConsumerReference lk=uid ps=merge mk=uid lt=map
resource.v1beta2.ResourceClaimTemplate@33-36 gvk=resource.k8s.io/v1beta2/ResourceClaimTemplate req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *resource.v1beta2.ResourceClaimTemplateSpec default={}
resource.v1beta2.ResourceClaimTemplateList@33-36 gvk=resource.k8s.io/v1beta2/ResourceClaimTemplateList req=items
 apiVersion string
 items []*resource.v1beta2.ResourceClaimTemplate
 kind string
 metadata *%meta.v1.ListMeta default={}
resource.v1beta2.ResourceClaimTemplateSpec@33-36 req=spec
 metadata *%meta.v1.ObjectMeta default={}
 spec *resource.v1beta2.ResourceClaimSpec default={}
resource.v1beta2.ResourcePool@33-36 req=name,generation,resourceSliceCount
 generation int64 default=0
 name string default=""
 resourceSliceCount int64 default=0
resource.v1beta2.ResourceSlice@33-36 gvk=resource.k8s.io/v1beta2/ResourceSlice req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *resource.v1beta2.ResourceSliceSpec default={}
resource.v1beta2.ResourceSliceList@33-36 gvk=resource.k8s.io/v1beta2/ResourceSliceList req=items
 apiVersion string
 items []*resource.v1beta2.ResourceSlice
 kind string
 metadata *%meta.v1.ListMeta default={}
resource.v1beta2.ResourceSliceSpec@33-36 req=driver,pool
 allNodes boolean
 devices []*resource.v1beta2.Device lt=atomic
 driver string default=""
 nodeName string
 nodeSelector *core.v1.NodeSelector
 perDeviceNodeSelection boolean
 pool *resource.v1beta2.ResourcePool default={}
 sharedCounters []*resource.v1beta2.CounterSet lt=atomic
scheduling.v1.PriorityClass@30-35 gvk=scheduling.k8s.io/v1/PriorityClass req=value
scheduling.v1.PriorityClass@36-36 gvk=scheduling.k8s.io/v1/PriorityClass
 apiVersion string
 description string
 globalDefault boolean
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 preemptionPolicy string enum=["Never","PreemptLowerPriority"]
 value int32 default=0
scheduling.v1.PriorityClassList gvk=scheduling.k8s.io/v1/PriorityClassList req=items
 apiVersion string
 items []*scheduling.v1.PriorityClass
 kind string
 metadata *%meta.v1.ListMeta default={}
scheduling.v1alpha1.BasicSchedulingPolicy@35-35 object
scheduling.v1alpha1.GangSchedulingPolicy@35-35 req=minCount
 minCount int32 default=0
scheduling.v1alpha1.PodGroup@35-35 req=name,policy
 name string default=""
 policy *scheduling.v1alpha1.PodGroupPolicy default={}
scheduling.v1alpha1.PodGroupPolicy@35-35
 basic *scheduling.v1alpha1.BasicSchedulingPolicy
 gang *scheduling.v1alpha1.GangSchedulingPolicy
scheduling.v1alpha1.TypedLocalObjectReference@35-35 req=kind,name
 apiGroup string
 kind string default=""
 name string default=""
scheduling.v1alpha1.Workload@35-35 gvk=scheduling.k8s.io/v1alpha1/Workload req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *scheduling.v1alpha1.WorkloadSpec default={}
scheduling.v1alpha1.WorkloadList@35-35 gvk=scheduling.k8s.io/v1alpha1/WorkloadList req=items
 apiVersion string
 items []*scheduling.v1alpha1.Workload
 kind string
 metadata *%meta.v1.ListMeta default={}
scheduling.v1alpha1.WorkloadSpec@35-35 req=podGroups
 controllerRef *scheduling.v1alpha1.TypedLocalObjectReference
 podGroups []*scheduling.v1alpha1.PodGroup lk=name lt=map
scheduling.v1alpha2.BasicSchedulingPolicy@36-36 object
scheduling.v1alpha2.GangSchedulingPolicy@36-36 req=minCount
 minCount int32 default=0
scheduling.v1alpha2.PodGroup@36-36 gvk=scheduling.k8s.io/v1alpha2/PodGroup req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *scheduling.v1alpha2.PodGroupSpec default={}
 status *scheduling.v1alpha2.PodGroupStatus default={}
scheduling.v1alpha2.PodGroupList@36-36 gvk=scheduling.k8s.io/v1alpha2/PodGroupList req=items
 apiVersion string
 items []*scheduling.v1alpha2.PodGroup
 kind string
 metadata *%meta.v1.ListMeta default={}
scheduling.v1alpha2.PodGroupResourceClaim@36-36 req=name
 name string default=""
 resourceClaimName string
 resourceClaimTemplateName string
scheduling.v1alpha2.PodGroupResourceClaimStatus@36-36 req=name
 name string default=""
 resourceClaimName string
scheduling.v1alpha2.PodGroupSchedulingConstraints@36-36
 topology []*scheduling.v1alpha2.TopologyConstraint lt=atomic
scheduling.v1alpha2.PodGroupSchedulingPolicy@36-36 unions=[{"fields-to-discriminateBy":{"basic":"Basic","gang":"Gang"}}]
 basic *scheduling.v1alpha2.BasicSchedulingPolicy
 gang *scheduling.v1alpha2.GangSchedulingPolicy
scheduling.v1alpha2.PodGroupSpec@36-36 req=schedulingPolicy
 disruptionMode string enum=["Pod","PodGroup"] default="Pod"
 podGroupTemplateRef *scheduling.v1alpha2.PodGroupTemplateReference
 priority int32
 priorityClassName string
 resourceClaims []*scheduling.v1alpha2.PodGroupResourceClaim lk=name ps=merge,retainKeys mk=name lt=map
 schedulingConstraints *scheduling.v1alpha2.PodGroupSchedulingConstraints
 schedulingPolicy *scheduling.v1alpha2.PodGroupSchedulingPolicy default={}
scheduling.v1alpha2.PodGroupStatus@36-36
 conditions []*%meta.v1.Condition lk=type ps=merge mk=type lt=map
 resourceClaimStatuses []*scheduling.v1alpha2.PodGroupResourceClaimStatus lk=name ps=merge,retainKeys mk=name lt=map
scheduling.v1alpha2.PodGroupTemplate@36-36 req=name,schedulingPolicy
 disruptionMode string enum=["Pod","PodGroup"]
 name string default=""
 priority int32
 priorityClassName string
 resourceClaims []*scheduling.v1alpha2.PodGroupResourceClaim lk=name ps=merge,retainKeys mk=name lt=map
 schedulingConstraints *scheduling.v1alpha2.PodGroupSchedulingConstraints
 schedulingPolicy *scheduling.v1alpha2.PodGroupSchedulingPolicy default={}
scheduling.v1alpha2.PodGroupTemplateReference@36-36 unions=[{"fields-to-discriminateBy":{"workload":"Workload"}}]
 workload *scheduling.v1alpha2.WorkloadPodGroupTemplateReference
scheduling.v1alpha2.TopologyConstraint@36-36 req=key
 key string default=""
scheduling.v1alpha2.TypedLocalObjectReference@36-36 req=kind,name
 apiGroup string
 kind string default=""
 name string default=""
scheduling.v1alpha2.Workload@36-36 gvk=scheduling.k8s.io/v1alpha2/Workload req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *scheduling.v1alpha2.WorkloadSpec default={}
scheduling.v1alpha2.WorkloadList@36-36 gvk=scheduling.k8s.io/v1alpha2/WorkloadList req=items
 apiVersion string
 items []*scheduling.v1alpha2.Workload
 kind string
 metadata *%meta.v1.ListMeta default={}
scheduling.v1alpha2.WorkloadPodGroupTemplateReference@36-36 req=workloadName,podGroupTemplateName
 podGroupTemplateName string default=""
 workloadName string default=""
scheduling.v1alpha2.WorkloadSpec@36-36 req=podGroupTemplates
 controllerRef *scheduling.v1alpha2.TypedLocalObjectReference
 podGroupTemplates []*scheduling.v1alpha2.PodGroupTemplate lk=name lt=map
storage.v1.CSIDriver gvk=storage.k8s.io/v1/CSIDriver req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *storage.v1.CSIDriverSpec default={}
storage.v1.CSIDriverList gvk=storage.k8s.io/v1/CSIDriverList req=items
 apiVersion string
 items []*storage.v1.CSIDriver
 kind string
 metadata *%meta.v1.ListMeta default={}
storage.v1.CSIDriverSpec
 attachRequired boolean
 fsGroupPolicy string
 nodeAllocatableUpdatePeriodSeconds@33-36 int64
 podInfoOnMount boolean
 preventPodSchedulingIfMissing@36-36 boolean
 requiresRepublish boolean
 seLinuxMount boolean
 serviceAccountTokenInSecrets@35-36 boolean
 storageCapacity boolean
 tokenRequests []*storage.v1.TokenRequest lt=atomic
 volumeLifecycleModes []string lt=set
storage.v1.CSINode gvk=storage.k8s.io/v1/CSINode req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *storage.v1.CSINodeSpec default={}
storage.v1.CSINodeDriver req=name,nodeID
 allocatable *storage.v1.VolumeNodeResources
 name string default=""
 nodeID string default=""
 topologyKeys []string lt=atomic
storage.v1.CSINodeList gvk=storage.k8s.io/v1/CSINodeList req=items
 apiVersion string
 items []*storage.v1.CSINode
 kind string
 metadata *%meta.v1.ListMeta default={}
storage.v1.CSINodeSpec req=drivers
 drivers []*storage.v1.CSINodeDriver lk=name ps=merge mk=name lt=map
storage.v1.CSIStorageCapacity gvk=storage.k8s.io/v1/CSIStorageCapacity req=storageClassName
 apiVersion string
 capacity *%api.resource.Quantity
 kind string
 maximumVolumeSize *%api.resource.Quantity
 metadata *%meta.v1.ObjectMeta default={}
 nodeTopology *%meta.v1.LabelSelector
 storageClassName string default=""
storage.v1.CSIStorageCapacityList gvk=storage.k8s.io/v1/CSIStorageCapacityList req=items
 apiVersion string
 items []*storage.v1.CSIStorageCapacity
 kind string
 metadata *%meta.v1.ListMeta default={}
storage.v1.StorageClass gvk=storage.k8s.io/v1/StorageClass req=provisioner
 allowVolumeExpansion boolean
 allowedTopologies []*core.v1.TopologySelectorTerm lt=atomic
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 mountOptions []string lt=atomic
 parameters {}string
 provisioner string default=""
 reclaimPolicy string enum=["Delete","Recycle","Retain"]
 volumeBindingMode string enum=["Immediate","WaitForFirstConsumer"]
storage.v1.StorageClassList gvk=storage.k8s.io/v1/StorageClassList req=items
 apiVersion string
 items []*storage.v1.StorageClass
 kind string
 metadata *%meta.v1.ListMeta default={}
storage.v1.TokenRequest req=audience
 audience string default=""
 expirationSeconds int64
storage.v1.VolumeAttachment gvk=storage.k8s.io/v1/VolumeAttachment req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *storage.v1.VolumeAttachmentSpec default={}
 status *storage.v1.VolumeAttachmentStatus default={}
storage.v1.VolumeAttachmentList gvk=storage.k8s.io/v1/VolumeAttachmentList req=items
 apiVersion string
 items []*storage.v1.VolumeAttachment
 kind string
 metadata *%meta.v1.ListMeta default={}
storage.v1.VolumeAttachmentSource
 inlineVolumeSpec *core.v1.PersistentVolumeSpec
 persistentVolumeName string
storage.v1.VolumeAttachmentSpec req=attacher,source,nodeName
 attacher string default=""
 nodeName string default=""
 source *storage.v1.VolumeAttachmentSource default={}
storage.v1.VolumeAttachmentStatus req=attached
 attachError *storage.v1.VolumeError
 attached boolean default=false
 attachmentMetadata {}string
 detachError *storage.v1.VolumeError
storage.v1.VolumeAttributesClass@34-36 gvk=storage.k8s.io/v1/VolumeAttributesClass req=driverName
 apiVersion string
 driverName string default=""
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 parameters {}string
storage.v1.VolumeAttributesClassList@34-36 gvk=storage.k8s.io/v1/VolumeAttributesClassList req=items
 apiVersion string
 items []*storage.v1.VolumeAttributesClass
 kind string
 metadata *%meta.v1.ListMeta default={}
storage.v1.VolumeError
 errorCode@33-36 int32
 message string
 time *%meta.v1.Time
storage.v1.VolumeNodeResources
 count int32
storage.v1alpha1.VolumeAttributesClass@30-34 gvk=storage.k8s.io/v1alpha1/VolumeAttributesClass req=driverName
 apiVersion string
 driverName string default=""
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 parameters {}string
storage.v1alpha1.VolumeAttributesClassList@30-34 gvk=storage.k8s.io/v1alpha1/VolumeAttributesClassList req=items
 apiVersion string
 items []*storage.v1alpha1.VolumeAttributesClass
 kind string
 metadata *%meta.v1.ListMeta default={}
storage.v1beta1.VolumeAttributesClass@31-36 gvk=storage.k8s.io/v1beta1/VolumeAttributesClass req=driverName
 apiVersion string
 driverName string default=""
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 parameters {}string
storage.v1beta1.VolumeAttributesClassList@31-36 gvk=storage.k8s.io/v1beta1/VolumeAttributesClassList req=items
 apiVersion string
 items []*storage.v1beta1.VolumeAttributesClass
 kind string
 metadata *%meta.v1.ListMeta default={}
storagemigration.v1alpha1.GroupVersionResource@30-34
 group string
 resource string
 version string
storagemigration.v1alpha1.MigrationCondition@30-34 req=type,status
 lastUpdateTime *%meta.v1.Time
 message string
 reason string
 status string default=""
 type string default=""
storagemigration.v1alpha1.StorageVersionMigration@30-34 gvk=storagemigration.k8s.io/v1alpha1/StorageVersionMigration
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *storagemigration.v1alpha1.StorageVersionMigrationSpec default={}
 status *storagemigration.v1alpha1.StorageVersionMigrationStatus default={}
storagemigration.v1alpha1.StorageVersionMigrationList@30-34 gvk=storagemigration.k8s.io/v1alpha1/StorageVersionMigrationList req=items
 apiVersion string
 items []*storagemigration.v1alpha1.StorageVersionMigration lk=type ps=merge mk=type lt=map
 kind string
 metadata *%meta.v1.ListMeta default={}
storagemigration.v1alpha1.StorageVersionMigrationSpec@30-34 req=resource
 continueToken string
 resource *storagemigration.v1alpha1.GroupVersionResource default={}
storagemigration.v1alpha1.StorageVersionMigrationStatus@30-34
 conditions []*storagemigration.v1alpha1.MigrationCondition lk=type ps=merge mk=type lt=map
 resourceVersion string
storagemigration.v1beta1.StorageVersionMigration@35-36 gvk=storagemigration.k8s.io/v1beta1/StorageVersionMigration
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *storagemigration.v1beta1.StorageVersionMigrationSpec default={}
 status *storagemigration.v1beta1.StorageVersionMigrationStatus default={}
storagemigration.v1beta1.StorageVersionMigrationList@35-36 gvk=storagemigration.k8s.io/v1beta1/StorageVersionMigrationList req=items
 apiVersion string
 items []*storagemigration.v1beta1.StorageVersionMigration
 kind string
 metadata *%meta.v1.ListMeta default={}
storagemigration.v1beta1.StorageVersionMigrationSpec@35-36 req=resource
 resource *%meta.v1.GroupResource default={}
storagemigration.v1beta1.StorageVersionMigrationStatus@35-36
 conditions []*%meta.v1.Condition lk=type ps=merge mk=type lt=map
 resourceVersion string
%apiextensions.v1.CustomResourceColumnDefinition req=name,type,jsonPath
 description string
 format string
 jsonPath string default=""
 name string default=""
 priority int32
 type string default=""
%apiextensions.v1.CustomResourceConversion req=strategy
 strategy string default=""
 webhook *%apiextensions.v1.WebhookConversion
%apiextensions.v1.CustomResourceDefinition gvk=apiextensions.k8s.io/v1/CustomResourceDefinition req=spec
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *%apiextensions.v1.CustomResourceDefinitionSpec default={}
 status *%apiextensions.v1.CustomResourceDefinitionStatus default={}
%apiextensions.v1.CustomResourceDefinitionCondition req=type,status
 lastTransitionTime *%meta.v1.Time
 message string
 observedGeneration@35-36 int64
 reason string
 status string default=""
 type string default=""
%apiextensions.v1.CustomResourceDefinitionList gvk=apiextensions.k8s.io/v1/CustomResourceDefinitionList req=items
 apiVersion string
 items []*%apiextensions.v1.CustomResourceDefinition
 kind string
 metadata *%meta.v1.ListMeta default={}
%apiextensions.v1.CustomResourceDefinitionNames req=plural,kind
 categories []string lt=atomic
 kind string default=""
 listKind string
 plural string default=""
 shortNames []string lt=atomic
 singular string
%apiextensions.v1.CustomResourceDefinitionSpec req=group,names,scope,versions
 conversion *%apiextensions.v1.CustomResourceConversion
 group string default=""
 names *%apiextensions.v1.CustomResourceDefinitionNames default={}
 preserveUnknownFields boolean
 scope string default=""
 versions []*%apiextensions.v1.CustomResourceDefinitionVersion lt=atomic
%apiextensions.v1.CustomResourceDefinitionStatus
 acceptedNames *%apiextensions.v1.CustomResourceDefinitionNames default={}
 conditions []*%apiextensions.v1.CustomResourceDefinitionCondition lk=type lt=map
 observedGeneration@35-36 int64
 storedVersions []string lt=atomic
%apiextensions.v1.CustomResourceDefinitionVersion req=name,served,storage
 additionalPrinterColumns []*%apiextensions.v1.CustomResourceColumnDefinition lt=atomic
 deprecated boolean
 deprecationWarning string
 name string default=""
 schema *%apiextensions.v1.CustomResourceValidation
 selectableFields []*%apiextensions.v1.SelectableField lt=atomic
 served boolean default=false
 storage boolean default=false
 subresources *%apiextensions.v1.CustomResourceSubresources
%apiextensions.v1.CustomResourceSubresourceScale req=specReplicasPath,statusReplicasPath
 labelSelectorPath string
 specReplicasPath string default=""
 statusReplicasPath string default=""
%apiextensions.v1.CustomResourceSubresourceStatus object
%apiextensions.v1.CustomResourceSubresources
 scale *%apiextensions.v1.CustomResourceSubresourceScale
 status *%apiextensions.v1.CustomResourceSubresourceStatus
%apiextensions.v1.CustomResourceValidation
 openAPIV3Schema *%apiextensions.v1.JSONSchemaProps
%apiextensions.v1.ExternalDocumentation
 description string
 url string
%apiextensions.v1.JSON any
%apiextensions.v1.JSONSchemaProps
 $ref string
 $schema string
 additionalItems *%apiextensions.v1.JSONSchemaPropsOrBool
 additionalProperties *%apiextensions.v1.JSONSchemaPropsOrBool
 allOf []*%apiextensions.v1.JSONSchemaProps lt=atomic
 anyOf []*%apiextensions.v1.JSONSchemaProps lt=atomic
 default *%apiextensions.v1.JSON
 definitions {}*%apiextensions.v1.JSONSchemaProps
 dependencies {}*%apiextensions.v1.JSONSchemaPropsOrStringArray
 description string
 enum []*%apiextensions.v1.JSON lt=atomic
 example *%apiextensions.v1.JSON
 exclusiveMaximum boolean
 exclusiveMinimum boolean
 externalDocs *%apiextensions.v1.ExternalDocumentation
 format string
 id string
 items *%apiextensions.v1.JSONSchemaPropsOrArray
 maxItems int64
 maxLength int64
 maxProperties int64
 maximum double
 minItems int64
 minLength int64
 minProperties int64
 minimum double
 multipleOf double
 not *%apiextensions.v1.JSONSchemaProps
 nullable boolean
 oneOf []*%apiextensions.v1.JSONSchemaProps lt=atomic
 pattern string
 patternProperties {}*%apiextensions.v1.JSONSchemaProps
 properties {}*%apiextensions.v1.JSONSchemaProps
 required []string lt=atomic
 title string
 type string
 uniqueItems boolean
 x-kubernetes-embedded-resource boolean
 x-kubernetes-int-or-string boolean
 x-kubernetes-list-map-keys []string lt=atomic
 x-kubernetes-list-type string
 x-kubernetes-map-type string
 x-kubernetes-preserve-unknown-fields boolean
 x-kubernetes-validations []*%apiextensions.v1.ValidationRule lk=rule ps=merge mk=rule lt=map
%apiextensions.v1.JSONSchemaPropsOrArray any
%apiextensions.v1.JSONSchemaPropsOrBool any
%apiextensions.v1.JSONSchemaPropsOrStringArray any
%apiextensions.v1.SelectableField req=jsonPath
 jsonPath string default=""
%apiextensions.v1.ServiceReference req=namespace,name
 name string default=""
 namespace string default=""
 path string
 port int32
%apiextensions.v1.ValidationRule req=rule
 fieldPath string
 message string
 messageExpression string
 optionalOldSelf boolean
 reason string enum=["FieldValueDuplicate","FieldValueForbidden","FieldValueInvalid","FieldValueRequired"]
 rule string default=""
%apiextensions.v1.WebhookClientConfig
 caBundle byte
 service *%apiextensions.v1.ServiceReference
 url string
%apiextensions.v1.WebhookConversion req=conversionReviewVersions
 clientConfig *%apiextensions.v1.WebhookClientConfig
 conversionReviewVersions []string lt=atomic
%api.resource.Quantity string
%meta.v1.APIGroup gvk=/v1/APIGroup req=name,versions
 apiVersion string
 kind string
 name string default=""
 preferredVersion *%meta.v1.GroupVersionForDiscovery default={}
 serverAddressByClientCIDRs []*%meta.v1.ServerAddressByClientCIDR lt=atomic
 versions []*%meta.v1.GroupVersionForDiscovery lt=atomic
%meta.v1.APIGroupList gvk=/v1/APIGroupList req=groups
 apiVersion string
 groups []*%meta.v1.APIGroup lt=atomic
 kind string
%meta.v1.APIResource req=name,singularName,namespaced,kind,verbs
 categories []string lt=atomic
 group string
 kind string default=""
 name string default=""
 namespaced boolean default=false
 shortNames []string lt=atomic
 singularName string default=""
 storageVersionHash string
 verbs []string
 version string
%meta.v1.APIResourceList gvk=/v1/APIResourceList req=groupVersion,resources
 apiVersion string
 groupVersion string default=""
 kind string
 resources []*%meta.v1.APIResource lt=atomic
%meta.v1.APIVersions gvk=/v1/APIVersions req=versions,serverAddressByClientCIDRs
 apiVersion string
 kind string
 serverAddressByClientCIDRs []*%meta.v1.ServerAddressByClientCIDR lt=atomic
 versions []string lt=atomic
%meta.v1.Condition req=type,status,lastTransitionTime,reason,message
 lastTransitionTime *%meta.v1.Time
 message string default=""
 observedGeneration int64
 reason string default=""
 status string default=""
 type string default=""
%meta.v1.DeleteOptions gvk=*
 apiVersion string
 dryRun []string lt=atomic
 gracePeriodSeconds int64
 ignoreStoreReadErrorWithClusterBreakingPotential@32-36 boolean
 kind string
 orphanDependents boolean
 preconditions *%meta.v1.Preconditions
 propagationPolicy string
%meta.v1.FieldSelectorRequirement@31-36 req=key,operator
 key string default=""
 operator string default=""
 values []string lt=atomic
%meta.v1.FieldsV1 object
%meta.v1.GroupResource@35-36 req=group,resource
 group string default=""
 resource string default=""
%meta.v1.GroupVersionForDiscovery req=groupVersion,version
 groupVersion string default=""
 version string default=""
%meta.v1.LabelSelector mt=atomic
 matchExpressions []*%meta.v1.LabelSelectorRequirement lt=atomic
 matchLabels {}string
%meta.v1.LabelSelectorRequirement req=key,operator
 key string default=""
 operator string default=""
 values []string lt=atomic
%meta.v1.ListMeta
 continue string
 remainingItemCount int64
 resourceVersion string
 selfLink string
 shardInfo@36-36 *%meta.v1.ShardInfo
%meta.v1.ManagedFieldsEntry
 apiVersion string
 fieldsType string
 fieldsV1 *%meta.v1.FieldsV1
 manager string
 operation string
 subresource string
 time *%meta.v1.Time
%meta.v1.MicroTime string:date-time
%meta.v1.ObjectMeta
 annotations {}string
 creationTimestamp *%meta.v1.Time
 deletionGracePeriodSeconds int64
 deletionTimestamp *%meta.v1.Time
 finalizers []string ps=merge lt=set
 generateName string
 generation int64
 labels {}string
 managedFields []*%meta.v1.ManagedFieldsEntry lt=atomic
 name string
 namespace string
 ownerReferences []*%meta.v1.OwnerReference lk=uid ps=merge mk=uid lt=map
 resourceVersion string
 selfLink string
 uid string
%meta.v1.OwnerReference req=apiVersion,kind,name,uid mt=atomic
 apiVersion string default=""
 blockOwnerDeletion boolean
 controller boolean
 kind string default=""
 name string default=""
 uid string default=""
%meta.v1.Patch object
%meta.v1.Preconditions
 resourceVersion string
 uid string
%meta.v1.ServerAddressByClientCIDR req=clientCIDR,serverAddress
 clientCIDR string default=""
 serverAddress string default=""
%meta.v1.ShardInfo@36-36 req=selector
 selector string default=""
%meta.v1.Status@30-30 gvk=*
%meta.v1.Status@31-36 gvk=/v1/Status
 apiVersion string
 code int32
 details@30-34 *%meta.v1.StatusDetails lt=atomic
 details@35-36 *%meta.v1.StatusDetails
 kind string
 message string
 metadata *%meta.v1.ListMeta default={}
 reason string
 status string
%meta.v1.StatusCause
 field string
 message string
 reason string
%meta.v1.StatusDetails
 causes []*%meta.v1.StatusCause lt=atomic
 group string
 kind string
 name string
 retryAfterSeconds int32
 uid string
%meta.v1.Time string:date-time
%meta.v1.WatchEvent gvk=* req=type,object
 object *%runtime.RawExtension
 type string default=""
%runtime.RawExtension object
%util.intstr.IntOrString string:int-or-string
%version.Info req=major,minor,gitVersion,gitCommit,gitTreeState,buildDate,goVersion,compiler,platform
 buildDate string default=""
 compiler string default=""
 emulationMajor@33-36 string
 emulationMinor@33-36 string
 gitCommit string default=""
 gitTreeState string default=""
 gitVersion string default=""
 goVersion string default=""
 major string default=""
 minCompatibilityMajor@33-36 string
 minCompatibilityMinor@33-36 string
 minor string default=""
 platform string default=""
%apiregistration.v1.APIService gvk=apiregistration.k8s.io/v1/APIService
 apiVersion string
 kind string
 metadata *%meta.v1.ObjectMeta default={}
 spec *%apiregistration.v1.APIServiceSpec default={}
 status *%apiregistration.v1.APIServiceStatus default={}
%apiregistration.v1.APIServiceCondition req=type,status
 lastTransitionTime *%meta.v1.Time
 message string
 reason string
 status string default=""
 type string default=""
%apiregistration.v1.APIServiceList gvk=apiregistration.k8s.io/v1/APIServiceList req=items
 apiVersion string
 items []*%apiregistration.v1.APIService
 kind string
 metadata *%meta.v1.ListMeta default={}
%apiregistration.v1.APIServiceSpec req=groupPriorityMinimum,versionPriority
 caBundle byte lt=atomic
 group string
 groupPriorityMinimum int32 default=0
 insecureSkipTLSVerify boolean
 service *%apiregistration.v1.ServiceReference
 version string
 versionPriority int32 default=0
%apiregistration.v1.APIServiceStatus
 conditions []*%apiregistration.v1.APIServiceCondition lk=type ps=merge mk=type lt=map
%apiregistration.v1.ServiceReference
 name string
 namespace string
 port int32
`;
