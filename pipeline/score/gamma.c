/* SPDX-License-Identifier: MIT */
#include "pipeline/score/gamma.h"

#include <math.h>

#include "pipeline/score/detmath.h"

struct gamma gamma_of(double shape)
{
	double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3;

	return (struct gamma){ d, 1 / sqrt(9 * d), shape < 1 ? 1 / shape : 0 };
}

double gamma_draw(const struct gamma *g, struct rng *r)
{
	double x, x2, v, u;

	for (;;) {
		x = det_normal(rng_unit(r));
		v = 1 + g->c * x;
		if (v <= 0)
			continue;
		v = v * v * v;
		u = rng_unit(r);
		x2 = x * x;
		if (u < 1 - 0.0331 * (x2 * x2) ||
			det_log(u) < 0.5 * x2 + g->d * (1 - v + det_log(v)))
			break;
	}
	if (g->power == 0)
		return g->d * v;
	return g->d * v * det_exp(det_log(rng_unit(r)) * g->power);
}
