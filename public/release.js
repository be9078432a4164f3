// The days of a release stand here once `npm run mirror -- manifest` has written them.
