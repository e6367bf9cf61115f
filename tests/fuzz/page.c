/* SPDX-License-Identifier: MIT */
/* Web pages and listings in JSON, as they are read behind the lock: what is
 * found is UTF-8 and bounded, and addresses have keys. */
#include <stdlib.h>

#include "pipeline/base/url.h"
#include "pipeline/fetch/page_inside.h"
#include "pipeline/fetch/published_inside.h"
#include "tests/fuzz/fuzz.h"

/* What is resolved in a path is resolved at once. */
static void hold_path(const char *url, const char *key)
{
	struct text again = TEXT_INIT;

	if (!strstr(url, "://") && !strstr(key, "://")) {
		url_key(&again, key);
		fuzz_same((struct span){ again.at, again.len }, span_of(key),
			"the key of a path");
	}
	text_free(&again);
}

static void hold_address(const char *url)
{
	struct text key = TEXT_INIT, file = TEXT_INIT;
	struct span s;

	url_key(&key, url);
	s = (struct span){ key.at, key.len };
	hold_path(url, key.at ? key.at : "");
	fuzz_hold(url_matches("*", s), "* stands for any address");
	fuzz_hold(url_key_host(s).len <= s.len, "a host is in its key");
	url_file(&file, url);
	fuzz_hold(file.len <= 3 * strlen(url), "a file is in its address");
	if (url_is_web(url))
		fuzz_hold(url_key_host(s).len > 0, "an address has a host");
	text_free(&key);
	text_free(&file);
}

static void hold_found(struct span said)
{
	size_t texts = 0;

	fuzz_hold(said.len == 0 || said.at[said.len - 1] == '\0',
		"what is found has an end");
	for (size_t i = 0; i < said.len; texts++) {
		struct span s = span_of(said.at + i);

		fuzz_hold(s.len < LINKS_TEXT, "what is found is bounded");
		fuzz_text(s);
		if (texts % 4 == 1)
			hold_address(s.at);
		i += s.len + 1;
	}
	fuzz_hold(texts == 0 || texts % 4 == 1, "a link has four texts");
}

static void find(links_finder *finder, struct span bytes)
{
	struct err e = ERR_INIT;
	char *at = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&at, &len);
	int rc;

	fuzz_hold(out != NULL, "there is memory to write");
	rc = finder(out, bytes, &e);
	fclose(out);
	fuzz_hold((rc < 0) == (e.kind == ERR_DATA),
		"a refusal is about the data");
	hold_found((struct span){ at, len });
	free(at);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span bytes = { (const char *)data, size };
	char plain[PAGE_TITLE];
	struct err e = ERR_INIT;

	published_json_prepare();
	page_is("text/html", bytes.at, size);
	if (page_is(NULL, bytes.at, size))
		fuzz_hold(page_is("text/html", bytes.at, size),
			"a page stays one whatever it is called");
	find(page_find_title, bytes);
	find(page_find_links, bytes);
	find(published_find_json, bytes);
	fuzz_hold(page_plain(plain, bytes, &e) == 0, "all HTML has a text");
	fuzz_text(span_of(plain));
	return 0;
}
