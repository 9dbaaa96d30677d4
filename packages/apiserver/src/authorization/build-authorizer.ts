import { mastersGroup } from '../request/user-info.js';
import { alwaysAllow, alwaysDeny } from './always.js';
import type { Authorizer, RuleResolver } from './authorizer.js';
import { nodeMode } from './node-mode.js';
import { pathAuthorizer } from './path-authorizer.js';
import { privilegedGroupAuthorizer } from './privileged-group.js';
import { rbacAuthorizer } from './rbac/rbac-authorizer.js';
import { RbacRuleResolver, type RbacViews } from './rbac/rule-resolver.js';
import { unionAuthorizer, unionRuleResolver } from './union.js';

export interface AuthorizationOptions {
  /** `--authorization-mode`, in order: AlwaysAllow, AlwaysDeny, Node, RBAC. */
  readonly modes: readonly string[];
  /** Paths that need no permission; `defaultAlwaysAllowPaths` when absent. */
  readonly alwaysAllowPaths?: readonly string[] | undefined;
}

export interface BuiltAuthorizer {
  readonly authorizer: Authorizer;
  readonly ruleResolver: RuleResolver;
  /** For the checks against privilege escalation, which apply in every mode. */
  readonly rbacRules: RbacRuleResolver;
  /** Stops following the views. */
  close(): void;
}

export const defaultAlwaysAllowPaths: readonly string[] = ['/healthz', '/readyz', '/livez'];

/**
 * `system:masters`, then the paths open to all, then each mode.
 * @throws {Error} for a mode that is unknown, not offered here, or named twice
 * @see kubernetes/kubernetes `pkg/kubeapiserver/authorizer/config.go`
 */
export function buildAuthorizer(options: AuthorizationOptions, deps: RbacViews): BuiltAuthorizer {
  checkModes(options.modes);
  const rbacRules = new RbacRuleResolver(deps);
  const members = options.modes.map((mode) => authorizerOf(mode, rbacRules));
  return {
    authorizer: unionAuthorizer([
      privilegedGroupAuthorizer(mastersGroup),
      pathAuthorizer(options.alwaysAllowPaths ?? defaultAlwaysAllowPaths),
      ...members,
    ]),
    ruleResolver: unionRuleResolver(members),
    rbacRules,
    close: () => {
      rbacRules.close();
    },
  };
}

function checkModes(modes: readonly string[]): void {
  if (modes.length === 0) throw new Error('at least one authorization-mode must be passed');
  const twice = modes.find((mode, index) => modes.indexOf(mode) !== index);
  if (twice !== undefined) {
    throw new Error(
      `authorization-mode ${JSON.stringify(modes)} has mode specified more than once`,
    );
  }
}

function authorizerOf(mode: string, rbacRules: RbacRuleResolver): Authorizer & RuleResolver {
  if (mode === 'AlwaysAllow') return alwaysAllow;
  if (mode === 'AlwaysDeny') return alwaysDeny;
  if (mode === 'Node') return nodeMode;
  if (mode === 'RBAC') return rbacAuthorizer(rbacRules);
  throw new Error(`authorization-mode ${JSON.stringify(mode)} is not a valid mode`);
}
