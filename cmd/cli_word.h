/* SPDX-License-Identifier: MIT */
/* Words of a command line that somebody else is to run. */
#ifndef KOSH_CMD_CLI_WORD_H
#define KOSH_CMD_CLI_WORD_H

/* Prints a word as a shell reads it back. */
void cli_put_word(const char *word);

#endif
