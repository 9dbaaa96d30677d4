import {
  fieldInvalid,
  fieldRequired,
  fieldTooLong,
  validateDns1123Label,
  validateDns1123Subdomain,
  type FieldError,
  type NameRule,
} from '@skewplane/apimachinery';

const longestDomain = 253;
/** A subdomain, a label and the dot between them. */
const longestPath = 253 + 63 + 1;

/** @see kubernetes/kubernetes `pkg/apis/core/validation/names.go`, `ValidateSignerName` */
export function checkSignerName(signer: string, path: string): FieldError[] {
  if (signer === '') return [fieldRequired(path)];
  const [domain = '', name = '', ...more] = signer.split('/');
  if (!signer.includes('/') || more.length > 0) {
    return [
      fieldInvalid(
        path,
        signer,
        "must be a fully qualified domain and path of the form 'example.com/signer-name'",
      ),
    ];
  }
  return [
    ...(domain.length > longestDomain ? [fieldTooLong(path, longestDomain)] : []),
    ...checkParts(domain, path, validateDns1123Label),
    ...(domain.includes('.')
      ? []
      : [
          fieldInvalid(
            path,
            domain,
            'should be a domain with at least two segments separated by dots',
          ),
        ]),
    ...checkParts(name, path, validateDns1123Subdomain),
    ...(name.length > longestPath ? [fieldTooLong(path, longestPath)] : []),
  ];
}

/** Only the first wrong part is told. */
function checkParts(text: string, path: string, rule: NameRule): FieldError[] {
  const wrong = text.split('.').find((part) => rule(part).length > 0);
  return wrong === undefined
    ? []
    : rule(wrong).map((problem) =>
        fieldInvalid(path, text, `validating label ${JSON.stringify(wrong)}: ${problem}`),
      );
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/names.go`, `ValidateClusterTrustBundleName` */
export const trustBundleNameRule =
  (signer: string): NameRule =>
  (name) => {
    if (signer === '') {
      return name.includes(':')
        ? ['ClusterTrustBundle without signer name must not have ":" in its name']
        : validateDns1123Subdomain(name);
    }
    const prefix = `${signer.replaceAll('/', ':')}:`;
    return name.startsWith(prefix)
      ? validateDns1123Subdomain(name.slice(prefix.length))
      : [`ClusterTrustBundle for signerName ${signer} must be named with prefix ${prefix}`];
  };

/** A name with a colon says which signer it belongs to. */
export function checkTrustBundleName(name: string, path: string): FieldError[] {
  const split = name.lastIndexOf(':');
  const signer = split < 0 ? '' : name.slice(0, split).replaceAll(':', '/');
  return trustBundleNameRule(signer)(name).map((problem) =>
    fieldInvalid(path, name, `not a valid clustertrustbundlename: ${problem}`),
  );
}
