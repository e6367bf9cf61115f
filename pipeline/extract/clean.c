/* SPDX-License-Identifier: MIT */
#include "pipeline/extract/clean.h"

#include <strings.h>

static const char blanks[] = " \t\r\n\u00a0\u2007\u2009\u202f";
static const char signs[] = "+-\u2212\u2013\u2010\u2011";
static const char long_minus[] = "\u2212\u2013\u2010\u2011";
static const char mark_signs[] = "*#†‡§¶¹²³⁰⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ";
static const char money[] = "$¢£¤¥֏؋৳฿៛₡₢₣₤₥₦₧₨₩₪₫€₭₮₱₲₴₵₸₹₺"
			    "₼"
			    "₽"
			    "₾"
			    "₿"
			    "﷼"
			    "＄";

/* ISO 4217, those that euro countries gave up included. */
static const char codes[] =
	" AED AFN ALL AMD ANG AOA ARS ATS AUD AWG AZN BAM BBD BDT BEF BGN BHD "
	"BIF BMD BND BOB BRL BSD BTN BWP BYN BYR BZD CAD CDF CHF CLP CNY COP "
	"CRC CUP CVE CYP CZK DEM DJF DKK DOP DZD EEK EGP ERN ESP ETB EUR FIM "
	"FJD FKP FRF GBP GEL GHS GIP GMD GNF GRD GTQ GYD HKD HNL HRK HTG HUF "
	"IDR IEP ILS INR IQD IRR ISK ITL JMD JOD JPY KES KGS KHR KMF KPW KRW "
	"KWD KYD KZT LAK LBP LKR LRD LSL LTL LUF LVL LYD MAD MDL MGA MKD MMK "
	"MNT MOP MRO MRU MTL MUR MVR MWK MXN MYR MZN NAD NGN NIO NLG NOK NPR "
	"NZD OMR PAB PEN PGK PHP PKR PLN PTE PYG QAR RON RSD RUB RWF SAR SBD "
	"SCR SDG SEK SGD SHP SIT SKK SLE SLL SOS SRD SSP STD STN SVC SYP SZL "
	"THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VEF VES VND "
	"VUV WST XAF XCD XDR XOF XPF YER ZAR ZMW ZWG ZWL ";

/* ---- looking at a text ---- */

static int is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

/* The span without so many bytes at its ends. */
static struct span cut(struct span s, size_t front, size_t back)
{
	return (struct span){ s.at + front, s.len - front - back };
}

/* How many digits there are from i on. */
static size_t digits(struct span s, size_t i)
{
	size_t n = 0;

	while (i + n < s.len && is_digit(s.at[i + n]))
		n++;
	return n;
}

/* Bytes of the character at i if it is one of the set, else 0. */
static size_t one_of(struct span s, size_t i, const char *set)
{
	size_t n = i < s.len ? text_utf8_length(s, i) : 0;

	return n && memmem(set, strlen(set), s.at + i, n) ? n : 0;
}

/* The same of the last character. */
static size_t ends_in(struct span s, const char *set)
{
	size_t n = 1;

	while (n < s.len && ((unsigned char)s.at[s.len - n] & 0xc0) == 0x80)
		n++;
	return n <= s.len && one_of(s, s.len - n, set) == n ? n : 0;
}

static struct span trim(struct span s)
{
	size_t n;

	while ((n = one_of(s, 0, blanks)) > 0)
		s = cut(s, n, 0);
	while ((n = ends_in(s, blanks)) > 0)
		s = cut(s, 0, n);
	return s;
}

/* Where the first digit is; the length where there is none. */
static size_t first_digit(struct span s)
{
	size_t i = 0;

	while (i < s.len && !is_digit(s.at[i]))
		i++;
	return i;
}

/*
 * ---- taking off ----
 * Each gets a text without blanks around it, puts what is left in its place
 * and returns 1, or returns 0.
 */

typedef int clean_fn(struct span *s, char *buf, size_t size);

struct cleaner {
	const char *name;
	clean_fn *clean;
};

/* Of what is part of the text. */
static int leave(struct span *s, struct span left)
{
	left = trim(left);
	if (left.len == s->len || first_digit(left) == left.len)
		return 0;
	*s = left;
	return 1;
}

