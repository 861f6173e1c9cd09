/**
 * Key material for the rules' examples, made for this purpose and used nowhere else: members of a JWK as JSON text,
 * without the braces, so that an example can put them where it needs them.
 */

/** An EC P-256 public key. */
export const ecPublic =
  '"kty":"EC","crv":"P-256","x":"TyhCBkV2y-gzxUAJyUaSpyr6GeOo0NMgGARhg6LH15Y","y":"ZQRiTvShGQXpLVw43URPe9kmdKgzFU264WSwRgwszes"';

/** Its private member. */
export const ecPrivate = '"d":"45jFuBcWWmWY31YVyiP5NSAfvxDsPRi2kUX66lmvXYs"';

/** Another EC P-256 public key. */
export const otherEcPublic =
  '"kty":"EC","crv":"P-256","x":"X9ktRxOlxaNpsObFykWdaDCbVwdALaPfLYIPjfybEc8","y":"s3bTjGPVsZkrnV8-xsDux06jLhAWzh4Iy2ZtJIH8RKA"';

/** The private member of the other EC key. */
export const otherEcPrivate = '"d":"3oQ01Kldqf6DKmdVqmkpXxpOjQ18OtrDcN1pVmjOSOY"';

/** An Ed25519 public key. */
export const edPublic = '"kty":"OKP","crv":"Ed25519","x":"Et76nQRyOmCobvCD8m5ykkyraok1WB-Ee4P1ZW4hpBg"';

/** Its private member. */
export const edPrivate = '"d":"33JJMhc7pxY6WIzCh8rvO_68tA01rZMpsyIzqKzGNQs"';

/** An X25519 public key. */
export const xPublic = '"kty":"OKP","crv":"X25519","x":"0ZhW5u6ovSYUXFcddIH6CGUq59zyVKb_elEer9i6zgI"';

/** Its private member. */
export const xPrivate = '"d":"iLpPvnbSXi72zKoQSjZxChZOZd2VhcZ1sMyo7nTLDm8"';

/** A 2048-bit RSA public key. */
export const rsaPublic =
  '"kty":"RSA","n":"q_oxhqhq4z5hlBgmYiT9M5V-XJdPz9PKmMxd4aRY5wwkTAjbx4dgVYMcMEhsEGOJVdzn-HwACyUqhVI9wFf__fdzrrjAw_8-ge8r9JoqzDiX-IIPW4bw0GihrFL3Ep6b-R7cnI8flB6kxgL9Lx12QGS3k4ZjPW-OvbiJVu-W3TnZPRqYAlK7x7k15INnpZOO3DFkQrOrVXywcDwigV-RO3Y8C3dhZJTwqfPfTKUS839R7IkVixzROqB9DNw9mushwkSXh8rAyCHu1rrmEWaFoxNQDGEnaNsKMyIv6nOFYYtHT_db9Nz9-SzoJdoNC8_ibzpFi42syM_4Rs6FpKdb1w","e":"AQAB"';

/** Its private members. */
export const rsaPrivate =
  '"d":"I7yVXxCPSZJ0b3RHQZzDGt2FSRNOS_cMQg0xswpWSQjOYBh1JzS78XkRufzKq-srJjMF5y5JSgeamuK4n0gKE4nAub19nRzkrdZ38Ve57f8SoVrReykC0KP1eJwy6GUaLz3ZBRV-r-ZgQh9r4kcChCYJubey1pjgdg8rRuv5kxWzUyBpvIvHWEHJsDGN4BuJ3pvHQ3K6EFCpEpOXPeEeSGUV7pn7hDAxIOnXYh1_jhqEicUq0RK1BlKyC2gNI2g66N_xR-az5ZwxMKJFvGoaroBSf-cSpfMcsYw41RUSQGkjkPmb50yTuZ04Wsc6SCYUklyCMsJ-vY01kNhDtR-4yQ","p":"4x1-mBCzfgliVwlMLJ6CdYEODI2_X-xG72puhxMSJctqFprUxdDeGxp6FQgqtmEvUJJmPEEt7_Xh_rJEvD1-v2N5nxJnbXYSHaFo4_G3Z6tQysWGFLKyhvb5aeHBgSG0qexOOsRXGXPuVoi9L7ml3q9_r3YZA1xI3GUSE4WSfBk","q":"wdl_d5C_GKxbSgFJVOszT8-ZGG29B0IYu2gyr-vUE2gWx52obGjjdsnfRlNP0ZFv4kreSn63o-u7TOdn0GbX9-pcb4SzASFHh1q4NxowS3nGnllaAV65W4ysKgYkArLpf26_h5pAo_lerSJLdELwu6282a0dL313NolJF1RRlW8","dp":"h6NBy8eNqyQnmxtuZudzuoGMxmqRdNRDuRCzWfBF0lSd00o88LdBLqataooqGCoKe_AzJqE2si0C_32wF0wSunLKW_o90t3FC_UuE5R0mHF0GuXEoe_nNzug0V-GlXxvzVvXjLld21GlcgDQHASfz1K4yy2Y2qzuxtGF7irDxWE","dq":"eq4vYXgVuIO78oYF5txDSQtVFIS-0M0f4dr72SIiwXVqlUJNyO5IpnD0AQnQxgyJBmnjbLntdqxFiVIZ_WZY3-lOPrV4pApvvlXHp_fHAL082hIqSBuuqyXH_4CLYbng1Gk-hY81wZCcPm4p2pZSzDQUBJ7ujZOV0snnnAAc8bk","qi":"rNhoqdrS1QGQ7KXflLhqiEAB390W-F_cQUhxm6WThuJRJVGhnWoWc2tlKDvHkryW4gHpaUV8Vl7M24xs_nfU7zD628dSwh5xGPlQgvmGco_yN_jznzZVQvYGd8w5mk9lvGsYDKQjU7DZLtB5d3it_phmWVDcV16euBNtg4ZyVow"';

/** A symmetric key of 32 octets. */
export const octSecret = '"kty":"oct","k":"xo2VZub-8f_g_DLmP9vc7S7WqjItGu72hU-SLOPuIB8"';

/** The members with a finding's marks around the first occurrence of a part of them. */
export function marked(members: string, part: string): string {
  return members.replace(part, () => `⟦${part}⟧`);
}
