/**
 * Key material for examples of the rules about numbers, made for them and used nowhere else: keys too short for any use,
 * so that an example stays readable, and numbers with the very weakness a rule is about.
 */

/** A consistent RSA key of only 512 bits: base64url texts of its numbers. */
export const shortRsa = {
  n: 'nVDPVhhaZfJ1OmUXpT4lVav2r0utJGBppFtZltIQlq72-BRt9uOihF3fSEEXps3tpA666zV0ftLO0lw_8P-8yw',
  e: 'AQAB',
  d: 'J4U1kRttGk9ew9zBo_GIz4zz2_XW-Vx_LZsFVq5PHItTBUV2N1JD_KheHBH8aVJwMC6khareTmrhrCY2n_p4gQ',
  p: 'zRBu-VP1sUR8Gt4ratyI4VGyDFFC5iduc27lrujgfr0',
  q: 'xGQn46UJYbeasi8e_zYC-OAwE4qIQ1AIzXi8bppkBic',
  dp: 'vhbAuFDzDPsODB3so2eBX1TKto5RdGYTBeBD-4qWKAU',
  dq: 'M-DBKMFP2SBHHQqVhZUe899E0-SkWiOqL5zVKeJeycE',
  qi: 'jCu08-S4sxZocOCf5u_01cvWgCIdIRvHnKcXNM5hP4c',
} as const;

/** Another private exponent of {@link shortRsa}: reduced modulo λ(n) where its own is reduced modulo φ(n). */
export const shortRsaLambdaD = 'AVCrcToVUgIzqrWTq1sgqHV5x1TVJ2JW5MaqGHP6oC4DgphWqTRbpLRdVuS0_9StS0-yEI1lr1-eSuphdrNnRQ';

/** p⁻¹ modulo q of {@link shortRsa}: what qi is once p and q are swapped. */
export const shortRsaSwappedQi = 'PiYcK1ivBlELMp4hyPo1F6bXyoxIqMyl80flC-7wz1c';

/** A pair of exponents of {@link shortRsa} whose private one has 120 bits. */
export const smallExponents = {
  d: 'zIHs12r-KK_N5KncdxGL',
  e: 'cKian-5giGPc-9drLig2KblEMUkZ2rzJksXri7WyeGcHJXigyV_yta_1s7hHaItciiKFcR2dTe25eCzgNHobcw',
} as const;

/** A consistent RSA key of three primes, 528 bits together. */
export const threePrimes = {
  n: 'tihSriKsYonyXybpSsfwA2yMH0DoFDZEeMb7ghWwu1it4h6meaMkNgqFHsGXnTt4rXZ7vqYLhx1-ZXQ5nKgptk8F',
  e: 'AQAB',
  d: 'l-DtdZCNEWjZui-qoVXGiRRR8_BQwiQagEZtl4eT3nKe3P0_8gvEm-2XUr_nfSWWGS_kMizna-0-RcPec_leVJE',
  p: '1VmAN7wI_MgPbm1v5mou5rfLl7ntQw',
  q: '7MgUcnY34_CAebVoeQ9fEy4pZ4BvRw',
  dp: 'ffiipEX6aIcX1XP4pmv71W6gX64AUQ',
  dq: 'AVKEurbqTP2U2hknQjXRxBun44oWFQ',
  qi: 'i6nIfrJ8JjP-qBCINzz90guVf6rr9Q',
  oth: [
    { r: '7FAUtjWM0K1HQkih2PtivyCof5T2sQ', d: 'iKnDYKDVf_VGCapRl1fCgsATUj1G8Q', t: 'MRa4-nD1SKWOunGINA0_jQiOTZgb_A' },
  ],
} as const;

/** A 512-bit product of a prime and the next one. */
export const closePrimesModulus =
  '2iJp_qNgyZKoM-T_7DtQ0InLraILS6wTqI4vV0XkFu--znuo_Wa4K6Z6SgLosZqvbbUrD6o3Tw1nvMb_PqMoGw';

