/* SPDX-License-Identifier: MIT */
#include "tests/check.h"

#include <float.h>
#include <locale.h>

#include "pipeline/base/num.h"
#include "pipeline/base/power5.h"

static double parsed(const char *text)
{
	double value = -1;

	assert_int_equal(num_parse(&value, text, strlen(text)), 0);
	return value;
}

static void assert_format(double value, const char *text)
{
	char buf[NUM_TEXT];
	size_t n = num_format(buf, value);

	assert_string_equal(buf, text);
	assert_int_equal(n, strlen(text));
}

enum { BEHIND = 16 }; /* bytes that num_scan may look at */

/* A copy that ends exactly where num_scan may not look any more. */
static char *for_scan(const char *text, const char *behind)
{
	size_t len = strlen(text);
	char *copy = malloc(len + BEHIND);

	assert_non_null(copy);
	memcpy(copy, text, len);
	memset(copy + len, 0, BEHIND);
	memcpy(copy + len, behind, strlen(behind));
	return copy;
}

/* num_scan stops behind that many bytes of the text; 0: it is refused. */
static double scanned(const char *text, const char *behind, size_t stops)
{
	char *copy = for_scan(text, behind);
	double value = -1;
	const char *end = num_scan(&value, copy);

	if (end != (stops ? copy + stops : NULL))
		fail_msg("'%s' was read up to %d", text,
			end ? (int)(end - copy) : -1);
	free(copy);
	return value;
}

/* Both ways of reading give what the library does. */
static void assert_as_library(const char *text)
{
	double value = parsed(text);

	if (value != strtod(text, NULL))
		fail_msg("'%s' was read as %.17g", text, value);
	assert_same_double(scanned(text, "", strlen(text)), value);
}

static void assert_refused(const char *text)
{
	double value;

	if (num_parse(&value, text, strlen(text)) == 0)
		fail_msg("'%s' was taken as %g", text, value);
}

/* xorshift64*: the same numbers on every machine. */
static uint64_t next(uint64_t *seed)
{
	*seed ^= *seed >> 12;
	*seed ^= *seed << 25;
	*seed ^= *seed >> 27;
	return *seed * 2685821657736338717ULL;
}

static double any_double(uint64_t *seed)
{
	double value;

	do {
		uint64_t bits = next(seed);

		memcpy(&value, &bits, sizeof(value));
	} while (!isfinite(value));
	return value;
}

/* ---- writing ----------------------------------------------------------------
 */

static void a_double_is_written_in_the_fewest_digits(void **state)
{
	(void)state;
	assert_format(0.1, "0.1");
	assert_format(0.1 + 0.2, "0.30000000000000004");
	assert_format(1.0 / 3, "0.3333333333333333");
	assert_format(56.7, "56.7");
	assert_format(9.1861421874153372, "9.186142187415337");
	assert_format(-88.451, "-88.451");
}

static void a_whole_number_has_no_point(void **state)
{
	(void)state;
	assert_format(0, "0");
	assert_format(188.0, "188");
	assert_format(-7, "-7");
	assert_format(999999999999999.0, "999999999999999");
	assert_format(1e15, "1000000000000000");
	assert_format(9007199254740992.0, "9007199254740992");
	assert_format(123456789012345680000.0, "123456789012345680000");
}

static void minus_zero_is_written_as_zero(void **state)
{
	(void)state;
	assert_format(-0.0, "0");
}

static void exponents_begin_at_1e21(void **state)
{
	(void)state;
	assert_format(1e20, "100000000000000000000");
	assert_format(1e21, "1e21");
	assert_format(1.5e22, "1.5e22");
	assert_format(-1e308, "-1e308");
}

static void exponents_begin_below_1e_minus_6(void **state)
{
	(void)state;
	assert_format(1e-6, "0.000001");
	assert_format(1.25e-6, "0.00000125");
	assert_format(1e-7, "1e-7");
	assert_format(-1.5e-7, "-1.5e-7");
}

static void the_ends_of_the_range_are_written_whole(void **state)
{
	(void)state;
	assert_format(DBL_MAX, "1.7976931348623157e308");
	assert_format(-DBL_MAX, "-1.7976931348623157e308");
	assert_format(DBL_MIN, "2.2250738585072014e-308");
	assert_format(5e-324, "5e-324");
	assert_format(4.4e-323, "4.4e-323");
}

