import type { Command } from 'commander';

export type Shell = keyof typeof completionScripts;

/** Scripts that hold the whole command tree, so that completing starts no process. */
export const completionScripts = { bash, zsh, fish } as const;

interface Node {
  /** Words after the program name: `pki show`; empty for the program itself. */
  readonly path: string;
  readonly subcommands: readonly Command[];
  readonly flags: readonly { readonly long: string; readonly description: string }[];
}

function bash(program: Command): string {
  return `_skewplane() {
  local path='' word words
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$path $word" in
${caseArms(program, '      ')}
    esac
  done
  case "$path" in
${nodes(program)
  .map((node) => `    '${node.path}') words='${wordsOf(node).join(' ')}' ;;`)
  .join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
  [[ \${#COMPREPLY[@]} -gt 0 ]] || COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _skewplane skewplane
`;
}

function zsh(program: Command): string {
  return `#compdef skewplane
_skewplane() {
  local path_words='' word
  local -a described
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$path_words $word" in
${caseArms(program, '      ').replaceAll('path=', 'path_words=')}
    esac
  done
  case "$path_words" in
${nodes(program)
  .map((node) => `    '${node.path}') described=(${zshWords(node)}) ;;`)
  .join('\n')}
  esac
  _describe 'skewplane' described
  _files
}
compdef _skewplane skewplane
`;
}

function zshWords(node: Node): string {
  const entries = [
    ...node.subcommands.map((command) => [command.name(), command.description()]),
    ...node.flags.map(({ long, description }) => [long, description]),
  ];
  return entries
    .map(([word = '', text = '']) => quote(`${word}:${text.replaceAll(':', '\\:')}`))
    .join(' ');
}

function fish(program: Command): string {
  const lines = nodes(program).flatMap((node) => {
    const condition = fishCondition(node);
    return [
      ...node.subcommands.map(
        (command) =>
          `complete -c skewplane -n ${quote(condition)} -f -a ${command.name()} -d ${quote(command.description())}`,
      ),
      ...node.flags.map(
        ({ long, description }) =>
          `complete -c skewplane -n ${quote(condition)} -l ${long.slice(2)} -d ${quote(description)}`,
      ),
    ];
  });
  return `${lines.join('\n')}\n`;
}

/** True when exactly the words of the node have been typed so far. */
function fishCondition({ path, subcommands }: Node): string {
  const seen = path
    .split(' ')
    .filter(Boolean)
    .map((word) => `__fish_seen_subcommand_from ${word}`);
  if (subcommands.length === 0) return seen.join('; and ');
  const names = subcommands.map((command) => command.name()).join(' ');
  return [...seen, `not __fish_seen_subcommand_from ${names}`].join('; and ');
}

/** Shell `case` arms that follow the words typed down the tree. */
function caseArms(program: Command, indent: string): string {
  return nodes(program)
    .filter(({ path }) => path !== '')
    .map(({ path }) => {
      const words = path.split(' ');
      const before = words.slice(0, -1).join(' ');
      return `${indent}'${before} ${words.at(-1) ?? ''}') path='${path}' ;;`;
    })
    .join('\n');
}

function nodes(command: Command, path = ''): Node[] {
  const subcommands = command.commands;
  const flags = [...command.options, ...command.createHelp().visibleOptions(command)].flatMap(
    ({ long, description }) => (long ? [{ long, description }] : []),
  );
  return [
    { path, subcommands, flags: uniqueFlags(flags) },
    ...subcommands.flatMap((child) => nodes(child, `${path} ${child.name()}`.trim())),
  ];
}

function uniqueFlags(flags: Node['flags']): Node['flags'] {
  return [...new Map(flags.map((flag) => [flag.long, flag])).values()];
}

function wordsOf(node: Node): string[] {
  return [...node.subcommands.map((command) => command.name()), ...node.flags.map((f) => f.long)];
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
