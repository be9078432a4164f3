/** Something wrong with the sources or with the built site, said so that a person can mend it. */
export interface Problem {
  file: string;
  /** 1-based; left out where a whole file is meant. */
  line?: number;
  what: string;
  mend: string;
}

function formatProblem({ file, line, what, mend }: Problem): string {
  return `${file}${line === undefined ? '' : `:${line}`}: ${what}\n    ${mend}`;
}

/** Thrown by a step that found problems in what people wrote, as opposed to a fault of the program. */
export class ProblemsFound extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    // One slip in a page that several languages show is one problem.
    super([...new Set(problems.map(formatProblem))].join('\n'));
    this.name = 'ProblemsFound';
    this.problems = problems;
  }
}

export function refuseProblems(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new ProblemsFound(problems);
}