/* Below a power of two the doubles lie closer than above it. */
static void a_power_of_two_is_written_in_the_fewest_digits(void **state)
{
	(void)state;
	assert_format(ldexp(1, -24), "5.960464477539063e-8");
	assert_format(ldexp(1, -44), "5.684341886080802e-14");
	assert_format(ldexp(-1, 89), "-6.189700196426902e26");
	assert_format(ldexp(1, 976), "6.386688990511104e293");
}

/* ---- there and back ---------------------------------------------------------
 */

static void what_is_written_reads_back_as_the_same_double(void **state)
{
	uint64_t seed = 20251;
	char buf[NUM_TEXT];

	(void)state;
	for (int i = 0; i < 50000; i++) {
		double value = any_double(&seed), back = 0;
		size_t n = num_format(buf, value);

		assert_int_equal(num_parse(&back, buf, n), 0);
		if (value != 0)
			assert_same_double(back, value);
	}
}

static void every_power_of_two_reads_back(void **state)
{
	char buf[NUM_TEXT];
	double back;

	(void)state;
	for (int k = -1074; k < 1024; k++) {
		size_t n = num_format(buf, ldexp(1, k));

		assert_int_equal(num_parse(&back, buf, n), 0);
		assert_same_double(back, ldexp(1, k));
	}
}

/* Digits from the first to the last that is not 0; returns how many. */
static int significant(char digits[NUM_TEXT], const char *text)
{
	int n = 0, last = 0;

	for (; *text && *text != 'e'; text++) {
		if (*text < (n ? '0' : '1') || *text > '9')
			continue;
		digits[n++] = *text;
		if (*text != '0')
			last = n;
	}
	digits[last] = '\0';
	return last;
}

static void no_shorter_text_reads_back(void **state)
{
	uint64_t seed = 20252;
	char buf[NUM_TEXT], shorter[NUM_TEXT], digits[NUM_TEXT];

	(void)state;
	for (int i = 0; i < 20000; i++) {
		double value = any_double(&seed);
		int n;

		num_format(buf, value);
		n = significant(digits, buf);
		if (n < 2)
			continue;
		snprintf(shorter, sizeof(shorter), "%.*e", n - 2, value);
		if (strtod(shorter, NULL) == value)
			fail_msg("%s for %s", buf, shorter);
	}
}

/* Between doubles of which one is a power of two, the nearest of so many digits
 * may be the other's: then what is farther away is right. */
static void of_the_shortest_the_nearest_is_written(void **state)
{
	uint64_t seed = 20257;
	char buf[NUM_TEXT], nearest[NUM_TEXT], ours[NUM_TEXT], its[NUM_TEXT];

	(void)state;
	for (int i = 0; i < 20000; i++) {
		double value = any_double(&seed);
		int n;

		if (i % 4 == 0)
			value = ldexp(
				(double)(next(&seed) >> 40 | 1), i % 80 - 40);
		num_format(buf, value);
		n = significant(ours, buf);
		snprintf(nearest, sizeof(nearest), "%.*e", n - 1, value);
		if (strtod(nearest, NULL) != value)
			continue;
		significant(its, nearest);
		assert_string_equal(ours, its);
	}
}

/* Some lie in the very middle between two doubles. */
static void few_digits_and_many_zeros_are_written_as_such(void **state)
{
	char text[32], buf[NUM_TEXT], ours[NUM_TEXT], its[NUM_TEXT];

	(void)state;
	assert_format(1e23, "1e23");
	assert_format(8.41e21, "8.41e21");
	assert_format(2e-44, "2e-44");
	for (int ten = -300; ten < 300; ten++)
		for (int n = 1; n<1000; n += ten> 15 && ten < 40 ? 2 : 37) {
			snprintf(text, sizeof(text), "%de%d", n, ten);
			num_format(buf, strtod(text, NULL));
			significant(ours, buf);
			significant(its, text);
			assert_string_equal(ours, its);
		}
}

