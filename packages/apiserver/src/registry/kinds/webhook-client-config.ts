import {
  fieldInvalid,
  fieldRequired,
  validateDns1123Subdomain,
  type FieldError,
} from '@skewplane/apimachinery';
import { has, numberAt, textAt, type Fields } from '../object-fields.js';

/** @see kubernetes/kubernetes `pkg/apis/admissionregistration/validation/validation.go` */
export function checkClientConfig(config: Fields, path: string): FieldError[] {
  if (has(config, 'url') === has(config, 'service'))
    return [fieldRequired(path, 'exactly one of url or service is required')];
  return has(config, 'service')
    ? checkService(config, `${path}.service`)
    : checkUrl(textAt(config, 'url'), `${path}.url`);
}

const form = '; desired format: https://host[/path]';

/** @see kubernetes/apiserver `pkg/util/webhook/validation.go`, `ValidateWebhookURL` */
function checkUrl(text: string, path: string): FieldError[] {
  // What Go reads as a URL without a host, WHATWG does not read at all.
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase() ?? '';
  if (scheme === '' || /^[a-z]+:\/\/(\/|$)/i.test(text)) {
    return [
      ...(scheme === 'https' ? [] : [schemeProblem(path, scheme)]),
      fieldInvalid(path, '', `host must be specified${form}`),
    ];
  }
  if (!URL.canParse(text)) {
    return [
      fieldRequired(path, `url must be a valid URL: parse ${JSON.stringify(text)}: invalid${form}`),
    ];
  }
  const url = new URL(text);
  const user = url.password === '' ? url.username : `${url.username}:${url.password}`;
  return [
    ...(scheme === 'https' ? [] : [schemeProblem(path, scheme)]),
    ...(url.host === '' ? [fieldInvalid(path, '', `host must be specified${form}`)] : []),
    ...(user === ''
      ? []
      : [fieldInvalid(path, user, 'user information is not permitted in the URL')]),
    ...(url.hash === ''
      ? []
      : [fieldInvalid(path, url.hash.slice(1), 'fragments are not permitted in the URL')]),
    ...(url.search === ''
      ? []
      : [fieldInvalid(path, url.search.slice(1), 'query parameters are not permitted in the URL')]),
  ];
}

const schemeProblem = (path: string, scheme: string): FieldError =>
  fieldInvalid(path, scheme, `'https' is the only allowed URL scheme${form}`);

/** @see kubernetes/apiserver `pkg/util/webhook/validation.go`, `ValidateWebhookService` */
function checkService(config: Fields, path: string): FieldError[] {
  const port = numberAt(config, 'service.port') ?? 443;
  return [
    ...['name', 'namespace']
      .filter((field) => textAt(config, `service.${field}`) === '')
      .map((field) => fieldRequired(`${path}.${field}`)),
    ...(port >= 1 && port <= 65535
      ? []
      : [
          fieldInvalid(
            `${path}.port`,
            port,
            'port is not valid: must be between 1 and 65535, inclusive',
          ),
        ]),
    ...checkPath(textAt(config, 'service.path'), `${path}.path`),
  ];
}

function checkPath(value: string, path: string): FieldError[] {
  if (value === '' || value === '/') return [];
  if (value === '//') return [fieldInvalid(path, value, 'segment[0] may not be empty')];
  const steps = value.slice(1).replace(/\/$/, '').split('/');
  return [
    ...(value.startsWith('/') ? [] : [fieldInvalid(path, value, "must start with a '/'")]),
    ...steps.flatMap((step, index) => {
      const segment = `segment[${String(index)}]`;
      if (step === '') return [fieldInvalid(path, value, `${segment} may not be empty`)];
      return validateDns1123Subdomain(step).map((problem) =>
        fieldInvalid(path, value, `${segment}: ${problem}`),
      );
    }),
  ];
}