/* A sign and what follows it, which are apart in the text. */
static int leave_signed(struct span *s, char *buf, size_t size,
	struct span sign, struct span rest)
{
	if (sign.len + rest.len > size)
		return 0;
	memmove(buf, sign.at, sign.len);
	memmove(buf + sign.len, rest.at, rest.len);
	*s = (struct span){ buf, sign.len + rest.len };
	return 1;
}

static int ordinal(struct span *s, char *buf, size_t size)
{
	static const char *const ends[] = { "st", "nd", "rd", "th" };
	size_t n = digits(*s, 0);

	(void)buf, (void)size;
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (n + 2 == s->len && strncasecmp(s->at + n, ends[i], 2) == 0)
			return leave(s, cut(*s, 0, 2));
	return 0;
}

/* 1 if all of the text is a currency. */
static int is_currency(struct span s)
{
	size_t n = 0, sign;

	while (n < s.len && n < 3 && s.at[n] >= 'A' && s.at[n] <= 'Z')
		n++;
	sign = one_of(s, n, money);
	if (sign)
		return n + sign == s.len;
	return n == 3 && s.len == 3 && memmem(codes, strlen(codes), s.at, 3);
}

/* A currency before the first digit, which a sign may follow or precede. */
static int currency_before(struct span *s, char *buf, size_t size)
{
	size_t first = first_digit(*s);
	struct span head = trim((struct span){ s->at, first });
	size_t before = one_of(head, 0, signs), behind = ends_in(head, signs);

	if (is_currency(trim(cut(head, 0, behind))))
		return leave(s, cut(*s, head.len - behind, 0));
	if (before && is_currency(trim(cut(head, before, 0))))
		return leave_signed(s, buf, size,
			(struct span){ head.at, before }, cut(*s, first, 0));
	return 0;
}

static int currency_behind(struct span *s)
{
	size_t end = s->len;

	while (end > 0 && !is_digit(s->at[end - 1]))
		end--;
	return is_currency(trim(cut(*s, end, 0)))
		? leave(s, (struct span){ s->at, end })
		: 0;
}

static int currency(struct span *s, char *buf, size_t size)
{
	int before, behind;

	if (first_digit(*s) == s->len)
		return 0;
	before = currency_before(s, buf, size);
	behind = currency_behind(s);
	return before || behind;
}

/* Bytes of the brackets at the end and what is in them. */
static size_t remark_length(struct span s)
{
	char close = s.len ? s.at[s.len - 1] : '\0';
	char open = close == ')' ? '(' : '[';
	int depth = 0;

	if (close != ')' && close != ']')
		return 0;
	for (size_t n = 1; n <= s.len; n++) {
		depth += s.at[s.len - n] == close;
		depth -= s.at[s.len - n] == open;
		if (depth == 0)
			return n;
	}
	return 0;
}

static int remark(struct span *s, char *buf, size_t size)
{
	struct span left = *s;
	size_t n;

	(void)buf, (void)size;
	while ((n = remark_length(left)) > 0)
		left = trim(cut(left, 0, n));
	return leave(s, left);
}

/* Bytes behind the last blank. */
static size_t last_word(struct span s)
{
	size_t n = 0;

	while (n < s.len && !ends_in(cut(s, 0, n), blanks))
		n++;
	return n;
}

/* "a", "a,b". */
static int is_letters(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (i % 2 ? s.at[i] != ',' : !is_small(s.at[i]))
			return 0;
	return s.len % 2;
}

static size_t mark_before(struct span s)
{
	if (s.len > 1 && is_small(s.at[0]) && one_of(s, 1, blanks))
		return 1;
	return one_of(s, 0, mark_signs);
}

/* A letter, or a number of at most two digits behind a text without blanks. */
static int is_apart(struct span word, struct span left)
{
	return is_letters(word) ||
		(word.len <= 2 && digits(word, 0) == word.len &&
			last_word(left) == left.len);
}