static void whole_numbers_of_any_length_are_written_whole(void **state)
{
	char want[NUM_TEXT];
	int64_t n = 1;

	(void)state;
	for (int digits = 1; digits <= 15; digits++, n *= 10)
		for (int64_t near = n - 1; near <= n + 1; near++) {
			snprintf(want, sizeof(want), "%lld", (long long)near);
			assert_format((double)near, want);
			snprintf(want, sizeof(want), "%lld", (long long)-near);
			assert_format((double)-near, want);
		}
}

static void a_published_decimal_comes_back_as_it_was_written(void **state)
{
	uint64_t seed = 20253;
	char text[NUM_TEXT], buf[NUM_TEXT];

	(void)state;
	for (int i = 0; i < 20000; i++) {
		snprintf(text, sizeof(text), "%d.%08d1",
			(int)(next(&seed) % 101),
			(int)(next(&seed) % 100000000));
		num_format(buf, parsed(text));
		assert_string_equal(buf, text);
	}
}

/* ---- reading ----------------------------------------------------------------
 */

static void plain_and_scientific_decimals_are_read(void **state)
{
	(void)state;
	assert_same_double(parsed("188.0"), 188);
	assert_same_double(parsed("+1"), 1);
	assert_same_double(parsed("1."), 1);
	assert_same_double(parsed(".5"), 0.5);
	assert_same_double(parsed("-0"), -0.0);
	assert_same_double(parsed("007"), 7);
	assert_same_double(parsed("1e5"), 1e5);
	assert_same_double(parsed("1E+05"), 1e5);
	assert_same_double(parsed("-2.5e-3"), -2.5e-3);
}

static void seventeen_digits_are_read_to_the_last(void **state)
{
	(void)state;
	assert_same_double(parsed("9.1861421874153372"), 9.1861421874153372);
	assert_same_double(parsed("0.30000000000000004"), 0.1 + 0.2);
	assert_same_double(parsed("0.29999999999999999"), 0.3);
	assert_same_double(
		parsed("1.7976931348623157e308"), 1.7976931348623157e308);
}

static void a_number_between_two_doubles_goes_to_the_even_one(void **state)
{
	(void)state;
	assert_same_double(parsed("9007199254740993"), 9007199254740992.0);
	assert_same_double(parsed("9007199254740995"), 9007199254740996.0);
	assert_same_double(parsed("9007199254740993.0000000000000001"),
		9007199254740994.0);
}

static void very_long_numbers_are_read(void **state)
{
	char text[500];

	(void)state;
	memset(text, '0', sizeof(text));
	text[0] = '1';
	assert_int_equal(num_parse(&(double){ 0 }, text, 309), 0);
	text[1] = '.';
	text[499] = '\0';
	assert_same_double(parsed(text), 1);
}

static void what_is_smaller_than_any_double_is_zero(void **state)
{
	(void)state;
	assert_same_double(parsed("1e-400"), 0.0);
	assert_same_double(parsed("0e999999999999"), 0.0);
}

/* Fewer where every instruction is watched. */
static int rounds(void)
{
	return getenv("UNDER") && *getenv("UNDER") ? 20000 : 1000000;
}

static void rounding_is_that_of_the_library(void **state)
{
	static const char *const formats[] = { "%.17g", "%.15g", "%.16g",
		"%.19e", "%.20g", "%.24f", "%.3f", "%.10g" };
	uint64_t seed = 20254;
	char text[400];

	(void)state;
	for (int i = rounds(); i > 0; i--) {
		double value = any_double(&seed);
		int format = i % 8;

		if (format >= 5 || i % 3 == 0)
			value = (double)(next(&seed) >> (i % 60)) * 1e-9;
		snprintf(text, sizeof(text), formats[format], value);
		assert_as_library(text);
	}
}

static void digits_without_a_double_behind_them_are_rounded_too(void **state)
{
	uint64_t seed = 20255;
	char text[80];

	(void)state;
	for (int i = 0; i < 50000; i++) {
		snprintf(text, sizeof(text), "%llu.%llue%d",
			(unsigned long long)next(&seed) >> (i % 60),
			(unsigned long long)next(&seed) >> (i % 64),
			(int)(next(&seed) % 700) - 370);
		if (isfinite(strtod(text, NULL)))
			assert_as_library(text);
	}
}

/* The middle between a double and the next one, in all its digits, and with a
 * digit more. */
