/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * c_value.c - loads, operators, casts and members.
 */
#include "inspect/c_value.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "kernel/vmalloc.h"
#include "kernel/vmap_record.h"
#include "machine/mmu.h"
#include "inspect/examine.h"
#include "inspect/place.h"
#include "inspect/numbers.h"

struct cvalue cvalue_int(uint32_t bits)
{
	return (struct cvalue){ .type = ctype_of(&cbase_int), .bits = bits };
}

/* NULL where an address is needed. */
struct cvalue cvalue_of(struct value value)
{
	struct cvalue v = { .type = ctype_of(&cbase_ulong),
			    .bits = value.bits,
			    .meaning.kind = value.type };

	if (value_is_null(value))
		v.meaning.kind = VALUE_ADDR;
	if (value.type == VALUE_INT)
		v.type.base = &cbase_int;
	if (value.type == VALUE_INT || value.type == VALUE_COUNT)
		v.meaning.kind = VALUE_NONE;
	return v;
}

static enum value_type kind_of(const struct cvalue *v)
{
	return ctype_is_pointer(v->type) ? VALUE_ADDR : v->meaning.kind;
}

struct value cvalue_result(const struct cvalue *v)
{
	enum value_type kind = kind_of(v);

	if (kind == VALUE_NONE)
		kind = v->type.base->is_signed ? VALUE_INT : VALUE_COUNT;
	return (struct value){ kind, v->bits };
}

/* ---- Reading ---- */

static uint32_t extend(const struct cbase *base, uint32_t bits)
{
	unsigned int unused = 32 - 8 * base->size;

	if (!unused)
		return bits;
	bits <<= unused;
	return base->is_signed ? (uint32_t)((int32_t)bits >> unused)
			       : bits >> unused;
}

static int load_scalar(const struct ceval *e, struct cvalue *v)
{
	vaddr_t addr = v->bits;
	int error;

	v->lvalue = false;
	v->bits = 0;
	if (e->skip)
		return 0;
	error = examine_read(e->in, addr, ctype_size(v->type), &v->bits);
	if (!error && ctype_is_integer(v->type))
		v->bits = extend(v->type.base, v->bits);
	return error;
}

int cvalue_load(const struct ceval *e, struct cvalue *v)
{
	if (ctype_is_struct(v->type))
		return inspect_fail(e->in, -EINVAL,
				    "a %s is not a number: take one of its "
				    "members, or its address with &",
				    v->type.base->name);
	if (ctype_is_void(v->type))
		return inspect_fail(e->in, -EINVAL,
				    "void has no value: cast the pointer "
				    "first, e.g. *(unsigned int *)");
	if (!v->lvalue)
		return 0;
	if (!ctype_is_array(v->type))
		return load_scalar(e, v);
	v->type = ctype_pointer(v->type);
	v->lvalue = false;
	return 0;
}

int cvalue_truth(const struct ceval *e, struct cvalue *v, bool *truth)
{
	int error = cvalue_load(e, v);

	*truth = v->bits != 0;
	return error;
}

/* ---- Arithmetic ---- */

/* char and short become int: each of their values fits. */
static void promote(struct cvalue *v)
{
	if (ctype_is_integer(v->type) && v->type.base->size < 4)
		v->type.base = &cbase_int;
}

static bool is_signed(const struct cvalue *v)
{
	return ctype_is_integer(v->type) && v->type.base->is_signed;
}

static int64_t widen(uint32_t bits, bool with_sign)
{
	return with_sign ? (int64_t)(int32_t)bits : (int64_t)bits;
}

static bool is_comparison(enum cop op)
{
	return op >= COP_LT && op <= COP_NE;
}

static bool compare(enum cop op, int64_t a, int64_t b)
{
	switch (op) {
	case COP_LT:
		return a < b;
	case COP_GT:
		return a > b;
	case COP_LE:
		return a <= b;
	case COP_GE:
		return a >= b;
	case COP_EQ:
		return a == b;
	default:
		return a != b;
	}
}

/* Of two numbers that 32 bits hold; the caller cuts the result to 32. */
static int64_t compute(enum cop op, int64_t a, int64_t b)
{
	switch (op) {
	case COP_MUL:
		return (int64_t)((uint64_t)a * (uint64_t)b);
	case COP_DIV:
		return a / b;
	case COP_MOD:
		return a % b;
	case COP_ADD:
		return a + b;
	case COP_SUB:
		return a - b;
	case COP_SHL:
		return (int64_t)((uint64_t)a << b);
	case COP_SHR:
		return a >> b;
	case COP_AND:
		return a & b;
	case COP_XOR:
		return a ^ b;
	case COP_OR:
		return a | b;
	default:
		return compare(op, a, b);
	}
}

