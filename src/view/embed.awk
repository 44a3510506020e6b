# SPDX-License-Identifier: GPL-3.0-or-later
# embed.awk - C files as tables of lines for source_text.h.
#
# A step point and the reason of a NULL (kernel/step.h) are lines that begin
# with step(, step_in( or because(; these are marked hidden. So is a blank line
# after one at the top of a block, and the include.

function finish()
{
	if (file != "")
		print "\t{ .text = 0 },\n};\n"
}

FNR == 1 {
	finish()
	file = FILENAME
	sub(/.*src\/kernel\//, "", file)
	id = "file_" ++files
	names[files] = file
	print "static const struct source_line " id "[] = {"
	opened = after = 0
}

{
	lines[files] = FNR
	hidden = 0
	if ($0 ~ /^\t+(step|step_in|because)\(/) {
		hidden = 1
		after = opened
	} else if ($0 == "" && after) {
		hidden = 1
		after = 0
	} else {
		after = 0
		opened = $0 ~ /\{$/
		if ($0 ~ /^#include "kernel\/step\.h"$/)
			hidden = 1
	}
	text = $0
	gsub(/\\/, "\\\\\\\\", text)
	gsub(/"/, "\\\"", text)
	gsub(/\t/, "\\t", text)
	gsub(/\?\?/, "?\\?", text)
	print "\t{ \"" text "\", " (hidden ? "true" : "false") " },"
}

BEGIN {
	print "/* Made by embed.awk from src/kernel. */"
	print "#include \"view/source/source_text.h\"\n"
}

END {
	finish()
	print "const struct source_text source_texts[] = {"
	for (i = 1; i <= files; i++)
		printf "\t{ \"%s\", file_%d, %d },\n", names[i], i, lines[i]
	print "\t{ .file = 0 },\n};"
}
