/**
 * A self-signed certificate for keys.example.test and localhost, until 2126, made for these tests:
 * openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=keys.example.test
 *   -addext subjectAltName=DNS:keys.example.test,DNS:localhost -addext basicConstraints=critical,CA:TRUE
 */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBuDCCAV6gAwIBAgIUMAunCvB9sgjNYOOOlDAhTtzHZPEwCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRa2V5cy5leGFtcGxlLnRlc3QwIBcNMjYxMTIwMjEwOTE5WhgP
MjEyNjEwMjcyMTA5MTlaMBwxGjAYBgNVBAMMEWtleXMuZXhhbXBsZS50ZXN0MFkw
EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEUvoni6kVfmB/fEYjMzyGKh60ZGzwU+ym
28wP/0Wi0iBiN1TTUxLeaIkhK4bOoZ/u6cXBX56yGaBeviCgecdDB6N8MHowHQYD
VR0OBBYEFDrM9VYI/AlDsMVXYLm+yJ320OI5MB8GA1UdIwQYMBaAFDrM9VYI/AlD
sMVXYLm+yJ320OI5MCcGA1UdEQQgMB6CEWtleXMuZXhhbXBsZS50ZXN0gglsb2Nh
bGhvc3QwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiA6L+vkTG/0
HJ6g+SWLeR70GOpJV7UXkPsKmX48iohKKQIhANkJnOZbvbK8pmy93ev0immDHN8H
d3CHd+1G9lZeXAaS
-----END CERTIFICATE-----
`;

/** Protects nothing. */
export const privateKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgAmEjIRkMAFg0H1dY
pfuNinQgQWfg57QSSxtzwmM9Ap2hRANCAARS+ieLqRV+YH98RiMzPIYqHrRkbPBT
7KbbzA//RaLSIGI3VNNTEt5oiSErhs6hn+7pxcFfnrIZoF6+IKB5x0MH
-----END PRIVATE KEY-----
`;
