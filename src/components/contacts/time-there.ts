import { fill } from '../../i18n/phrase.ts';

/** `HH:MM` in a time zone, or in her own when none is named. */
function clock(date: Date, timeZone?: string): string {
  return date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone });
}

/** Minutes that her clock is ahead of the clock there. */
function minutesAhead(now: Date, timeZone: string): number {
  const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
  const ahead = minutes(clock(now)) - minutes(clock(now, timeZone));
  return ahead > 720 ? ahead - 1440 : ahead < -720 ? ahead + 1440 : ahead;
}

function shifted(time: string, by: number): string {
  const total = (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)) + by + 2880) % 1440;
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
}

/**
 * Fills in what time it is at the helpline and what its hours are by her clock. An element with `data-zone` holds
 * texts with `{time}`, `{from}` and `{to}`; a browser that does not know the zone leaves it hidden.
 */
export function showTimeThere(page: Document, now: Date): void {
  for (const element of Array.from(page.querySelectorAll<HTMLElement>('[data-zone]'))) {
    const zone = element.dataset.zone ?? '';
    try {
      const ahead = minutesAhead(now, zone);
      element.textContent = fill(element.textContent ?? '', {
        time: clock(now, zone),
        from: shifted(element.dataset.from ?? '', ahead),
        to: shifted(element.dataset.to ?? '', ahead),
      });
      element.hidden = false;
    } catch {
      // An old browser without this time zone: the hours by the clock there stand above.
    }
  }
}
