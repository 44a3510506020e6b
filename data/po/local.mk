## SPDX-License-Identifier: GPL-3.0-or-later
## Catalogues of translations. A new language: a row here, then `make update-po`
## starts its file; see doc/architecture.md, "Translation".

po_files = \
	%D%/zh_CN.po
EXTRA_DIST += $(po_files)

## All that is compiled into the program, so that no list of files is kept.
po_sources = $(vmscope_SOURCES) $(src_libvmscope_a_SOURCES) \
	$(src_libinspect_a_SOURCES) $(src_libsession_a_SOURCES) \
	$(src_libview_a_SOURCES)

## fail() and its like look up their format themselves; NOTE() is N_() of the
## kernel, which knows no gettext; and the panes say what boot took for what.
po_keywords = --keyword=_ --keyword=N_ --keyword=NOTE --keyword=ngettext:1,2 \
	--keyword=boot_take:2 --keyword=create_table:2 \
	--keyword=fail:3 --flag=fail:3:c-format \
	--keyword=loader_refuse:3 --flag=loader_refuse:3:c-format \
	--keyword=wrong:2 --flag=wrong:2:c-format \
	--keyword=layout_wrong:2 --flag=layout_wrong:2:c-format \
	--keyword=vmallocinfo_refuse:3 \
	--flag=vmallocinfo_refuse:3:c-format \
	--keyword=memory_report_refuse:3 \
	--flag=memory_report_refuse:3:c-format \
	--keyword=complaint_set:2 --flag=complaint_set:2:c-format \
	--keyword=violated:2 --flag=violated:2:c-format \
	--keyword=inspect_fail:3 --flag=inspect_fail:3:c-format

%D%/vmscope.pot: $(po_sources)
	$(AM_V_GEN)$(MKDIR_P) %D% && here=$$(pwd) && cd $(srcdir) && \
	$(XGETTEXT) --from-code=UTF-8 --language=C --sort-by-file \
		--add-comments=TRANSLATORS: $(po_keywords) \
		--package-name=vmscope --package-version='$(PACKAGE_VERSION)' \
		--copyright-holder='the authors of vmscope' \
		-o "$$here/$@" $(po_sources)
CLEANFILES += %D%/vmscope.pot

## For translators: take new and changed texts into each language's file.
update-po: %D%/vmscope.pot
	for po in $(po_files); do \
		if test -f $(srcdir)/$$po; then \
			$(MSGMERGE) --update --backup=none \
				--no-fuzzy-matching \
				$(srcdir)/$$po %D%/vmscope.pot; \
		else \
			$(MSGINIT) --no-translator \
				-l $$(basename $$po .po) \
				-i %D%/vmscope.pot -o $(srcdir)/$$po; \
		fi || exit; \
	done
.PHONY: update-po

## A language is a folder with a catalogue for C.UTF-8, the one locale that is
## everywhere; src/session/settings/language.c says why. Installed, that is a
## link to where everybody looks for catalogues.
if WITH_MSGFMT
all-local: %D%/catalogues.stamp
%D%/catalogues.stamp: $(po_files)
	$(AM_V_GEN)$(MKDIR_P) %D%; for po in $(po_files); do \
		to=data/locale/$$(basename $$po .po)/C.UTF-8/LC_MESSAGES; \
		$(MKDIR_P) $$to && \
		$(MSGFMT) -c -o $$to/vmscope.mo $(srcdir)/$$po || exit; \
	done; echo >$@
CLEANFILES += %D%/catalogues.stamp data/locale/*/C.UTF-8/LC_MESSAGES/vmscope.mo

install-data-local: %D%/catalogues.stamp
	for po in $(po_files); do \
		language=$$(basename $$po .po); \
		to='$(localedir)'/$$language/LC_MESSAGES; \
		ours='$(pkgdatadir)'/locale/$$language/C.UTF-8; \
		$(MKDIR_P) "$(DESTDIR)$$to" "$(DESTDIR)$$ours" && \
		$(INSTALL_DATA) \
			data/locale/$$language/C.UTF-8/LC_MESSAGES/vmscope.mo \
			"$(DESTDIR)$$to/vmscope.mo" && \
		rm -f "$(DESTDIR)$$ours/LC_MESSAGES" && \
		$(LN_S) "$$to" "$(DESTDIR)$$ours/LC_MESSAGES" || exit; \
	done

uninstall-local:
	for po in $(po_files); do \
		language=$$(basename $$po .po); \
		rm -f "$(DESTDIR)$(localedir)/$$language/LC_MESSAGES/vmscope.mo" \
			"$(DESTDIR)$(pkgdatadir)/locale/$$language/C.UTF-8/LC_MESSAGES"; \
	done
endif
