import type { APIRoute } from 'astro';
import { pngOfSvg } from '../../components/picture-card/card-png.ts';
import { cardSvg } from '../../components/picture-card/card-svg.ts';
import { wordsOf } from '../../i18n/words.ts';
import { languagePaths, siteData } from '../_content.ts';

export const getStaticPaths = languagePaths;

/** The picture that messengers show for a link to the site. */
export const GET: APIRoute = async ({ params }) => {
  const words = wordsOf(String(params.lang));
  const { edition } = await siteData();
  const svg = cardSvg({
    name: words.text('site.name'),
    title: words.text('card.title'),
    text: words.text('card.text'),
    notice: edition === 'demonstration' ? `${words.text('demo.title')} ${words.text('demo.text')}` : null,
  });
  return new Response(pngOfSvg(svg), { headers: { 'Content-Type': 'image/png' } });
};
