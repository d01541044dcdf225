# SPDX-License-Identifier: Apache-2.0
#
# What the program writes of itself: the manual page and the completions. And what Debian wants to have beside them.
set(documents ${PROJECT_BINARY_DIR}/documents)
file(MAKE_DIRECTORY ${documents})

# write_document(FILE COMMAND...): what the command prints.
function(write_document file)
  add_custom_command(OUTPUT ${documents}/${file} COMMAND ${ARGN} > ${documents}/${file} DEPENDS sstp-probe VERBATIM)
  set_property(GLOBAL APPEND PROPERTY sstp_probe_documents ${documents}/${file})
endfunction()

find_program(GZIP gzip)
# write_compressed(FILE): FILE.gz, as Debian keeps what is read seldom; FILE where there is no gzip. Sets `written`.
macro(write_compressed file)
  set(written ${documents}/${file})
  if(GZIP)
    add_custom_command(OUTPUT ${documents}/${file}.gz COMMAND ${GZIP} -9nc ${documents}/${file} > ${documents}/${file}.gz
      DEPENDS ${documents}/${file} VERBATIM)
    set(written ${documents}/${file}.gz)
    set_property(GLOBAL APPEND PROPERTY sstp_probe_documents ${written})
  endif()
endmacro()

write_document(sstp-probe.1 sstp-probe man)
write_compressed(sstp-probe.1)
install(FILES ${written} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program)

# Debian's zsh looks into a folder of its own.
set(zsh_folder site-functions)
if(EXISTS /etc/debian_version)
  set(zsh_folder vendor-completions)
endif()
foreach(target bash=bash-completion/completions/sstp-probe zsh=zsh/${zsh_folder}/_sstp-probe
               fish=fish/vendor_completions.d/sstp-probe.fish)
  string(REGEX MATCH "^(.+)=(.+)/(.+)$" unused ${target})
  set(shell ${CMAKE_MATCH_1})
  write_document(completions.${shell} sstp-probe completions ${shell})
  install(FILES ${documents}/completions.${shell} DESTINATION ${CMAKE_INSTALL_DATADIR}/${CMAKE_MATCH_2}
    RENAME ${CMAKE_MATCH_3} COMPONENT program)
endforeach()

# Of the commit's day, as the program itself.
write_document(changelog ${CMAKE_COMMAND} -D SOURCE=${PROJECT_SOURCE_DIR} -D VERSION=${PROJECT_VERSION}
  -D "CONTACT=${SSTP_PROBE_CONTACT}" -P ${CMAKE_CURRENT_LIST_DIR}/changelog.cmake)
write_compressed(changelog)
install(FILES ${written} ${CMAKE_CURRENT_LIST_DIR}/debian/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT debian)

get_property(all_documents GLOBAL PROPERTY sstp_probe_documents)
add_custom_target(documents ALL DEPENDS ${all_documents})