static void a_middle_goes_to_the_even_double(void **state)
{
	uint64_t seed = 20256;
	char text[1200];
	int n;

	(void)state;
	for (int i = 0; i < 4000; i++) {
		uint64_t bits = (next(&seed) >> 12) | 1ULL << 52;
		long double middle = (long double)bits + 0.5L;

		middle = ldexpl(middle, (int)(next(&seed) % 150) - 100);
		n = snprintf(text, sizeof(text), "%.160Lf", middle);
		assert_as_library(text);
		snprintf(text + n, sizeof(text) - (size_t)n, "1e-150");
		assert_as_library(text);
	}
}

static void hard_cases_are_read_as_by_the_library(void **state)
{
	static const char *const texts[] = { "9007199254740991",
		"9007199254740992", "9007199254740993", "9007199254740994",
		"9007199254740995", "9007199254740993.00000000000000000000",
		"5e-324", "2e-324", "3e-324", "2.4703282292062327e-324",
		"2.4703282292062328e-324", "-4.9406564584124654e-324",
		"2.2250738585072014e-308", "2.2250738585072011e-308",
		"2.2250738585072012e-308", "2.225073858507201136e-308",
		"2.2250738585072013830902327173324e-308",
		"1.7976931348623157e308", "1.7976931348623158e308",
		"1.797693134862315807e308", "17976931348623157e292",
		"8.98846567431158e307", "1e22", "1e23", "9.5e22", "1e-22",
		"1e-23", "123456789012345678e-30", "0.1e-341", "1e-342",
		"1e-343", "9999999999999999999e-343",
		"9999999999999999999e-344", "9999999999999999999",
		"18446744073709551615", "18446744073709551616",
		"99999999999999999999", "3.1415926535897932384626433832795",
		"7.2057594037927933e16", "7.2057594037927933e+16",
		"6929495644600919.5", "3.237883913302901e11",
		"1090544144181609348835077142190", "1448997445238699",
		"89255e-22", "104110013277974872254e-225", "1.5E-5",
		"24.774999999999999", "0.30000000000000004", "56.7",
		"00000000000000000000000000000.000000000000000000000012",
		"0.000000000000000000000000000000000000000000000000e5", "0e400",
		"-0e-400", "000000000000000000000000000000188", "12345678",
		"123456789", "1234567.8", "12345678.9", "123456.78", "1234567.",
		"12345678.", ".12345678", ".1234567", "+.5", "-5.",
		"1e0000000000000000000000000005" };

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		assert_as_library(texts[i]);
}

/* 5 / 2^1075, the middle between two and three times the smallest above 0, in
 * all its digits: 5^1076 of them behind the point, 1075 places in all. */
static int middle(char text[1300])
{
	enum { PLACES = 1075 };

	memset(text, '0', PLACES + 2);
	text[1] = '.';
	text[PLACES + 2] = '\0';
	text[PLACES + 1] = '1';
	for (int i = 0; i < PLACES + 1; i++)
		for (int at = PLACES + 1, carry = 0; at > 1; at--) {
			carry += 5 * (text[at] - '0');
			text[at] = (char)('0' + carry % 10);
			carry /= 10;
		}
	return PLACES + 2;
}

static void eight_hundred_digits_count_to_the_last(void **state)
{
	char text[1300];
	int n = middle(text);

	(void)state;
	assert_same_double(parsed(text), ldexp(2, -1074));
	assert_as_library(text);
	snprintf(text + n, sizeof(text) - (size_t)n, "%0100d1", 0);
	assert_same_double(parsed(text), ldexp(3, -1074));
	assert_as_library(text);
	text[n - 1]--;
	assert_same_double(parsed(text), ldexp(2, -1074));
	assert_as_library(text);
}

static void what_follows_a_number_is_given_back(void **state)
{
	(void)state;
	assert_same_double(scanned("56.7</v>", "", 4), 56.7);
	assert_same_double(scanned("188", "<", 3), 188);
	assert_same_double(scanned("-1.5E-5<", "", 7), -1.5e-5);
	assert_same_double(
		scanned("24.774999999999999<", "", 18), 24.774999999999999);
	assert_same_double(scanned("1.2.3", "", 3), 1.2);
	assert_same_double(scanned("1 ", "", 1), 1);
	assert_same_double(scanned("0x10", "", 1), 0);
}