/* In what is skipped all values are 0, and 1 / 0 is not an error. */
static int check_right(const struct ceval *e, enum cop op, int64_t *b)
{
	if (e->skip)
		*b = 1;
	if ((op == COP_DIV || op == COP_MOD) && *b == 0)
		return inspect_fail(e->in, -EDOM, "division by zero");
	if ((op == COP_SHL || op == COP_SHR) && (*b < 0 || *b > 31))
		return inspect_fail(e->in, -EDOM,
				    "cannot shift by %" PRId64
				    ": 32 bits can be shifted by 0 to 31",
				    *b);
	return 0;
}

static bool is_place(enum value_type kind)
{
	return kind == VALUE_ADDR || kind == VALUE_PHYS || kind == VALUE_PFN;
}

static enum value_type kind_of_sum(enum cop op, enum value_type l,
				   enum value_type r)
{
	if (is_place(l) && is_place(r))
		return op == COP_SUB ? VALUE_NONE : VALUE_NUMBER;
	if (is_place(l))
		return l;
	if (is_place(r))
		return op == COP_SUB ? VALUE_NUMBER : r;
	return l ? l : r;
}

static enum value_type kind_of_result(enum cop op, enum value_type l,
				      enum value_type r)
{
	switch (op) {
	case COP_ADD:
	case COP_SUB:
		return kind_of_sum(op, l, r);
	case COP_SHL:
	case COP_SHR:
		return l ? VALUE_NUMBER : VALUE_NONE;
	case COP_AND:
	case COP_XOR:
	case COP_OR:
		return l || r ? VALUE_NUMBER : VALUE_NONE;
	default:
		return VALUE_NONE;
	}
}

static int integer_operation(const struct ceval *e, enum cop op,
			     struct cvalue *left, const struct cvalue *right)
{
	bool shift = op == COP_SHL || op == COP_SHR;
	bool with_sign = is_signed(left) && (shift || is_signed(right));
	int64_t a = widen(left->bits, with_sign);
	int64_t b = widen(right->bits, shift ? is_signed(right) : with_sign);
	int error = check_right(e, op, &b);

	if (error)
		return error;
	left->meaning =
		(struct cmeaning){ .kind = kind_of_result(op, kind_of(left),
							  kind_of(right)) };
	left->bits = (uint32_t)compute(op, a, b);
	left->type = ctype_of(with_sign || is_comparison(op) ? &cbase_int
			      : shift			     ? left->type.base
							     : &cbase_uint);
	return 0;
}

/* ---- Pointers ---- */

/* pointer + number, number + pointer, pointer - number */
static void move_pointer(enum cop op, struct cvalue *left,
			 const struct cvalue *right)
{
	struct cvalue pointer = *left;
	uint32_t number = right->bits, size;

	if (!ctype_is_pointer(left->type)) {
		pointer = *right;
		number = left->bits;
	}
	size = ctype_size(ctype_target(pointer.type));
	pointer.bits += (op == COP_ADD ? number : -number) * size;
	*left = pointer;
}

static int pointer_difference(const struct ceval *e, struct cvalue *left,
			      const struct cvalue *right)
{
	uint32_t size = ctype_size(ctype_target(left->type));
	int64_t bytes = (int64_t)left->bits - right->bits;

	if (size != ctype_size(ctype_target(right->type)))
		return inspect_fail(
			e->in, -EINVAL,
			"%s and %s count different things: cast one of them",
			ctype_name(left->type).text,
			ctype_name(right->type).text);
	*left = cvalue_int((uint32_t)(bytes / size));
	return 0;
}

static int pointer_operation(const struct ceval *e, enum cop op,
			     struct cvalue *left, const struct cvalue *right)
{
	bool two =
		ctype_is_pointer(left->type) && ctype_is_pointer(right->type);

	if (is_comparison(op)) {
		*left = cvalue_int(compare(op, left->bits, right->bits));
		return 0;
	}
	if (two && op == COP_SUB)
		return pointer_difference(e, left, right);
	if (!two && (op == COP_ADD ||
		     (op == COP_SUB && ctype_is_pointer(left->type)))) {
		move_pointer(op, left, right);
		return 0;
	}
	return inspect_fail(e->in, -EINVAL,
			    "C does not allow this with pointers: cast to "
			    "(unsigned long) first");
}

