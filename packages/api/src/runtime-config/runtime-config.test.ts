import { describe, expect, it } from 'vitest';
import { effectiveVersion } from '../versions/effective-version.js';
import { mergeResourceConfig } from './resource-config.js';
import { parseRuntimeConfig } from './runtime-config.js';
import { validateRuntimeConfig } from './validate-runtime-config.js';

describe('parseRuntimeConfig: kubernetes/component-base cli/flag/configuration_map.go', () => {
  it.each<[string, Record<string, string>]>([
    ['', {}],
    [
      'api/all=true, batch/v1 = false ,apps/v1',
      { 'api/all': 'true', 'batch/v1': 'false', 'apps/v1': '' },
    ],
    ['a/v1=true,a/v1=false', { 'a/v1': 'false' }],
    ['v1=false', { '/v1': 'false' }],
    ['api/v1=false', { '/v1': 'false' }],
    ['v1/pods=false', { '/v1': 'false' }],
    ['api/legacy=true', {}],
  ])('%s', (text, want) => {
    expect(Object.fromEntries(parseRuntimeConfig(text))).toEqual(want);
  });
});

describe('validateRuntimeConfig: kubernetes/apiserver pkg/server/options/api_enablement.go', () => {
  it.each<[number, string, string[]]>([
    [
      36,
      'api/all=false',
      [
        'invalid runtime-config with only api/all=false',
        '--runtime-config=api/all=false conflicts with --enable-priority-and-fairness=true',
      ],
    ],
    [36, 'api/all=false,flowcontrol.apiserver.k8s.io/v1=true', []],
    [36, 'batch', ['runtime-config invalid key batch']],
    [36, 'a/b/c/d=true', ['runtime-config invalid key a/b/c/d']],
    [35, 'nope.io/v1=true,no.io/v1=true', ['unknown api groups nope.io,no.io']],
    [36, 'nope.io/v1=true,no.io/v1=true', ['unknown api groups no.io/v1,nope.io/v1']],
    [36, 'extensions/v1beta1=true', []],
    [
      36,
      'flowcontrol.apiserver.k8s.io/v1=false',
      [
        '--runtime-config=flowcontrol.apiserver.k8s.io/v1=false conflicts with --enable-priority-and-fairness=true',
      ],
    ],
    [
      36,
      'api/ga=false',
      ['--runtime-config=api/ga=false conflicts with --enable-priority-and-fairness=true'],
    ],
    [36, 'api/ga=true,api/all=false', []],
    [
      36,
      'api/all=false,v1=true',
      ['--runtime-config=api/all=false conflicts with --enable-priority-and-fairness=true'],
    ],
  ])('1.%i %s → %j', (binaryMinor, text, problems) => {
    const config = parseRuntimeConfig(text);
    expect(validateRuntimeConfig(config, { binaryMinor, priorityAndFairness: true })).toEqual(
      problems,
    );
  });

  it('asks for flow control only when fairness is on', () => {
    const config = parseRuntimeConfig('api/ga=false');
    const options = { binaryMinor: 36, priorityAndFairness: false };
    expect(validateRuntimeConfig(config, options)).toEqual([]);
  });
});

describe('mergeResourceConfig: kubernetes/apiserver pkg/server/resourceconfig/helpers.go', () => {
  const merge = (text: string) =>
    mergeResourceConfig(parseRuntimeConfig(text), effectiveVersion(36), {
      forwardCompatible: false,
    });

  it.each([
    ['api/beta=yes', 'invalid value api/beta=yes'],
    ['api/all', 'invalid value api/all='],
    ['apps/v9=true', 'group version apps/v9 that has not been registered'],
    [
      'v2=true,v1/x=maybe',
      'invalid value of /v1: maybe, err: strconv.ParseBool: parsing "maybe": invalid syntax',
    ],
    [
      'apps/v1/Deployments=true',
      'invalid key apps/v1/Deployments: group/version/resource and resource is always lowercase plural, not "Deployments"',
    ],
  ])('%s: %s', (text, message) => {
    expect(() => merge(text)).toThrow(new Error(message));
  });

  it.each([
    ['api/all=false,batch/v1=true', 'batch/v1/jobs', true],
    ['api/all=false,batch/v1=true', 'apps/v1/deployments', false],
    ['api/all=false,batch/v1/jobs=1', 'batch/v1/jobs', true],
    ['api/all=false,batch/v1/jobs=1', 'batch/v1/cronjobs', false],
    ['batch/v1/jobs=true,batch/v1=false', 'batch/v1/jobs', true],
    ['api/all=true,api/alpha=false', 'internal.apiserver.k8s.io/v1alpha1/storageversions', false],
    ['api/alpha=true', 'internal.apiserver.k8s.io/v1alpha1/storageversions', true],
    ['resource.k8s.io/v1beta1/resourceclaims', 'resource.k8s.io/v1beta1/resourceclaims', true],
    ['resource.k8s.io/v1beta1/resourceclaims', 'resource.k8s.io/v1beta1/deviceclasses', false],
    ['v1=false', '/v1/pods', false],
    ['', '/v1/pods', true],
  ])('%s: %s is %s', (text, key, want) => {
    const [group = '', version = '', resource = ''] = key.split('/');
    expect(merge(text).enabled({ group, version, resource })).toBe(want);
  });
});
