import type { Release } from '../schemas/trust.ts';
import { freshness } from './expiry.ts';
import { TrustError } from './trust-error.ts';

/** A thief who publishes a huge number once would lock the true publisher out for ever; so steps are short. */
export const LONGEST_JUMP = 1000;

/** What someone who holds a release remembers of it. Keys are in minisign's base64 spelling. */
export interface Pin {
  key: string;
  /** The only key that may take over; null: none may; undefined: no release was seen yet. */
  nextKey: string | null | undefined;
  /** The highest sequence seen; 0 before the first. */
  sequence: number;
  /** SHA-256 of the manifest of that release; null before the first. */
  manifest: string | null;
  /** Last day of the release that is held; null before the first. */
  expires: string | null;
}

/** A release whose signature and hashes have been checked already. */
export interface Offer {
  /** The key that signed it. */
  key: string;
  release: Release;
  /** SHA-256 of its manifest. */
  manifest: string;
}

export interface Judgement {
  /** `same`: this very release is held already. */
  step: 'first' | 'newer' | 'same' | 'takeover';
  pin: Pin;
  /** The release takes the service worker out: true only above the highest sequence seen. */
  retire: boolean;
}

export const firstPin = (key: string): Pin => ({
  key,
  nextKey: undefined,
  sequence: 0,
  manifest: null,
  expires: null,
});

function pinOf({ key, release, manifest }: Offer): Pin {
  const { sequence, expires, next_key } = release;
  return { key, nextKey: next_key, sequence, manifest, expires };
}

function judgeTakeover(pin: Pin, offer: Offer): void {
  const { next_key } = offer.release;
  if (next_key === null || next_key === pin.key || next_key === pin.nextKey) {
    throw new TrustError('no-successor', 'the new key took over without naming a new successor');
  }
}

function judgeSameKey(pin: Pin, { release, manifest }: Offer): void {
  if (pin.nextKey !== undefined && release.next_key !== pin.nextKey) {
    throw new TrustError('next-key-changed', 'it names another next key than the first release did');
  }
  if (release.sequence < pin.sequence) {
    throw new TrustError(
      'rollback',
      `release ${release.sequence} is older than release ${pin.sequence}, which was seen already`,
    );
  }
  if (release.sequence === pin.sequence && manifest !== pin.manifest) {
    throw new TrustError('equivocation', `there are two different releases with the number ${pin.sequence}`);
  }
  if (pin.sequence > 0 && release.sequence - pin.sequence > LONGEST_JUMP) {
    throw new TrustError(
      'jump',
      `release ${release.sequence} is more than ${LONGEST_JUMP} ahead of ${pin.sequence}`,
    );
  }
}

/**
 * Whether a release may follow what is held, after TUF's rules for a client
 * (https://theupdateframework.github.io/specification/latest/, section 5).
 *
 * - Under the same key the sequence never falls, and the next key, once seen, never changes: a thief of the
 *   current key can publish until he is noticed, but not name his own heir.
 * - Only the next key takes over. The numbers then start anew: the thief may have driven the old ones up
 *   (TUF's recovery from a fast-forward attack). From that moment the old key signs nothing.
 * - An expired release is taken only by someone whose own has expired too: then the newer is still the better.
 *   `allowExpired` lifts that; someone who has nothing must say so.
 *
 * @param today ISO day (UTC)
 * @throws TrustError saying which rule it breaks
 */
export function judgeRelease(
  pin: Pin,
  offer: Offer,
  today: string,
  { allowExpired = false }: { allowExpired?: boolean } = {},
): Judgement {
  const isTakeover = offer.key !== pin.key;
  if (isTakeover && (pin.nextKey === undefined || pin.nextKey === null || offer.key !== pin.nextKey)) {
    throw new TrustError('wrong-key', 'it is signed by a key that was never named as the next one');
  }
  if (isTakeover) judgeTakeover(pin, offer);
  else judgeSameKey(pin, offer);
  const isSame = !isTakeover && offer.release.sequence === pin.sequence;
  const heldIsFresh = pin.expires !== null && freshness({ expires: pin.expires }, today) === 'fresh';
  const isExpired = freshness(offer.release, today) !== 'fresh';
  if (!isSame && isExpired && !allowExpired && (heldIsFresh || pin.expires === null)) {
    throw new TrustError('expired', `release ${offer.release.sequence} expired on ${offer.release.expires}`);
  }
  return {
    step: isTakeover ? 'takeover' : isSame ? 'same' : pin.sequence === 0 ? 'first' : 'newer',
    pin: pinOf(offer),
    retire: offer.release.retire_worker && offer.release.sequence > pin.sequence,
  };
}
