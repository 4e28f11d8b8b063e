// The picture of the samples: the QR code of an address that is nobody's.

const MODULES =
  "M4 4.5h7m1 0h1m1 0h1m1 0h3m3 0h7m-25 1h1m5 0h1m2 0h2m2 0h1m4 0h1m5 0h1m-25 1h1m1 0h3m1 0h1m2 0h2m2 0h3m2 0h1m1 " +
  "0h3m1 0h1m-25 1h1m1 0h3m1 0h1m2 0h1m2 0h2m2 0h1m1 0h1m1 0h3m1 0h1m-25 1h1m1 0h3m1 0h1m2 0h1m4 0h1m1 0h1m1 " +
  "0h1m1 0h3m1 0h1m-25 1h1m5 0h1m2 0h1m1 0h3m4 0h1m5 0h1m-25 1h7m1 0h1m1 0h1m1 0h1m1 0h1m1 0h1m1 0h7m-17 1h1m4 " +
  "0h1m2 0h1m-17 1h2m1 0h2m1 0h1m4 0h2m1 0h3m1 0h1m5 0h1m-25 1h2m2 0h1m3 0h1m2 0h1m1 0h3m1 0h1m1 0h3m-21 1h3m1 " +
  "0h2m1 0h1m2 0h2m1 0h7m3 0h1m-24 1h1m5 0h1m2 0h3m1 0h1m4 0h1m1 0h2m1 0h1m-25 1h1m1 0h1m1 0h8m4 0h1m1 0h2m1 " +
  "0h1m1 0h2m-25 1h1m4 0h1m1 0h3m1 0h1m2 0h4m2 0h1m1 0h1m-23 1h2m1 0h1m1 0h2m3 0h1m3 0h3m1 0h3m1 0h3m-25 1h1m1 " +
  "0h1m2 0h1m2 0h3m3 0h1m1 0h2m1 0h1m1 0h3m-24 1h1m2 0h4m2 0h2m1 0h13m-17 1h1m4 0h1m2 0h1m3 0h2m1 0h1m-24 1h7m2 " +
  "0h3m3 0h2m1 0h1m1 0h3m1 0h1m-25 1h1m5 0h1m6 0h4m3 0h2m2 0h1m-25 1h1m1 0h3m1 0h1m1 0h1m1 0h1m1 0h1m1 0h8m2 " +
  "0h1m-25 1h1m1 0h3m1 0h1m1 0h1m2 0h1m2 0h5m2 0h1m-22 1h1m1 0h3m1 0h1m2 0h1m1 0h2m2 0h3m2 0h2m1 0h2m-25 1h1m5 " +
  "0h1m1 0h5m1 0h1m2 0h3m1 0h4m-25 1h7m1 0h2m6 0h1m1 0h1m1 0h2m2 0h1 ";

export const PICTURE = new Blob(
  [
    "<svg xmlns='http://www.w3.org/2000/svg' width='264' height='264' viewBox='0 0 33 33'>",
    `<rect width='33' height='33' fill='#fff'/><path stroke='#000' d='${MODULES}'/></svg>`,
  ],
  { type: "image/svg+xml" },
);
