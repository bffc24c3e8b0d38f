"""The tree is that of RFC 6962: the known values of its reference implementation, and the definition itself."""

from hashlib import sha256

import pytest

from bedside.kit.tree import LEAF, NODE, Tree

# The inputs and roots that the authors of Certificate Transparency publish with their implementation.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def by_definition(leaves: list[bytes]) -> bytes:
    """Return the root as section 2.1 defines it."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(LEAF + leaves[0]).digest()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(NODE + by_definition(leaves[:half]) + by_definition(leaves[half:])).digest()


def grown(leaves: list[bytes]) -> Tree:
    tree = Tree()
    for leaf in leaves:
        tree.add(leaf)
    return tree


@pytest.mark.asvs("11.4.3")
@pytest.mark.parametrize("size", range(1, 9))
def test_the_root_is_the_published_one(size: int) -> None:
    assert grown([bytes.fromhex(one) for one in INPUTS[:size]]).root().hex() == ROOTS[size - 1]


@pytest.mark.parametrize("size", range(40))
def test_the_root_is_that_of_the_definition(size: int) -> None:
    leaves = [bytes([n]) * n for n in range(size)]
    assert grown(leaves).root() == by_definition(leaves)


@pytest.mark.parametrize("size", range(20))
def test_a_tree_goes_on_from_its_frontier(size: int) -> None:
    leaves = [bytes([n]) for n in range(25)]
    first = grown(leaves[:size])
    second = Tree(first.size, first.frontier)
    for leaf in leaves[size:]:
        second.add(leaf)
    assert (second.size, second.root()) == (25, by_definition(leaves))


def test_a_frontier_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="3 leaves has 2"):
        Tree(3, bytes(32))
