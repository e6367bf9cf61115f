# SPDX-License-Identifier: MIT
#
#   make            the tools, in build/bin
#   make run        the main job, offline: output/gairi.xlsx
#   make check      all tests; check-asan, check-valgrind: the same under those
#   make check-crash  N=1000 SEED= tools killed and disturbed at random points
#   make check-refused  N=40 each tool with memory refused at N points; 0: at all
#   make check-many 2,000 workbooks at once: BOOKS, RATIO=1.7, POSTGRES=1
#   make lint       clang-format, clang-tidy, cppcheck, shellcheck, headers
#   make fuzz       TIME=60 seconds a target; FUZZER=afl, FUZZ=sheet
#   make coverage   lines and branches of the workbook reader; V=1 names them
#   make bench      how fast, against what is installed
#   make pot        collects the texts of the reports for translation
#   make install    PREFIX=/usr/local DESTDIR=
#   make deb        a Debian package, in build/deb; check-deb tries it
#   make clean

VERSION = 0.1.0
PREFIX  = /usr/local
DESTDIR =
B       = build

CC       = gcc
OPT      = -O2 -g
WARN     = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
	   -Wmissing-prototypes -Wwrite-strings -Wvla
HARDEN   = -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
CFLAGS   =
CPPFLAGS =
LDFLAGS  =
ALL_CFLAGS  = -std=c11 -ffp-contract=off $(OPT) $(WARN) $(HARDEN) $(SAN) $(CFLAGS)
ALL_CPPFLAGS = -D_GNU_SOURCE -I. -DKOSH_VERSION='"$(VERSION)"' \
	   -DKOSH_DATA='"$(PREFIX)/share/kosh"' $(CPPFLAGS)
ALL_LDFLAGS = -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(SAN) $(LDFLAGS)

# ---- what there is ----------------------------------------------------------

BASE     = arena child clock csv csv_line csv_write draft err file filter \
	   folder hash ids json json_line keys leftover lock num num_read \
	   num_round num_write power5 record root sandbox sign text url
FETCH    = incoming links net net_address net_body net_environment net_head \
	   net_judge net_queue net_say net_wire page page_text published \
	   published_json releases releases_find verify
WORKBOOK = biff biffrec book book_sha256 cell cells cellstream cfb chars \
	   charset codepage codepages codepages_wide crosscheck csvbook \
	   csvtext grid inflate kind listing merge numfmt package part plain \
	   pump relay scan second sectors serial shape source stored strings \
	   styles tag window xls xlsrow xlswalk xlsx xml zip zipbook
EXTRACT  = ahead ahead_sweep area_index areas areas_find areas_list \
	   areas_records choice clean clean_cut extract extraction follows header header_block \
	   header_nearest held layout layout_area layout_cell layout_left \
	   layout_note layout_row marks naming opinion packed pattern \
	   recipe refusal spec spec_check spec_fill spec_name spec_number \
	   spec_place spec_table spec_watch specs stream stream_write \
	   verdict words yaml_items
STORE    = added aggregate asked asof batch batch_content batch_insert \
	   batch_sort board board_order board_rows content db derive \
	   derive_define dialect dialect_token doc event extent frozen \
	   functions given head ingest ingest_facts ingest_note judged known load \
	   load_anew load_areas load_averages load_names load_refused load_spec migrate miss \
	   need order own pairs pg pg_library pg_rows pgcopy place push \
	   push_due push_map push_release push_table quantile query query_ask \
	   rows rule_head rules schema server server_asked server_stmt \
	   server_value sides sqlite sqlite_stmt sqltext stats usersql \
	   validate validate_ask validate_told waive waivers
AUDIT    = claim claim_find claim_group claim_judge claim_put claim_read \
	   claim_say claim_terms compare diff digest digest_print \
	   digest_table facts figures log log_line log_parts log_run \
	   log_tail logcheck logcheck_anchor logcheck_line logcheck_read \
	   logcheck_sig loglist logsign outbox recheck records texts trace \
	   trace_derived trace_figure trace_json trace_log trace_say \
	   trace_text trace_touch verify verify_say wants
REPORT   = asked asked_as book card card_head catalogue cells charts \
	   country country_note country_part country_table cover drawing \
	   drawn exact excel excel_cells excel_parts excel_stream findings \
	   findings_junit findings_md findings_put findings_sarif \
	   findings_text full headline history html html_data html_said \
	   html_table html_text html_words indicators language manifest \
	   markdown md md_text moved movers names notes package \
	   package_rows package_tables page page_query page_say pillar \
	   pillars plain ranking rebuilt region region_part region_table \
	   regions repack report restated sources times trend whole
SCORE    = composite composite_check contrib contrib_put detmath gamma goalposts \
	   infer infer_put infer_sample infer_snap intervals intervals_put \
	   lanes leaveout mix mix_fill montecarlo out qr ranking ranks \
	   recompute recompute_put rng scores solve tree weights whatif \
	   whatif_read
