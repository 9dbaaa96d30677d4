import { isRecord } from '@skewplane/apimachinery';
import { parseDocument } from 'yaml';
import { listAt, textAt, textsAt, valueAt, type Fields } from '../registry/object-fields.js';
import { policyProblems } from './validate-policy.js';

export const auditLevels = ['None', 'Metadata', 'Request', 'RequestResponse'] as const;
/** How much is recorded of a request; each level has what those before it have. */
export type AuditLevel = (typeof auditLevels)[number];

export const auditStages = [
  'RequestReceived',
  'ResponseStarted',
  'ResponseComplete',
  'Panic',
] as const;
/** Where a request was when an event was made. */
export type AuditStage = (typeof auditStages)[number];

export interface GroupResources {
  /** `''` is the core group, `*` any. */
  readonly group: string;
  /** `pods`, `pods/status`, `pods/*`, `*` with `/scale`, `*`; none: all. */
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
}

/** An empty list excludes nothing. */
export interface AuditRule {
  readonly level: AuditLevel;
  readonly users: readonly string[];
  readonly userGroups: readonly string[];
  readonly verbs: readonly string[];
  readonly namespaces: readonly string[];
  readonly resources: readonly GroupResources[];
  readonly nonResourceUrls: readonly string[];
  readonly omitStages: ReadonlySet<AuditStage>;
  readonly omitManagedFields: boolean;
}

/** `audit.k8s.io/v1` Policy; the first rule that fits decides. */
export interface AuditPolicy {
  readonly rules: readonly AuditRule[];
  readonly omitStages: ReadonlySet<AuditStage>;
  readonly omitManagedFields: boolean;
}

/** Without a policy file: one line for each request once it is over, and never what was in it. */
export const metadataOfEverything: AuditPolicy = {
  rules: [
    {
      level: 'Metadata',
      users: [],
      userGroups: [],
      verbs: [],
      namespaces: [],
      resources: [],
      nonResourceUrls: [],
      omitStages: new Set<AuditStage>(['RequestReceived', 'ResponseStarted']),
      omitManagedFields: false,
    },
  ],
  omitStages: new Set<AuditStage>(),
  omitManagedFields: false,
};

/**
 * Reads a policy. Fields that nobody knows are let pass.
 * @param text YAML or JSON
 * @throws {Error} in upstream's words
 * @see kubernetes/apiserver `pkg/audit/policy/reader.go`, `LoadPolicyFromBytes`
 */
export function parsePolicy(text: string): AuditPolicy {
  const policy = decoded(text);
  checkKind(policy);
  const problems = policyProblems(policy);
  if (problems.length === 1) throw new Error(problems[0]);
  if (problems.length > 1) throw new Error(`[${problems.join(', ')}]`);
  const rules = listAt(policy, 'rules');
  if (rules.length === 0) throw new Error('loaded illegal policy with 0 rules');
  const omitStages = stagesOf(policy);
  const omitManagedFields = valueAt(policy, 'omitManagedFields') === true;
  return {
    omitStages,
    omitManagedFields,
    rules: rules.map((rule) => ruleOf(rule, { omitStages, omitManagedFields })),
  };
}

function decoded(text: string): Fields {
  const document = parseDocument(text, { uniqueKeys: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const [first = ''] = error.message.split('\n', 1);
    throw new Error(
      `failed decoding: yaml: line ${String(error.linePos?.[0].line ?? 1)}: ${first.replace(/ at line.*$/, '')}`,
    );
  }
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  if (value === null || value === undefined) return {}; // an empty file
  if (!isRecord(value)) {
    throw new Error(
      `failed decoding: couldn't get version/kind; json parse error: json: cannot unmarshal ${kindOf(value)} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
    );
  }
  return value;
}

const kindOf = (value: unknown): string =>
  Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;

function checkKind(policy: Fields): void {
  const apiVersion = textAt(policy, 'apiVersion');
  const kind = textAt(policy, 'kind') || 'Policy';
  if (apiVersion === '') {
    throw new Error(`unknown group version field audit.k8s.io/__internal, Kind=${kind} in policy`);
  }
  if (apiVersion === 'audit.k8s.io/v1' && kind === 'Policy') return;
  throw new Error(
    `failed decoding: no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)} in scheme "k8s.io/apiserver/pkg/audit/scheme.go:30"`,
  );
}

function stagesOf(owner: Fields): ReadonlySet<AuditStage> {
  const named = textsAt(owner, 'omitStages');
  return new Set(auditStages.filter((stage) => named.includes(stage)));
}

function ruleOf(
  rule: Fields,
  policy: Pick<AuditPolicy, 'omitStages' | 'omitManagedFields'>,
): AuditRule {
  const omitManagedFields = rule['omitManagedFields'];
  return {
    level: textAt(rule, 'level') as AuditLevel,
    users: textsAt(rule, 'users'),
    userGroups: textsAt(rule, 'userGroups'),
    verbs: textsAt(rule, 'verbs'),
    namespaces: textsAt(rule, 'namespaces'),
    resources: listAt(rule, 'resources').map((each) => ({
      group: textAt(each, 'group'),
      resources: textsAt(each, 'resources'),
      resourceNames: textsAt(each, 'resourceNames'),
    })),
    nonResourceUrls: textsAt(rule, 'nonResourceURLs'),
    omitStages: new Set([...policy.omitStages, ...stagesOf(rule)]),
    omitManagedFields:
      typeof omitManagedFields === 'boolean' ? omitManagedFields : policy.omitManagedFields,
  };
}
