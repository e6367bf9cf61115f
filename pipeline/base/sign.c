/* SPDX-License-Identifier: MIT */
#include "pipeline/base/sign.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdlib.h>

#include "pipeline/base/file.h"

enum { SIGNATURE = 64, DER_MAX = 128 };

struct sign_key {
	EVP_PKEY *key;
};

/* Nobody is asked: a timer has nobody. */
static int no_password(char *buf, int size, int writing, void *asked)
{
	(void)buf, (void)size, (void)writing;
	*(int *)asked = 1;
	return -1;
}

static EVP_PKEY *read_pem(const struct file_map *map, int private, int *asked)
{
	BIO *in = BIO_new_mem_buf(map->at, (int)map->len);
	EVP_PKEY *key = NULL;

	if (in && private)
		key = PEM_read_bio_PrivateKey(in, NULL, no_password, asked);
	else if (in)
		key = PEM_read_bio_PUBKEY(in, NULL, no_password, asked);
	BIO_free(in);
	return key;
}

static int refuse(const char *path, int private, int asked, struct err *e)
{
	if (asked)
		return err_set(e, ERR_DATA,
			"'%.200s' is encrypted: give a key without a password, "
			"in a file that only its owner can read",
			path);
	return err_set(e, ERR_DATA, "'%.200s' holds no %s key in PEM", path,
		private ? "private" : "public");
}

static int open_key(
	struct sign_key **out, const char *path, int private, struct err *e)
{
	struct file_map map;
	struct sign_key *k;
	EVP_PKEY *key;
	int asked = 0;

	if (file_map(&map, path, e) < 0)
		return -1;
	key = map.len > 1 << 16 ? NULL : read_pem(&map, private, &asked);
	file_unmap(&map);
	if (!key)
		return refuse(path, private, asked, e);
	k = calloc(1, sizeof(*k));
	if (!k || EVP_PKEY_id(key) != EVP_PKEY_ED25519) {
		EVP_PKEY_free(key);
		free(k);
		return k ? err_set(e, ERR_DATA,
				   "'%.200s' is no key of Ed25519: openssl "
				   "genpkey -algorithm ed25519 makes one",
				   path)
			 : err_memory(e);
	}
	k->key = key;
	*out = k;
	return 0;
}

int sign_open_private(struct sign_key **out, const char *path, struct err *e)
{
	return open_key(out, path, 1, e);
}

int sign_open_public(struct sign_key **out, const char *path, struct err *e)
{
	return open_key(out, path, 0, e);
}

void sign_close(struct sign_key *k)
{
	if (!k)
		return;
	EVP_PKEY_free(k->key);
	free(k);
}

int sign_fingerprint(
	char hex[HASH_HEX], const struct sign_key *k, struct err *e)
{
	unsigned char der[DER_MAX], *end = der;
	int n = i2d_PUBKEY(k->key, NULL);

	if (n <= 0 || n > DER_MAX || i2d_PUBKEY(k->key, &end) != n)
		return err_set(e, ERR_SYSTEM, "the key cannot be written");
	hash_bytes(hex, der, (size_t)n);
	return 0;
}

int sign_make(char signature[SIGN_TEXT], const struct sign_key *k,
	struct span message, struct err *e)
{
	unsigned char bytes[SIGNATURE];
	size_t len = sizeof(bytes);
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	int good = c && EVP_DigestSignInit(c, NULL, NULL, NULL, k->key) == 1 &&
		EVP_DigestSign(c, bytes, &len,
			(const unsigned char *)message.at, message.len) == 1;

	EVP_MD_CTX_free(c);
	if (!good || len != sizeof(bytes))
		return err_set(e, ERR_SYSTEM, "signing failed");
	EVP_EncodeBlock((unsigned char *)signature, bytes, SIGNATURE);
	return 0;
}

int sign_holds(
	const struct sign_key *k, struct span message, struct span signature)
{
	unsigned char bytes[SIGNATURE + 2]; /* two of padding */
	EVP_MD_CTX *c;
	int good;

	if (signature.len != SIGN_TEXT - 1 ||
		EVP_DecodeBlock(bytes, (const unsigned char *)signature.at,
			SIGN_TEXT - 1) != SIGNATURE + 2)
		return 0;
	c = EVP_MD_CTX_new();
	good = c && EVP_DigestVerifyInit(c, NULL, NULL, NULL, k->key) == 1 &&
		EVP_DigestVerify(c, bytes, SIGNATURE,
			(const unsigned char *)message.at, message.len) == 1;
	EVP_MD_CTX_free(c);
	return good;
}