RUN      = account beside doctor inputs kept latest read run run_judge run_note \
	   run_report run_take shared status take take_look take_net unchanged watch \
	   watch_news why
SNIFF    = across create delimiter drift drift_areas drift_cells drift_draft \
	  drift_draft_table drift_edit drift_figures drift_labels \
	  drift_likely drift_pair drift_place drift_rows drift_run \
	  drift_scale drift_sheets drift_spec drift_view drift_write figure \
	  frame frame_across frame_header guess labels labels_name lexicon \
	  marks outline outline_nodes outline_overall outline_table panel \
	  roles roles_ids roles_name series sniffing source_name summary \
	  tally write write_odd write_table yaml

LIB_SRC = $(BASE:%=pipeline/base/%.c) $(FETCH:%=pipeline/fetch/%.c) \
	  $(WORKBOOK:%=pipeline/workbook/%.c) \
	  $(EXTRACT:%=pipeline/extract/%.c) $(SNIFF:%=pipeline/sniff/%.c) \
	  $(STORE:%=pipeline/store/%.c) $(AUDIT:%=pipeline/audit/%.c) \
	  $(SCORE:%=pipeline/score/%.c) $(REPORT:%=pipeline/report/%.c) $(RUN:%=pipeline/run/%.c)

SQL_SCHEMA = content
SQL_LOAD   = area average dataset edition edition-order finding force \
	   forget-areas forget-editions forget-indicators forget-members \
	   forget-regimes forget-regions forget-schemes indicator loaded \
	   member regime region release release-again scheme source
SQL_RULES  = judge v201-text-for-number v202-error-cell v203-number-as-text \
	   v204-blank-for-number v205-blank-ranks v206-no-rank \
	   v207-second-reader v208-number-cleaned v209-category-unknown \
	   v301-unknown-label v302-area-twice v303-note-row \
	   v304-aggregate-rows v305-place-without-code \
	   v306-unknown-indicator v307-code-and-label v308-unknown-code \
	   v309-no-period v310-rows-left-out v401-area-count \
	   v402-area-in-no-part v501-overall-missing v502-off-the-scale \
	   v503-sheets-disagree v601-rank-order v602-rank-shared \
	   v603-rank-missing v701-composite v902-waiver-expired \
	   v903-waiver-unused v904-waiver-carried waive v101-unreadable \
	   v102-sheet-missing \
	   v103-header-missing v104-no-rows v210-formula-without-value \
	   v211-precision v311-ambiguous-label columns compare looked \
	   v105-structure-drift \
	   v106-indicator-renamed v107-indicator-missing v312-label-changed \
	   v504-zero-for-missing v604-tie-by-rounding v702-edition-restated \
	   v801-jump v802-coverage v803-restatement v804-regime-break \
	   v901-freshness
# On a server: before the tables of sql/schema, and behind them.
SQL_POSTGRES = compatible numbers json statistics correlations figures \
	       compatible-rules
# In the place of one of the same name.
SQL_SERVER = acting derived
SQL_PUSHED = observation citus
SQL_PUSH   = few finding-differ finding-forget finding-put forget-lost \
	   forget-observations found free-ordinals lacking note-releases \
	   step-down
SQL_ASOF   = choose fill nothing
SQL_DERIVE = standing_edition standing delta rank_delta region_now \
	   region_area region_changed region_order region_standing \
	   region_leader derivation derived structure_period \
	   structure_column structure_value course release_overall \
	   release_standing release_delta region_level
SQL_AUDIT  = claim-before claim-count claim-figure claim-parts claim-place \
	   claim-ranked claim-region claim-releases claim-unknown \
	   trace-about trace-cells trace-delta trace-findings \
	   trace-indicators trace-input trace-lack trace-missed \
	   trace-others trace-region trace-release trace-releases \
	   trace-stale trace-standing trace-used trace-wants
SQL_QUERY  = convergence correlations coverage-areas coverage-effect \
	   coverage-indicators delta derived dispersion distribution \
	   editions effective-weights entrants-leavers extremes findings \
	   histories history indicator-deltas indicators leader-changes \
	   leaders movers observations period-convergence periods \
	   rank-agreement ranking region-averages region-standing regions \
	   releases reliability series streaks swings volatility
