import {
  fieldDuplicate,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  validateDns1123Subdomain,
  type FieldError,
  type KubeObject,
} from '@skewplane/apimachinery';
import type { UserInfo } from '../../request/user-info.js';
import {
  editable,
  editableList,
  ensureFields,
  fieldsAt,
  has,
  listAt,
  numberAt,
  textAt,
  textsAt,
  type Fields,
} from '../object-fields.js';
import { emptyStruct, resetStatus, type KindStrategy } from './base.js';
import { checkName } from './checks.js';

/** @see kubernetes/kubernetes `pkg/registry/certificates/certificates/strategy.go` */
export const certificateSigningRequest: KindStrategy = () => ({
  hasStatus: true,
  defaults: (object) => {
    emptyStruct(object, 'spec', 'status');
  },
  prepareForCreate: (object, { user }) => {
    recordRequester(object, user);
    resetStatus(object);
  },
  // A request is never edited; only its status is.
  prepareForUpdate: (object, current) => {
    object['spec'] = structuredClone(current['spec']);
  },
  prepareForStatusUpdate: (object, current) => {
    for (const condition of editableList(editable(object, 'status'), 'conditions')) {
      if (has(condition, 'lastUpdateTime')) continue;
      const before = listAt(current, 'status.conditions').find(
        (each) => each['type'] === condition['type'],
      );
      if (before !== undefined) condition['lastUpdateTime'] = before['lastUpdateTime'];
    }
  },
  validate: (object) => checkSigningRequest(fieldsAt(object, 'spec')),
});

function recordRequester(object: KubeObject, user: UserInfo | undefined): void {
  const spec = ensureFields(object, 'spec');
  for (const field of ['username', 'uid', 'groups', 'extra']) Reflect.deleteProperty(spec, field);
  if (user === undefined) return;
  if (user.name !== '') spec['username'] = user.name;
  if (user.uid !== '') spec['uid'] = user.uid;
  if (user.groups.length > 0) spec['groups'] = [...user.groups];
  if (Object.keys(user.extra).length > 0) spec['extra'] = structuredClone(user.extra);
}

const usages = [
  'any',
  'cert sign',
  'client auth',
  'code signing',
  'content commitment',
  'crl sign',
  'data encipherment',
  'decipher only',
  'digital signature',
  'email protection',
  'encipher only',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'key agreement',
  'key encipherment',
  'microsoft sgc',
  'netscape sgc',
  'ocsp signing',
  's/mime',
  'server auth',
  'signing',
  'timestamping',
];
const pemRequest = /-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----/;
const shortestLifetimeSeconds = 600;

/** @see kubernetes/kubernetes `pkg/apis/certificates/validation/validation.go`, `validateCertificateSigningRequest` */
function checkSigningRequest(spec: Fields): FieldError[] {
  const pem = Buffer.from(textAt(spec, 'request'), 'base64').toString('latin1');
  const asked = textsAt(spec, 'usages');
  const lifetime = numberAt(spec, 'expirationSeconds');
  const signer = textAt(spec, 'signerName');
  return [
    ...(pemRequest.test(pem)
      ? []
      : [
          fieldInvalid(
            'spec.request',
            spec['request'] ?? '',
            'PEM block type must be CERTIFICATE REQUEST',
          ),
        ]),
    ...(asked.length === 0 ? [fieldRequired('spec.usages')] : []),
    ...asked.flatMap((usage, index) => checkUsage(usage, index, asked)),
    ...(signer.includes('/') || signer === ''
      ? checkName(signer.split('/')[0] ?? '', 'spec.signerName', validateDns1123Subdomain)
      : [
          fieldInvalid(
            'spec.signerName',
            signer,
            'must be a fully qualified domain and path of the form "example.com/signer-name"',
          ),
        ]),
    ...(lifetime !== undefined && lifetime < shortestLifetimeSeconds
      ? [
          fieldInvalid(
            'spec.expirationSeconds',
            lifetime,
            'may not specify a duration less than 600 seconds (10 minutes)',
          ),
        ]
      : []),
  ];
}

function checkUsage(usage: string, index: number, asked: readonly string[]): FieldError[] {
  const path = `spec.usages[${String(index)}]`;
  return [
    ...(usages.includes(usage) ? [] : [fieldNotSupported(path, usage, usages)]),
    ...(asked.indexOf(usage) < index ? [fieldDuplicate(path, usage)] : []),
  ];
}
