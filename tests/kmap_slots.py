# SPDX-License-Identifier: GPL-3.0-or-later
"""Random calls of kmap() and its like, with the answers of a plain model.

Usage: kmap_slots.py OPERATIONS SEED USERS

Prints a trace for build/tests/replay. The model keeps Python lists where the
kernel has counts, chains and a pool; USERS is how many mappings aims at twice over,
so that from some 1,100 on all slots are in use and somebody has to sleep.
"""
import random
import sys

MEM_MAP, LOW, END = 0xc05f7000, 0x36000, 0x40000
PKMAP, SLOTS, BUCKETS, FIXMAP = 0xbfe00000, 512, 128, 0xfff00000
TYPES = """BOUNCE_READ SKB_SUNRPC_DATA SKB_DATA_SOFTIRQ USER0 USER1 BIO_SRC_IRQ
BIO_DST_IRQ PTE0 PTE1 IRQ0 IRQ1 SOFTIRQ0 SOFTIRQ1 L2_CACHE""".split()


class Model:
    def __init__(self):
        self.count, self.pfn = [0] * SLOTS, [None] * SLOTS
        self.last = 0
        self.slot = {}  # pfn: slot
        self.chain = [[] for _ in range(BUCKETS)]  # (pfn, pam)
        self.pool = list(reversed(range(SLOTS)))
        self.fix = {}
        self.nofault = 0
        self.flushed = ""

    @staticmethod
    def bucket(pfn):
        return ((MEM_MAP + 32 * pfn) * 0x9e370001 & 0xffffffff) >> 25

    def told(self, pfn):
        chain = self.chain[self.bucket(pfn)]
        pos = [entry[0] for entry in chain].index(pfn)
        slot = self.slot[pfn]
        return (f"slot={slot} count={self.count[slot]} last={self.last}"
                f" bucket={self.bucket(pfn)} pos={pos} pam={chain[pos][1]}")

    def flush(self):
        stale = [i for i in range(SLOTS) if self.count[i] == 1]
        for i in stale:
            chain = self.chain[self.bucket(self.pfn[i])]
            at = [entry[0] for entry in chain].index(self.pfn[i])
            self.pool.append(chain.pop(at)[1])
            del self.slot[self.pfn[i]]
            self.count[i], self.pfn[i] = 0, None
        runs = []
        for i in stale:
            if runs and runs[-1][1] == i - 1:
                runs[-1][1] = i
            else:
                runs.append([i, i])
        self.flushed = f" flush={len(stale)}:" + ",".join(
            f"{a}" if a == b else f"{a}-{b}" for a, b in runs)
        if stale:
            self.flushed += " tlb=0xbfe00000-0xc0000000"

    def kmap(self, pfn):
        if pfn < LOW:
            return f"0x{0xc0000000 + pfn * 4096:08x} lowmem"
        if pfn not in self.slot:
            left = SLOTS
            while True:
                self.last = (self.last + 1) % SLOTS
                if not self.last:
                    self.flush()
                    left = SLOTS
                if not self.count[self.last]:
                    break
                left -= 1
                if not left:
                    return f"SLEEP last={self.last}"
            self.count[self.last], self.pfn[self.last] = 1, pfn
            self.slot[pfn] = self.last
            self.chain[self.bucket(pfn)].append((pfn, self.pool.pop(0)))
        self.count[self.slot[pfn]] += 1
        return f"0x{PKMAP + self.slot[pfn] * 4096:08x} {self.told(pfn)}"

    def kunmap(self, pfn, sleeper):
        self.count[self.slot[pfn]] -= 1
        woken = sleeper is not None and self.count[self.slot[pfn]] == 1
        return f"{self.told(pfn)} wakeup={int(woken)}", woken

    def kmap_atomic(self, pfn, kind):
        self.nofault += 1
        if pfn in self.slot:
            self.count[self.slot[pfn]] += 1
            address = PKMAP + self.slot[pfn] * 4096
            answer = self.told(pfn)
        else:
            address = FIXMAP + kind * 4096
            before = self.fix.get(kind)
            self.fix[kind] = pfn
            prev = "none" if before is None else f"0x{before:x}"
            answer = f"fix={kind} prev={prev} tlbpage=1"
        return address, f"0x{address:08x} {answer} nofault={self.nofault}"

    def kunmap_atomic(self, address, pfn, kind, sleeper):
        self.nofault -= 1
        woken = False
        if address < 0xc0000000:
            told, woken = self.kunmap(pfn, sleeper)
            answer = "pkmap " + told
        else:
            answer = f"fixmap keeps 0x{self.fix[kind]:x}"
        return f"{answer} nofault={self.nofault}", woken