SQL_RUN    = metrics status
SQL_SCORE  = areas nodes values
SQL_DIFF   = figures indicators releases survey
SQL_EXPORT = cell cells chart chart-rank chart-region country-fact \
	   country-finding country-history country-indicator country-near \
	   country-neighbour country-other country-part country-region \
	   cover-release edition finding full-area full-change full-edition \
	   full-indicator full-leader full-member full-observation \
	   full-release full-scheme full-standing headline history \
	   history-edition history-rank html-area html-cell html-edition \
	   html-history html-indicator html-mean html-pillar html-region \
	   html-scheme html-sheet html-source html-value indicator log-head \
	   make-pillar make-pillar-figure make-rank-change make-release-pair \
	   make-restated-figure manifest-release md-indicator md-mover \
	   md-ranking md-region md-scheme md-source mover mover-count \
	   mover-other note-edition package-source pillar pillar-cell \
	   pillar-mean pillar-mean-cell pillar-profile pillar-score \
	   pillar-scored ranking regime region region-average region-fact \
	   region-history region-history-rank region-lead region-member \
	   region-member-part region-missing region-scheme region-there \
	   restated restated-pair source table-areas table-changes \
	   table-editions table-findings table-history table-indicators \
	   table-observations table-ranking table-regions table-releases \
	   trend

SQL_LOG    = derived list pending reported

SQL = $(SQL_SCHEMA:%=sql/schema/%.sql) $(SQL_LOAD:%=sql/load/%.sql) \
      $(SQL_RULES:%=sql/rules/%.sql) $(SQL_ASOF:%=sql/asof/%.sql) \
      $(SQL_DERIVE:%=sql/derive/%.sql) $(SQL_QUERY:%=sql/query/%.sql) \
      $(SQL_DIFF:%=sql/diff/%.sql) $(SQL_RUN:%=sql/run/%.sql) \
      $(SQL_EXPORT:%=sql/export/%.sql) $(SQL_AUDIT:%=sql/audit/%.sql) \
      $(SQL_LOG:%=sql/log/%.sql) $(SQL_SCORE:%=sql/score/%.sql) \
      $(SQL_POSTGRES:%=sql/postgres/%.sql) $(SQL_PUSH:%=sql/push/%.sql) \
      $(SQL_PUSHED:%=sql/pushed/%.sql) $(SQL_SERVER:%=sql/server/%.sql)

# The languages of the reports.
LANGUAGES = en ru kk
PO       = pipeline/report/po

CLI_SRC = cmd/cli.c cmd/cli_csv.c cmd/cli_drift.c cmd/cli_format.c \
	   cmd/cli_net.c cmd/cli_say.c cmd/cli_sniff.c cmd/cli_spec.c \
	   cmd/cli_store.c cmd/cli_findings.c cmd/cli_rules.c cmd/cli_log.c \
	   cmd/cli_head.c cmd/cli_verify.c cmd/cli_docs.c cmd/cli_score.c \
	   cmd/cli_intervals.c cmd/cli_rebuilt.c cmd/cli_account.c cmd/cli_hook.c \
	   cmd/cli_word.c cmd/cli_plan.c cmd/cli_release.c cmd/cli_ahead.c \
	   cmd/cli_run.c
TOOLS   = kosh kosh-areas kosh-cells kosh-claim kosh-derive kosh-diff \
	   kosh-doctor kosh-export kosh-extract kosh-fetch kosh-load \
	   kosh-log kosh-new kosh-push kosh-query kosh-run kosh-score \
	   kosh-sniff kosh-status kosh-trace kosh-validate kosh-watch

TESTS = test_ahead test_areas test_areas_data test_asof test_averages \
	   test_board test_bundle test_cellstream test_child test_claim \
	   test_claim_kinds test_clean test_codepage test_coinr \
	   test_crosscheck test_csv test_delta test_derive test_dialect \
	   test_diff test_disk test_drift test_excel test_excel_stream test_extract \
	   test_file test_findings test_folder test_fuzz test_gairi \
	   test_html test_ids test_ingest test_inputs test_judge test_judged test_language \
	   test_layout \
	   test_listing test_locked test_log test_logcheck test_memory \
	   test_memory_derive test_memory_extract test_memory_store \
	   test_memory_take test_migrate test_net test_net_address test_net_hostile \
	   test_net_redirect test_net_tls test_num test_own test_packed \
	   test_page test_paths test_pattern test_plan test_precision \
	   test_published test_publishers test_rebuilt test_record \
	   test_refusal test_regions test_releases test_report \
	   test_report_country test_report_full test_report_history \
	   test_report_ranking test_report_regions test_rules \
	   test_rules_change test_rules_own test_sandbox test_score \
	   test_score_infer test_score_intervals test_score_mix \
	   test_score_random test_score_tree test_score_whatif test_shapes \
	   test_sniff_files test_sniff_frame test_sniff_guess \
	   test_sniff_summary test_sniff_words test_source test_spec \
	   test_stats test_store_batch test_store_db test_store_load \
	   test_store_query test_stream test_structure test_text test_trace \
	   test_url test_verify test_watch test_whole test_workbook_cfb \
	   test_workbook_corpus test_workbook_csv test_workbook_hostile \
	   test_workbook_hostile_zip test_workbook_package \
	   test_workbook_plain test_workbook_pump test_workbook_serial \
	   test_workbook_window test_workbook_xls test_workbook_xls_hostile \
	   test_workbook_xls_text test_workbook_xlsx test_workbook_zipcsv

# ---- which tool links what ---------------------------------------------------

