/* SPDX-License-Identifier: MIT */
#include "pipeline/score/lanes.h"

#include <stdlib.h>
#ifdef __x86_64__
#include <immintrin.h>
#endif

/* Two lanes, which most processors have a vector for. */
typedef double two __attribute__((vector_size(16), aligned(8), may_alias));

struct lanes *lanes_new(size_t n)
{
	struct lanes *v;

	if (n > SIZE_MAX / sizeof(*v) - 1)
		return NULL;
	v = aligned_alloc(64, (n + !n) * sizeof(*v));
	if (v)
		memset(v, 0, (n + !n) * sizeof(*v));
	return v;
}

static void scores_narrow(struct lanes *scores, const double *values, size_t n,
	const struct lanes *weights, size_t n_weights)
{
	for (size_t i = 0; i < n; i++) {
		const two *w = (const two *)weights;
		two *to = (two *)&scores[i];
		two a = { 0 }, b = { 0 }, c = { 0 }, d = { 0 };

		for (size_t k = 0; k < n_weights; k++, w += 4, values++) {
			a += w[0] * *values;
			b += w[1] * *values;
			c += w[2] * *values;
			d += w[3] * *values;
		}
		to[0] = a;
		to[1] = b;
		to[2] = c;
		to[3] = d;
	}
}

/* The lesser of each two into a, the greater into b. */
static inline void exchange_two(double *a, double *b)
{
#ifdef __x86_64__ /* where compilers make branches of what stands below */
	__m128d x = _mm_loadu_pd(a), y = _mm_loadu_pd(b);

	_mm_storeu_pd(a, _mm_min_pd(x, y));
	_mm_storeu_pd(b, _mm_max_pd(x, y));
#else
	for (int l = 0; l < 2; l++) {
		double x = a[l], y = b[l];

		a[l] = x < y ? x : y;
		b[l] = x < y ? y : x;
	}
#endif
}

static void sort_narrow(struct lanes *keys, const struct network *w)
{
	for (size_t i = 0; i < w->n; i++)
		for (int l = 0; l < LANES; l += 2)
			exchange_two(keys[w->pairs[i].low].lane + l,
				keys[w->pairs[i].high].lane + l);
}

#ifdef __x86_64__

/* Vectors of processors that have them. */
typedef double four __attribute__((vector_size(32), aligned(8), may_alias));

typedef double eight __attribute__((vector_size(64), aligned(8), may_alias));

#define AVX2   __attribute__((target("avx2")))
#define AVX512 __attribute__((target("avx512f")))

AVX2 static void scores_avx2(struct lanes *scores, const double *values,
	size_t n, const struct lanes *weights, size_t n_weights)
{
	for (size_t i = 0; i < n; i++) {
		const four *w = (const four *)weights;
		four *to = (four *)&scores[i];
		four a = { 0 }, b = { 0 };

		for (size_t k = 0; k < n_weights; k++, w += 2, values++) {
			a += w[0] * *values;
			b += w[1] * *values;
		}
		to[0] = a;
		to[1] = b;
	}
}

AVX2 static void sort_avx2(struct lanes *keys, const struct network *w)
{
	for (size_t i = 0; i < w->n; i++) {
		double *a = keys[w->pairs[i].low].lane;
		double *b = keys[w->pairs[i].high].lane;

		for (int l = 0; l < LANES; l += 4) {
			__m256d x = _mm256_loadu_pd(a + l);
			__m256d y = _mm256_loadu_pd(b + l);

			_mm256_storeu_pd(a + l, _mm256_min_pd(x, y));
			_mm256_storeu_pd(b + l, _mm256_max_pd(x, y));
		}
	}
}

AVX512 static void scores_avx512(struct lanes *scores, const double *values,
	size_t n, const struct lanes *weights, size_t n_weights)
{
	for (size_t i = 0; i < n; i++) {
		const eight *w = (const eight *)weights;
		eight sum = { 0 };

		for (size_t k = 0; k < n_weights; k++, values++)
			sum += w[k] * *values;
		*(eight *)&scores[i] = sum;
	}
}

AVX512 static void sort_avx512(struct lanes *keys, const struct network *w)
{
	for (size_t i = 0; i < w->n; i++) {
		double *a = keys[w->pairs[i].low].lane;
		double *b = keys[w->pairs[i].high].lane;
		__m512d x = _mm512_loadu_pd(a), y = _mm512_loadu_pd(b);

		_mm512_storeu_pd(a, _mm512_min_pd(x, y));
		_mm512_storeu_pd(b, _mm512_max_pd(x, y));
	}
}

size_t lanes_works(const struct lanes_work **out)
{
	static const struct lanes_work all[] = {
		{ scores_narrow, sort_narrow },
		{ scores_avx2, sort_avx2 },
		{ scores_avx512, sort_avx512 },
	};

	*out = all;
	if (__builtin_cpu_supports("avx512f"))
		return 3;
	return __builtin_cpu_supports("avx2") ? 2 : 1;
}

#else

size_t lanes_works(const struct lanes_work **out)
{
	static const struct lanes_work narrow = { scores_narrow, sort_narrow };

	*out = &narrow;
	return 1;
}

#endif

/* The last bit of a sum with the first is worth 2^-40, so that the sum is
 * rounded; of one with the second 2^-51, which leaves the 11 last bits for the
 * place. */
void lanes_keys(struct lanes *scores, size_t n, double lean)
{
	const double round = 0x1.8p12, shift = 0x1.8p1;

	for (size_t i = 0; i < n; i++)
		for (int l = 0; l < LANES; l++) {
			double x = scores[i].lane[l] + lean;

			x = (x + round) - round;
			scores[i].lane[l] = (x + shift) + (double)i * 0x1p-51;
		}
}

/* Adds the pairs of one round, or counts them where there is no room yet. */
static size_t add_round(
	struct network_pair *to, size_t n, size_t p, size_t r, size_t d)
{
	size_t count = 0;

	for (size_t i = 0; i + d < n; i++) {
		if ((i & p) != r)
			continue;
		if (to)
			to[count] = (struct network_pair){ (uint16_t)i,
				(uint16_t)(i + d) };
		count++;
	}
	return count;
}

static size_t add_rounds(struct network_pair *to, size_t n)
{
	size_t top = 1, count = 0;

	while (top < n)
		top *= 2;
	for (size_t p = top / 2; p > 0; p /= 2) {
		size_t r = 0, d = p;

		for (size_t q = top / 2; q >= p; q /= 2) {
			count += add_round(to ? to + count : to, n, p, r, d);
			d = q - p;
			r = p;
		}
	}
	return count;
}

int network_make(struct network *out, size_t n, struct err *e)
{
	out->n = add_rounds(NULL, n);
	out->pairs = calloc(out->n + 1, sizeof(*out->pairs));
	if (!out->pairs)
		return err_memory(e);
	add_rounds(out->pairs, n);
	return 0;
}

void network_free(struct network *w)
{
	free(w->pairs);
	*w = (struct network){ NULL, 0 };
}
