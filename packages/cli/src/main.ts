#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { realHost } from './real-host.js';
import { run } from './run.js';

process.exitCode = await run(
  process.argv.slice(2),
  realHost(process, fileURLToPath(import.meta.url)),
);
