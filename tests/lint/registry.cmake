# SPDX-License-Identifier: Apache-2.0
# The checked-in registries are what the generator makes of the checked-in tables.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME lint_registry COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/tls/registry/generate.py --check)
set_tests_properties(lint_registry PROPERTIES LABELS lint TIMEOUT 60)
