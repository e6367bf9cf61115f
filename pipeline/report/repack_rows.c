/* SPDX-License-Identifier: MIT */
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>

#include "pipeline/report/repack_inside.h"

/* ---- packing ---- */

/* Level 5 packs rows in half the time of the library's 6, and a fortieth
 * larger. */
enum { PACK_ROWS = 5 };

/* Everything that deflate has to give. */
static int drain(struct repack_rows *r, int flush, struct err *e)
{
	size_t n;

	do {
		r->z.next_out = r->chunk;
		r->z.avail_out = REPACK_CHUNK;
		deflate(&r->z, flush);
		n = REPACK_CHUNK - r->z.avail_out;
		r->packed += n;
		if (fwrite(r->chunk, 1, n, r->file) != n)
			return err_errno(e, "cannot write", "rows of a sheet");
	} while (r->z.avail_out == 0);
	return 0;
}

static int pack(struct repack_rows *r, struct span xml, struct err *e)
{
	r->size += xml.len;
	r->crc = (uint32_t)crc32(r->crc, (const Bytef *)xml.at, (uInt)xml.len);
	r->z.next_in = (Bytef *)(uintptr_t)xml.at;
	r->z.avail_in = (uInt)xml.len;
	return drain(r, Z_NO_FLUSH, e);
}

/* ---- beside the caller ---- */

enum {
	WAITING = 4,	     /* blocks at the most */
	WORTH_IT = 32 << 10, /* bytes of a block that pay for a thread */
};

struct packer {
	int runs;
	pthread_t thread;
	pthread_mutex_t mutex; /* over what follows */
	pthread_cond_t put, done;
	struct {
		struct repack_rows *rows;
		struct text xml;
	} blocks[WAITING]; /* from n_done to n_put the thread's, else ours */
	unsigned long n_put, n_done;
	int stop;
	struct err fault; /* after which nothing is packed */
};

static void *run(void *context)
{
	struct packer *p = context;
	struct err e = ERR_INIT;

	pthread_mutex_lock(&p->mutex);
	for (;;) {
		while (p->n_done == p->n_put && !p->stop)
			pthread_cond_wait(&p->put, &p->mutex);
		if (p->n_done == p->n_put || p->stop)
			break;
		pthread_mutex_unlock(&p->mutex);
		if (!e.kind) {
			const struct text *xml =
				&p->blocks[p->n_done % WAITING].xml;

			pack(p->blocks[p->n_done % WAITING].rows,
				(struct span){ xml->at, xml->len }, &e);
		}
		pthread_mutex_lock(&p->mutex);
		p->n_done++;
		p->fault = e;
		pthread_cond_signal(&p->done);
	}
	pthread_mutex_unlock(&p->mutex);
	return NULL;
}

int packer_new(struct packer **out, struct err *e)
{
	struct packer *p = calloc(1, sizeof(*p));

	if (!p)
		return err_memory(e);
	pthread_mutex_init(&p->mutex, NULL);
	pthread_cond_init(&p->put, NULL);
	pthread_cond_init(&p->done, NULL);
	*out = p;
	return 0;
}

void packer_free(struct packer *p)
{
	if (!p)
		return;
	if (p->runs) {
		pthread_mutex_lock(&p->mutex);
		p->stop = 1;
		pthread_cond_signal(&p->put);
		pthread_mutex_unlock(&p->mutex);
		pthread_join(p->thread, NULL);
	}
	for (int i = 0; i < WAITING; i++)
		text_free(&p->blocks[i].xml);
	pthread_cond_destroy(&p->done);
	pthread_cond_destroy(&p->put);
	pthread_mutex_destroy(&p->mutex);
	free(p);
}

static int has_second_processor(void)
{
	cpu_set_t set;

	return sched_getaffinity(0, sizeof(set), &set) == 0 &&
		CPU_COUNT(&set) > 1;
}

/* Signals are for the caller, not for the thread. */
static int start(struct packer *p)
{
	sigset_t all, before;
	int rc;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	rc = pthread_create(&p->thread, NULL, run, p);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return rc == 0;
}

/* Waits until no more than so many blocks wait; says what went wrong so far. */
static int wait_until(struct packer *p, unsigned long left, struct err *e)
{
	struct err fault;

	pthread_mutex_lock(&p->mutex);
	while (p->n_put - p->n_done > left)
		pthread_cond_wait(&p->done, &p->mutex);
	fault = p->fault;
	pthread_mutex_unlock(&p->mutex);
	return fault.kind ? err_set(e, fault.kind, "%s", fault.text) : 0;
}

static int hand_over(
	struct packer *p, struct repack_rows *r, struct span xml, struct err *e)
{
	struct text *to;

	if (wait_until(p, WAITING - 1, e) < 0)
		return -1;
	p->blocks[p->n_put % WAITING].rows = r;
	to = &p->blocks[p->n_put % WAITING].xml;
	text_clear(to);
	text_add(to, xml.at, xml.len);
	if (text_done(to, e) < 0)
		return -1;
	pthread_mutex_lock(&p->mutex);
	p->n_put++;
	pthread_cond_signal(&p->put);
	pthread_mutex_unlock(&p->mutex);
	return 0;
}

/* ---- rows ---- */

int repack_rows_new(struct repack_rows **out, struct packer *packer,
	uint16_t sheet, FILE *file, struct err *e)
{
	struct repack_rows *r = calloc(1, sizeof(*r));

	if (!r ||
		deflateInit2(&r->z, PACK_ROWS, Z_DEFLATED, -MAX_WBITS, 8,
			Z_DEFAULT_STRATEGY) != Z_OK) {
		free(r);
		fclose(file);
		return err_memory(e);
	}
	r->packer = packer;
	r->file = file;
	r->sheet = sheet;
	*out = r;
	return 0;
}

void repack_rows_free(struct repack_rows *r)
{
	if (!r)
		return;
	deflateEnd(&r->z);
	fclose(r->file);
	free(r);
}

int repack_rows_add(struct repack_rows *r, struct span xml, struct err *e)
{
	struct packer *p = r->packer;

	if (p && !p->runs && xml.len >= WORTH_IT && has_second_processor())
		p->runs = start(p);
	return p && p->runs ? hand_over(p, r, xml, e) : pack(r, xml, e);
}

int repack_rows_end(struct repack_rows *r, struct err *e)
{
	if (r->packer && r->packer->runs && wait_until(r->packer, 0, e) < 0)
		return -1;
	if (drain(r, Z_FULL_FLUSH, e) < 0)
		return -1;
	if (fflush(r->file) != 0)
		return err_errno(e, "cannot write", "rows of a sheet");
	rewind(r->file);
	return 0;
}
