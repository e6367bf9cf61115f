/* SPDX-License-Identifier: MIT */
/* Inside pg*.c: the library, and what its files have in common. */
#ifndef KOSH_STORE_PG_INSIDE_H
#define KOSH_STORE_PG_INSIDE_H

#include <postgresql/libpq-fe.h>

#include "pipeline/store/pg.h"

/* What is used of it, each with the type that its header gives. */
#define FUNCTIONS(F)                                                           \
	F(PQconnectdbParams)                                                   \
	F(PQconninfoParse)                                                     \
	F(PQconninfoFree)                                                      \
	F(PQfreemem)                                                           \
	F(PQstatus)                                                            \
	F(PQerrorMessage)                                                      \
	F(PQfinish)                                                            \
	F(PQexec)                                                              \
	F(PQexecParams)                                                        \
	F(PQprepare)                                                           \
	F(PQdescribePrepared)                                                  \
	F(PQresultStatus)                                                      \
	F(PQresultErrorField)                                                  \
	F(PQclear)                                                             \
	F(PQntuples)                                                           \
	F(PQnfields)                                                           \
	F(PQfname)                                                             \
	F(PQftype)                                                             \
	F(PQcmdTuples)                                                         \
	F(PQgetisnull)                                                         \
	F(PQgetvalue)                                                          \
	F(PQgetlength)                                                         \
	F(PQputCopyData)                                                       \
	F(PQputCopyEnd)                                                        \
	F(PQgetResult)                                                         \
	F(PQsendQueryPrepared)                                                 \
	F(PQsetSingleRowMode)

#define MEMBER(name) __typeof__(name) *(name);
struct pg_library {
	void *handle;
	FUNCTIONS(MEMBER)
};
#undef MEMBER

/* Once pg_load succeeded. */
extern struct pg_library pq;

/* Loads it, once; it stays until the process ends. */
int pg_load(struct err *e);

struct pg {
	PGconn *c;
	struct text shown;
	/* Of the last fault. */
	char state[6];
	size_t position;
	char words[400];
};

/* Says what went wrong; r is NULL where there is no result. -1 */
int pg_fault(struct pg *p, const PGresult *r, struct err *e);

#endif