int cvalue_binary(const struct ceval *e, enum cop op, struct cvalue *left,
		  struct cvalue *right)
{
	int error = cvalue_load(e, left);

	if (!error)
		error = cvalue_load(e, right);
	if (error)
		return error;
	promote(left);
	promote(right);
	if (ctype_is_pointer(left->type) || ctype_is_pointer(right->type))
		return pointer_operation(e, op, left, right);
	return integer_operation(e, op, left, right);
}

static int dereference(const struct ceval *e, struct cvalue *v)
{
	int error = cvalue_load(e, v);

	if (error)
		return error;
	if (!ctype_is_pointer(v->type))
		return inspect_fail(e->in, -EINVAL,
				    "* needs a pointer, not %s: cast it first, "
				    "e.g. *(unsigned int *)",
				    ctype_name(v->type).text);
	v->type = ctype_target(v->type);
	v->lvalue = true;
	v->meaning = (struct cmeaning){ .kind = VALUE_NONE };
	return 0;
}

static int address_of(const struct ceval *e, struct cvalue *v)
{
	if (!v->lvalue)
		return inspect_fail(e->in, -EINVAL,
				    "& needs something in memory, not a value");
	if (v->type.stars >= CTYPE_MAX_STARS)
		return inspect_fail(e->in, -EINVAL,
				    "too many levels of pointers");
	v->type = ctype_pointer(v->type);
	v->lvalue = false;
	v->meaning = (struct cmeaning){ .kind = VALUE_ADDR };
	return 0;
}

int cvalue_index(const struct ceval *e, struct cvalue *array,
		 struct cvalue *index)
{
	struct cmeaning meaning = array->meaning;
	bool is_array = ctype_is_array(array->type);
	int error = cvalue_load(e, array);

	if (error)
		return error;
	if (!ctype_is_pointer(array->type))
		return inspect_fail(e->in, -EINVAL,
				    "[ ] needs an array or a pointer, not %s",
				    ctype_name(array->type).text);
	error = cvalue_binary(e, COP_ADD, array, index);
	if (!error)
		error = dereference(e, array);
	if (is_array)
		array->meaning = meaning;
	return error;
}

/* ---- The other operators with one operand ---- */

int cvalue_unary(const struct ceval *e, char op, struct cvalue *v)
{
	struct cvalue zero = cvalue_int(0), ones = cvalue_int(UINT32_MAX);
	int error;

	if (op == '&')
		return address_of(e, v);
	if (op == '*')
		return dereference(e, v);
	error = cvalue_load(e, v);
	if (error)
		return error;
	if (op == '!')
		return cvalue_binary(e, COP_EQ, v, &zero);
	if (!ctype_is_integer(v->type))
		return inspect_fail(e->in, -EINVAL, "%c needs a number, not %s",
				    op, ctype_name(v->type).text);
	promote(v);
	if (op == '~')
		return cvalue_binary(e, COP_XOR, v, &ones);
	if (op == '-') {
		v->bits = -v->bits;
		v->meaning = (struct cmeaning){ .kind = VALUE_NONE };
	}
	return 0;
}

int cvalue_cast(const struct ceval *e, struct ctype type, struct cvalue *v)
{
	enum value_type kind;
	int error;

	if (!ctype_is_pointer(type) && !ctype_is_integer(type))
		return inspect_fail(e->in, -EINVAL,
				    "cannot cast to %s: cast to a pointer and "
				    "put * in front",
				    ctype_name(type).text);
	error = cvalue_load(e, v);
	if (error)
		return error;
	kind = kind_of(v);
	v->type = type;
	v->meaning.flags = NULL;
	if (ctype_is_pointer(type))
		return 0;
	v->bits = extend(type.base, v->bits);
	v->meaning.kind =
		type.base->is_signed || type.base->size < 4 ? VALUE_NONE : kind;
	return 0;
}

/* ---- Members ---- */

static int no_area(struct inspector *in, const char *view, vaddr_t addr)
{
	char place[PLACE_SIZE];

	place_describe(in, addr, place);
	return inspect_fail(in, -EINVAL,
			    ".%s: there is no live area at 0x%08" PRIx32 ", %s",
			    view, addr, place);
}

static int view_vm(struct inspector *in, const struct cvalue *v, vaddr_t *found)
{
	const struct vm_struct *vm = find_vm_area(in->k, v->bits);

	*found = va_of(in->k, vm);
	return vm ? 0 : no_area(in, "vm", v->bits);
}