/** A 512-bit modulus made as the faulty chips made theirs. */
export const rocaModulus = 'RWVX9NKwmXbTAQ0aT7nsEMOTnlrgzKW_FXshhd-ckrV6v-VRyXfgfIjHcLAz10wITw6v1gjcu1RgrNQ7f-741w';

/** Two 2048-bit moduli with a prime in common. */
export const sharedPrimeModuli = [
  'wWsfJnYvN2nywBUZgpRhMAa2YU8jWbYDfcJyV_h8DOsBjO69Jp_OA1iBX1Znqi-mhxFNMFl75jHG8hsPUzr5JtRhM17rxkAkKc4NxEARADCcaAIxj2WaDl8V4kfhj1ahDTlrK4B1fOA9k-z6akTgD9XfhYvwPZjhUYPGlOJxxYfaWKdX8iHKG1OxmOC0d_cBe14sBKlCOqQfYjzgcuy9dEeZKVYmrjdJr3Shvpiix_7UFlQO4NNOGDTvnGeqwjTNqwIW_0CvMvhvQ7PJmo4XA3vSSvXe3ZNvPmoNTuqdhtHPyxAl-IMI6eNqhO7DpXQs2tD8eFohQRR53IAkFpbN4Q',
  'qxrwoAkK9JY9_t4XiEsHpdLpJoT_gxmI5_z7g0aESSTOp9AeIC0wHvrZiv9OeWOcKTnySCxhk3gylhXy3poeP1M4gxBo48CwEZ3Db7MgRZpagg-sqh2eQ_bSL7nVgdmAjKJbSrhPFj4BME7aIWwjru8Ly099LWezKDE5qrRvO5DxCHCs8MpMAb2QPijCZyrphzvDwebaJZVuCHggc_sALyc0E2PnL__4kjkMeF83_jcjNi2gZosKgpnTF8t6bbBKcgjfD5AKNsjsmhS443HpaSdna60XMxidM5OahHXZ3RMz-_kYuJMsEe961a0EUvUaBJnAwe3gOSlnDKpiRit19w',
] as const;

/** A modulus of 1024 bits. */
export const modulus1024 =
  '7Zu8RlX7RSlEY9uAtgYkQLDub3ZR5hokeeCgAoJTCxMY5Fi1aZyeTpjDhxSW08fC81whnLfLH6QNeZFsFy6Q7C-Sf2QRS1MT4bnbf1_aGm8C87BJ9g4eKQqm754P-jEWeV8trrQ0UovfU5nAT2mo6wtK5VqzoVsrMaOgpOTwFR8';

/** A modulus of 2049 bits. */
export const modulus2049 =
  'AWpxz1jYUvzYbOXXD2kuHaCGloyKaSRhJWFapRTnuQrYW9HBapOelwQY52LRTqTM0pVLSKxRHzexqR11neGvy4GRXsI7UFKfuU94IvsueStbzPmNTcQz2Mp-uTfBljWiIMM_bA1_NWGZBOUx83ETwuOb4Fgn3w_CFeZvnJPYSlV6l-bjjzHsvBcgyEI5wtS6rE_z1h1SUq2jNhxD4NHPf_cWSdbtPcvB2oFCI9OkxLS0tb1O5YGvhByxZz_yFp-CR8HmOLYDThxW1F_xbi3NGtjRSWnTek4YOdwbnN1GSdVN9nuiSwuQGO5x5E7IHlbjOhOPAl6aH4Kt1cBZilcu0X0';

/** A P-256 key whose x begins with a zero octet. */
export const leadingZeroPoint = {
  x: 'AH1TMeJEKehRxl6ih9UUVANxXMXn-ne3rzjMbx4X3OQ',
  y: 'q256-DI3WbbJTeAF2zPCbQWHGCcgBMWhBZnsz908_IU',
  d: 'k1j1F1z6R5phaOIe-gXp4HsuzWoC9U3AwA7eiY7_Asc',
} as const;

