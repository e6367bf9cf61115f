/* SPDX-License-Identifier: MIT */
/* Inside this folder only: foreign text in Markdown as GitHub renders it. */
#ifndef KOSH_REPORT_MD_TEXT_H
#define KOSH_REPORT_MD_TEXT_H

#include "pipeline/base/sink.h"

/* Writes a text so that it shows as it is: no mark of it is one of Markdown or
 * HTML, and nothing in it becomes a link. It stands in a cell or behind other
 * text, so that marks of whole lines do not count; control bytes were masked
 * before (text_mask). */
void md_text(struct sink to, struct span s);

#endif
