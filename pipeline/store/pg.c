/* SPDX-License-Identifier: MIT */
#include "pipeline/store/pg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/store/pg_inside.h"

/* ---- addresses ---- */

/* The colon before a password and the sign behind it; NULL if there is none. */
static const char *find_password(const char **end, const char *address)
{
	const char *host = strstr(address, "://");
	const char *from = host ? host + 3 : address;
	const char *colon = from + strcspn(from, ":/?#@[");
	const char *at = strrchr(from, '@');
	size_t digits = *colon == ':' ? strspn(colon + 1, "0123456789") : 0;

	/* host:5432/name?user=a@b has none */
	if (*colon != ':' || !at || at < colon ||
		(digits && strchr(",/?", colon[1 + digits])))
		return NULL;
	*end = at;
	return colon;
}

/* Of user:password@host the password is left out, and so is one that stands
 * among the parameters behind the question mark. */
void pg_shown(struct text *out, const char *address)
{
	const char *at, *secret, *colon = find_password(&at, address);

	if (colon) {
		text_add(out, address, (size_t)(colon - address));
		address = at;
	}
	while ((secret = strcasestr(address, "password="))) {
		text_add(out, address, (size_t)(secret - address) + 9);
		address = secret + 9 + strcspn(secret + 9, "&");
		text_puts(out, "***");
	}
	text_puts(out, address);
}

/* ---- faults ---- */

/* The library ends its messages with a line break and may have several lines:
 * one line is left. */
static void keep_words(struct pg *p, const char *text)
{
	size_t n = 0;

	for (; *text && n < sizeof(p->words) - 2; text++)
		if (*text != '\n' && *text != '\t')
			p->words[n++] = *text;
		else if (*text == '\n' && text[1])
			n += (size_t)snprintf(
				p->words + n, sizeof(p->words) - n, "; ");
	p->words[n] = '\0';
}

static int is_class(const struct pg *p, const char *class)
{
	return strncmp(p->state, class, 2) == 0;
}

static enum err_kind kind_of(const struct pg *p)
{
	if (pq.PQstatus(p->c) != CONNECTION_OK || is_class(p, "08") ||
		is_class(p, "53") || is_class(p, "57"))
		return ERR_REMOTE;
	return is_class(p, "23") ? ERR_DATA : ERR_SYSTEM;
}

int pg_fault(struct pg *p, const PGresult *r, struct err *e)
{
	const char *state = NULL, *primary = NULL, *position = NULL;

	if (r) {
		state = pq.PQresultErrorField(r, PG_DIAG_SQLSTATE);
		primary = pq.PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY);
		position = pq.PQresultErrorField(r, PG_DIAG_STATEMENT_POSITION);
	}
	snprintf(p->state, sizeof(p->state), "%s", state ? state : "");
	p->position = position ? strtoul(position, NULL, 10) : 0;
	keep_words(p, primary ? primary : pq.PQerrorMessage(p->c));
	return err_set(e, kind_of(p), "database '%.150s': %s", p->shown.at,
		*p->words ? p->words : "the server went away");
}

const char *pg_state(const struct pg *p)
{
	return p->state;
}

const char *pg_words(const struct pg *p)
{
	return p->words;
}

size_t pg_position(const struct pg *p)
{
	return p->position;
}

/* ---- connections ---- */

static const char settings[] =
	"SET client_min_messages = warning; SET extra_float_digits = 1; "
	"SET DateStyle = ISO; SET IntervalStyle = postgres; "
	"SET TimeZone = 'UTC'; SET standard_conforming_strings = on";

/* The library would show of an address what it cannot read, with its password.
 */
static int check_address(const struct pg *p, const char *address, struct err *e)
{
	char *why = NULL;
	PQconninfoOption *parts = pq.PQconninfoParse(address, &why);
	const char *end, *colon = find_password(&end, address);
	int there = parts != NULL;

	if (colon && colon + strcspn(colon, "/?#") < end)
		there = 0;

	pq.PQconninfoFree(parts);
	pq.PQfreemem(why);
	return there
		? 0
		: err_set(e, ERR_USAGE,
			  "database '%.200s': that is no address of a "
			  "server: expected postgresql://USER@HOST/NAME; in "
			  "a password / ? # @ are %%2F %%3F %%23 %%40",
			  p->shown.at);
}

static int refused(struct pg *p, struct err *e)
{
	keep_words(p, pq.PQerrorMessage(p->c));
	return err_set(e, ERR_REMOTE,
		"database '%.150s': no connection: %s: see that the server "
		"runs and that address, user and password are right",
		p->shown.at, p->words);
}

static int connect(struct pg *p, const char *address, struct err *e)
{
	const char *const names[] = { "dbname", "client_encoding",
		"fallback_application_name", "connect_timeout", NULL };
	const char *const values[] = { address, "UTF8", "kosh", "20", NULL };

	if (check_address(p, address, e) < 0)
		return -1;
	p->c = pq.PQconnectdbParams(names, values, 1);
	if (!p->c)
		return err_memory(e);
	if (pq.PQstatus(p->c) != CONNECTION_OK)
		return refused(p, e);
	/* not every server knows it */
	pg_script(p, "SET client_connection_check_interval = 1000",
		&(struct err)ERR_INIT);
	return pg_script(p, settings, e);
}

int pg_open(struct pg **out, const char *address, struct err *e)
{
	struct pg *p;

	if (pg_load(e) < 0)
		return -1;
	p = calloc(1, sizeof(*p));
	if (!p)
		return err_memory(e);
	pg_shown(&p->shown, address);
	if (text_done(&p->shown, e) < 0 || connect(p, address, e) < 0) {
		pg_close(p);
		return -1;
	}
	*out = p;
	return 0;
}

void pg_close(struct pg *p)
{
	if (!p)
		return;
	if (p->c)
		pq.PQfinish(p->c);
	text_free(&p->shown);
	free(p);
}

const char *pg_address(const struct pg *p)
{
	return p->shown.at;
}
