/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_rbtree.c - the tree against a sorted array, its rules after each step.
 *
 * The nodes are vmap_areas in simulated RAM that no list and no root of the
 * kernel knows; va_start is the key.
 */
#include "unit.h"

#include <string.h>

#include "kernel/rbtree.h"
#include "kernel/slab.h"

enum { MOST = 512, MAX_DEPTH = 32 };

/* A tree, and beside it what should be in it. */
struct pair {
	struct kernel *k;
	const struct rb_root *root;
	const struct vmap_area *node[MOST]; /* node[i] has key i */
	bool in[MOST];
	uint32_t nr;
	const struct rb_augment_callbacks *augment;
};

static uint32_t key_of(const struct rb_node *node)
{
	return container_of(node, struct vmap_area, rb_node)->va_start;
}

static int new_pair(void **state)
{
	struct pair *p = calloc(1, sizeof(*p));
	struct kernel *k = boot("mem=16M");

	assert_non_null(p);
	p->k = k;
	p->root = at(k, kmalloc(k, sizeof(*p->root), GFP_KERNEL | __GFP_ZERO));
	for (uint32_t i = 0; i < MOST; i++) {
		p->node[i] = at(k, kmalloc(k, sizeof(*p->node[i]), GFP_KERNEL));
		assert_non_null(p->node[i]);
		set(k->m, p->node[i]->va_start, i);
	}
	*state = p;
	return 0;
}

static int free_pair(void **state)
{
	struct pair *p = *state;

	kernel_free(p->k);
	free(p);
	return 0;
}

static void insert(struct pair *p, uint32_t key)
{
	const struct rb_node *parent = NULL;
	const vaddr_t *link = &p->root->rb_node;

	while (*link) {
		parent = at(p->k, *link);
		link = key < key_of(parent) ? &parent->rb_left
					    : &parent->rb_right;
	}
	rb_link_node(p->k, &p->node[key]->rb_node, parent, link);
	rb_insert_color(p->k, &p->node[key]->rb_node, p->root, p->augment);
	if (p->augment) {
		set(p->k->m, p->node[key]->flags, 0);
		p->augment->propagate(p->k, &p->node[key]->rb_node, NULL);
	}
	p->in[key] = true;
	p->nr++;
}

static void erase(struct pair *p, uint32_t key)
{
	rb_erase(p->k, &p->node[key]->rb_node, p->root, p->augment);
	p->in[key] = false;
	p->nr--;
}

/* ---- An augmented tree: flags is the largest va_end at or below a node ---- */

static const struct vmap_area *area_of(const struct rb_node *node)
{
	return container_of(node, struct vmap_area, rb_node);
}

static uint32_t largest(const struct kernel *k, const struct rb_node *node)
{
	const struct vmap_area *left = area_of(at(k, node->rb_left));
	const struct vmap_area *right = area_of(at(k, node->rb_right));
	uint32_t most = area_of(node)->va_end;

	if (left && left->flags > most)
		most = left->flags;
	return right && right->flags > most ? right->flags : most;
}

static void propagate(struct kernel *k, const struct rb_node *node,
		      const struct rb_node *stop)
{
	for (; node && node != stop; node = rb_parent(k, node)) {
		if (area_of(node)->flags == largest(k, node))
			break;
		set(k->m, area_of(node)->flags, largest(k, node));
	}
}

static void copy(struct kernel *k, const struct rb_node *old,
		 const struct rb_node *new)
{
	set(k->m, area_of(new)->flags, area_of(old)->flags);
}

static void rotated(struct kernel *k, const struct rb_node *old,
		    const struct rb_node *new)
{
	copy(k, old, new);
	set(k->m, area_of(old)->flags, largest(k, old));
}

static const struct rb_augment_callbacks largest_below = { propagate, copy,
							   rotated };

static void assert_largest(const struct kernel *k, const struct rb_node *node)
{
	if (!node)
		return;
	assert_largest(k, at(k, node->rb_left));
	assert_largest(k, at(k, node->rb_right));
	assert_int_equal(area_of(node)->flags, largest(k, node));
}

/* Black nodes on each way down; fails the test where a rule is broken. */
static int black_height(const struct kernel *k, const struct rb_node *node,
			const struct rb_node *parent, int depth)
{
	int left, right;

	if (!node)
		return 0;
	assert_true(depth < MAX_DEPTH);
	assert_ptr_equal(rb_parent(k, node), parent);
	if (rb_color(node) == RB_RED) {
		assert_non_null(parent);
		assert_int_equal(rb_color(parent), RB_BLACK);
	}
	left = black_height(k, at(k, node->rb_left), node, depth + 1);
	right = black_height(k, at(k, node->rb_right), node, depth + 1);
	assert_int_equal(left, right);
	return left + (rb_color(node) == RB_BLACK);
}