static int view_va(struct inspector *in, const struct cvalue *v, vaddr_t *found)
{
	const struct vmap_area *va = vmap_area_at(in->k, v->bits);

	*found = va_of(in->k, va);
	return va ? 0 : no_area(in, "va", v->bits);
}

static int view_guard(struct inspector *in, const struct cvalue *v,
		      vaddr_t *found)
{
	const struct vmap_area *va = vmap_area_at(in->k, v->bits);

	if (!va)
		return no_area(in, "guard", v->bits);
	if (!vmap_area_had_vm(in->k, va))
		return inspect_fail(in, -EINVAL,
				    ".guard: the area at 0x%08" PRIx32
				    " has no guard page",
				    va->va_start);
	*found = va->va_end - PAGE_SIZE;
	return 0;
}

/* The record of a frame: by its pfn, or of the one that an address leads to. */
static int view_page(struct inspector *in, const struct cvalue *v,
		     vaddr_t *found)
{
	pfn_t pfn = v->bits;
	paddr_t pa;

	if (kind_of(v) == VALUE_PHYS) {
		pfn = v->bits >> PAGE_SHIFT;
	} else if (kind_of(v) == VALUE_ADDR) {
		if (!mmu_translate(in->k->m, v->bits, &pa))
			return inspect_fail(
				in, -EINVAL,
				".page: nothing is mapped at 0x%08" PRIx32,
				v->bits);
		pfn = pa >> PAGE_SHIFT;
	}
	if (!pfn_valid(in->k, pfn))
		return inspect_fail(
			in, -EINVAL,
			".page: mem_map has no struct page for pfn %" PRIu32,
			pfn);
	*found = va_of(in->k, pfn_to_page(in->k, pfn));
	return 0;
}

/* What a number leads to if it is not a struct. */
static const struct {
	const char *name;
	const char *type;
	int (*find)(struct inspector *in, const struct cvalue *v,
		    vaddr_t *found);
} views[] = {
	{ "vm", "struct vm_struct", view_vm },
	{ "va", "struct vmap_area", view_va },
	{ "guard", "void", view_guard },
	{ "page", "struct page", view_page },
};

static int take_view(const struct ceval *e, struct cvalue *v, const char *name)
{
	vaddr_t found = 0;
	int error = 0;

	for (size_t i = 0; i < sizeof(views) / sizeof(views[0]); i++) {
		if (strcmp(views[i].name, name))
			continue;
		if (!e->skip)
			error = views[i].find(e->in, v, &found);
		*v = (struct cvalue){
			.type = ctype_pointer(ctype_of(cbase_here(
				e->in->k, cbase_find(views[i].type)))),
			.bits = found,
		};
		return error;
	}
	return inspect_fail(e->in, -EINVAL,
			    "%s has no member %s: an address has .vm, .va, "
			    ".guard and .page, a pfn has .page",
			    ctype_name(v->type).text, shown(name).text);
}

/* A struct that lies in memory, if it is one or points to one. */
static int to_struct(const struct ceval *e, struct cvalue *v, const char *name,
		     bool arrow)
{
	if (!arrow && ctype_is_struct(v->type))
		return 0;
	if (ctype_is_pointer(v->type) && ctype_is_struct(ctype_target(v->type)))
		return dereference(e, v);
	return inspect_fail(
		e->in, -EINVAL,
		"%s is not a pointer to a struct, so it has no %s%s",
		ctype_name(v->type).text, arrow ? "->" : ".", shown(name).text);
}

int cvalue_member(const struct ceval *e, struct cvalue *v, const char *name,
		  bool arrow)
{
	const struct cfield *field;
	bool is_struct = ctype_is_struct(v->type);
	int error = is_struct ? 0 : cvalue_load(e, v);

	if (error)
		return error;
	if (!arrow && (ctype_is_integer(v->type) ||
		       (v->type.base == &cbase_void && v->type.stars == 1)))
		return take_view(e, v, name);
	error = to_struct(e, v, name, arrow);
	if (error)
		return error;
	field = cfield_find(v->type.base->fields, name, strlen(name));
	if (!field)
		return inspect_fail(e->in, -EINVAL,
				    "%s has no member %s; ptype %s lists them",
				    v->type.base->name, shown(name).text,
				    v->type.base->name);
	v->bits += field->offset;
	v->type = field->type;
	v->type.base = cbase_here(e->in->k, v->type.base);
	v->meaning = field->meaning;
	return 0;
}