TEXT_LIBS = -lutf8proc -lcsv -lm
NET_LIBS  = -lcurl -lgumbo -ljansson
BOOK_LIBS = -pthread -lisal -lexpat -lfreexl -lcrypto -lm $(TEXT_LIBS)
SPEC_LIBS = -lcyaml -lyaml -lcrypto $(TEXT_LIBS)
DB_LIBS   = -lsqlite3 $(TEXT_LIBS)
XLSX_LIBS = -lxlsxwriter -lz -lm

LIBS_kosh          = $(TEXT_LIBS)
LIBS_kosh-areas    = $(SPEC_LIBS)
LIBS_kosh-cells    = $(BOOK_LIBS)
LIBS_kosh-extract  = $(BOOK_LIBS) $(SPEC_LIBS)
LIBS_kosh-doctor   = $(NET_LIBS) $(BOOK_LIBS) $(SPEC_LIBS) $(DB_LIBS) $(XLSX_LIBS)
LIBS_kosh-fetch    = $(NET_LIBS) $(BOOK_LIBS) $(SPEC_LIBS) $(DB_LIBS)
LIBS_kosh-new     = $(BOOK_LIBS) $(SPEC_LIBS)
LIBS_kosh-sniff   = $(BOOK_LIBS) $(SPEC_LIBS)
LIBS_kosh-load     = $(SPEC_LIBS) $(DB_LIBS) -lcrypto
LIBS_kosh-watch    = $(NET_LIBS) $(SPEC_LIBS)
LIBS_kosh-log      = $(BOOK_LIBS) $(DB_LIBS)
LIBS_kosh-validate = $(DB_LIBS) $(SPEC_LIBS) -lcrypto
LIBS_kosh-claim    = $(SPEC_LIBS) $(DB_LIBS) -lcrypto
LIBS_kosh-derive   = $(DB_LIBS) -lcrypto
LIBS_kosh-push     = $(DB_LIBS) -lcrypto
LIBS_kosh-query    = $(DB_LIBS) -lm
LIBS_kosh-score    = -pthread $(DB_LIBS) -lcrypto
LIBS_kosh-status   = $(NET_LIBS) $(BOOK_LIBS) $(SPEC_LIBS) $(DB_LIBS)
LIBS_kosh-diff     = $(DB_LIBS) -lm
LIBS_kosh-trace    = $(BOOK_LIBS) $(SPEC_LIBS) $(DB_LIBS)
LIBS_kosh-export   = $(BOOK_LIBS) $(SPEC_LIBS) $(DB_LIBS) $(XLSX_LIBS)
LIBS_kosh-run      = $(NET_LIBS) $(BOOK_LIBS) $(SPEC_LIBS) $(DB_LIBS) $(XLSX_LIBS)
LIBS_bundle        = $(BOOK_LIBS) $(XLSX_LIBS)
LIBS_tests         = $(LIBS_kosh-run) -lcmocka -lssl -lz

# What test programs share, beside the headers.
TEST_OBJ = $(OBJ)/tests/bookmake.o $(OBJ)/tests/madebook.o \
	   $(OBJ)/tests/scratch.o $(OBJ)/tests/truth.o \
	   $(OBJ)/tests/zipmake.o

# Servers of their own.
FAULTY = $(OBJ)/tests/certs.o $(OBJ)/tests/faulty.o $(OBJ)/tests/faulty_ways.o
NET_TESTS = $(filter test_net%,$(TESTS))

# Those with a disk of their own.
DISK_TESTS = test_disk

# Those that count the memory asked for, and refuse it.
MEMORY_TESTS = test_memory test_memory_derive test_memory_extract \
	   test_memory_store test_memory_take test_workbook_cfb test_workbook_xls_hostile

# ---- building ----------------------------------------------------------------

OBJ     = $(B)/obj
LIB     = $(B)/libkosh.a
CLI     = $(B)/libcli.a
BINS    = $(TOOLS:%=$(B)/bin/%)
BUNDLED = $(B)/bundled/.done
RULES_7 = $(B)/man/kosh-rules.7
MAN_1   = $(TOOLS:%=$(B)/man/%.1)
COMPLETIONS = $(B)/completions/kosh.bash $(B)/completions/kosh.zsh \
	   $(B)/completions/kosh.fish

.PHONY: all run bundled pot pictures check check-asan check-crash \
	check-many check-refused check-valgrind fuzz lint check-deb \
	check-headers coverage format bench install uninstall deb clean FORCE
.DELETE_ON_ERROR:
.SECONDARY:

all: $(BINS) $(RULES_7) $(MAN_1) $(COMPLETIONS)

$(OBJ)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# Where the installed specs are is compiled in; another PREFIX rebuilds that.
$(OBJ)/pipeline/base/root.o: $(B)/prefix
$(B)/prefix: FORCE
	@mkdir -p $(@D)
	@echo '$(PREFIX)' | cmp -s - $@ || echo '$(PREFIX)' >$@
