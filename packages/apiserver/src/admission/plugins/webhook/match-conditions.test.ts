import { describe, expect, it } from 'vitest';
import { expressionProblem } from './cel-expression.js';
import { compileConditions } from './match-conditions.js';

/* kubernetes/apiserver pkg/admission/plugin/webhook/matchconditions/matcher_test.go */

const variables = {
  object: { metadata: { name: 'a', labels: { x: 'y' } }, spec: { replicas: 3 } },
  oldObject: undefined,
  request: { operation: 'CREATE', userInfo: { groups: ['g'] } },
};
const conditions = (...expressions: string[]) =>
  compileConditions(expressions.map((expression, at) => ({ name: `c${String(at)}`, expression })));
const broken = 'object.absent.field == 1';
const brokenText = `expression '${broken}' resulted in error: no such key: absent`;

describe('conditions', () => {
  it.each<[boolean, string[]]>([
    [true, []],
    [true, ['object.spec.replicas == 3']],
    [true, ['has(object.metadata.labels) && object.metadata.labels.x == "y"']],
    [true, ['oldObject == null']],
    [true, ['request.operation in ["CREATE"]', '"g" in request.userInfo.groups']],
    [true, ['object.spec.replicas']], // upstream: only what is false excludes
    [false, ['true', 'object.spec.replicas > 3']],
    [false, [broken, 'false']], // one that says no outweighs those that cannot say
  ])('%s for %j', (expected, expressions) => {
    expect(conditions(...expressions).matches(variables)).toBe(expected);
  });

  it.each([
    [[broken], brokenText],
    [['true', broken], brokenText],
    [
      [broken, 'object.other.x'],
      `[${brokenText}, expression 'object.other.x' resulted in error: no such key: other]`,
    ],
  ])('that cannot say: %j', (expressions, message) => {
    expect(() => conditions(...expressions).matches(variables)).toThrow(message);
  });
});

// kubernetes/apiserver pkg/admission/plugin/cel/compile.go
describe('an expression', () => {
  it.each([
    ['object.a == 1', undefined],
    ['object.a', undefined],
    ['1 + 1', 'must evaluate to bool but got int'],
    ['"a"', 'must evaluate to bool but got string'],
    [
      'true && objec.a',
      "compilation failed: ERROR: <input>:1:9: undeclared reference to 'objec' (in container '')\n | true && objec.a\n | ........^",
    ],
    [
      'authorizer.group("apps") == 1', // not there, unlike upstream
      "compilation failed: ERROR: <input>:1:1: undeclared reference to 'authorizer' (in container '')\n | authorizer.group(\"apps\") == 1\n | ^",
    ],
  ])('%s', (expression, problem) => {
    expect(expressionProblem(expression)).toBe(problem);
  });
});
