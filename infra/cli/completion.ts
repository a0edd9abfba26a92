/** `helmdesk completion <shell>`: a small script for the shell; the words come from the commands themselves. */
import { Argument, type Command } from 'commander';

const scripts = {
  bash: `_helmdesk() { mapfile -t COMPREPLY < <(compgen -W "$(helmdesk complete -- "\${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null)" -- "\${COMP_WORDS[COMP_CWORD]}"); }
complete -o default -F _helmdesk helmdesk
`,
  zsh: `#compdef helmdesk
_helmdesk() { local -a found; found=(\${(f)"$(helmdesk complete -- "\${(@)words[2,CURRENT-1]}" 2>/dev/null)"}); compadd -a found || _files; }
compdef _helmdesk helmdesk
`,
  fish: `complete -c helmdesk -f -a '(helmdesk complete -- (commandline -opc)[2..-1] 2>/dev/null)'
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
    .description('print a script for your shell, such as: source <(helmdesk completion bash)')
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