FORCE:

$(B)/sqlfiles.c: $(SQL) sql/embed.sh Makefile
	@mkdir -p $(@D)
	sh sql/embed.sh $(SQL) >$@.tmp && mv $@.tmp $@

# The manual of the rules, by their heads.
RULE_SQL = $(sort $(filter sql/rules/v%,$(SQL)))
$(RULES_7): $(RULE_SQL) sql/manual.sh Makefile
	@mkdir -p $(@D)
	sh sql/manual.sh $(RULE_SQL) >$@.tmp && mv $@.tmp $@

# The manuals of the tools, with the options that they print. kosh has no table
# of options.
$(B)/man/kosh.1: cmd/kosh.1
	@mkdir -p $(@D)
	cp $< $@

$(B)/man/kosh-%.1: cmd/kosh-%.1 cmd/manual.sh cmd/options.awk $(B)/bin/kosh-%
	@mkdir -p $(@D)
	sh cmd/manual.sh $< $(B)/bin/kosh-$* >$@.tmp && mv $@.tmp $@

# What shells complete, by the same options.
$(B)/completions/kosh.%: cmd/completions.sh cmd/options.awk $(BINS)
	@mkdir -p $(@D)
	sh cmd/completions.sh $* $(BINS) >$@.tmp && mv $@.tmp $@

$(OBJ)/sqlfiles.o: $(B)/sqlfiles.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<

# The texts of the reports, and the names of areas, which the database has in
# English. Of what two files have, the first is taken.
$(B)/po/ru.mo: $(PO)/area/ru.po $(PO)/iso/ru.po
$(B)/po/kk.mo: $(PO)/area/kk.po $(PO)/iso/kk.po
$(B)/po/%.mo: $(PO)/%.po Makefile
	@mkdir -p $(@D)
	@command -v msgfmt >/dev/null || { echo "msgfmt is not there: install" \
		"the package gettext, or run ./bootstrap" >&2; exit 1; }
	LC_ALL=C msgcat --use-first -o $@.po $(filter %.po,$^)
	LC_ALL=C msgfmt --no-hash --endianness=little -o $@ $@.po

$(B)/catalogues.c: $(LANGUAGES:%=$(B)/po/%.mo) $(PO)/embed.sh
	sh $(PO)/embed.sh $(LANGUAGES:%=$(B)/po/%.mo) >$@.tmp && mv $@.tmp $@

$(OBJ)/catalogues.o: $(B)/catalogues.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<

# Collects the texts anew after a change of them.
pot:
	sh $(PO)/update.sh

# The parts of the page that kosh-export --format html writes.
HTML = $(HTML_FILES:%=pipeline/report/html/%)
HTML_FILES = page.html style.css base.js table.js chart.js card.js start.js
$(B)/htmlfiles.c: $(HTML) pipeline/report/html/embed.sh Makefile
	@mkdir -p $(@D)
	sh pipeline/report/html/embed.sh $(HTML) >$@.tmp && mv $@.tmp $@

$(OBJ)/htmlfiles.o: $(B)/htmlfiles.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<

$(LIB): $(LIB_SRC:%.c=$(OBJ)/%.o) $(OBJ)/sqlfiles.o \
		$(OBJ)/catalogues.o $(OBJ)/htmlfiles.o
	rm -f $@
	$(AR) rcs $@ $^

$(CLI): $(CLI_SRC:%.c=$(OBJ)/%.o)
	rm -f $@
	$(AR) rcs $@ $^

$(B)/bin/%: $(OBJ)/cmd/%.o $(CLI) $(LIB)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $< $(CLI) $(LIB) $(LIBS_$*)

$(B)/bundle: $(OBJ)/raw/bundle.o $(LIB)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $< $(LIB) $(LIBS_bundle)

