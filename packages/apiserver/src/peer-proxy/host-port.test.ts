import { describe, expect, it } from 'vitest';
import { joinHostPort, splitHostPort } from './host-port.js';

// Go net/ip_test.go, TestSplitHostPort and TestJoinHostPort.
describe('splitHostPort', () => {
  it.each([
    ['10.0.0.1:6443', '10.0.0.1', '6443'],
    ['[::1]:6443', '::1', '6443'],
    [':6443', '', '6443'],
    ['host:', 'host', ''],
  ])('takes %s apart', (address, host, port) => {
    expect(splitHostPort(address)).toEqual({ host, port });
  });

  it.each([
    ['', 'missing port in address'],
    ['10.0.0.1', 'address 10.0.0.1: missing port in address'],
    ['[::1]', 'address [::1]: missing port in address'],
    ['::1', 'address ::1: too many colons in address'],
    ['[::1', "address [::1: missing ']' in address"],
    ['[a]b:80', 'address [a]b:80: missing port in address'],
    ['a]:80', "address a]:80: unexpected ']' in address"],
  ])('refuses %j: %s', (address, message) => {
    expect(() => splitHostPort(address)).toThrow(message);
  });
});

it('joins a host and a port, with brackets for IPv6', () => {
  expect([joinHostPort('10.0.0.1', 6443), joinHostPort('::1', '80')]).toEqual([
    '10.0.0.1:6443',
    '[::1]:80',
  ]);
});
