import {
  fieldInvalid,
  fieldRequired,
  validateDns1123Subdomain,
  type FieldError,
  type NameRule,
} from '@skewplane/apimachinery';
import { has, textAt, textsAt, valueAt, type Fields } from '../object-fields.js';
import { checkText, eachOf } from './checks.js';
import { checkLegacyIp } from './ip-address.js';
import type { PodRules } from './pod-rules.js';

const maxNameservers = 3;
const maxSearches = 32;
const maxSearchCharacters = 2048;

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validatePodDNSConfig` */
export function checkDnsConfig(spec: Fields, path: string, rules: PodRules): FieldError[] {
  const at = `${path}.dnsConfig`;
  const config = valueAt(spec, 'dnsConfig');
  const servers = textsAt(config, 'nameservers');
  if (spec['dnsPolicy'] === 'None') {
    if (!has(spec, 'dnsConfig'))
      return [fieldRequired(at, 'must provide `dnsConfig` when `dnsPolicy` is None')];
    if (servers.length === 0) {
      const message = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
      return [fieldRequired(`${at}.nameservers`, message)];
    }
  }
  if (!has(spec, 'dnsConfig')) return [];
  return [
    ...(servers.length > maxNameservers
      ? [
          fieldInvalid(
            `${at}.nameservers`,
            servers,
            `must not have more than ${String(maxNameservers)} nameservers`,
          ),
        ]
      : []),
    ...servers.flatMap((server, index) =>
      checkLegacyIp(server, `${at}.nameservers[${String(index)}]`, rules.minor),
    ),
    ...checkSearches(textsAt(config, 'searches'), `${at}.searches`, rules.relaxedDns),
    ...eachOf(config, 'options', at, (option, optionAt) =>
      textAt(option, 'name') === '' ? [fieldRequired(optionAt, 'must not be empty')] : [],
    ),
  ];
}

function checkSearches(searches: readonly string[], path: string, relaxed: boolean): FieldError[] {
  return [
    ...(searches.length > maxSearches
      ? [
          fieldInvalid(
            path,
            searches,
            `must not have more than ${String(maxSearches)} search paths`,
          ),
        ]
      : []),
    ...(searches.join(' ').length > maxSearchCharacters
      ? [
          fieldInvalid(
            path,
            searches,
            `must not have more than ${String(maxSearchCharacters)} characters (including spaces) in the search list`,
          ),
        ]
      : []),
    ...searches.flatMap((search, index) =>
      relaxed && search === '.'
        ? []
        : checkText(
            search.replace(/\.$/, ''),
            `${path}[${String(index)}]`,
            relaxed ? subdomainWithUnderscore : validateDns1123Subdomain,
          ),
    ),
  ];
}

const label = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const underscored = `${label}(\\.${label})*`;
const underscoredName = new RegExp(`^${underscored}$`);

/** @see kubernetes/apimachinery `pkg/util/validation/validation.go`, `IsDNS1123SubdomainWithUnderscore` */
const subdomainWithUnderscore: NameRule = (name) => [
  ...(name.length > 253 ? ['must be no more than 253 characters'] : []),
  ...(underscoredName.test(name)
    ? []
    : [
        `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${underscored}')`,
      ]),
];