static void an_exponent_without_digits_is_no_part_of_it(void **state)
{
	(void)state;
	assert_same_double(scanned("1e", "", 1), 1);
	assert_same_double(scanned("1.5E+<", "", 3), 1.5);
	assert_same_double(scanned("12345678e-", "", 8), 12345678);
}

static void where_no_number_begins_nothing_is_scanned(void **state)
{
	static const char *const texts[] = { "", "+", "-", ".", "-.", "e5", "<",
		" 1", "inf", "nan", "--1", "+-1", ".e1", "1e309", "-1e309",
		"\xc2\xa0" };

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		scanned(texts[i], "", 0);
}

/* Bytes that a sum over eight of them could take for digits. */
static void no_byte_but_a_digit_is_taken_for_one(void **state)
{
	char text[12] = "";

	(void)state;
	for (int c = 1; c < 256; c++)
		for (int at = 0; at < 10; at++) {
			memcpy(text, "1234567890", 11);
			text[at] = (char)c;
			if ((c >= '0' && c <= '9') || c == '.' ||
				(at == 0 && (c == '+' || c == '-')) ||
				(at > 0 && at < 9 && (c == 'e' || c == 'E')))
				continue;
			scanned(text, "", (size_t)at);
			assert_refused(text);
		}
}

/* 5^q as a row of 32-bit digits, lowest first. */
enum { LIMBS = 40 };

static void times(uint32_t limb[LIMBS], uint32_t factor)
{
	uint64_t carry = 0;

	for (int i = 0; i < LIMBS; i++) {
		carry += (uint64_t)limb[i] * factor;
		limb[i] = (uint32_t)carry;
		carry >>= 32;
	}
	assert_int_equal(carry, 0);
}

static void add(uint32_t sum[LIMBS], const uint32_t limb[LIMBS], int shift)
{
	uint64_t carry = 0;

	for (int i = shift; i < LIMBS; i++) {
		carry += (uint64_t)sum[i] + limb[i - shift];
		sum[i] = (uint32_t)carry;
		carry >>= 32;
	}
	assert_int_equal(carry, 0);
}

static int bit_length(const uint32_t limb[LIMBS])
{
	int i = LIMBS - 1;

	while (limb[i] == 0)
		i--;
	return 32 * i + 32 - __builtin_clz(limb[i]);
}

static uint64_t bits_from(const uint32_t limb[LIMBS], int low)
{
	uint64_t bits = 0;

	for (int i = 63; i >= 0; i--)
		bits = bits << 1 |
			(low + i >= 0 &&
				limb[(low + i) / 32] >> ((low + i) % 32) & 1);
	return bits;
}

static void positive_powers_of_five_are_right(void **state)
{
	uint32_t five[LIMBS] = { 1 };

	(void)state;
	for (int q = 0; q <= POWER5_MOST; q++, times(five, 5)) {
		int length = bit_length(five);

		assert_true(power5(q).high == bits_from(five, length - 64));
		assert_true(power5(q).low == bits_from(five, length - 128));
		assert_int_equal(length <= 128, q <= POWER5_EXACT);
	}
}

/* Times 5^-q they are just below a power of two, and one more is above it. */
static void negative_powers_of_five_are_right(void **state)
{
	uint32_t five[LIMBS] = { 5 };

	(void)state;
	for (int q = -1; q >= POWER5_LEAST; q--, times(five, 5)) {
		struct wide w = power5(q);
		uint32_t part[4] = { (uint32_t)w.low, (uint32_t)(w.low >> 32),
			(uint32_t)w.high, (uint32_t)(w.high >> 32) };
		uint32_t product[LIMBS] = { 0 }, row[LIMBS];

		assert_true(w.high >> 63 && w.low > 0 && w.low < UINT64_MAX);
		part[0] -= q >= POWER5_UP;
		for (int i = 0; i < 4; i++) {
			memcpy(row, five, sizeof(row));
			times(row, part[i]);
			add(product, row, i);
		}
		memcpy(row, product, sizeof(row));
		add(product, five, 0);
		assert_int_equal(bit_length(product), bit_length(row) + 1);
	}
}

