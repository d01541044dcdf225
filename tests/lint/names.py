# SPDX-License-Identifier: Apache-2.0
"""No function of ours that takes a library's type has a name of that library's.

Argument-dependent lookup finds the library's as well, and takes it where it fits better: our quoted(std::string_view)
lost to std::quoted from GCC 14 on. A release that we have never seen may do the same with any such name.
"""

import re

import tree

# Functions of namespace std and its filesystem, up to C++26: algorithms, what one line may call, files.
STD = set("""
    accumulate adjacent_difference adjacent_find all_of any_of binary_search clamp copy copy_backward copy_if copy_n count
    count_if equal equal_range exclusive_scan fill fill_n find find_end find_first_of find_if find_if_not find_last
    for_each for_each_n gcd generate generate_n includes inclusive_scan inner_product inplace_merge iota iter_swap lcm
    lexicographical_compare lower_bound max max_element merge midpoint min min_element minmax minmax_element mismatch
    move move_backward next_permutation none_of nth_element partial_sort partial_sum partition partition_copy reduce
    remove remove_copy remove_if replace replace_copy replace_if reverse reverse_copy rotate rotate_copy sample search
    search_n set_difference set_intersection set_union shift_left shift_right shuffle sort stable_partition stable_sort
    swap swap_ranges transform transform_reduce unique unique_copy upper_bound

    addressof advance align any_cast apply as_bytes as_const as_writable_bytes begin bind bind_back bind_front bit_cast
    byteswap cbegin cend construct_at crbegin crend cref data declval destroy destroy_at distance empty end erase erase_if
    exchange format format_to format_to_n formatted_size forward forward_as_tuple forward_like get get_if get_money
    get_time getline hash_value hex holds_alternative in_range inserter invoke make_any make_optional make_pair
    make_shared make_tuple make_unique mem_fn next not_fn oct popcount prev print println put_money put_time quoted
    rbegin ref rend rotl rotr setfill setprecision setw size ssize swap tie to_address to_array to_chars to_string
    to_underlying to_wstring unexpected vformat vformat_to visit

    absolute canonical copy_file create_directories create_directory create_symlink current_path equivalent exists
    file_size last_write_time permissions proximate read_symlink relative remove_all rename resize_file space status
""".split())
ASIO = set("""
    async_connect async_read async_write buffer co_spawn connect defer dispatch dynamic_buffer post read read_at
    read_until use_future write write_at
""".split())
FMT = {"arg", "format", "format_to", "join", "print", "println", "ptr", "runtime", "to_string"}

NUMBERS = r"(?!u?int\d+_t\b|size_t\b)"
TAKEN = [
    (STD, re.compile(rf"\b(?:std|fs)::{NUMBERS}|\bBytes(?:View)?\b")),
    (ASIO, re.compile(r"\b(?:boost|asio|beast|tcp)::")),
    (FMT, re.compile(r"\bfmt::")),
]
# A declaration or definition at the start of a line, so not a member; what is called by its whole name has "::" there.
FUNCTION = re.compile(
    r"^(?:template <[^\n]*>\s+)?(?:\[\[\w+\]\] )*(?!return\b|else\b|case\b|using\b|namespace\b|#)"
    r"(?:[\w:<>,*&]+ )*[\w:<>,*&]+[ *&](?P<name>\w+)\((?P<parameters>[^;{]*)",
    re.MULTILINE,
)
# Called by its whole name everywhere, which asks no other namespace.
CALLED_BY_WHOLE_NAME = {("tls/message/extension.hpp", "find"), ("tls/message/extension.cpp", "find")}


def problems_of(path, text):
    return [
        f"{path}: {match['name']}() takes a library's type and has a library's name: give it a name of its own"
        for match in FUNCTION.finditer(text)
        if any(match["name"] in names and types.search(match["parameters"]) for names, types in TAKEN)
        and (path, match["name"]) not in CALLED_BY_WHOLE_NAME
    ]


def main():
    tree.finish([problem for path in tree.files(*tree.CXX) for problem in problems_of(path, tree.read(path))])


if __name__ == "__main__":
    main()
