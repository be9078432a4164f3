/** A public key as minisign writes it, and the code by which it is known on paper, the same in every language. */
export const keyExamples: Readonly<Record<string, { file: string; code: string }>> = {
  'a key of nobody': {
    file: 'untrusted comment: a key of nobody\nRWQBAgMEBQYHCOpKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs\n',
    code: 'CN7H-6CWJ-W62T-Y46R',
  },
  'without its comment': {
    file: 'RWRp9ldddiiRl+3fatTvNfDpQ1tvQXYMajoVtlRBfmfCYWnkQNauPZiA',
    code: 'FDGV-NKCB-YRK4-RCXH',
  },
};