def fnv1a(values):
    state = 2166136261
    for value in values:
        for byte in value.to_bytes(4, "little"):
            state = (state ^ byte) * 16777619 & 0xffffffff
    return state


def state(m):
    values = []
    for count, pfn in zip(m.count, m.pfn):
        values += [count, 0xffffffff if pfn is None else pfn]
    chains = []
    for chain in m.chain:
        chains.append(len(chain))
        for pfn, _ in chain:
            chains += [pfn, PKMAP + m.slot[pfn] * 4096]
    used, stale = sum(c > 1 for c in m.count), m.count.count(1)
    return (f"state used={used} stale={stale} empty={SLOTS - used - stale}"
            f" last={m.last} fnv1a=0x{fnv1a(values + [m.last]):08x}"
            f" chains=0x{fnv1a(chains):08x}"
            f" longest={max(map(len, m.chain))} pool={len(m.pool)}")


def main():
    operations, seed, most = map(int, sys.argv[1:])
    rng, m, users, sleeper = random.Random(seed), Model(), [], None
    print(f"# version=v2.6.33 mem_map=0x{MEM_MAP:x} struct_page=32"
          f" phys_pfn_offset=0 max_low_pfn=0x{LOW:x} max_pfn=0x{END:x}"
          f" pkmap_base=0xbfe00000 last_pkmap=512 fixaddr_start=0xfff00000"
          f" km_type_nr=14 debug_highmem=0")
    for n in range(operations):
        m.flushed, woken, what = "", False, rng.random()
        pfn = rng.randrange(LOW, END)
        if what < 0.06:
            kind = rng.randrange(len(TYPES))
            pfn = rng.choice(users) if users and what < 0.03 else pfn
            words = f"type=KM_{TYPES[kind]} cpu=0"
            address, answer = m.kmap_atomic(pfn, kind)
            print(f"kmap_atomic pfn=0x{pfn:x} {words} -> {answer}")
            answer, woken = m.kunmap_atomic(address, pfn, kind, sleeper)
            print(f"kunmap_atomic addr=0x{address:08x} {words} -> {answer}")
        elif what < 0.07:
            m.flush()
            print(f"flush ->{m.flushed}")
        elif what < 0.08:
            print(f"kmap pfn=0x{n:x} -> {m.kmap(n)}")
        elif users and (sleeper or rng.random() < len(users) / most):
            pfn = users.pop(rng.randrange(len(users)))
            answer, woken = m.kunmap(pfn, sleeper)
            address = PKMAP + m.slot[pfn] * 4096
            print(f"kunmap pfn=0x{pfn:x} -> 0x{address:08x} {answer}")
        elif sleeper and pfn not in m.slot:
            print(f"kmap pfn=0x{pfn:x} -> skip")
        else:
            pfn = rng.choice(users) if users and what > 0.9 else pfn
            answer = m.kmap(pfn)
            print(f"kmap pfn=0x{pfn:x} -> {answer}{m.flushed}")
            if answer.startswith("SLEEP"):
                sleeper = pfn
            else:
                users.append(pfn)
        if woken:
            m.flushed = ""
            answer = m.kmap(sleeper)
            print(f"woken kmap pfn=0x{sleeper:x} -> {answer}{m.flushed}")
            users.append(sleeper)
            sleeper = None
        if n % 50 == 0:
            print(state(m))


main()