# The published figures of raw/gairi/figures as the publisher's workbooks.
FIGURES = $(wildcard raw/gairi/figures/*.csv)
$(BUNDLED): $(B)/bundle $(FIGURES)
	@mkdir -p $(@D)
	$(B)/bundle raw/gairi/figures/workbooks.csv $(@D)
	@touch $@

bundled: $(BUNDLED)

# ---- running -----------------------------------------------------------------

run: all $(BUNDLED)
	@$(B)/bin/kosh-run --from $(B)/bundled gairi

# ---- measuring ---------------------------------------------------------------

BENCH = bookparts clock extract_cost figures freexl_cells generate \
	   inflate_limit intervals load packer records report world xlsmake
BENCH_BINS = $(B)/bench/clock $(B)/bench/extract_cost \
	   $(B)/bench/freexl_cells $(B)/bench/generate \
	   $(B)/bench/inflate_limit $(B)/bench/intervals $(B)/bench/load \
	   $(B)/bench/records $(B)/bench/report $(B)/bench/world \
	   $(B)/bench/xlsmake

bench: all $(BUNDLED) $(BENCH_BINS) $(B)/bench/books/.fresh
	@B=$(B) sh tests/bench/run.sh
	@B=$(B) sh tests/bench/fetch.sh
	@B=$(B) sh tests/bench/intervals.sh
	@B=$(B) sh tests/bench/derive.sh
	@B=$(B) sh tests/bench/report.sh
	@B=$(B) sh tests/bench/editions.sh
	@B=$(B) sh tests/bench/push.sh

$(B)/bench/generate: $(OBJ)/tests/bench/generate.o \
		$(OBJ)/tests/bench/bookparts.o $(OBJ)/tests/bench/packer.o
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ -lz

$(B)/bench/load $(B)/bench/records: $(B)/bench/%: $(OBJ)/tests/bench/%.o \
		$(OBJ)/tests/bench/figures.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIBS_kosh-run)

$(B)/bench/intervals: $(OBJ)/tests/bench/intervals.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ -pthread $(DB_LIBS)

$(B)/bench/report: $(OBJ)/tests/bench/report.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(BOOK_LIBS) $(XLSX_LIBS)

$(B)/bench/world: $(OBJ)/tests/bench/world.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIBS_kosh-run)

# The workbooks are those of the generator as it is now.
$(B)/bench/books/.fresh: $(B)/bench/generate
	rm -rf $(@D)
	@mkdir -p $(@D)
	@touch $@

$(B)/bench/%: $(OBJ)/tests/bench/%.o $(LIB)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(BOOK_LIBS) $(SPEC_LIBS)

# ---- testing -----------------------------------------------------------------

TEST_BINS = $(TESTS:%=$(B)/tests/%)

$(B)/tests/%: $(OBJ)/tests/%.o $(TEST_OBJ) $(LIB)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $< $(TEST_OBJ) $(LIB) \
		$(LIBS_tests)

$(MEMORY_TESTS:%=$(B)/tests/%): $(OBJ)/tests/memory.o
$(MEMORY_TESTS:%=$(B)/tests/%): TEST_OBJ += $(OBJ)/tests/memory.o
$(MEMORY_TESTS:%=$(B)/tests/%): ALL_LDFLAGS += \
	-Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free

$(DISK_TESTS:%=$(B)/tests/%): $(OBJ)/tests/disk.o
$(DISK_TESTS:%=$(B)/tests/%): TEST_OBJ += $(OBJ)/tests/disk.o

$(NET_TESTS:%=$(B)/tests/%): $(FAULTY)
$(NET_TESTS:%=$(B)/tests/%): TEST_OBJ += $(FAULTY)

$(B)/faulty: $(OBJ)/tests/faulty_main.o $(FAULTY)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ -pthread -lssl -lcrypto -lz

check: all $(BUNDLED) $(TEST_BINS) $(B)/faulty $(B)/crash/refuse.so
	@B=$(B) sh tests/run.sh $(TESTS)

# N tools disturbed, from SEED if it is given
N = 1000
check-crash: all $(B)/crash/refuse.so
	@B=$(B) sh tests/crash/run.sh $(N) $(SEED)

check-refused: N = 40
check-refused: all $(B)/crash/refuse.so
	@B=$(B) sh tests/crash/refused.sh $(N) $(TOOL)

$(B)/crash/refuse.so: tests/crash/refuse.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) -std=c11 -O2 $(WARN) -fPIC -shared -o $@ $<

check-asan:
	@$(MAKE) --no-print-directory B=build/asan OPT='-O1 -g' \
		HARDEN= SAN='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer' check

check-valgrind:
	@$(MAKE) --no-print-directory B=build/valgrind OPT='-O1 -g' \
		all $(BUNDLED:$(B)/%=build/valgrind/%) build/valgrind/faulty build/valgrind/crash/refuse.so \
		$(TESTS:%=build/valgrind/tests/%)
	@B=build/valgrind UNDER='valgrind -q --error-exitcode=99 --leak-check=full --trace-children=no --suppressions=tests/valgrind.supp' \
		sh tests/run.sh $(TESTS)

# Reading ahead by GNU parallel.
check-many: all $(B)/bundle
	@B=$(B) BOOKS=$(BOOKS) RATIO=$(RATIO) sh tests/many.sh

# ---- fuzzing -----------------------------------------------------------------

FUZZ_TARGETS = address biff book cfb csv date head layout logcheck num \
	   package page sheet strings styles zip
FUZZ     = $(FUZZ_TARGETS)
FUZZ_SRC = $(FUZZ_TARGETS:%=tests/fuzz/%.c) tests/fuzz/fuzz.c \
	   tests/fuzz/seeds.c tests/fuzz/write_seeds.c
TIME   = 60
FUZZER = libfuzzer
FUZZ_CC_libfuzzer = clang-14
FUZZ_CC_afl       = afl-clang-fast
FUZZ_CC  = $(FUZZ_CC_$(FUZZER))
FUZZ_SAN = -fsanitize=address,undefined -fno-sanitize-recover=all \
	   -fno-omit-frame-pointer
FUZZ_FETCH = links net net_address net_body net_environment net_head \
	   net_judge net_queue net_say net_wire page page_text published_json
FUZZ_AUDIT = logcheck logcheck_anchor logcheck_line logcheck_read
FUZZ_OBJ = $(OBJ)/tests/fuzz/fuzz.o $(OBJ)/tests/fuzz/seeds.o \
	   $(OBJ)/tests/zipmake.o \
	   $(BASE:%=$(OBJ)/pipeline/base/%.o) \
	   $(FUZZ_FETCH:%=$(OBJ)/pipeline/fetch/%.o) \
	   $(WORKBOOK:%=$(OBJ)/pipeline/workbook/%.o) \
	   $(EXTRACT:%=$(OBJ)/pipeline/extract/%.o) \
	   $(FUZZ_AUDIT:%=$(OBJ)/pipeline/audit/%.o)

# All targets in one test program, each under a name of its own.
$(OBJ)/tests/fuzz/as-test/%.o: tests/fuzz/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $< \
		-DLLVMFuzzerTestOneInput=target_$*

$(B)/tests/test_fuzz: TEST_OBJ += $(FUZZ_TESTED)
FUZZ_TESTED = $(FUZZ_TARGETS:%=$(OBJ)/tests/fuzz/as-test/%.o) \
	   $(OBJ)/tests/fuzz/fuzz.o $(OBJ)/tests/fuzz/seeds.o
$(B)/tests/test_fuzz: $(FUZZ_TESTED)

$(B)/fuzz/write_seeds: $(OBJ)/tests/fuzz/write_seeds.o $(FUZZ_OBJ)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(BOOK_LIBS) $(SPEC_LIBS) \
		$(NET_LIBS) -lz

$(B)/fuzz/%: $(OBJ)/tests/fuzz/%.o $(FUZZ_OBJ)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ \
		$(BOOK_LIBS) $(SPEC_LIBS) $(NET_LIBS) -lz

fuzz:
	@command -v $(FUZZ_CC) >/dev/null || \
		{ echo 'make fuzz: $(FUZZ_CC) is not installed' >&2; exit 1; }
	@$(MAKE) --no-print-directory -s B=build/fuzz/$(FUZZER) CC=$(FUZZ_CC) \
		OPT='-O1 -g' HARDEN=-fPIE \
		SAN='-fsanitize=fuzzer-no-link $(FUZZ_SAN)' \
		$(FUZZ:%=build/fuzz/$(FUZZER)/fuzz/%) \
		build/fuzz/$(FUZZER)/fuzz/write_seeds
	@B=build/fuzz/$(FUZZER) ROOM=build/fuzz FUZZER=$(FUZZER) \
		sh tests/fuzz/run.sh $(TIME) $(FUZZ)

# ---- coverage ----------------------------------------------------------------

COVERED  = $(WORKBOOK:%=pipeline/workbook/%.c)
COVERING = $(filter test_workbook_% test_cellstream test_codepage \
	   test_crosscheck test_csv test_fuzz test_listing test_locked \
	   test_memory test_num,$(TESTS))

$(COVERING:%=build/coverage/tests/%): build/coverage/obj/tests/counted.o

coverage:
	@$(MAKE) --no-print-directory -s B=build/coverage OPT='-O0 -g' HARDEN= \
		CPPFLAGS=-DKOSH_COUNTED WARN= SAN=--coverage \
		LDFLAGS='build/coverage/obj/tests/counted.o -Wl,--wrap=_exit' \
		$(COVERING:%=build/coverage/tests/%)
	@B=build/coverage TESTS='$(COVERING)' V='$(V)' \
		sh tests/coverage.sh $(COVERED)

# ---- showing -----------------------------------------------------------------

# Those of README.md.
pictures: all $(BUNDLED)
	@B=$(B) sh tests/look/pictures.sh output

# ---- keeping it clean --------------------------------------------------------

SOURCES = $(LIB_SRC) $(CLI_SRC) $(TOOLS:%=cmd/%.c) raw/bundle.c
HEADERS = $(wildcard pipeline/*/*.h cmd/*.h tests/*.h tests/*/*.h)
TEST_SRC = $(TESTS:%=tests/%.c) $(TEST_OBJ:$(OBJ)/%.o=%.c) \
	   $(FAULTY:$(OBJ)/%.o=%.c) tests/faulty_main.c \
	   tests/counted.c tests/crash/refuse.c tests/disk.c tests/memory.c $(BENCH:%=tests/bench/%.c) \
	   $(FUZZ_SRC)