static void only_the_given_bytes_are_read(void **state)
{
	double value = 0;

	(void)state;
	assert_int_equal(num_parse(&value, "12345", 2), 0);
	assert_same_double(value, 12);
	assert_int_equal(num_parse(&value, "1\0", 2), -1);
}

static void an_empty_text_is_no_number(void **state)
{
	(void)state;
	assert_refused("");
}

static void white_space_is_not_read_over(void **state)
{
	(void)state;
	assert_refused(" 1");
	assert_refused("1 ");
	assert_refused("1\n");
	assert_refused("1 000");
	assert_refused("1\xc2\xa0");
}

static void a_comma_is_no_decimal_point(void **state)
{
	(void)state;
	assert_refused("1,5");
	assert_refused("1,234.5");
}

static void half_a_number_is_refused(void **state)
{
	(void)state;
	assert_refused("1e");
	assert_refused("1e+");
	assert_refused(".");
	assert_refused("-");
	assert_refused("+.e1");
	assert_refused("e5");
	assert_refused("1.2.3");
	assert_refused("--1");
}

static void what_only_a_programmer_calls_a_number_is_refused(void **state)
{
	(void)state;
	assert_refused("0x10");
	assert_refused("nan");
	assert_refused("NaN");
	assert_refused("inf");
	assert_refused("-Infinity");
	assert_refused("1f");
}

static void what_is_larger_than_any_double_is_refused(void **state)
{
	char text[400];

	(void)state;
	assert_refused("1e999");
	assert_refused("-1e309");
	assert_refused("1.7976931348623159e308");
	assert_refused("1.797693134862315807937289714053034150799342e308");
	assert_refused("17976931348623158080e289");
	assert_refused("1e99999999999999999999");
	memset(text, '9', sizeof(text));
	text[399] = '\0';
	assert_refused(text);
}

static void the_locale_of_the_user_changes_nothing(void **state)
{
	locale_t german = newlocale(LC_ALL_MASK, "de_DE.UTF-8", NULL);

	(void)state;
	setenv("LC_ALL", "de_DE.UTF-8", 1);
	setenv("LC_NUMERIC", "de_DE.UTF-8", 1);
	if (german) /* where it is installed */
		uselocale(german);
	assert_same_double(parsed("1.50000000000000000001"), 1.5);
	assert_same_double(parsed("9007199254740993.0000000000000000001"),
		9007199254740994.0);
	assert_refused("1,5");
	assert_format(1234.5, "1234.5");
	assert_format(0.1 + 0.2, "0.30000000000000004");
	uselocale(LC_GLOBAL_LOCALE);
	if (german)
		freelocale(german);
	unsetenv("LC_NUMERIC");
	unsetenv("LC_ALL");
}

/* ---- already shortest -------------------------------------------------------
 */

static void assert_shortest(const char *text, int is)
{
	if (num_is_shortest(span_of(text)) != is)
		fail_msg("'%s': expected %d", text, is);
}

static void what_would_be_written_again_is_shortest(void **state)
{
	static const char *const texts[] = { "0", "7", "-7", "188", "100",
		"56.7", "-56.7", "0.5", "0.000001", "0.00000125", "10.01",
		"999999999999999", "-0.100000000000001", "1000000.5",
		"0.000123456789012345" };
	char buf[NUM_TEXT];

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		assert_shortest(texts[i], 1);
		num_format(buf, parsed(texts[i]));
		assert_string_equal(buf, texts[i]);
	}
}

static void what_would_be_written_otherwise_is_not_shortest(void **state)
{
	static const char *const texts[] = { "", "-", "-0", "-0.0", "0.0", "00",
		"007", "01.5", "1.", ".5", "-.5", ".", "1.50", "10.0", "+1",
		"1e5", "1E5", "1,5", "1 ", " 1", "1.5x", "1.2.3", "nan",
		"0.0000001", "0.00000012", "1000000000000000",
		"9.1861421874153372", "0.30000000000000004",
		"1.234567890123456" };

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		assert_shortest(texts[i], 0);
	assert_int_equal(num_is_shortest((struct span){ NULL, 0 }), 0);
	assert_int_equal(num_is_shortest((struct span){ "12", 1 }), 1);
}

