/* SPDX-License-Identifier: MIT */
#include "pipeline/store/dialect.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH = 64, WORDS = 5 };

/* What is open at one depth of brackets. */
struct level {
	int ordered;   /* inside ORDER BY */
	size_t cross;  /* where its last CROSS is written, + 1; 0: no such */
	int was_cross; /* the word before was that */
};

struct translation {
	struct dialect *out;
	const char *at;		 /* what is not read yet */
	struct span blank;	 /* white space and comments, not written yet */
	struct span last[WORDS]; /* tokens that were read, the latest first */
	struct level levels[DEPTH];
	int depth, too_deep, too_many;
};

/* ---- tokens ---- */

static int starts_word(char c)
{
	return isalpha((unsigned char)c) || c == '_' || c & '\x80';
}

static size_t word_length(const char *at)
{
	size_t n = 0;

	while (starts_word(at[n]) || is_digit(at[n]))
		n++;
	return n;
}

/* From a quote to the one that ends it; a doubled one stands for itself. */
static size_t quoted_length(const char *at)
{
	size_t n = 1;

	for (; at[n]; n++)
		if (at[n] == *at && at[++n] != *at)
			return n;
	return n;
}

static size_t blank_length(const char *at)
{
	size_t n = 0;

	for (;;)
		if (at[n] && strchr(" \t\r\n", at[n]))
			n++;
		else if (at[n] == '-' && at[n + 1] == '-')
			n += strcspn(at + n, "\n");
		else
			return n;
}

static size_t number_length(const char *at)
{
	size_t n = strspn(at, "0123456789.");
	size_t sign = at[n] && strchr("eE", at[n]) && at[n + 1] &&
			strchr("+-", at[n + 1])
		? 2
		: 1;

	if (at[n] && strchr("eE", at[n]) && is_digit(at[n + sign]))
		n += sign + strspn(at + n + sign, "0123456789");
	return n;
}

static size_t token_length(const char *at)
{
	if (starts_word(*at))
		return word_length(at);
	if (*at == '\'' || *at == '"')
		return quoted_length(at);
	if (is_digit(*at) || (*at == '.' && is_digit(at[1])))
		return number_length(at);
	if ((*at == ':' || *at == '?') && word_length(at + 1) > 0)
		return 1 + word_length(at + 1);
	return *at ? 1 : 0;
}

static int is_word(struct span token, const char *word)
{
	return token.len == strlen(word) &&
		strncasecmp(token.at, word, token.len) == 0;
}

static int is_one_of(struct span token, const char *const *words)
{
	for (; *words; words++)
		if (is_word(token, *words))
			return 1;
	return 0;
}

static struct span token_at(const char *at)
{
	at += blank_length(at);
	return (struct span){ at, token_length(at) };
}

/* The token behind the one that is being read. */
static struct span peek(const struct translation *t)
{
	return token_at(t->at);
}

/* Leaves out the token that comes next if it is this one. */
static int skip(struct translation *t, const char *word)
{
	struct span next = peek(t);

	if (!is_word(next, word))
		return 0;
	t->at = next.at + next.len;
	return 1;
}

/* ---- writing ---- */

static void put(struct translation *t, const char *text, size_t n)
{
	text_add(&t->out->sql, t->blank.at, t->blank.len);
	t->blank.len = 0;
	text_add(&t->out->sql, text, n);
}

static void put_word(struct translation *t, const char *word)
{
	put(t, word, strlen(word));
}

static struct level *level(struct translation *t)
{
	return &t->levels[t->depth];
}

static void open_bracket(struct translation *t)
{
	if (t->depth + 1 == DEPTH)
		t->too_deep = 1;
	else
		t->levels[++t->depth] = (struct level){ 0, 0, 0 };
}

/* ---- what differs ---- */

static void put_parameter(struct translation *t, struct span token)
{
	struct span name = { token.at + 1, token.len - 1 };
	struct dialect *x = t->out;
	int at = 0;

	if (*token.at == '?')
		at = (int)strtol(name.at, NULL, 10);
	while (*token.at == ':' && at < x->n && !span_same(x->names[at], name))
		at++;
	at += *token.at == ':';
	t->too_many |= at > DIALECT_PARAMETERS;
	if (t->too_many)
		return;
	if (at > x->n)
		x->n = at;
	if (*token.at == ':')
		x->names[at - 1] = name;
	put(t, "", 0);
	text_printf(&x->sql, "$%d", at);
}

/* Where SQLite puts NULLs, behind a term of ORDER BY that ends here. */
static void end_term(struct translation *t)
{
	static const char *const said[] = { "FIRST", "LAST", NULL };

	if (is_one_of(t->last[0], said) && is_word(t->last[1], "NULLS"))
		return;
	text_puts(&t->out->sql,
		is_word(t->last[0], "DESC") ? " NULLS LAST" : " NULLS FIRST");
}

