/* SPDX-License-Identifier: MIT */
#include "pipeline/workbook/pump.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* The reader holds two pieces. A thread makes two more meanwhile; without one
 * the next goes where the last but one was. */
enum { HERE = 2, AHEAD = 4 };

struct pump {
	struct source *source;
	size_t size;
	char *bytes; /* of all slots */
	struct piece slots[AHEAD];
	unsigned n_slots;
	int ahead; /* the thread runs */
	pthread_t thread;
	pthread_mutex_t mutex; /* over what follows */
	pthread_cond_t made, taken;
	unsigned long n_made, n_taken; /* pieces, since the start */
	int status;		       /* of the last reading: as pump_next */
	int stop;
	struct err fault;
};

static size_t slot_size(const struct pump *p)
{
	return 2 * p->size + PUMP_SLACK;
}

/* Reads the next piece into a slot: 1, 0 at the end, or -1. */
static int make(struct pump *p, unsigned long number, struct err *e)
{
	struct piece *slot = &p->slots[number % p->n_slots];

	slot->at = p->bytes + number % p->n_slots * slot_size(p) + p->size;
	if (source_read(&slot->len, p->source, slot->at, p->size, e) < 0)
		return -1;
	memset(slot->at + slot->len, 0, PUMP_SLACK);
	return slot->len > 0;
}

/* Two slots are the reader's: the last it took and the one before. */
static int has_room(const struct pump *p)
{
	return p->n_made < p->n_taken + AHEAD - HERE;
}

static void *run(void *context)
{
	struct pump *p = context;
	struct err e = ERR_INIT;
	int status = 1;

	while (status > 0) {
		pthread_mutex_lock(&p->mutex);
		while (!p->stop && !has_room(p))
			pthread_cond_wait(&p->taken, &p->mutex);
		if (p->stop)
			status = 0;
		pthread_mutex_unlock(&p->mutex);
		if (status > 0)
			status = make(p, p->n_made, &e);
		pthread_mutex_lock(&p->mutex);
		p->n_made += status > 0;
		p->status = status;
		p->fault = e;
		pthread_cond_signal(&p->made);
		pthread_mutex_unlock(&p->mutex);
	}
	return NULL;
}

/* Signals are for the reader, not for its thread. */
static int start(struct pump *p)
{
	sigset_t all, before;
	int rc;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	rc = pthread_create(&p->thread, NULL, run, p);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return rc == 0;
}

static int processors(void)
{
	cpu_set_t set;

	return sched_getaffinity(0, sizeof(set), &set) == 0 ? CPU_COUNT(&set)
							    : 1;
}

static int is_worth_it(const struct source *s, enum pump_mode mode)
{
	if (mode == PUMP_AUTO)
		return source_size(s) >= PUMP_AHEAD_MIN && processors() > 1;
	return mode == PUMP_AHEAD;
}

int pump_open(struct pump **out, struct source *take, size_t size,
	enum pump_mode mode, struct err *e)
{
	struct pump *p = calloc(1, sizeof(*p));

	if (!p) {
		source_close(take);
		return err_memory(e);
	}
	p->source = take;
	p->size = size;
	p->status = 1;
	pthread_mutex_init(&p->mutex, NULL);
	pthread_cond_init(&p->made, NULL);
	pthread_cond_init(&p->taken, NULL);
	p->n_slots = is_worth_it(take, mode) ? AHEAD : HERE;
	p->bytes = malloc(p->n_slots * slot_size(p));
	if (!p->bytes) {
		pump_close(p);
		return err_memory(e);
	}
	p->ahead = p->n_slots == AHEAD && start(p);
	*out = p;
	return 0;
}

void pump_close(struct pump *p)
{
	if (!p)
		return;
	if (p->ahead) {
		pthread_mutex_lock(&p->mutex);
		p->stop = 1;
		pthread_cond_signal(&p->taken);
		pthread_mutex_unlock(&p->mutex);
		pthread_join(p->thread, NULL);
	}
	pthread_cond_destroy(&p->taken);
	pthread_cond_destroy(&p->made);
	pthread_mutex_destroy(&p->mutex);
	source_close(p->source);
	free(p->bytes);
	free(p);
}

static int wait_for_piece(struct pump *p, struct err *e)
{
	int status = 1;

	pthread_mutex_lock(&p->mutex);
	while (p->n_made == p->n_taken && p->status > 0)
		pthread_cond_wait(&p->made, &p->mutex);
	if (p->n_made == p->n_taken)
		status = p->status;
	else
		p->n_taken++;
	if (status < 0)
		*e = p->fault;
	pthread_cond_signal(&p->taken);
	pthread_mutex_unlock(&p->mutex);
	return status;
}

static int make_here(struct pump *p, struct err *e)
{
	int status = make(p, p->n_taken, e);

	p->n_taken += status > 0;
	return status;
}

int pump_next(struct piece *out, struct pump *p, struct err *e)
{
	int status = p->ahead ? wait_for_piece(p, e) : make_here(p, e);

	if (status > 0)
		*out = p->slots[(p->n_taken - 1) % p->n_slots];
	return status;
}
