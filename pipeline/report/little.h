/* SPDX-License-Identifier: MIT */
/* Numbers in a zip: the lowest byte comes first. */
#ifndef KOSH_REPORT_LITTLE_H
#define KOSH_REPORT_LITTLE_H

#include <stdint.h>

static inline uint32_t get2(const unsigned char *p)
{
	return p[0] | (uint32_t)p[1] << 8;
}

static inline uint32_t get4(const unsigned char *p)
{
	return get2(p) | get2(p + 2) << 16;
}

static inline void put2(unsigned char *p, uint32_t v)
{
	p[0] = v & 255;
	p[1] = v >> 8 & 255;
}

static inline void put4(unsigned char *p, uint32_t v)
{
	put2(p, v & 0xffff);
	put2(p + 2, v >> 16);
}

#endif