static void end_order(struct translation *t, struct span token)
{
	static const char *const ends[] = { ")", ";", "LIMIT", "ROWS", "RANGE",
		"GROUPS", NULL };
	struct level *l = level(t);

	if (!l->ordered)
		return;
	if (!token.len || is_one_of(token, ends))
		l->ordered = 0;
	else if (!is_word(token, ","))
		return;
	end_term(t);
}

/* CROSS is taken back, as blanks, where its join has a condition. */
static void join(struct translation *t, struct span token)
{
	struct level *l = level(t);
	int is_join = is_word(token, "JOIN");

	if (is_word(token, "ON") && l->cross) {
		memset(t->out->sql.at + l->cross - 1, ' ', strlen("CROSS"));
		l->cross = 0;
	} else if (is_join && !l->was_cross) {
		l->cross = 0;
	}
	l->was_cross = is_word(token, "CROSS");
	if (l->was_cross)
		l->cross = t->out->sql.len + t->blank.len + 1;
}

/* IS and what negates it. */
static void put_is(struct translation *t)
{
	static const char *const as_it_is[] = { "NULL", "DISTINCT", "TRUE",
		"FALSE", NULL };
	struct span next = peek(t);
	int not = is_word(next, "NOT");
	struct span value = not ? token_at(next.at + next.len) : next;

	put_word(t, "IS");
	if (is_one_of(value, as_it_is))
		return;
	if (not )
		skip(t, "NOT");
	put_word(t, not ? " DISTINCT FROM" : " NOT DISTINCT FROM");
}

static int ends_number_key(const struct translation *t)
{
	return is_word(t->last[0], "PRIMARY") && is_word(t->last[1], "NULL") &&
		is_word(t->last[2], "NOT") && is_word(t->last[3], "INTEGER");
}

static int translate_word(struct translation *t, struct span token)
{
	if (is_word(token, "INTEGER"))
		put_word(t, "bigint");
	else if (is_word(token, "REAL"))
		put_word(t, "double precision");
	else if (is_word(token, "BLOB"))
		put_word(t, "bytea");
	else if (is_word(token, "STRICT") && is_word(t->last[0], ")"))
		skip(t, ",");
	else if (is_word(token, "temp") && is_word(peek(t), "."))
		put_word(t, "pg_temp");
	else if (is_word(token, "IS"))
		put_is(t);
	else if (is_word(token, "GLOB"))
		put_word(t, "@~");
	else if (is_word(token, "NOT") && skip(t, "GLOB"))
		put_word(t, "!@~");
	else if (!is_word(token, "AUTOINCREMENT") &&
		!(is_word(token, "WITHOUT") && skip(t, "ROWID")))
		return 0;
	return 1;
}

static void translate(struct translation *t, struct span token)
{
	join(t, token);
	if (*token.at == ':' || *token.at == '?')
		put_parameter(t, token);
	else if (!translate_word(t, token))
		put(t, token.at, token.len);
	if (is_word(token, "KEY") && ends_number_key(t))
		put_word(t, " GENERATED BY DEFAULT AS IDENTITY");
	if (is_word(token, "BY") && is_word(t->last[0], "ORDER"))
		level(t)->ordered = 1;
}

static void remember(struct translation *t, struct span token)
{
	memmove(t->last + 1, t->last, sizeof(t->last) - sizeof(*t->last));
	t->last[0] = token;
}

/* One token, with the blank before it; 0 at the end. */
static int next(struct translation *t)
{
	struct span token;

	t->blank = (struct span){ t->at, blank_length(t->at) };
	t->at += t->blank.len;
	token = (struct span){ t->at, token_length(t->at) };
	t->at += token.len;
	end_order(t, token);
	if (!token.len)
		return 0;
	if (is_word(token, ")") && t->depth > 0)
		t->depth--;
	translate(t, token);
	if (is_word(token, "("))
		open_bracket(t);
	remember(t, token);
	return 1;
}

int dialect_translate(struct dialect *out, const char *sql, struct err *e)
{
	struct translation t = { .out = out, .at = sql };

	text_clear(&out->sql);
	out->n = 0;
	memset(out->names, 0, sizeof(out->names));
	while (next(&t))
		;
	put(&t, "", 0);
	if (t.too_deep || t.too_many)
		return err_set(e, ERR_SYSTEM, "SQL: more than %d %s",
			DIALECT_PARAMETERS,
			t.too_deep ? "brackets in each other" : "parameters");
	return text_done(&out->sql, e);
}

void dialect_free(struct dialect *x)
{
	text_free(&x->sql);
}
