/* SPDX-License-Identifier: MIT */
/* Apart from spec_check.c, so that who names a dataset need not read YAML. */
#include <string.h>

#include "pipeline/extract/spec.h"

int spec_is_name(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-_.");

	return n > 0 && n < 64 && s[n] == '\0' && s[0] != '.';
}

int spec_name(struct spec_name *out, const char *text, struct err *e)
{
	const char *slash = strchr(text, '/');
	size_t n = slash ? (size_t)(slash - text) : strlen(text);
	size_t m = slash ? strlen(slash + 1) : 0;

	*out = (struct spec_name){ { 0 }, { 0 } };
	if (n < sizeof(out->dataset) && m < sizeof(out->edition)) {
		memcpy(out->dataset, text, n);
		memcpy(out->edition, slash ? slash + 1 : "", m);
	}
	if (!spec_is_name(out->dataset) ||
		(slash && !spec_is_name(out->edition)))
		return err_set(e, ERR_USAGE,
			"'%.100s': expected DATASET or DATASET/EDITION, in "
			"small letters and digits, such as gairi/2025",
			text);
	return 0;
}
