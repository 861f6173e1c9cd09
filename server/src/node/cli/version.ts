declare const JWK_VERSION: string;

/** The package's version, put in by the bundler. */
export const version = typeof JWK_VERSION === 'undefined' ? '0.0.0' : JWK_VERSION;
