// A test as its author writes it, but for the stopwatch. The library to measure is the argument.
const [library = ''] = process.argv.slice(2);
const { startControlPlane } = await import(library);
const figures = { imported: performance.now() };
let lap = performance.now();
const tell = (name) => {
  figures[name] = performance.now() - lap;
  lap = performance.now();
};

const plane = await startControlPlane({ instances: ['1.35', '1.36'] });
tell('started');
const client = await plane.client();
for (let number = 0; number < 200; number++) {
  await client.create('/api/v1/namespaces/default/configmaps', {
    metadata: { name: `object-${number}` },
    data: { key: 'value' },
  });
}
tell('created');
await plane.reset();
tell('reset');
await plane.stop();
tell('stopped');
process.stdout.write(JSON.stringify(figures));
