import type { FlagReader } from '../flag-reader.js';
import { parsePolicy, type AuditPolicy } from './policy.js';

const flag = 'audit-policy-file';

/**
 * The policy that a flag names; undefined without one.
 * @see kubernetes/apiserver `pkg/server/options/audit.go`, `newPolicyRuleEvaluator`
 */
export async function readAuditPolicy(reader: FlagReader): Promise<AuditPolicy | undefined> {
  const { bytes, problem } = await reader.attemptFile(flag);
  if (bytes === undefined) return undefined;
  const path = reader.text(flag);
  const refuse = (why: string) => {
    reader.refuse(`loading audit policy file: ${why}`);
  };
  if (problem !== '') {
    refuse(`failed to read file path ${JSON.stringify(path)}: ${problem}`);
    return undefined;
  }
  try {
    return parsePolicy(bytes.toString('utf8'));
  } catch (error) {
    refuse(`${error instanceof Error ? error.message : String(error)}: from file ${path}`);
    return undefined;
  }
}
