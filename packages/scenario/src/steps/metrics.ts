const sample = /^([A-Za-z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)/;
const label = /([A-Za-z_]\w*)="((?:\\.|[^"\\])*)"/g;

/** Adds up the series of `name` that have all of `labels`, in the text format of Prometheus; 0 without any. */
export function sumOfMetric(
  text: string,
  name: string,
  labels: Readonly<Record<string, string>>,
): number {
  let sum = 0;
  for (const line of text.split('\n')) {
    if (!line.startsWith(name)) continue;
    const [, found, pairs = '', value = '0'] = sample.exec(line) ?? [];
    if (found === name && hasLabels(pairs, labels)) sum += Number(value);
  }
  return sum;
}

function hasLabels(pairs: string, wanted: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(wanted);
  if (names.length === 0) return true;
  const found = new Map(
    [...pairs.matchAll(label)].map(([, name = '', value = '']) => [
      name,
      value.replace(/\\(.)/g, '$1'),
    ]),
  );
  return names.every((name) => found.get(name) === wanted[name]);
}