/* Small numbers of few digits, in all their spellings. */
static void shortest_means_the_same_text(void **state)
{
	static const char *const formats[] = { "%.15g", "%.14g", "%.3f", "%g",
		"%.1f", "%.9f", "%.17g", "%.0f" };
	uint64_t seed = 20258;
	char text[64], buf[NUM_TEXT], digits[NUM_TEXT];

	(void)state;
	for (int i = 0; i < 100000; i++) {
		uint64_t n = next(&seed);
		double value = (double)(n >> 14 >> (n & 31)) /
			pow(10, (double)(n >> 60)) * (n & 32 ? -1 : 1);

		snprintf(text, sizeof(text), formats[n >> 6 & 7], value);
		num_format(buf, parsed(text));
		if (num_is_shortest(span_of(text)))
			assert_string_equal(buf, text);
		else if (significant(digits, buf) <= 15 && !strchr(buf, 'e'))
			assert_string_not_equal(buf, text);
	}
}

/* ---- places -----------------------------------------------------------------
 */

static void decimals_are_the_digits_behind_the_point(void **state)
{
	(void)state;
	assert_int_equal(num_decimals("88", 2), 0);
	assert_int_equal(num_decimals("88.", 3), 0);
	assert_int_equal(num_decimals("88.160", 6), 3);
	assert_int_equal(num_decimals("1.5e3", 5), 1);
	assert_int_equal(num_decimals("1.25", 3), 1);
}

static void a_half_of_the_decimal_is_rounded_away_from_zero(void **state)
{
	(void)state;
	assert_same_double(num_round(2.675, 2), 2.68);
	assert_same_double(num_round(-2.675, 2), -2.68);
	assert_same_double(num_round(0.5, 0), 1);
	assert_same_double(num_round(1.005, 2), 1.01);
	assert_same_double(num_round(24.775, 2), 24.78);
	assert_same_double(num_round(24.7749, 2), 24.77);
	assert_same_double(num_round(9.995, 2), 10);
	assert_same_double(num_round(99.5, 0), 100);
	assert_same_double(num_round(5e-7, 6), 1e-6);
	assert_same_double(num_round(4.9e-7, 6), 0);
}

static void noise_of_binary_fractions_is_rounded_off(void **state)
{
	(void)state;
	assert_same_double(num_round(56.709999999999994, 2), 56.71);
	assert_same_double(num_round(0.1 + 0.2, 10), 0.3);
	assert_same_double(
		num_round(0.12345678901234567, 16), 0.1234567890123457);
}

static void what_has_no_more_places_stays(void **state)
{
	static const double same[] = { 0.1, -24.775, 3, 1e300, -0x1p52,
		4503599627370495.5, 1.5e-30, 5e-324, INFINITY, -INFINITY };

	(void)state;
	for (size_t i = 0; i < COUNT(same); i++)
		assert_same_double(
			num_round(same[i], i < 6 ? 5 : 400), same[i]);
	assert_true(isnan(num_round(NAN, 2)));
}

static void what_rounds_to_nothing_is_zero_and_not_minus_zero(void **state)
{
	(void)state;
	assert_false(signbit(num_round(-0.0, 2)));
	assert_false(signbit(num_round(-0.004, 2)));
	assert_same_double(num_round(-0.004, 2), 0);
	assert_same_double(num_round(5e-324, 30), 0);
	assert_same_double(num_round(-0.49, 0), 0);
}

static void assert_digits(double value, int digits, const char *expected)
{
	char text[NUM_TEXT];
	size_t len = num_significant(text, value, digits);

	assert_string_equal(text, expected);
	assert_int_equal(len, strlen(expected));
}

static void digits_that_count_are_rounded_as_the_decimal(void **state)
{
	(void)state;
	assert_digits(1.15, 2, "1.2"); /* its double lies below */
	assert_digits(-1.15, 2, "-1.2");
	assert_digits(24.7749, 4, "24.77");
	assert_digits(99.95, 3, "100");
	assert_digits(9.996e-5, 3, "0.0001");
	assert_digits(56.709999999999994, 12, "56.71");
}