/* Forwards and backwards the tree gives the keys of the array. */
static void assert_same(const struct pair *p)
{
	const struct rb_node *node = rb_first(p->k, p->root), *last = NULL;

	black_height(p->k, at(p->k, p->root->rb_node), NULL, 0);
	for (uint32_t key = 0; key < MOST; key++) {
		if (!p->in[key])
			continue;
		assert_ptr_equal(node, &p->node[key]->rb_node);
		assert_ptr_equal(rb_prev(p->k, node), last);
		last = node;
		node = rb_next(p->k, node);
	}
	assert_null(node);
}

/* The shape as text: r or B, the key, then (left right) if it has children. */
static void draw(const struct kernel *k, const struct rb_node *node, FILE *to)
{
	if (!node) {
		fputc('.', to);
		return;
	}
	fprintf(to, "%c%u", rb_color(node) == RB_RED ? 'r' : 'B', key_of(node));
	if (!node->rb_left && !node->rb_right)
		return;
	fputc('(', to);
	draw(k, at(k, node->rb_left), to);
	fputc(' ', to);
	draw(k, at(k, node->rb_right), to);
	fputc(')', to);
}

static void assert_shape(const struct pair *p, const char *expected)
{
	char text[1024] = "";
	FILE *to = fmemopen(text, sizeof(text), "w");

	assert_non_null(to);
	draw(p->k, at(p->k, p->root->rb_node), to);
	fclose(to);
	assert_string_equal(text, expected);
}

static void insert_all(struct pair *p, const char *digits)
{
	for (; *digits; digits++)
		insert(p, (uint32_t)(*digits - '0'));
}

static void clear(struct pair *p)
{
	set(p->k->m, p->root->rb_node, 0);
	memset(p->in, 0, sizeof(p->in));
	p->nr = 0;
}

static void an_empty_tree_has_no_first(void **state)
{
	struct pair *p = *state;

	assert_null(rb_first(p->k, p->root));
	insert(p, 1);
	assert_shape(p, "B1");
	assert_null(rb_next(p->k, &p->node[1]->rb_node));
	assert_null(rb_prev(p->k, &p->node[1]->rb_node));
	erase(p, 1);
	assert_int_equal(p->root->rb_node, 0);
}

static void a_red_uncle_recolours(void **state)
{
	insert_all(*state, "213");
	assert_shape(*state, "B2(r1 r3)");
	insert(*state, 4);
	assert_shape(*state, "B2(B1 B3(. r4))");
}

static void a_black_uncle_rotates(void **state)
{
	insert_all(*state, "123");
	assert_shape(*state, "B2(r1 r3)");
	clear(*state);
	insert_all(*state, "321");
	assert_shape(*state, "B2(r1 r3)");
}

static void an_inner_grandchild_rotates_twice(void **state)
{
	insert_all(*state, "132");
	assert_shape(*state, "B2(r1 r3)");
	clear(*state);
	insert_all(*state, "312");
	assert_shape(*state, "B2(r1 r3)");
}

static void ascending_keys_lean_right(void **state)
{
	insert_all(*state, "12345678");
	assert_shape(*state, "B4(r2(B1 B3) r6(B5 B7(. r8)))");
	assert_same(*state);
}

static void descending_keys_lean_left(void **state)
{
	insert_all(*state, "87654321");
	assert_shape(*state, "B5(r3(B2(r1 .) B4) r7(B6 B8))");
	assert_same(*state);
}

static void a_red_leaf_just_goes(void **state)
{
	struct pair *p = *state;

	insert_all(p, "2134");
	erase(p, 4);
	assert_shape(p, "B2(B1 B3)");
}

static void an_only_child_takes_the_place(void **state)
{
	struct pair *p = *state;

	insert_all(p, "2134");
	erase(p, 3);
	assert_shape(p, "B2(B1 B4)");
}

static void the_successor_takes_the_place_of_two_children(void **state)
{
	struct pair *p = *state;

	insert_all(p, "12345678");
	erase(p, 4);
	assert_shape(p, "B5(r2(B1 B3) r7(B6 B8))");
	erase(p, 2);
	assert_shape(p, "B5(B3(r1 .) r7(B6 B8))");
	assert_same(p);
}

/* The successor is the right child itself: nothing lies in between. */
static void a_right_child_may_be_the_successor(void **state)
{
	struct pair *p = *state;

	insert_all(p, "2134");
	erase(p, 2);
	assert_shape(p, "B3(B1 B4)");
}

static void a_black_leaf_borrows_from_a_red_sibling(void **state)
{
	struct pair *p = *state;

	insert_all(p, "123456");
	assert_shape(p, "B2(B1 r4(B3 B5(. r6)))");
	erase(p, 1);
	assert_shape(p, "B4(B2(. r3) B5(. r6))");
}

