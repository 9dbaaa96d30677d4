import {
  fieldForbidden,
  fieldInvalid,
  isRecord,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { fieldsAt, textAt, valueAt, type Fields } from '../object-fields.js';
import { checkRelativePath } from './file-path-validation.js';
import { allContainersOf, containersWithPaths } from './pod-rules.js';
import { checkToleration } from './toleration-validation.js';

type Annotations = Readonly<Record<string, string>>;

export const mirrorAnnotation = 'kubernetes.io/config.mirror';
const deletionCost = 'controller.kubernetes.io/pod-deletion-cost';
const tolerations = 'scheduler.alpha.kubernetes.io/tolerations';
const seccompPod = 'seccomp.security.alpha.kubernetes.io/pod';
const seccompContainer = 'container.seccomp.security.alpha.kubernetes.io/';
const appArmorContainer = 'container.apparmor.security.beta.kubernetes.io/';
const path = 'metadata.annotations';

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidatePodSpecificAnnotations` */
export function checkPodAnnotations(
  annotations: Annotations | undefined,
  spec: Fields,
  minor: number,
  at = path,
): FieldError[] {
  if (annotations === undefined) return [];
  return [
    ...(annotations[mirrorAnnotation] !== undefined && textAt(spec, 'nodeName') === ''
      ? [
          fieldInvalid(
            `${at}[${mirrorAnnotation}]`,
            annotations[mirrorAnnotation],
            'must set spec.nodeName if mirror pod annotation is set',
          ),
        ]
      : []),
    ...checkTolerationsText(annotations[tolerations] ?? '', minor, at),
    ...checkDeletionCost(annotations[deletionCost], at),
    ...checkSeccompAnnotations(annotations, at),
    ...checkAppArmorAnnotations(annotations, spec, at),
  ];
}

function checkDeletionCost(cost: string | undefined, at: string): FieldError[] {
  if (cost === undefined) return [];
  const number = Number(cost);
  const fits = /^(0|[1-9]\d*|-\d+)$/.test(cost) && number >= -(2 ** 31) && number < 2 ** 31;
  return fits ? [] : [fieldInvalid(`${at}[${deletionCost}]`, cost, 'must be a 32bit integer')];
}

function checkTolerationsText(text: string, minor: number, at: string): FieldError[] {
  if (text === '') return [];
  const listed = parseList(text);
  if (typeof listed === 'string') return [fieldInvalid(at, tolerations, listed)];
  return listed.flatMap((each, index) =>
    checkToleration(each, `${at}.${tolerations}[${String(index)}]`, minor),
  );
}

/** The list, or what is wrong with the text. */
function parseList(text: string): readonly Fields[] | string {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed.filter(isRecord) : [];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return `invalid character ${JSON.stringify(text.charAt(0))} looking for beginning of value`;
  }
}

const checkSeccompAnnotations = (annotations: Annotations, at: string): FieldError[] =>
  Object.entries(annotations).flatMap(([key, profile]) =>
    key === seccompPod || key.startsWith(seccompContainer)
      ? checkSeccompText(profile, `${at}.${key}`)
      : [],
  );

function checkSeccompText(profile: string, at: string): FieldError[] {
  if (['runtime/default', 'docker/default', 'unconfined'].includes(profile)) return [];
  return profile.startsWith('localhost/')
    ? checkRelativePath(profile.slice('localhost/'.length), at)
    : [fieldInvalid(at, profile, 'must be a valid seccomp profile')];
}

function checkAppArmorAnnotations(
  annotations: Annotations,
  spec: Fields,
  at: string,
): FieldError[] {
  const profiles = Object.entries(annotations).filter(([key]) => key.startsWith(appArmorContainer));
  if (profiles.length === 0) return [];
  const names = new Set(allContainersOf(spec).map((container) => textAt(container, 'name')));
  return profiles.flatMap(([key, profile]) => {
    const name = key.slice(appArmorContainer.length);
    const known =
      ['', 'runtime/default', 'unconfined'].includes(profile) || profile.startsWith('localhost/');
    return [
      ...(names.has(name) ? [] : [fieldInvalid(`${at}[${key}]`, name, 'container not found')]),
      ...(known
        ? []
        : [
            fieldInvalid(
              `${at}[${key}]`,
              profile,
              `invalid AppArmor profile name: ${JSON.stringify(profile)}`,
            ),
          ]),
    ];
  });
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidatePodSpecificAnnotationUpdates` */
export function checkPodAnnotationUpdate(
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject>,
): FieldError[] {
  const [next, old] = [object.metadata.annotations ?? {}, current.metadata.annotations ?? {}];
  const refuse = (key: string, verb: string): FieldError[] => [
    ...(key.startsWith(appArmorContainer)
      ? [fieldForbidden(`${path}[${key}]`, `may not ${verb} AppArmor annotations`)]
      : []),
    ...(key === mirrorAnnotation
      ? [fieldForbidden(`${path}[${key}]`, `may not ${verb} mirror pod annotation`)]
      : []),
  ];
  return [
    ...Object.keys(old)
      .filter((key) => next[key] !== old[key])
      .flatMap((key) => refuse(key, 'remove or update')),
    ...Object.keys(next)
      .filter((key) => old[key] === undefined)
      .flatMap((key) => refuse(key, 'add')),
  ];
}

/** How a profile is written in an annotation. */
const annotationForms: Readonly<Record<string, readonly string[]>> = {
  Unconfined: ['unconfined'],
  RuntimeDefault: ['runtime/default'],
};

/**
 * On creation, what annotations and fields say of the same thing must agree.
 * @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateSeccompAnnotationsAndFields`
 */
export function checkProfilesAgree(
  annotations: Annotations | undefined,
  spec: Fields,
  specPath = 'spec',
): FieldError[] {
  if (annotations === undefined) return [];
  const ofPod = valueAt(spec, 'securityContext.appArmorProfile');
  const windows = textAt(spec, 'os.name') === 'windows';
  const containers = containersWithPaths(spec, specPath);
  return [
    ...checkAgrees(
      annotations[seccompPod],
      valueAt(spec, 'securityContext.seccompProfile'),
      `${specPath}.securityContext.seccompProfile`,
      'seccomp',
    ),
    ...containers.flatMap(([container, at]) =>
      checkAgrees(
        annotations[seccompContainer + textAt(container, 'name')],
        valueAt(container, 'securityContext.seccompProfile'),
        `${at}.securityContext.seccompProfile`,
        'seccomp',
      ),
    ),
    ...(windows ? [] : containers).flatMap(([container, at]) =>
      checkAgrees(
        annotations[appArmorContainer + textAt(container, 'name')],
        valueAt(container, 'securityContext.appArmorProfile') ?? ofPod,
        `${at}.securityContext.appArmorProfile`,
        'apparmor',
      ),
    ),
  ];
}

function checkAgrees(
  annotation: string | undefined,
  profile: unknown,
  at: string,
  kind: 'seccomp' | 'apparmor',
): FieldError[] {
  if (annotation === undefined || !isRecord(profile)) return [];
  const type = textAt(profile, 'type');
  const mismatch = (field: string, what: string): FieldError[] => [
    fieldForbidden(`${at}.${field}`, `${kind} ${what} in annotation and field must match`),
  ];
  if (type === 'Localhost') {
    if (!annotation.startsWith('localhost/')) return mismatch('type', 'type');
    return annotation.slice('localhost/'.length) === profile['localhostProfile']
      ? []
      : mismatch('localhostProfile', 'profile');
  }
  const forms = annotationForms[type];
  const older = kind === 'seccomp' && type === 'RuntimeDefault' && annotation === 'docker/default';
  return forms === undefined || forms.includes(annotation) || older ? [] : mismatch('type', 'type');
}

export const annotationsOf = (holder: unknown): Annotations =>
  fieldsAt(holder, 'metadata.annotations') as Annotations;