static void digits_that_count_are_written_as_printf_does(void **state)
{
	static const double values[] = { 0, 1, -1, 90, 100000, 999999, 1234567,
		1e21, 1.5e-5, 0.000123456, 0.1, 3.14159265358979, 5e-324,
		1.7976931348623157e308, 12345.678 };
	char expected[NUM_TEXT];

	(void)state;
	for (size_t i = 0; i < COUNT(values); i++)
		for (int digits = 1; digits <= 14; digits++) {
			snprintf(expected, sizeof(expected), "%.*g", digits,
				values[i]);
			assert_digits(values[i], digits, expected);
		}
	assert_digits(-0.0, 3, "0");
	assert_digits(INFINITY, 3, "Inf");
	assert_digits(-INFINITY, 3, "-Inf");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_double_is_written_in_the_fewest_digits),
		cmocka_unit_test(a_whole_number_has_no_point),
		cmocka_unit_test(minus_zero_is_written_as_zero),
		cmocka_unit_test(exponents_begin_at_1e21),
		cmocka_unit_test(exponents_begin_below_1e_minus_6),
		cmocka_unit_test(the_ends_of_the_range_are_written_whole),
		cmocka_unit_test(
			a_power_of_two_is_written_in_the_fewest_digits),
		cmocka_unit_test(what_is_written_reads_back_as_the_same_double),
		cmocka_unit_test(every_power_of_two_reads_back),
		cmocka_unit_test(no_shorter_text_reads_back),
		cmocka_unit_test(of_the_shortest_the_nearest_is_written),
		cmocka_unit_test(few_digits_and_many_zeros_are_written_as_such),
		cmocka_unit_test(whole_numbers_of_any_length_are_written_whole),
		cmocka_unit_test(what_would_be_written_again_is_shortest),
		cmocka_unit_test(
			what_would_be_written_otherwise_is_not_shortest),
		cmocka_unit_test(shortest_means_the_same_text),
		cmocka_unit_test(
			a_published_decimal_comes_back_as_it_was_written),
		cmocka_unit_test(plain_and_scientific_decimals_are_read),
		cmocka_unit_test(seventeen_digits_are_read_to_the_last),
		cmocka_unit_test(
			a_number_between_two_doubles_goes_to_the_even_one),
		cmocka_unit_test(very_long_numbers_are_read),
		cmocka_unit_test(what_is_smaller_than_any_double_is_zero),
		cmocka_unit_test(rounding_is_that_of_the_library),
		cmocka_unit_test(
			digits_without_a_double_behind_them_are_rounded_too),
		cmocka_unit_test(a_middle_goes_to_the_even_double),
		cmocka_unit_test(hard_cases_are_read_as_by_the_library),
		cmocka_unit_test(eight_hundred_digits_count_to_the_last),
		cmocka_unit_test(what_follows_a_number_is_given_back),
		cmocka_unit_test(an_exponent_without_digits_is_no_part_of_it),
		cmocka_unit_test(where_no_number_begins_nothing_is_scanned),
		cmocka_unit_test(no_byte_but_a_digit_is_taken_for_one),
		cmocka_unit_test(positive_powers_of_five_are_right),
		cmocka_unit_test(negative_powers_of_five_are_right),
		cmocka_unit_test(only_the_given_bytes_are_read),
		cmocka_unit_test(an_empty_text_is_no_number),
		cmocka_unit_test(white_space_is_not_read_over),
		cmocka_unit_test(a_comma_is_no_decimal_point),
		cmocka_unit_test(half_a_number_is_refused),
		cmocka_unit_test(
			what_only_a_programmer_calls_a_number_is_refused),
		cmocka_unit_test(what_is_larger_than_any_double_is_refused),
		cmocka_unit_test(the_locale_of_the_user_changes_nothing),
		cmocka_unit_test(decimals_are_the_digits_behind_the_point),
		cmocka_unit_test(
			a_half_of_the_decimal_is_rounded_away_from_zero),
		cmocka_unit_test(noise_of_binary_fractions_is_rounded_off),
		cmocka_unit_test(what_has_no_more_places_stays),
		cmocka_unit_test(
			what_rounds_to_nothing_is_zero_and_not_minus_zero),
		cmocka_unit_test(digits_that_count_are_rounded_as_the_decimal),
		cmocka_unit_test(digits_that_count_are_written_as_printf_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
