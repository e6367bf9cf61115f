/* SPDX-License-Identifier: MIT */
/* The functions of OpenSSL 1.1 are asked for: they start no provider, which
 * alone would cost more than hashing a workbook, and need no memory, so that
 * none of them can fail. The one-shot SHA256() does both. */
#define OPENSSL_API_COMPAT 0x10100000L
#include "pipeline/base/hash.h"

#include <openssl/sha.h>
#include <stdlib.h>

#include "pipeline/base/file.h"

struct hash {
	SHA256_CTX state;
	FILE *in; /* of hash_reading */
};

static void write_hex(
	char hex[HASH_HEX], const unsigned char sum[SHA256_DIGEST_LENGTH])
{
	static const char digit[] = "0123456789abcdef";

	for (size_t i = 0; i < SHA256_DIGEST_LENGTH; i++) {
		hex[2 * i] = digit[sum[i] >> 4];
		hex[2 * i + 1] = digit[sum[i] & 15];
	}
	hex[HASH_HEX - 1] = '\0';
}

int hash_open(struct hash **out, struct err *e)
{
	*out = malloc(sizeof(**out));
	if (!*out)
		return err_memory(e);
	SHA256_Init(&(*out)->state);
	return 0;
}

void hash_add(struct hash *h, const void *bytes, size_t len)
{
	SHA256_Update(&h->state, bytes, len);
}

void hash_end(char hex[HASH_HEX], struct hash *h)
{
	unsigned char sum[SHA256_DIGEST_LENGTH];

	SHA256_Final(sum, &h->state);
	write_hex(hex, sum);
}

void hash_bytes(char hex[HASH_HEX], const void *bytes, size_t len)
{
	struct hash h;

	SHA256_Init(&h.state);
	hash_add(&h, bytes, len);
	hash_end(hex, &h);
}

void hash_close(struct hash *h)
{
	free(h);
}

static ssize_t read_on(void *cookie, char *to, size_t room)
{
	struct hash *h = cookie;
	size_t n = fread(to, 1, room, h->in);

	hash_add(h, to, n);
	return n == 0 && ferror(h->in) ? -1 : (ssize_t)n;
}

FILE *hash_reading(struct hash *h, FILE *in)
{
	h->in = in;
	return fopencookie(h, "r", (cookie_io_functions_t){ .read = read_on });
}

static void add_piece(void *context, const char *bytes, size_t len)
{
	hash_add(context, bytes, len);
}

int hash_file(char hex[HASH_HEX], const char *path, struct err *e)
{
	struct hash h;

	SHA256_Init(&h.state);
	if (file_pieces(path, add_piece, &h, e) < 0)
		return -1;
	hash_end(hex, &h);
	return 0;
}
