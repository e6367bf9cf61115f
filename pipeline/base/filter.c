/* SPDX-License-Identifier: MIT */
/*
 * The filter is a program for the kernel, a few dozen instructions made here:
 * libseccomp would cost each tool a quarter of a millisecond to make the same.
 */
#include "pipeline/base/filter.h"

#include <stddef.h>

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef __x86_64__
#define HERE AUDIT_ARCH_X86_64
#else
#define HERE AUDIT_ARCH_AARCH64
#endif

enum { MAX_CODE = 160, MAX_CHECKS = 2 };

/* Of the bits in mask of an argument just those of bits may be set. */
struct check {
	unsigned argument;
	uint32_t mask, bits;
};

/* A call that is allowed where its checks hold; a mask of 0 is none. */
struct rule {
	long call;
	struct check checks[MAX_CHECKS];
};

/* The most frequent first. */
static const struct rule always[] = {
	{ .call = SYS_write }, /* nothing is open but the pipes */
	{ .call = SYS_read },
	{ .call = SYS_close },
	{ .call = SYS_exit_group },
	{ .call = SYS_exit }, /* of a thread */
	/* memory, but none that could be run */
	{ .call = SYS_brk },
	{ .call = SYS_munmap },
	{ .call = SYS_mremap },
	{ .call = SYS_madvise },
	{ SYS_mmap,
		{ { 2, PROT_EXEC, 0 }, { 3, MAP_ANONYMOUS, MAP_ANONYMOUS } } },
	{ SYS_mprotect, { { 2, PROT_EXEC, 0 } } },
	/* threads, but no processes */
	{ .call = SYS_futex },
	{ SYS_clone, { { 0, CLONE_THREAD, CLONE_THREAD } } },
	{ .call = SYS_set_robust_list },
	{ .call = SYS_rseq },
	{ .call = SYS_rt_sigprocmask },
	{ SYS_rt_sigaction, { { 0, ~1U, 32 } } }, /* the C library's own two */
	{ .call = SYS_sched_yield },
	{ .call = SYS_sched_getaffinity }, /* is there a second processor? */
	/* qsort asks how much memory there is */
	{ .call = SYS_sysinfo },
	/* expat takes a number for its tables that nobody can foresee */
	{ .call = SYS_getrandom },
	/* the C library says why it aborts, and abort asks who we are */
	{ .call = SYS_writev },
	{ .call = SYS_getpid },
	{ .call = SYS_gettid },
};

/* What stdio needs to read a file. */
static const struct rule to_open[] = {
	{ SYS_openat,
		{ { 2, O_ACCMODE | O_CREAT | O_TRUNC | O_PATH, O_RDONLY } } },
	{ .call = SYS_lseek },
	{ .call = SYS_newfstatat }, /* of glibc 2.33 to 2.38 */
	{ .call = SYS_fstat },	    /* of all others */
};

/* The program. A call's number is loaded once; it is lost where the arguments
 * of that call are looked at, and what follows then is an answer. */
struct code {
	struct sock_filter at[MAX_CODE];
	unsigned short n;
};

static void add(
	struct code *c, int what, uint32_t k, size_t if_so, size_t if_not)
{
	c->at[c->n++] = (struct sock_filter){ (uint16_t)what, (uint8_t)if_so,
		(uint8_t)if_not, k };
}

static void load(struct code *c, size_t offset)
{
	add(c, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

static void answer(struct code *c, uint32_t action)
{
	add(c, BPF_RET | BPF_K, action, 0, 0);
}

/* The low half of an argument is the one that counts in all of these. */
static void look(struct code *c, const struct check *k)
{
	load(c,
		offsetof(struct seccomp_data, args) +
			sizeof(uint64_t) * k->argument);
	add(c, BPF_ALU | BPF_AND | BPF_K, k->mask, 0, 0);
	add(c, BPF_JMP | BPF_JEQ | BPF_K, k->bits, 1, 0);
	answer(c, SECCOMP_RET_KILL_PROCESS);
}

static void allow(struct code *c, const struct rule *r)
{
	size_t at = c->n, to;

	add(c, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)r->call, 0, 0);
	for (int i = 0; i < MAX_CHECKS; i++)
		if (r->checks[i].mask)
			look(c, &r->checks[i]);
	answer(c, SECCOMP_RET_ALLOW);
	to = c->n - at - 1;
	c->at[at].jf = (uint8_t)to;
}

static void write_code(struct code *c, int may_open)
{
	/* abort signals its own process and may signal no other */
	const struct rule own_end = { SYS_tgkill,
		{ { 0, UINT32_MAX, (uint32_t)getpid() } } };

	load(c, offsetof(struct seccomp_data, arch));
	add(c, BPF_JMP | BPF_JEQ | BPF_K, HERE, 1, 0);
	answer(c, SECCOMP_RET_KILL_PROCESS);
	load(c, offsetof(struct seccomp_data, nr));
	for (size_t i = 0; i < sizeof(always) / sizeof(*always); i++)
		allow(c, &always[i]);
	allow(c, &own_end);
	for (size_t i = 0; may_open && i < sizeof(to_open) / sizeof(*to_open);
		i++)
		allow(c, &to_open[i]);
	/* its flags lie in memory, out of sight: the C library takes clone */
	add(c, BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1);
	answer(c, SECCOMP_RET_ERRNO | ENOSYS);
	answer(c, SECCOMP_RET_KILL_PROCESS);
}

int filter_is_there(void)
{
	uint32_t action = SECCOMP_RET_KILL_PROCESS;

	return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

/* The kernel would slow the process down for fear that it tries to spy on its
 * own memory; ours runs nobody else's code. */
int filter_set(int may_open, struct err *e)
{
	struct code c = { .n = 0 };
	struct sock_fprog program = { 0, c.at };

	write_code(&c, may_open);
	program.len = c.n;
	if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
		    SECCOMP_FILTER_FLAG_SPEC_ALLOW, &program) == 0 ||
		syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0)
		return 0;
	return err_errno(e, "cannot lock", "the workbook reader");
}

#else

int filter_is_there(void)
{
	return 0;
}

int filter_set(int may_open, struct err *e)
{
	(void)may_open;
	return err_set(e, ERR_SYSTEM, "system calls cannot be filtered here");
}

#endif
