/** `helmdesk completion <shell>`: a small script for the shell; the words come from the commands themselves. */
import { Argument, type Command } from 'commander';

// Found on the PATH it is called by its name, otherwise as it is here: by npx, in the folder that it is installed in.
const scripts = {
  bash: `_helmdesk_words() { if command -v helmdesk >/dev/null; then helmdesk complete -- "$@"; else npx --no-install helmdesk complete -- "$@"; fi 2>/dev/null; }
_helmdesk() {
  local first=1
  if [ "\${COMP_WORDS[0]}" = npx ]; then
    [ "\${COMP_WORDS[1]}" = helmdesk ] || { mapfile -t COMPREPLY < <(compgen -W helmdesk -- "\${COMP_WORDS[COMP_CWORD]}"); return; }
    first=2
  fi
  mapfile -t COMPREPLY < <(compgen -W "$(_helmdesk_words "\${COMP_WORDS[@]:first:COMP_CWORD-first}")" -- "\${COMP_WORDS[COMP_CWORD]}")
}
complete -o default -F _helmdesk helmdesk npx
`,
  zsh: `#compdef helmdesk npx
_helmdesk_words() { if (( $+commands[helmdesk] )); then helmdesk complete -- "$@"; else npx --no-install helmdesk complete -- "$@"; fi 2>/dev/null }
_helmdesk() {
  local -a found; local first=2
  if [[ $words[1] == npx ]]; then
    if [[ $CURRENT -eq 2 ]]; then compadd helmdesk; _files; return; fi
    [[ $words[2] == helmdesk ]] || { _files; return; }
    first=3
  fi
  found=(\${(f)"$(_helmdesk_words "\${(@)words[first,CURRENT-1]}")"})
  compadd -a found || _files
}
compdef _helmdesk helmdesk npx
`,
  fish: `function __helmdesk_words
  set -l words (commandline -opc)
  set -l first 2
  test "$words[1]" = npx; and set first 3
  if type -q helmdesk; helmdesk complete -- $words[$first..-1] 2>/dev/null; else; npx --no-install helmdesk complete -- $words[$first..-1] 2>/dev/null; end
end
complete -c helmdesk -f -a '(__helmdesk_words)'
complete -c npx -n '__fish_seen_subcommand_from helmdesk' -f -a '(__helmdesk_words)'
complete -c npx -n 'not __fish_seen_subcommand_from helmdesk' -a helmdesk
`,
} as const;

const shells = Object.keys(scripts);
const isShell = (name: string): name is keyof typeof scripts => name in scripts;

/** What may follow these words: commands below the last one that is named, then its options. */
export function candidates(program: Command, words: readonly string[]): readonly string[] {
  let command = program;
  for (const word of words) command = command.commands.find((each) => each.name() === word) ?? command;
  const below = command.commands.map((each) => each.name()).filter((name) => name !== 'complete');
  const options = [...command.options, ...(command === program ? [] : program.options)];
  return [...below, ...options.flatMap(({ long }) => long ?? [])];
}

export function addCompletion(program: Command): void {
  program
    .command('completion')
    .description('print a script for your shell, such as: source <(npx helmdesk completion bash)')
    .addArgument(new Argument('<shell>').choices(shells))
    .action((shell: string) => {
      if (isShell(shell)) process.stdout.write(scripts[shell]);
    });
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .action((words: readonly string[]) => {
      process.stdout.write(`${candidates(program, words).join('\n')}\n`);
    });
}
