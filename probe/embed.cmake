# SPDX-License-Identifier: Apache-2.0
#
# Files as parts of the program. To be run with cmake -P; the units that it writes define what a header of ours declares:
#
#   OUTPUT     the .cpp to write
#   HEADER     the header that declares the names, from the repository's root
#   NAMESPACE  the one they stand in
#   FILES      NAME=PATH, separated by '|'. Each defines NAME, a std::string_view, and NAME_sha256: the hash in Base64, as
#              a Content-Security-Policy names what it lets run.
#   TABLE      where it is given, a function of that name is defined instead, which returns a std::span of ROW {NAME, text}
#              in the order of FILES

set(base64_digits ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/)

function(sha256_base64 path result)
  file(SHA256 ${path} hex)
  set(text "")
  set(hex "${hex}00")  # 32 octets and one make eleven groups of three
  foreach(group RANGE 10)
    math(EXPR at "${group} * 6")
    string(SUBSTRING ${hex} ${at} 6 six)
    foreach(shift 18 12 6 0)
      math(EXPR digit "(0x${six} >> ${shift}) & 63")
      string(SUBSTRING ${base64_digits} ${digit} 1 character)
      string(APPEND text ${character})
    endforeach()
  endforeach()
  string(SUBSTRING ${text} 0 43 text)
  set(${result} "${text}=" PARENT_SCOPE)
endfunction()

# Hexadecimal escapes: every compiler takes them, whatever the file's characters are. And no string literal: compilers need
# not take one of more than 65536 characters.
function(elements path result)
  file(READ ${path} hex HEX)
  string(REPEAT "." 64 line)
  string(REGEX REPLACE "(${line})" "\\1\n    " text "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," text "${text}")
  set(${result} "${text}" PARENT_SCOPE)
endfunction()

set(unit "// Made by probe/embed.cmake.\n#include \"${HEADER}\"\n\nnamespace ${NAMESPACE} {\n")
set(arrays "")
set(views "")
set(rows "")
set(number 0)
string(REPLACE "|" ";" FILES "${FILES}")
foreach(file IN LISTS FILES)
  string(REGEX MATCH "^([^=]+)=(.+)$" unused ${file})
  set(name ${CMAKE_MATCH_1})
  set(path ${CMAKE_MATCH_2})
  elements(${path} characters)
  string(APPEND arrays "constexpr char kFile${number}[] = {\n    ${characters}};\n")
  set(view "std::string_view(kFile${number}, sizeof kFile${number})")
  math(EXPR number "${number} + 1")
  string(APPEND rows "\n    ${ROW}{\"${name}\", ${view}},")
  sha256_base64(${path} hash)
  string(APPEND views "const std::string_view ${name} = ${view};\n"
                      "const std::string_view ${name}_sha256 = \"${hash}\";\n")
endforeach()
string(APPEND unit "namespace {\n\n${arrays}\n}  // namespace\n\n")
if(DEFINED TABLE)
  string(APPEND unit "constexpr ${ROW} kRows[] = {${rows}\n};\n\n"
                     "std::span<const ${ROW}> ${TABLE}() { return kRows; }\n")
else()
  string(APPEND unit "${views}")
endif()
file(WRITE ${OUTPUT} "${unit}\n}  // namespace ${NAMESPACE}\n")