/** A P-384 key. */
export const p384Key = {
  x: '8ohGvKBe2-NqhJFlw1NH8zJtHkTYoBp3DYMMYcLxKQJBrdpcK9hagJYHSpCXC5Ss',
  y: 'BE2sl89NC2V_TQTNtac-IGZvz7g7wnV9jsfZVCY9BVCPgpF7k394qS90b78gxQ7D',
  d: 'BDgJBl0z1vFXSM6GRXjn9aKTozSnVOHVse6RQenZMw0TkSpR7yMpukamaD8wNfUL',
} as const;

/** A P-521 key. */
export const p521Key = {
  x: 'ABY8IFYPOKfxbcesFQetXD-Hs4a6uEDeHjOLAGkYl79nXFSLnux9wgIPuyG2OmxGFTbiric10Ge7Xlg0b9P999W7',
  y: 'ABC6TnOh0PvQd4oyUR7slBBKKu-DvvBZC7QedmyDLYL6oWAtSxVzuZS9N5bwHX-EAUvsVYuUHxdWiD7FeHN18ZXM',
  d: 'AfrDgCZ95RnQjnGvMOKNSk02Am8BsjFsGEfZyul-F47bG0y05gv8uZlZ9PzVDGRWS1U3L2afjA3JVfAKuop9Z0BC',
} as const;

/** A secp256k1 key. */
export const secp256k1Key = {
  x: 'UD8lLpTfco2MoCnm8V5BElC9Hrl0j52rnu27CrZArQg',
  y: 'NUwrOnFQORzrdD382689OSaTcUrr8IzyjY6PNxXRlwU',
  d: 'fjVlvJugwyheMHr34xgtgsBJn0T9GhZSMZXmbpdfnig',
} as const;

/** An Ed448 key. */
export const ed448Key = {
  x: 'jLGYhpqRwrOEp1fqq8zRuEapvNEAWkiftf23ZOwyd4fB7pf98vr7DAYdsvTGQKZ-qyublhqrO4EA',
  d: 'ax4TlazJnAECLSnkUfPd8eE1OrJ5hpnmcCAoZqADULA8yR8jP6DGETLSt2TW4I924PZqcyxHZNRV',
} as const;

/** An X448 key. */
export const x448Key = {
  x: 'QiwMX8EJbcDfdaaW8fGGiDqdRXKlm_0K0aUCA572Nqjt31ht88gcfklbtZzC4Osec9JrbovhToo',
  d: 'kBkQq5UTEbTmZvDLVd2HzRpIRU34TKRy1cFmW2BF4wVTWhxfF6i4gFVEwJlI56YgAmrU046-0s8',
} as const;

/** Random octets, by their number. */
export const secrets = {
  8: 'MxbZYWeYZYw',
  16: '1kM3hjrWgBf6KmNesQhpPA',
  32: 'q81TWXPEoSSlW11IKCyXBSFVffvZziKAPPRNfHoNhos',
  64: '4A0_mMNNptkY-zgmqsJDMBjcYZzH5X5UJ0NJ4YRcgSuFIqw6Ys_pP-ZxQb9fmIhOfMPBtpUz7C3OSrsayB_c1g',
} as const;

/** base64url of 64 random hex digits. */
export const hexSecret = 'ZGVjNTRiNzVhMjViNjMzMjM5N2ZiNDIwNjNhMjBjNWVjNDFmNGQzMDFlYjJjNGE3NzcyZmU0ZDg2N2I2ODBkNg';

