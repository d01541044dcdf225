# SPDX-License-Identifier: Apache-2.0
#
# What Debian has compiled takes the strings of GCC's library, so that toml++ has to be its headers alone, as {fmt} is by
# a macro. Its package file leaves alone a target that is there already.
add_library(tomlplusplus::tomlplusplus INTERFACE IMPORTED)
