/** How a quantity was written; canonical text keeps the family. */
export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

/** An exact amount, counted in billionths: upstream rounds anything finer up. */
export interface Quantity {
  readonly nanos: bigint;
  readonly format: QuantityFormat;
}

const pattern = /^([+-]?)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)$/;
const decimalSuffixes = new Map(
  [...['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'].entries()].map(([at, suffix]) => [
    suffix,
    (at - 3) * 3,
  ]),
);
const binarySuffixes = new Map(
  ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((suffix, at) => [suffix, (at + 1) * 10]),
);
const nanosPerUnit = 1_000_000_000n;
const largest = (2n ** 63n - 1n) * nanosPerUnit;

/** Upstream's texts for unusable quantities. */
const formatProblem =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const suffixProblem = "unable to parse quantity's suffix";

/**
 * @see kubernetes/apimachinery `pkg/api/resource/quantity.go`, `ParseQuantity`
 * @throws {SyntaxError} with upstream's text
 */
export function parseQuantity(text: string): Quantity {
  const match = pattern.exec(text);
  const [, sign = '', whole = '', fraction = '', suffix = ''] = match ?? [];
  if (match === null || (whole === '' && fraction === '')) throw new SyntaxError(formatProblem);
  const { base, exponent, format } = scaleOf(suffix);
  const digits = BigInt(`${whole}${fraction}`) * nanosPerUnit;
  const amount = scaled(digits, base, exponent, fraction.length);
  const nanos = format === 'BinarySI' && amount > largest ? largest : amount;
  return { nanos: sign === '-' ? -nanos : nanos, format };
}

/** Is the text a quantity at all? */
export function isQuantity(text: string): boolean {
  try {
    parseQuantity(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function scaleOf(suffix: string): { base: 2n | 10n; exponent: number; format: QuantityFormat } {
  const decimal = decimalSuffixes.get(suffix);
  if (decimal !== undefined) return { base: 10n, exponent: decimal, format: 'DecimalSI' };
  const binary = binarySuffixes.get(suffix);
  if (binary !== undefined) return { base: 2n, exponent: binary, format: 'BinarySI' };
  if (!/^[eE][-+]?[0-9]{1,3}$/.test(suffix)) throw new SyntaxError(suffixProblem);
  return { base: 10n, exponent: Number(suffix.slice(1)), format: 'DecimalExponent' };
}

/** `digits * base^exponent / 10^decimals`, away from zero when it does not come out even. */
function scaled(digits: bigint, base: bigint, exponent: number, decimals: number): bigint {
  const grown = exponent > 0 ? digits * base ** BigInt(exponent) : digits;
  const divisor = 10n ** BigInt(decimals) * (exponent < 0 ? base ** BigInt(-exponent) : 1n);
  return divideUp(grown, divisor);
}

function divideUp(amount: bigint, divisor: bigint): bigint {
  const whole = amount / divisor;
  return amount % divisor === 0n ? whole : whole + (amount > 0n ? 1n : -1n);
}

/** The one text upstream writes for this amount: `0.5` becomes `500m`, `1024Mi` becomes `1Gi`. */
export function formatQuantity({ nanos, format }: Quantity): string {
  if (nanos === 0n) return '0';
  const small = nanos > -1024n * nanosPerUnit && nanos < 1024n * nanosPerUnit;
  if (format === 'BinarySI' && !small) return formatBinary(nanos);
  return formatDecimal(nanos, format === 'DecimalExponent');
}

function formatBinary(nanos: bigint): string {
  let amount = divideUp(nanos, nanosPerUnit);
  let power = 0;
  while (amount % 1024n === 0n && power < binarySuffixes.size) {
    amount /= 1024n;
    power += 1;
  }
  return `${amount.toString()}${[...binarySuffixes.keys()][power - 1] ?? ''}`;
}

function formatDecimal(nanos: bigint, asExponent: boolean): string {
  let amount = nanos;
  let exponent = -9;
  while (amount % 1000n === 0n && exponent < 18) {
    amount /= 1000n;
    exponent += 3;
  }
  if (asExponent) return `${amount.toString()}${exponent === 0 ? '' : `e${String(exponent)}`}`;
  const suffix = [...decimalSuffixes].find(([, power]) => power === exponent)?.[0] ?? '';
  return `${amount.toString()}${suffix}`;
}

/** The text upstream answers for a quantity text or number; what cannot be parsed stays as it is. */
export function canonicalQuantity(value: string | number): string {
  const text = String(value).trim();
  return !isQuantity(text) || staysAsWritten(text) ? text : formatQuantity(parseQuantity(text));
}

/**
 * Upstream keeps the text of a decimal that it takes to be canonical already. Its test looks at the digits and the
 * exponent only, so `1.500` and `+5` stay while `1.5` becomes `1500m`.
 */
function staysAsWritten(text: string): boolean {
  const [, , whole = '', fraction = '', suffix = ''] = pattern.exec(text) ?? [];
  const { exponent, format } = scaleOf(suffix);
  const digits = whole.replace(/^0+/, '') + fraction;
  const scale = exponent - fraction.length;
  if (format === 'BinarySI' || digits === '' || digits.length > 18 || scale < -9) return false;
  return scale % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0');
}

export const addQuantities = (a: Quantity, b: Quantity): Quantity => ({
  nanos: a.nanos + b.nanos,
  format: a.nanos === 0n ? b.format : a.format,
});

/** The value in whole units, rounded away from zero; upstream's `Value()`. */
export const wholeUnits = ({ nanos }: Quantity): bigint => divideUp(nanos, nanosPerUnit);

/** The value in thousandths, rounded away from zero; upstream's `MilliValue()`. */
export const milliUnits = ({ nanos }: Quantity): bigint => divideUp(nanos, nanosPerUnit / 1000n);