static size_t mark_behind(struct span s)
{
	size_t n = ends_in(s, mark_signs);
	struct span left;

	if (n)
		return n;
	n = last_word(s);
	left = trim(cut(s, 0, n));
	return left.len && is_apart(cut(s, s.len - n, 0), left) ? n : 0;
}

static int marks(struct span *s, char *buf, size_t size)
{
	struct span left = *s;
	size_t n;

	(void)buf, (void)size;
	while ((n = mark_before(left)) > 0)
		left = trim(cut(left, n, 0));
	while ((n = mark_behind(left)) > 0)
		left = trim(cut(left, 0, n));
	return leave(s, left);
}

static int percent(struct span *s, char *buf, size_t size)
{
	struct span left = trim(cut(*s, 0, ends_in(*s, "%")));

	(void)buf, (void)size;
	return left.len && is_digit(left.at[left.len - 1]) ? leave(s, left) : 0;
}

/* 1 if what follows is nothing, or decimals. */
static int is_fraction(struct span s, size_t i, const char *points)
{
	size_t mark = one_of(s, i, points);
	size_t n = digits(s, i + mark);

	return i == s.len || (mark && n && i + mark + n == s.len);
}

/* 1 if all of the text is digits in groups of three. */
static int is_grouped(struct span s, const char *separators, const char *points)
{
	size_t i = one_of(s, 0, signs), n = digits(s, i), gap, groups = 0;

	if (n < 1 || n > 3 || s.at[i] == '0')
		return 0;
	for (i += n; (gap = one_of(s, i, separators)) > 0; groups++) {
		if (digits(s, i + gap) != 3)
			return 0;
		i += gap + 3;
	}
	return groups > 0 && is_fraction(s, i, points);
}

/* Leaves out all characters of the set. */
static int leave_out(struct span *s, char *buf, size_t size, const char *set)
{
	size_t n = 0;

	if (s->len > size)
		return 0;
	for (size_t i = 0; i < s->len;) {
		size_t gap = one_of(*s, i, set);

		if (!gap)
			buf[n++] = s->at[i];
		i += gap ? gap : 1;
	}
	*s = (struct span){ buf, n };
	return 1;
}

static int thousands(struct span *s, char *buf, size_t size)
{
	return is_grouped(*s, ",", ".") && leave_out(s, buf, size, ",");
}

static int spaces(struct span *s, char *buf, size_t size)
{
	return is_grouped(*s, blanks, ".,") && leave_out(s, buf, size, blanks);
}

static int decimal_comma(struct span *s, char *buf, size_t size)
{
	size_t sign = one_of(*s, 0, signs);
	size_t comma = sign + digits(*s, sign);

	if (comma == sign || comma == s->len || !is_fraction(*s, comma, ",") ||
		s->len > size)
		return 0;
	memmove(buf, s->at, s->len);
	buf[comma] = '.';
	s->at = buf;
	return 1;
}

static int minus(struct span *s, char *buf, size_t size)
{
	size_t sign = one_of(*s, 0, long_minus);
	struct span rest = trim(cut(*s, sign, 0));

	if (!sign || digits(rest, rest.len && rest.at[0] == '.') == 0)
		return 0;
	return leave_signed(s, buf, size, span_of("-"), rest);
}

/* ---- by name ---- */

static const struct cleaner cleaners[] = {
	{ "ordinal", ordinal },
	{ "currency", currency },
	{ "remark", remark },
	{ "marks", marks },
	{ "percent", percent },
	{ "thousands", thousands },
	{ "spaces", spaces },
	{ "decimal-comma", decimal_comma },
	{ "minus", minus },
};

const struct cleaner *clean_named(const char *name)
{
	for (size_t i = 0; i < sizeof(cleaners) / sizeof(*cleaners); i++)
		if (strcmp(cleaners[i].name, name) == 0)
			return &cleaners[i];
	return NULL;
}

const char *clean_names(void)
{
	return "ordinal, currency, remark, marks, percent, thousands, spaces, "
	       "decimal-comma, minus";
}

struct span clean_text(char *buf, size_t size, const struct cleaner *c,
	struct span text, int *changed)
{
	struct span s = trim(text);

	if (!text.len || !c->clean(&s, buf, size))
		return text;
	*changed = 1;
	return s;
}