SCRIPTS = bootstrap .ci/run tests/postgres.sh sql/embed.sh $(PO)/embed.sh \
	   $(PO)/iso.sh $(PO)/update.sh tests/run.sh tests/case.sh \
	   tests/cases/lib.sh tests/bench/fetch.sh tests/bench/run.sh \
	   tests/bench/read.sh tests/fuzz/run.sh tests/coverage.sh \
	   sql/manual.sh tests/bench/intervals.sh tests/bench/derive.sh \
	   pipeline/report/html/embed.sh tests/bench/report.sh \
	   tests/look/pictures.sh cmd/completions.sh cmd/deb.sh \
	   cmd/manual.sh tests/deb.sh tests/slurm.sh tests/madebooks.sh \
	   cmd/service/kosh-array.sbatch tests/crash/run.sh tests/crash/refused.sh \
	   tests/crash/world.sh tests/many.sh \
	   tests/bench/editions.sh tests/bench/push.sh \
	   tests/bench/clock.sh

lint: check-headers $(RULES_7) $(MAN_1)
	@clang-format-14 --dry-run -Werror $(SOURCES) $(HEADERS) $(TEST_SRC)
	@mkdir -p $(B)
	@clang-tidy-14 --quiet $(SOURCES) -- -std=c11 $(ALL_CPPFLAGS) \
		2>&1 | { grep -v 'warnings* generated\|^$$' || true; } >$(B)/tidy; \
		cat $(B)/tidy; test ! -s $(B)/tidy
	@cppcheck -q --std=c11 --error-exitcode=1 --inline-suppr \
		--enable=warning,portability,performance \
		--suppress=missingIncludeSystem --suppress=unmatchedSuppression \
		--suppress=legacyUninitvar --suppress=ctuuninitvar \
		-D_GNU_SOURCE -DKOSH_VERSION='"x"' -I. $(SOURCES)
	@shellcheck $(SCRIPTS)
	@mandoc -T lint -W warning $(MAN_1) cmd/*.5 $(RULES_7)

check-headers:
	@for h in $(HEADERS); do \
		$(CC) $(ALL_CPPFLAGS) -std=c11 $(WARN) -fsyntax-only -x c $$h || \
			exit 1; \
	done

format:
	clang-format-14 -i $(SOURCES) $(HEADERS) $(TEST_SRC)

# ---- installing --------------------------------------------------------------

# Specs and what stands beside them.
DATASETS = cpi egdi epi fiw gairi gii gpi hdi heritage lpi rsf sipri wgi whr \
	   worldbank worldbank-classes wpp
SPECS = $(foreach d,$(DATASETS),raw/$(d)/$(d).yaml \
	$(wildcard raw/$(d)/*.csv raw/$(d)/claims.yaml))

SHARE = $(DESTDIR)$(PREFIX)/share
DATA  = $(SHARE)/kosh
MAN   = $(SHARE)/man
DOC   = $(SHARE)/doc/kosh

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(MAN)/man1 $(MAN)/man5 \
		$(MAN)/man7 $(DATA)/raw/areas $(DATA)/sql/shards
	install -m 755 $(BINS) $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(MAN_1) $(MAN)/man1
	install -m 644 cmd/kosh-spec.5 $(MAN)/man5
	install -m 644 $(RULES_7) $(MAN)/man7
	install -m 644 raw/areas/*.csv $(DATA)/raw/areas
	install -m 644 -t $(DATA)/sql/shards sql/shards/node.sql \
		sql/shards/coordinator.sql
	install -D -m 644 $(B)/completions/kosh.bash \
		$(SHARE)/bash-completion/completions/kosh
	for t in $(filter kosh-%,$(TOOLS)); do \
		ln -sf kosh $(SHARE)/bash-completion/completions/$$t || exit 1; \
	done
	install -D -m 644 $(B)/completions/kosh.zsh \
		$(SHARE)/zsh/vendor-completions/_kosh
	install -D -m 644 $(B)/completions/kosh.fish \
		$(SHARE)/fish/vendor_completions.d/kosh.fish
	install -d $(DOC)/examples
	install -m 644 cmd/service/kosh.cron cmd/service/kosh-array.sbatch \
		$(DOC)/examples
	for f in $(SPECS); do \
		install -D -m 644 $$f $(DATA)/$$f || exit 1; \
	done

uninstall:
	rm -f $(TOOLS:%=$(DESTDIR)$(PREFIX)/bin/%) $(TOOLS:%=$(MAN)/man1/%.1) \
		$(MAN)/man5/kosh-spec.5 $(MAN)/man7/kosh-rules.7 \
		$(TOOLS:%=$(SHARE)/bash-completion/completions/%) \
		$(SHARE)/zsh/vendor-completions/_kosh \
		$(SHARE)/fish/vendor_completions.d/kosh.fish
	rm -rf $(DATA) $(DOC)/examples

deb:
	@sh cmd/deb.sh $(VERSION) $(B)/deb

check-deb: all $(BUNDLED)
	@B=$(B) sh tests/deb.sh

clean:
	rm -rf build

-include $(shell find $(OBJ) -name '*.d' 2>/dev/null)
