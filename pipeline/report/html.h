/* SPDX-License-Identifier: MIT */
/*
 * Inside this folder only: the report as one page of HTML that needs no server
 * and asks nothing of the net. html/page.html is filled in: {{name}} is a part
 * that html.c makes, {{:name}} a text of html_words.c, and what stands between
 * {{?ranked}} or {{?unranked}} and {{.}} is there for such a dataset only.
 *
 * Foreign text gets into the page through html_text and html_json alone.
 */
#ifndef KOSH_REPORT_HTML_H
#define KOSH_REPORT_HTML_H

#include "pipeline/report/page.h"

/* The files of html/ as they are, compiled in by its embed.sh. */
extern const char html_page[], html_style[], html_script[];

/* Appends text for an element or an attribute in double quotes. What no page
 * may hold (control characters, what is no UTF-8) becomes U+FFFD. */
void html_text(struct text *out, struct span s);
static inline void html_puts(struct text *out, const char *s)
{
	html_text(out, span_of(s));
}

/* Appends valid JSON so that it can stand in an element script and can neither
 * end it nor begin a comment: "<", ">", "&", U+2028 and U+2029 in its strings
 * are written \uXXXX. */
void html_json(struct text *out, struct span json);

/* Appends 'sha256-...' of a script or style, as a Content-Security-Policy
 * names it. */
void html_hash(struct text *out, const char *text);

/* The text of the page that is called so, in the report's language. */
const char *html_word(struct report *r, struct span name);
/* Appends all of them as an object of JSON. */
struct json;
void html_words(struct json *j, struct report *r);

/* Appends what the script works with, as JSON. */
int html_data(struct text *out, struct report *r, struct err *e);

/* Parts of the page that are tables or lists of rows. */
typedef int html_part(struct text *out, struct report *r, struct err *e);
html_part html_ranking, html_pillar_heads, html_sources, html_indicators,
	html_headlines, html_regimes, html_notes, html_about;

#endif
