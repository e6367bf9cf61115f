/* SPDX-License-Identifier: MIT */
/* Certificates made for a test: an authority, and what it signs or does not. */
#ifndef KOSH_TESTS_CERTS_H
#define KOSH_TESTS_CERTS_H

#include <openssl/ssl.h>

struct cert {
	EVP_PKEY *key;
	X509 *x509;
};

/* What is to stand in one. */
struct cert_wish {
	const char *name;      /* of its owner */
	const char *hosts;     /* "DNS:localhost,IP:127.0.0.1"; NULL: none */
	const char *from, *to; /* "19900101000000Z" */
	const struct cert *by; /* who signs; NULL: itself */
	int is_authority;
};

/* -1 where it cannot be made. */
int cert_make(struct cert *out, const struct cert_wish *wish);
int cert_write(const struct cert *c, const char *path);
void cert_free(struct cert *c);

#endif
