/** Other addresses of the site as content/site.yaml may have them, and how they are read. */
export const mirrorExamples: Readonly<
  Record<string, { mirrors: readonly string[]; onion: string; shown: readonly string[] }>
> = {
  'several, and one inside Tor': {
    mirrors: ['https://vestochka.example/', 'https://mirror.vestochka.example/'],
    onion: 'http://demonstrationdemonstrationdemonstrationdemonstration.onion/',
    shown: ['vestochka.example', 'mirror.vestochka.example'],
  },
  'one, below a path': {
    mirrors: ['http://friends.example/of/vestochka/'],
    onion: '',
    shown: ['friends.example/of/vestochka'],
  },
};
