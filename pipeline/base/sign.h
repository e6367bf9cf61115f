/* SPDX-License-Identifier: MIT */
/* Ed25519 signatures. With hash.c the one module that knows OpenSSL. */
#ifndef KOSH_BASE_SIGN_H
#define KOSH_BASE_SIGN_H

#include "pipeline/base/hash.h"
#include "pipeline/base/text.h"

enum { SIGN_TEXT = 89 }; /* 64 bytes in base64, and the NUL */

struct sign_key;

/* A private key of a PEM file, to sign with; the public half of one, or a
 * public key, to check with. ERR_DATA for a key that is encrypted (nobody is
 * asked for its password), of another kind than Ed25519, or no key. */
int sign_open_private(struct sign_key **out, const char *path, struct err *e);
int sign_open_public(struct sign_key **out, const char *path, struct err *e);
void sign_close(struct sign_key *k);

/* By which a key is known: the sha256 of its public half in DER, as "openssl
 * pkey -pubin -outform DER | sha256sum" gives it. */
int sign_fingerprint(
	char hex[HASH_HEX], const struct sign_key *k, struct err *e);

int sign_make(char signature[SIGN_TEXT], const struct sign_key *k,
	struct span message, struct err *e);
/* 1 if the signature, in base64, is one of the key under the message. */
int sign_holds(
	const struct sign_key *k, struct span message, struct span signature);

#endif
