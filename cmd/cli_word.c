/* SPDX-License-Identifier: MIT */
#include "cmd/cli_word.h"

#include <stdio.h>
#include <string.h>

void cli_put_word(const char *word)
{
	if (word[strspn(word,
		    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		    "0123456789-_./+,:@")] == '\0') {
		fputs(word, stdout);
		return;
	}
	putchar('\'');
	for (; *word; word++)
		if (*word == '\'')
			fputs("'\\''", stdout);
		else
			putchar(*word);
	putchar('\'');
}