static void a_black_leaf_borrows_from_its_outer_nephew(void **state)
{
	struct pair *p = *state;

	insert_all(p, "2134");
	erase(p, 1);
	assert_shape(p, "B3(B2 B4)");
}

static void a_black_leaf_borrows_from_its_inner_nephew(void **state)
{
	struct pair *p = *state;

	insert_all(p, "2143");
	assert_shape(p, "B2(B1 B4(r3 .))");
	erase(p, 1);
	assert_shape(p, "B3(B2 B4)");
}

static void with_nothing_to_borrow_the_tree_gets_lower(void **state)
{
	struct pair *p = *state;

	insert_all(p, "2134");
	erase(p, 4);
	erase(p, 1);
	assert_shape(p, "B2(. r3)");
	erase(p, 2);
	assert_shape(p, "B3");
}

static void swap(char *a, char *b)
{
	char c = *a;

	*a = *b;
	*b = c;
}

/* Advances to the next permutation; false after the last one. */
static bool permute(char *digits, size_t length)
{
	size_t i = length - 1, j = length - 1;

	while (i > 0 && digits[i - 1] >= digits[i])
		i--;
	if (i == 0)
		return false;
	while (digits[j] <= digits[i - 1])
		j--;
	swap(&digits[i - 1], &digits[j]);
	for (j = length - 1; i < j; i++, j--)
		swap(&digits[i], &digits[j]);
	return true;
}

static void every_tree_of_seven_survives_any_erasure(void **state)
{
	struct pair *p = *state;
	char order[] = "1234567";

	do {
		for (uint32_t victim = 1; victim <= 7; victim++) {
			clear(p);
			insert_all(p, order);
			erase(p, victim);
			assert_int_equal(p->nr, 6);
			assert_same(p);
		}
	} while (permute(order, 7));
}

static void a_tree_survives_every_order_of_erasure(void **state)
{
	struct pair *p = *state;
	char order[] = "1234567";

	do {
		clear(p);
		insert_all(p, "1234567");
		for (const char *c = order; *c; c++) {
			erase(p, (uint32_t)(*c - '0'));
			black_height(p->k, at(p->k, p->root->rb_node), NULL, 0);
		}
		assert_int_equal(p->root->rb_node, 0);
	} while (permute(order, 7));
}

static void random_work_equals_a_sorted_array(void **state)
{
	struct pair *p = *state;
	struct chance c = new_chance();

	for (int i = 0; i < 20000; i++) {
		uint32_t key = below(&c, MOST);

		/* Full and sparse in turn: some of one kind are left out. */
		if (p->in[key] != (i / 2000 % 2 == 1) || below(&c, 4) == 0)
			(p->in[key] ? erase : insert)(p, key);
		assert_same(p);
	}
}

static void each_node_knows_the_largest_below(void **state)
{
	struct pair *p = *state;
	struct chance c = new_chance();

	p->augment = &largest_below;
	for (int i = 0; i < 5000; i++) {
		uint32_t key = below(&c, MOST);

		if (!p->in[key])
			set(p->k->m, p->node[key]->va_end, below(&c, 1000));
		if (p->in[key] != (i / 1000 % 2 == 1) || below(&c, 4) == 0)
			(p->in[key] ? erase : insert)(p, key);
		assert_largest(p->k, at(p->k, p->root->rb_node));
	}
}

#define in_ram(test) cmocka_unit_test_setup_teardown(test, new_pair, free_pair)

int main(void)
{
	const struct CMUnitTest tests[] = {
		in_ram(an_empty_tree_has_no_first),
		in_ram(a_red_uncle_recolours),
		in_ram(a_black_uncle_rotates),
		in_ram(an_inner_grandchild_rotates_twice),
		in_ram(ascending_keys_lean_right),
		in_ram(descending_keys_lean_left),
		in_ram(a_red_leaf_just_goes),
		in_ram(an_only_child_takes_the_place),
		in_ram(the_successor_takes_the_place_of_two_children),
		in_ram(a_right_child_may_be_the_successor),
		in_ram(a_black_leaf_borrows_from_a_red_sibling),
		in_ram(a_black_leaf_borrows_from_its_outer_nephew),
		in_ram(a_black_leaf_borrows_from_its_inner_nephew),
		in_ram(with_nothing_to_borrow_the_tree_gets_lower),
		in_ram(every_tree_of_seven_survives_any_erasure),
		in_ram(a_tree_survives_every_order_of_erasure),
		in_ram(random_work_equals_a_sorted_array),
		in_ram(each_node_knows_the_largest_below),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
