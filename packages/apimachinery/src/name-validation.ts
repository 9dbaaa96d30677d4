const dns1123LabelText = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const dns1123Label = new RegExp(`^${dns1123LabelText}$`);
const dns1123Subdomain = new RegExp(`^${dns1123LabelText}(\\.${dns1123LabelText})*$`);
const dns1035Label = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const qualifiedName = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

/** Upstream's wording to the letter, with its two spaces between examples. */
const regexError = (text: string, pattern: string, ...examples: string[]): string => {
  const listed = examples.map((each) => `'${each}', `).join(' or ');
  return `${text} (${listed === '' ? '' : `e.g. ${listed}`}regex used for validation is '${pattern}')`;
};

/** Names count characters, label keys and values bytes (these since 1.35). */
const maxLength = (length: number, unit: 'bytes' | 'characters' = 'bytes'): string =>
  `must be no more than ${String(length)} ${unit}`;

/** A rule for names: the problems it finds, none when the name is good. `@see` kubernetes/apimachinery `pkg/util/validation/validation.go` */
export type NameRule = (name: string) => string[];

export const validateDns1123Label: NameRule = (value) => [
  ...(value.length > 63 ? [maxLength(63, 'characters')] : []),
  ...(dns1123Label.test(value)
    ? []
    : [
        dns1123Subdomain.test(value)
          ? 'must not contain dots'
          : regexError(
              "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
              dns1123LabelText,
              'my-name',
              '123-abc',
            ),
      ]),
];

export const validateDns1123Subdomain: NameRule = (value) => [
  ...(value.length > 253 ? [maxLength(253, 'characters')] : []),
  ...(dns1123Subdomain.test(value)
    ? []
    : [
        regexError(
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
          `${dns1123LabelText}(\\.${dns1123LabelText})*`,
          'example.com',
        ),
      ]),
];

export const validateDns1035Label: NameRule = (value) => [
  ...(value.length > 63 ? [maxLength(63, 'characters')] : []),
  ...(dns1035Label.test(value)
    ? []
    : [
        regexError(
          "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
          '[a-z]([-a-z0-9]*[a-z0-9])?',
          'my-name',
          'abc-123',
        ),
      ]),
];

/** Names that only must be safe as one path segment: RBAC kinds and a few more. */
export const validatePathSegmentName: NameRule = (value) => {
  if (value === '.' || value === '..') return [`may not be '${value}'`];
  return ['/', '%']
    .filter((each) => value.includes(each))
    .map((each) => `may not contain '${each}'`);
};

/** Label and annotation keys: an optional DNS prefix and a name. */
export const validateQualifiedName: NameRule = (value) => {
  const problems: string[] = [];
  const parts = value.split('/');
  if (parts.length > 2) {
    return [
      `a qualified name ${regexError(
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]',
        'MyName',
        'my.name',
        '123-abc',
      )} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const name = parts[parts.length - 1] ?? '';
  if (parts.length === 2) {
    const prefix = parts[0] ?? '';
    if (prefix === '') problems.push('prefix part must be non-empty');
    else problems.push(...validateDns1123Subdomain(prefix).map((each) => `prefix part ${each}`));
  }
  if (name === '') problems.push('name part must be non-empty');
  else if (name.length > 63) problems.push(`name part ${maxLength(63)}`);
  if (!qualifiedName.test(name)) {
    problems.push(
      `name part ${regexError(
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]',
        'MyName',
        'my.name',
        '123-abc',
      )}`,
    );
  }
  return problems;
};

export const validateLabelValue: NameRule = (value) => [
  ...(value.length > 63 ? [maxLength(63)] : []),
  ...(value === '' || qualifiedName.test(value)
    ? []
    : [
        regexError(
          "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
          '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?',
          'MyValue',
          'my_value',
          '12345',
        ),
      ]),
];
