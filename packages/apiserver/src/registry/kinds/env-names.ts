import type { NameRule } from '@skewplane/apimachinery';

/** @see kubernetes/apimachinery `pkg/util/validation/validation.go`, `IsEnvVarName` */
export const strictEnvName: NameRule = (name) => [
  ...(/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name)
    ? []
    : [
        "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')",
      ]),
  ...(name === '.' || name === '..' ? [`must not be '${name}'`] : []),
  ...(name.startsWith('..') && name !== '..' ? ["must not start with '..'"] : []),
];

/** @see kubernetes/apimachinery `pkg/util/validation/validation.go`, `IsRelaxedEnvVarName` */
export const relaxedEnvName: NameRule = (name) =>
  /^[\x20-\x7e]*$/.test(name) && !name.includes('=')
    ? []
    : [
        "a valid environment variable name must consist only of printable ASCII characters other than '='",
      ];