/** An ML-DSA-44 key made for these examples, and the public key of another. */
export const mlDsa44Key = {
  pub: 'IkxhkiByDhoXBUCrAadwpGbTl1_-AGv_ycmqGKfRZcqt7UshYTzoz7-X9tLC0VYOHa6OuJzFWt3O4CuZf7n0zPfqJryf_YoXFY8y5dpVl74t7rDQZnVHtt824kt82EXfRNdauAhfV7eSkyxGavy9v9FuOicqj9mfrZeCso_CENxJmkJfZosCBCIfvkiDOX55gYcQ1q3Rgi9x9TKR6EJne-gGOaNGMC7uicZyRkeeZ2YJ7FfgdaTHLQ9PTg-8w1wmuJPtwwfERswG0CxhYUrRN0AOm5PicnNNmNQH79DNLy5BGXSUdvL8geWtKAJ82rAF9mexJ0wbLk5mK-CBSwl6Tv-fq8GWkosuys-E21zo2RCw9Q33XKDvXIOKXhqH4S5dAfLGp03v-DJl28L7p0SqrWIuR4TUtuKdXkd-R9_RHU0wulvE7b0xJZOnS95TJrWmq-h-NutGOHLhtvj3Rhl13mE4A7CNo0afLUGyOz2X0j84kxkdmfcpniL1wcK4E4p_PZu9xl1sqJSFk5m1padda4tEIn-B9sy_jKT1HVQ1gW8kHtOs-4FzScp7wCzh5w0S2XJfb2msBOAjoR-Wy2x9dI9NYYozppTFsnO29RKDLdTetFKjk-pe4MJVNzYeeLreeJQHnYGVl8MP5bPgy3UJU4QL880-pddkdI2t6VODt0MyGsLyEafkx-NjZmcS4MT92QoNUi5ikZy9PIYSQynNpG0BhxtoXBSuEZiZ6AlUng8O-Pv00ADMGpiMNhRHeEn_SgQr7VI1fJjrbMvvfE9fEYKYeNvVGF7FuTVRWpSsoC4AavzdcATnKaqtopTwIkbywzSlMfRAoyLUm5-Bakg9TVjWQZL1-vmHGeL4EDbCKeVkTngP8q2QQIWZ2JNDEiVe8M4rqi9ODMVgC0NufnsmAYI22TTH0orszCIPXJ10_mje4Ynski2yLV3u_dU4lraLxi3MVtE5q9-sEtxdy5FZcqnZBpBwxiUehzECGAglMbA8wVKf6lLdKKCwVoDasyDX-0ai_MpadEH6qQzX4kZ0drf4hno9jYRRca7JDyxXg8rlc-UnF8T43u0x-c-JN8_a9HkqIMK4KjNmB-iH8ASy_5HxWvPpi2VSrCJO4IotLOqS-Y_JDVR6ffcocyW7ztFHvJPHdmUa20vA_NvYPmEpjWeWtZqmZwBaY5G2h24VO03Pfixz-bKA0LS2TDZWvxvdc66wKDThYx76ikgAPtp-7Qtv_22EGDcIq8VSwaWv1RNs_jeBQyme_sCrXjbzDq3ghbiw4c7w8sBrTImf6Rtkw_RNE5_Yj2h640PvWP864hwykQpVpX59cBOTqWTNBnHQiXFCUkURczCtlpf4SKJTngVZRXKjCQOmrRLPaHYo0WVg0fyOg3E29ieMrjcl1BBfXMMw1RPT8O1Y0iHdHK5gKDTulGSf9VRVeJxvghvtguaZ_1o2DWXsLyx3tMwoWnCVMAcIkkeyk3ucfaOn3Gfeno9lF-V5EDifakSeQqQq2260ZHL_exjwNsA5eMQvgW8zAsLbfsGSO6B67R-T4NBlF5AcPCrJHuYOShpKZ-VU76Y5w8EwJ-i39afOhKzv3D11dp0KViaTHPsrvP-6eUzViKZiApo3Nffe1nhHFONgp8Y4x0lciIMV6kqpOtkZx_iN2PBHfF0VtlBXdLBsN8neB1ihuLPuIwG-dsuHRMasEjviH3seaUCDte64z6ZrcJdHw7k1liF0CYHt4ARsJDLG9g',
  priv: 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc',
  otherPub:
    'YZB_sL3Tu8NDOFGpM1FbuXy7pKkVUEGNmfBPkCQ_gsjhCFwaBf4MBMwqxHWbo1jnRnyzhrEzGOFbpJtnpvv_pwTGsQf3fEOGcG91WAj1HgLm7x3Ms4WsP4Cd00INd4MgmSOO1GZgQlckc8U6vBSXmPC_XvnTJdHACIsrIBdw5mnaCFy8lsfW2tLPuTSq92W_1OZQDhm4sY99T9jOysA5yyITPE0EmPlVc54ckWlAH0bX3HW33Wzj4Owhfed1yxDTscT45ZGuLOF9T8Z3R200pw4Sw_YlPOhfGuzAh-eozZ7WQawCIgPqblE4uonktN2fblFUrDAEtMRMx_MXzjmABEcHLPMQbCnn3kLNCtUCAtMpz5zMhSkMV5jMYZzhMuI_kADs21ncWB5Pu6rt2Ik_dKodJacV5BJgGS1RBfEmi4qlvbBxzZpceGYaeZajrC_UIfAcGWRWgyDdZaMLA1udz7ex-BFuJZawgnzd6uBV6gPfVWlBmzF4fwG-gQNrfL06U3X2Q1m6z8ILGdYDzEUHvWLFY4g_oJ37z8fw59sepsoeS0rp62R2aZQGgD9QR3ciFmX4GVeIuZVMvCXSFrh8eC6WvE8TsOgwX7dv5dzlcvTr9yBBwGYfyaEX4lRGUmkAXjzHX4B-AZAB_mv6GUeZw-dqhIcjnckmokWLUyEmJsYIEPTwi8fS2vFwYElcGFPbH57_mkdpIkDOfGzesyB4fIfzVAMZiEdcZN8W3S-Bzcap-_yWq5hZjptHl8FooB-58sgFGS__lBBGzGDOy_A-rkK2SMp_7dmKMRVGbztdQXVqe9YmiH_MoNKh8WSrpru8mdUCucs2JAMMIqlf2d0y7rUCMPQaTBGKpSMtfU8t2xAZQiqZi0fNeAyMNIXEBv-lvhNnre605uBNu1Mppkzoyf9RuuXqyeNsQ-vH9V1s8wy7jI_5OxnL_gfrK4O3CJd_AdymQtPDOzgUp9MSk1Oo74dz5H5oTApgyFk3q2yumM5zXhGhP2SuDjKVtVdm0rkcYhyYyeeaPeuB7WUrPjC2ZPw959dQfcu7GpfM-ONLkx4i-wpBTlqPVe_rIDMCenYB51BZ4GJv-wcYyYNKi_TJUi5F2okyUN46WrAvg8Jzr9Yx89NOfD6-PqDDD4fbZs2v3pNrq4YJ5-Ca3cIoh1DEqh6VIdHMjsQMFbeKGUh-4yyi44tdsCFoQmzswAt5s5uWMyoIT_bd1LbsFsCt3cxoHihoTV1mrTCJfncFSngIkzIG45OSF8Qp3WSl-2_1LMgSSVC573sO87C0cRp7U1vGm9LZbyLZVjlNnlO0uirpsQhkCU13sSICLJKQ3G6wL-OPBPtkxHwyvJg3DcmOthCiazyMSPCb9ucHYf4qGI674Rx-k9cnKXMdh0MhP0xceYJwdkStl1obBEZbZNDpLy-bqTwqnWbgpkfj7ZmIpeQu-_va0ARJcrkKX1GcdW4uiL5EmMJFKyrttwcB2Rebladjh5sO2NYJh8waTZIqLYFbO5QLJqBSan2qAwS9xo1nzhPvbO975G0AOk9-k_mYfpQS9j64Gx_Bc36joWtql8nDoV2l93svQ4wgFux_0OVhVA5qliC3-D6rm3CzR1e8IU-ifFaLk4MNaQ_g947A4fRYGJzLtSd3BalW5YSGvlIx-akaOpuhlxnzxNOlWatvKm3rlYVMHVSH6OR21Y4sduIesHC8mcX7BFDLLkMJFdGpjUjyojIR4I6zu1uchDDsTN4bDg',
} as const;
