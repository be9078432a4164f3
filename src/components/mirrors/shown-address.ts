/** An address as it is read and copied from paper: `vestochka.example`, without what browsers add themselves. */
export const shownAddress = (address: string): string =>
  address.replace(/^https?:\/\//, '').replace(/\/$/, '');
