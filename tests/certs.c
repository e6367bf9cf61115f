/* SPDX-License-Identifier: MIT */
#include "tests/certs.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>

static int extend(X509 *x, const struct cert *by, int nid, const char *value)
{
	X509V3_CTX context;
	X509_EXTENSION *one;
	int rc;

	X509V3_set_ctx(&context, by ? by->x509 : x, x, NULL, NULL, 0);
	one = X509V3_EXT_conf_nid(NULL, &context, nid, value);
	if (!one)
		return -1;
	rc = X509_add_ext(x, one, -1) == 1 ? 0 : -1;
	X509_EXTENSION_free(one);
	return rc;
}

static int fill(struct cert *c, const struct cert_wish *w)
{
	static long serial;
	X509_NAME *name = X509_get_subject_name(c->x509);

	if (X509_set_version(c->x509, 2) != 1 ||
		ASN1_INTEGER_set(X509_get_serialNumber(c->x509), ++serial) !=
			1 ||
		ASN1_TIME_set_string(X509_getm_notBefore(c->x509), w->from) !=
			1 ||
		ASN1_TIME_set_string(X509_getm_notAfter(c->x509), w->to) != 1 ||
		X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
			(const unsigned char *)w->name, -1, -1, 0) != 1 ||
		X509_set_issuer_name(c->x509,
			w->by ? X509_get_subject_name(w->by->x509) : name) !=
			1 ||
		X509_set_pubkey(c->x509, c->key) != 1)
		return -1;
	if (w->is_authority &&
		extend(c->x509, w->by, NID_basic_constraints,
			"critical,CA:TRUE") < 0)
		return -1;
	return w->hosts ? extend(c->x509, w->by, NID_subject_alt_name, w->hosts)
			: 0;
}

int cert_make(struct cert *out, const struct cert_wish *wish)
{
	*out = (struct cert){ EVP_EC_gen("P-256"), X509_new() };
	if (out->key && out->x509 && fill(out, wish) == 0 &&
		X509_sign(out->x509, wish->by ? wish->by->key : out->key,
			EVP_sha256()) > 0)
		return 0;
	cert_free(out);
	return -1;
}

int cert_write(const struct cert *c, const char *path)
{
	FILE *to = fopen(path, "w");
	int rc;

	if (!to)
		return -1;
	rc = PEM_write_X509(to, c->x509) == 1 ? 0 : -1;
	return fclose(to) == 0 ? rc : -1;
}

void cert_free(struct cert *c)
{
	EVP_PKEY_free(c->key);
	X509_free(c->x509);
	*c = (struct cert){ NULL, NULL };
}
